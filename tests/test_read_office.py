"""Formats that LibreOffice turns into one of Word."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from kg import read
from kg.errors import InputError
from kg.read import office
from kg.read.formats import DOC, office_program
from kg.read.limits import Limits
from tests import needs
from tests.documents import docx_of
from tests.word import packed

REPORT = """明湖县2025年政府工作报告
一、目标
主要目标如下：
\t分类
\t指标
\t目标

\t经济
\t地区生产总值
\t增长6%

\t
\t财政收入
\t增长5%

二、措施
做好工作。
"""


def lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


def refused(path: Path) -> str:
    with pytest.raises(InputError) as raised:
        read.text(path)
    return raised.value.message


# -- without it ------------------------------------------------------------------------------------


def test_a_file_with_a_password_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(office._OLE + b"\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(InputError, match="password"):
        list(office.parts(path.read_bytes(), Limits()))


def test_a_file_of_another_program_is_refused() -> None:
    with pytest.raises(InputError, match="no text of Word"):
        list(office.parts(office._OLE + b"\xa1\xb1\x1a\xe1" + os.urandom(999), Limits()))


def test_where_it_is_not_installed_one_line_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert DOC.missing == "LibreOffice is not installed"
    with pytest.raises(InputError, match="LibreOffice is not installed"):
        office.converted(b"{\\rtf1 x}", Limits())


# -- with it ---------------------------------------------------------------------------------------


@needs.office
def test_a_doc_with_merged_cells_says_what_its_text_says(tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(docx_of(REPORT))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    program = str(office_program())
    told = [program, profile, "--headless", "--convert-to", "doc", "report.docx"]
    subprocess.run(told, cwd=tmp_path, check=True, capture_output=True, timeout=60)
    found = read.text(tmp_path / "report.doc")
    written = [line for line in REPORT.split("\n") if line]
    assert lines(found.text) == written
    assert found.source.media_type == "application/msword"
    last = next(one.place for one in found.places if one.span.of(found.text) == "增长5%")
    assert (last.table, last.row, last.column) == (1, 3, 3)


def rtf(text: str) -> str:
    return "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in text)


@needs.office
def test_rich_text_is_read(tmp_path: Path) -> None:
    rows = "".join(
        f"\\trowd\\cellx3000\\cellx6000 {rtf(one)}\\cell {rtf(other)}\\cell\\row"
        for one, other in (("指标", "目标"), ("地区生产总值", "增长6%"))
    )
    path = tmp_path / "report.rtf"
    body = f"{rtf('一、目标')}\\par {rows}\\pard {rtf('完。')}\\par"
    path.write_bytes(f"{{\\rtf1\\ansi {body}}}".encode())
    written = ["一、目标", "\t指标", "\t目标", "\t地区生产总值", "\t增长6%", "完。"]
    assert lines(read.text(path).text) == written


@contextmanager
def counting() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine, its address and what it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


ODT = """<office:document-content office:version="1.2"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:text>
<text:p>一、目标</text:p><table:table><table:table-column table:number-columns-repeated="2"/>
<table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>经济</text:p>
</table:table-cell><table:table-cell><text:p>GDP</text:p></table:table-cell></table:table-row>
<table:table-row><table:covered-table-cell/><table:table-cell><text:p>5%</text:p>
</table:table-cell></table:table-row></table:table><text:p>完。<draw:frame svg:width="2cm"
 svg:height="2cm" text:anchor-type="as-char"><draw:image xlink:href="ADDRESS/a.png"
 xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p>
</office:text></office:body></office:document-content>"""


def odt(content: str) -> bytes:
    kind = "application/vnd.oasis.opendocument.text"
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{of}"/>'
        for name, of in (("/", kind), ("content.xml", "text/xml"))
    )
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    manifest = f'<manifest:manifest xmlns:manifest="{space}">{entries}</manifest:manifest>'
    return packed({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


@needs.office
def test_an_opendocument_text_is_read_and_its_links_are_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "report.odt"
    with counting() as (address, asked):
        path.write_bytes(odt(ODT.replace("ADDRESS", address)))
        found = read.text(path)
    assert lines(found.text) == ["一、目标", "\t经济", "\tGDP", "\t", "\t5%", "完。"]
    assert found.source.media_type == "application/vnd.oasis.opendocument.text"
    assert asked == []


def _running(folder: Path) -> list[int]:
    """Processes that have a folder in their command line."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and os.fsencode(folder) in (entry / "cmdline").read_bytes():
                found.append(int(entry.name))
        except OSError:
            continue
    return found


@needs.office
def test_it_ends_in_time_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(InputError, match=r"takes longer than 0\.3 s"):
        office.converted(b"{\\rtf1 x}", Limits(seconds=0.3))
    assert list(tmp_path.iterdir()) == []
    assert _running(tmp_path) == []


@needs.office
def test_it_ends_with_the_reader_that_started_it(tmp_path: Path) -> None:
    code = (
        "from kg.read import office; from kg.read.limits import Limits;"
        "office.converted(b'{\\\\rtf1 x}', Limits())"
    )
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    reader = subprocess.Popen([sys.executable, "-c", code], env=environment)
    until = time.monotonic() + 30
    while not _running(tmp_path) and time.monotonic() < until:
        time.sleep(0.02)
    started = _running(tmp_path)
    os.kill(reader.pid, signal.SIGKILL)
    reader.wait()
    while _running(tmp_path) and time.monotonic() < until:
        time.sleep(0.02)
    assert started
    assert _running(tmp_path) == []
