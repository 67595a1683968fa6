"""Files to begin with: a short report in every format, and parts of formats that are rare."""

import subprocess
import zlib
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

from kg.read.formats import office_program
from tests import word
from tests.documents import docx_of
from tests.packing import packed
from tests.pages import page_of
from tests.pdfs import Sheet, pdf

#: What LibreOffice makes of a Word file, by ending.
OFFICE = {".rtf": "rtf", ".odt": "odt", ".doc": "doc:MS Word 97"}
_CODECS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be", "utf-32", "hz", "big5")
SHORT = (
    "关于云州区2024年计划执行情况的报告\n\n一、2024年工作回顾\n（一）综合实力\n全年完成地区生产总值"
    "1,234.5亿元，增长5.2%；新增企业12家。\n\n表1 主要指标\n\t指标\n\t单位\n\t完成\n"
    "\n\t地区生产总值\n\t亿元\n\t1234.5\n\n\t\n\t%\n\t5.2\n\n二、2025年工作安排\n——力争增长5%左右。\n"
)
#: Parts of Word files that are seldom: each is read by a rule of its own.
_RARE = (
    word.p("一、甲", word.listed(1)) + word.tbl(word.tr(word.tc("指标"), word.tc("目标"))),
    word.tbl(
        word.tr(
            word.tc("甲", '<w:gridSpan w:val="2"/>'), word.tc("乙", '<w:vMerge w:val="restart"/>')
        ),
        word.tr(
            word.tc("丙"), word.tc(word.tbl(word.tr(word.tc("丁")))), word.tc("", "<w:vMerge/>")
        ),
    ),
    (
        '<w:p><w:ins w:id="1"><w:r><w:t>加</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>减'
        '</w:delText></w:r></w:del><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    ),
    (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> SEQ 表 </w:instrText>'
        '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3</w:t></w:r><w:r>'
        '<w:fldChar w:fldCharType="end"/></w:r><w:r><w:sym w:font="Wingdings" w:char="F06C"/></w:r>'
        "<w:sdt><w:sdtContent><w:r><w:t>乙</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    ),
    (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>'
        "<w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing>"
        "</mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    ),
)
_PAGE = (
    "<table><caption>表1</caption><tr><th rowspan=2>指标<th colspan=2>目标<tr><td>甲<td>乙</table>"
    "<ol start=3 type=a><li>一<ol><li value=7>二</ol></ol><pre>一\n二</pre><sup>2</sup><br>"
    '<div style="display:none">无</div><a href="t1_2.html">下一页</a>'
)
_MARKDOWN = (
    "---\ntitle: 报告\n---\n# 一、经济\n\n| 指标 | 目标 |\n| --- | --- |\n| 甲 | 5% |\n\n1. 一\n"
    "2. 二\n   - 三\n\n> 引<sup>2</sup>\n\n<table><tr><td>甲<td>乙</table>\n\n```\n码\n```\n"
)


def none() -> list[bytes]:
    """Nothing: the fuzzer begins by itself."""
    return []


def texts() -> Iterator[bytes]:
    """A report in every encoding."""
    for codec in _CODECS:
        yield SHORT.encode(codec, "replace")


def markdown() -> Iterator[bytes]:
    """Markdown, and a plain report."""
    yield _MARKDOWN.encode()
    yield SHORT.encode()


def pages() -> Iterator[bytes]:
    """A report among menus, and elements that are read by rules of their own."""
    for codec in ("utf-8", "gb18030"):
        yield page_of(SHORT, codec)
    yield f"<meta charset=gbk><body>{_PAGE}".encode()


def mails() -> Iterator[bytes]:
    """A page that a browser saved."""
    message = EmailMessage()
    message.set_content(page_of(SHORT).decode(), subtype="html", cte="quoted-printable")
    message.add_related(b"GIF89a", "image", "gif")
    yield b"From: <Saved>\r\n" + message.as_bytes()


def documents() -> Iterator[bytes]:
    """A report as a Word file, and small ones of rare parts."""
    yield docx_of(SHORT)
    for body in _RARE:
        notes = word.part("footnotes", '<w:footnote w:id="2">' + word.p("注") + "</w:footnote>")
        yield word.docx(
            body, footnotes=notes, numbering=word.lists(word.level(0, "%1、", "chineseCounting"))
        )


def prints() -> Iterator[bytes]:
    """A page with a ruled table, packed and not, and one of aligned words."""
    sheet = Sheet()
    sheet.lines(90, 80, [one for one in SHORT.splitlines() if one and "\t" not in one])
    sheet.grid([90, 200, 310], [400, 420, 440])
    for row in range(2):
        for column, said in enumerate(("指标", "5.2%")):
            sheet.text(95 + 110 * column, 415 + 20 * row, said)
    data = pdf([sheet])
    yield data
    yield _unpacked(data)


def _unpacked(data: bytes) -> bytes:
    """The same file with what is drawn in the open, so that single bytes of it can be changed."""
    head, _, rest = data.partition(b"/Filter/FlateDecode>>stream\n")
    stream, _, tail = rest.partition(b"\nendstream")
    return head + b">>stream\n" + zlib.decompress(stream) + b"\nendstream" + tail


def archives(mark: str = "") -> Iterator[bytes]:
    """Archives with reports, one in the other; the mark makes their names differ from others."""
    inner = packed({f"一{mark}.txt": SHORT.encode(), f"二/三{mark}.md": _MARKDOWN.encode()})
    yield inner
    outer = {f"../外{mark}.txt": SHORT.encode(), f"a\\b{mark}.html": b"<p>x</p>"}
    yield packed({"里.zip": inner, **outer})


def formats() -> Iterator[bytes]:
    """The heads of all formats."""
    for made in (texts(), markdown(), pages(), mails(), prints()):
        yield from (data[:2048] for data in made)
    yield from (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1\\ansi\\ansicpg936 }")


def originals(folder: Path) -> dict[str, list[bytes]]:
    """Whole files by their endings; those of older word processors where LibreOffice makes them."""
    folder.mkdir()
    made = {
        ".docx": list(documents()),
        ".html": list(pages()),
        ".pdf": list(prints()),
        ".txt": list(texts()),
        ".md": list(markdown()),
        ".mht": list(mails()),
    }
    program = office_program()
    if program:
        source = folder / "report.docx"
        source.write_bytes(made[".docx"][0])
        for ending, filter_ in OFFICE.items():
            command = [program, "--headless", "--convert-to", filter_, "--outdir", str(folder)]
            subprocess.run([*command, str(source)], check=True, capture_output=True)
            made[ending] = [(folder / f"report{ending}").read_bytes()]
    return made
