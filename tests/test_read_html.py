"""Web pages: the report is found, and reads as its text does."""

import re
import time
from collections import Counter
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kg import read
from kg.errors import InputError
from kg.model import Text
from kg.pipeline.reading import Reader
from kg.read import html
from kg.read.limits import Limits
from kg.read.writing import written
from kg.text.lines import Line
from tests import needs
from tests.documents import Piece, pieces
from tests.pages import framed, page_of, table

EXAMPLES = Path(__file__).parents[1] / "examples"
LIMITS = Limits()
TITLE = "明湖县2025年国民经济和社会发展计划执行情况的报告"
PROSE = (
    "全年地区生产总值2630亿元，增长7.0%，其中工业投资20亿元，增长5%。",
    "城镇新增就业2万人，居民人均可支配收入增长6%，社会大局和谐稳定。",
)


def text_of(page: str | bytes) -> str:
    data = page.encode() if isinstance(page, str) else page
    return written(html.parts(data, LIMITS), LIMITS)[0]


def lines_of(page: str | bytes) -> list[str]:
    return [line.strip() for line in text_of(page).splitlines() if line.strip()]


def shown(body: str) -> list[str]:
    """What is read of a fragment, between two lines of prose."""
    found = lines_of(f"<body><p>{PROSE[0]}</p>{body}<p>{PROSE[1]}</p>")
    assert (found[0], found[-1]) == PROSE
    return found[1:-1]


# -- one report, one graph -------------------------------------------------------------------------


def wanted(found: list[Piece]) -> list[str]:
    """Lines and cells of a report without white space."""
    lines: list[str] = []
    for one in found:
        if isinstance(one, Line):
            lines.append(one.text)
        else:
            lines += [c.text for row in one for c in row if c.text and not c.carried]
    return squeezed(lines)


def squeezed(lines: list[str]) -> list[str]:
    return ["".join(line.split()) for line in lines]


def observed(reader: Reader, text: Text) -> Counter[object]:
    return Counter(
        (o.subject, o.indicator, o.area, o.period, o.status, o.measure, o.quantity, o.basis, o.text)
        for o in reader.text(text).observations
    )


@needs.reports
@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
@pytest.mark.parametrize("number", range(5))
def test_a_real_report_reads_as_its_text(number: int, codec: str) -> None:
    text = read.text(sorted(needs.CORPUS.glob("*.txt"))[number]).text
    assert squeezed(lines_of(page_of(text, codec))) == wanted(list(pieces(text)))


@needs.reports
def test_a_real_report_gives_the_same_observations_as_its_text(
    reader: Reader, tmp_path: Path
) -> None:
    path = sorted(needs.CORPUS.glob("*.txt"))[1]  # it has three tables
    plain = read.text(path)
    page = tmp_path / f"{path.stem}.html"
    page.write_bytes(page_of(plain.text, "gb18030", "utf-8"))
    assert observed(reader, read.text(page)) == observed(reader, plain)


# -- the report among what stands around it --------------------------------------------------------

LAYOUTS: dict[str, Callable[[str], str]] = {
    "paragraphs": lambda text: f"<p>&emsp;&emsp;{text}</p>\n",
    "breaks": lambda text: f"　　{text}<br>\n",
    "two breaks": lambda text: f"&nbsp;&nbsp;&nbsp; {text}<br/><br/>",
    "divisions": lambda text: f"<div>{text}</div>",
    "cut into spans": lambda text: (
        f"<p>{re.sub('(.{5})', '<span>' + chr(92) + '1</span>', text)}<o:p></o:p>"
    ),
    "fonts left open": lambda text: f'<p><font face="x"><font size=3>{text}',
    "items": lambda text: f"<li>{text}</li>",
    "cells": lambda text: f"<table><tr><td>{text}</td></tr></table>",
    "wrapped": lambda text: f"<p>{re.sub('(.{20})', chr(92) + '1' + chr(10) + '  ', text)}</p>",
}


def around(title: str, body: str) -> str:
    """A report between two lists of news with their first sentences."""
    news = "近日，区领导赴企业调研，强调要稳中求进，推动高质量发展。"
    item = f"<li><a href=x.html>区领导调研项目建设情况</a><p>{news}</p></li>"
    side = f"<ul>{item * 12}</ul>"
    return f"<body><div>{side}</div><div><h1>{title}</h1>{body}</div><div>{side}</div>"


def nested(_title: str, body: str) -> str:
    """A report in the cell of a table in the cell of a table."""
    menu = "<td><a href=/>首页</a></td>"
    inner = f"<table><tr>{menu}<td>{body}</td></tr></table>"
    return f"<body><table><tr>{menu}</tr><tr><td>{inner}</td></tr></table>"


FRAMES: dict[str, Callable[[str, str], str]] = {
    "office": framed,
    "bare": lambda _, body: body,
    "news": around,
    "tables": nested,
    "form": lambda title, body: framed(title, f"<form>{body}<input value=x></form>"),
}


def example() -> tuple[str, list[Piece]]:
    found = list(pieces((EXAMPLES / "wuzhong-2023-plan.txt").read_text(encoding="utf-8")))
    first = found[0]
    assert isinstance(first, Line)
    return first.text, found


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_report_is_found_in_every_layout(layout: str, frame: str) -> None:
    title, found = example()
    laid = LAYOUTS[layout]
    body = "".join(laid(escape(o.text)) if isinstance(o, Line) else table(o) for o in found)
    assert squeezed(lines_of(FRAMES[frame](title, body))) == wanted(found)


def test_parts_of_a_report_in_boxes_of_their_own_are_all_read() -> None:
    many = [f"第{n}项工作：{PROSE[n % 2]}" for n in range(30)]
    body = "".join(
        f"<div>{''.join(f'<p>{one}' for one in many[n : n + 10])}</div>" for n in (0, 10, 20)
    )
    assert lines_of(framed(TITLE, body))[-30:] == many


def test_a_table_beside_the_prose_is_read() -> None:
    rows = "".join(f"<tr><td>指标{n}<td>{n}%</tr>" for n in range(20))
    got = lines_of(
        framed(TITLE, f"<div>{'<p>'.join(PROSE * 8)}</div><div><table>{rows}</table></div>")
    )
    assert got[-2:] == ["指标19", "19%"]


def test_the_title_is_kept_where_the_content_lacks_it() -> None:
    body = "".join(f"<p>{one}</p>" for one in PROSE)
    assert lines_of(framed(TITLE, body)) == [TITLE, *PROSE]
    assert lines_of(framed(TITLE, f"<p>{TITLE}</p>{body}")) == [TITLE, *PROSE]
    assert lines_of(framed(TITLE, f"<p>{TITLE[:10]}<br>{TITLE[10:]}</p>{body}"))[:2] == [
        TITLE[:10],
        TITLE[10:],
    ]
    named = f'<meta name="ArticleTitle" content="{TITLE}"><title>某区人民政府</title>{body}'
    assert lines_of(named)[0] == TITLE


@pytest.mark.parametrize(
    "line",
    [
        "【打印】 【关闭】",
        "字体：[ 大 中 小 ]",
        "分享到： 微信 微博",
        "来源：区发改委　发布时间：2024-01-10 字号：大 中 小",
        "浏览次数：1,024",
        "上一篇：没有了",
        "下一篇：2024年工作要点",
        "附件：",
        "扫一扫在手机打开当前页",
        "责任编辑：张三",
        "您现在的位置：首页 > 政务公开 > 正文",
        "版权所有：某区人民政府 苏ICP备05000001号",
        "主办：某区人民政府　承办：大数据局　电话：0512-1234",
        "2024-01-10 10:30",
        "首页 | 上一页 | 下一页 | 尾页",
    ],
)
def test_what_stands_around_a_report_is_left_out(line: str) -> None:
    assert shown(f"<p>{escape(line)}</p>") == []


@pytest.mark.parametrize(
    "line",
    [
        "一、2024年工作回顾",
        "打印机产量增长5%。",
        "中小企业服务中心3家",
        "关闭落后产能企业5家。",
        "附件1 主要指标",
        "数据来源：统计局",
        "2024年1月10日",
        "大力发展",
        "分享经济规模达到20亿元。",
        "首页",
        "各位代表：",
        "单位：亿元",
    ],
)
def test_what_only_looks_like_it_stays(line: str) -> None:
    assert shown(f"<p>{line}</p>") == ([line] if line != "首页" else [])


# -- elements --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>一<p>二<br>三<br><br>四<div>五<h2>六</h2>七</div>", list("一二三四五六七")),
        ("<p>产值&nbsp;20&ensp;亿元&lt;&#20840;&gt;</p>", ["产值 20 亿元<全>"]),
        ("<p>产业<b>转型</b><i>升</i>级\n  达标\n 5 家</p>", ["产业转型升级达标5 家"]),
        (
            "<p>12<sup>2</sup>km<sup>2</sup>，10<sup>-8</sup>，PM<sub>2.5</sub></p>",
            ["12²km²，10⁻⁸，PM2.5"],
        ),
        ("<p>专精特新<sup>[1]</sup>企业<a href='#_ftn1'>[2]</a><sup>①</sup></p>", ["专精特新企业"]),
        ("<p><ruby>瞪<rp>(</rp><rt>dèng</rt><rp>)</rp>羚</ruby>企业</p>", ["瞪羚企业"]),
        ("<pre>　　第一段增长5%\n　　第二段增长6%</pre>", ["第一段增长5%", "第二段增长6%"]),
        ("<p>新<del>旧</del><ins>增</ins><q>绿色</q></p>", ["新增“绿色”"]),
        ("<p style='display: none'>a<p hidden>b<p aria-hidden=true>c<p style='mso-hide:all'>d", []),
        (
            "<script>a</script><style>b</style><!--c--><select><option>d</option></select>",
            [],
        ),
        (
            "<![if !supportLists]><p>1、增长</p><![endif]><!--[if gte mso 9]><p>x</p><![endif]-->",
            ["1、增长"],
        ),
        ("<dl><dt>甲</dt><dd>乙</dd></dl><blockquote>丙</blockquote>", ["甲", "乙", "丙"]),
        (
            "<p>附件：<a href=a>表.docx</a></p><ul><li><a href=b>甲</a><li><a href=c>乙</a></ul>",
            [],
        ),
    ],
)
def test_elements_are_read_as_they_are_seen(body: str, lines: list[str]) -> None:
    assert shown(body) == lines


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<ol><li>甲<li>乙</ol>", ["1、甲", "2、乙"]),
        ("<ol start=3><li>甲<li value=7>乙<li>丙</ol>", ["3、甲", "7、乙", "8、丙"]),
        ("<ol reversed><li>甲<li>乙</ol>", ["2、甲", "1、乙"]),
        ("<ol type=A><li>甲</ol><ol type=i start=4><li>乙</ol>", ["A、甲", "iv、乙"]),
        ("<ol style='list-style-type: cjk-ideographic' start=11><li>甲</ol>", ["十一、甲"]),
        ("<ol style='list-style:none'><li>甲</ol>", ["甲"]),
        (
            "<ol><li>（一）甲<li>2.乙<li>①丙<li>5亿元投资</ol>",
            ["（一）甲", "2.乙", "①丙", "4、5亿元投资"],
        ),
        ("<ol><li><p>甲</p><ol><li>乙</ol><li>丙</ol>", ["1、甲", "1、乙", "2、丙"]),
        ("<ul><li>甲<li>乙</ul>", ["甲", "乙"]),
    ],
)
def test_items_have_their_numbers(body: str, lines: list[str]) -> None:
    assert shown(body) == lines


def rows_of(markup: str) -> list[list[str]]:
    text = text_of(f"<body><p>{PROSE[0]}</p>{markup}<p>{PROSE[1]}</p>")
    inner = text.split("\n", 1)[1].rsplit(PROSE[1], 1)[0]
    return [[cell.strip() for cell in row.split("\n")] for row in inner.strip("\n").split("\n\n")]


@pytest.mark.parametrize(
    ("markup", "rows"),
    [
        ("<tr><td rowspan=2>甲<td>1<tr><td>2", [["甲", "1"], ["", "2"]]),
        ("<tr><th colspan=2>甲<th>乙<tr><td>1<td>2<td>3", [["甲", "", "乙"], ["1", "2", "3"]]),
        ("<tr><td rowspan=0>甲<td>1<tr><td>2<tr><td>3", [["甲", "1"], ["", "2"], ["", "3"]]),
        (
            "<tfoot><tr><td>合计<td>3</tfoot><tbody><tr><td>甲<td>1</tbody><thead><tr><th>项<th>值</thead>",
            [["项", "值"], ["甲", "1"], ["合计", "3"]],
        ),
        (
            "<tr><td>甲<td><p>一</p><p>二</p><tr><td>乙<td>三<br>四",
            [["甲", "一二"], ["乙", "三四"]],
        ),
        ("<tr><td>甲<td>1<td>2<tr><td>乙", [["甲", "1", "2"], ["乙", "", ""]]),
        (
            "<tr><td colspan=2>甲<td colspan=2>1<tr><td colspan=2>乙<td colspan=2>2",
            [["甲", "1"], ["乙", "2"]],
        ),
        (
            "<tr><td>甲<td><table><tr><td>a<td>b<tr><td>c<td>d</table><tr><td>乙<td>较长的文字",
            [["甲", "a b c d"], ["乙", "较长的文字"]],
        ),
        ("<tr><td rowspan=x colspan=-1>甲<td>1<tr><td>乙<td>2", [["甲", "1"], ["乙", "2"]]),
        ("<tr><td rowspan=9>甲<td>1<tr><td>2", [["甲", "1"], ["", "2"]]),
    ],
)
def test_cells_of_tables_are_where_they_are_seen(markup: str, rows: list[list[str]]) -> None:
    assert rows_of(f"<table>{markup}</table>") == rows


@pytest.mark.parametrize(
    "markup",
    [
        "<table><tr><td>{}</td></tr></table>",
        "<table><tr><td>菜单</td></tr><tr><td>{}</td></tr></table>",
        "<table role=presentation><tr><td>甲<td>{}</tr><tr><td>乙<td>丙</table>",
        "<table><tr><td width=10></td><td><table><tr><td>{}</td></tr></table></td></tr></table>",
    ],
)
def test_a_table_that_lays_out_a_page_is_none(markup: str) -> None:
    prose = "".join(f"<p>{one}</p>" for one in PROSE * 6)
    assert "\t" not in text_of(markup.format(prose))
    assert lines_of(markup.format(prose))[-12:] == list(PROSE * 6)


def test_places_lead_to_paragraphs_and_cells() -> None:
    page = f"<p>{PROSE[0]}</p><table><tr><td>甲<td>1<tr><td>乙<td>2</table><p>{PROSE[1]}</p>"
    text, places = written(html.parts(page.encode(), LIMITS), LIMITS)
    found = {one.span.of(text): one.place for one in places}
    assert (found["2"].table, found["2"].row, found["2"].column) == (1, 2, 2)
    assert [found[one].paragraph for one in PROSE] == [1, 2]


def test_an_empty_row_of_a_table_counts() -> None:
    page = "<table><tr><td>甲<td>1<tr><td><td><tr><td>乙<td>2</table>" + f"<p>{PROSE[0]}</p>"
    text, places = written(html.parts(page.encode(), LIMITS), LIMITS)
    found = {one.span.of(text): one.place for one in places}
    assert (found["1"].row, found["2"].row) == (1, 3)


# -- encodings -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("codec", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "gb2312"),
        ("utf-8-sig", "gbk"),
        ("gb18030", "gb2312"),
        ("gbk", "utf-8"),
        ("gb18030", ""),
        ("utf-16", "gb2312"),
        ("utf-16-le", ""),
        ("utf-16-be", "utf-8"),
        ("gbk", "nonsense"),
        ("gbk", "idna"),
        ("gbk", "base64"),
        ("hz", "hz"),
    ],
)
def test_the_encoding_is_that_of_the_bytes(codec: str, said: str) -> None:
    page = framed(TITLE, f"<p>{PROSE[0]}</p>", said)
    assert lines_of(page.encode(codec, "xmlcharrefreplace")) == [TITLE, PROSE[0]]


def test_traditional_characters_in_big5_are_read() -> None:
    words = "全縣經濟穩定發展，產業轉型升級，民生持續改善，社會大局和諧穩定。"
    assert lines_of(f"<meta charset=big5><p>{words}".encode("big5")) == [words]


def test_a_character_that_was_cut_does_not_spoil_the_page() -> None:
    page = f'<meta name=description content="|"><meta charset=gb2312>{"".join(PROSE * 20)}'
    data = page.encode("gbk").replace(b"|", "全".encode("gbk")[:1])
    assert "".join(lines_of(data)) == "".join(PROSE * 20)


# -- pages that mean harm --------------------------------------------------------------------------

HARM = {
    "deep": "<div>" * 10_000 + PROSE[0],
    "deep tables": "<table><tr><td>" * 1_000 + PROSE[0],
    "deep items": "<ul><li>" * 2_000 + PROSE[0],
    "spans": f"<table>{'<tr><td colspan=1000 rowspan=65534>x<td>y' * 300}</table>",
    "attributes": f"<p {' '.join(f'a{n}=1' for n in range(50_000))}>{PROSE[0]}",
    "one attribute": f"<p {'a=1 ' * 50_000}x='{'y' * 100_000}'>{PROSE[0]}",
    "spaces": " \n" * 500_000 + PROSE[0],
    "breaks": "<br>" * 50_000 + PROSE[0],
    "brackets": "<" * 500_000 + PROSE[0],
    "comments": "<!--" * 200_000 + PROSE[0],
    "charsets": f"<meta {'charset' * 20_000}{PROSE[0]}",
    "notes": f"<sup>{'<sup>' * 5_000}1{'</sup>' * 5_001}{PROSE[0]}",
    "nothing": "<div></div>" * 1_000,
    "zeros": "\0<p>\0" * 1_000 + PROSE[0],
    "entities": "&#xD800;&#x110000;&#0;&xxe;" * 1_000 + PROSE[0],
    "doctype": '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]>&a;' + PROSE[0],
}


@pytest.mark.parametrize("kind", HARM)
def test_a_page_that_means_harm_is_read_or_refused_in_time(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "r.html"
    path.write_text(f"<html><body>{HARM[kind]}", encoding="utf-8")
    started = time.monotonic()
    try:
        found = read.text(path).text
    except InputError as error:
        found = str(error)
        assert "\n" not in found
    assert time.monotonic() - started < 20
    assert "2630" in found or str(path) in found
    assert "root:" not in found


def test_a_table_of_more_cells_than_may_be_is_refused() -> None:
    page = f"<table>{('<tr>' + '<td>1' * 50) * 30}</table>".encode()
    with pytest.raises(InputError, match="more than 1,000 cells"):
        list(html.parts(page, Limits(cells=1_000)))


TAGS = st.sampled_from(
    ["div", "p", "br", "table", "tr", "td", "th", "ol", "li", "span", "a", "sup", "pre", "q", "rt"]
)
ATTRIBUTES = st.sampled_from(
    ["", " rowspan=2", " colspan=3", " rowspan=0", " href=x", " href='#a'", " hidden", " start=-5"]
)
PIECES = st.one_of(
    st.builds("<{}{}>".format, TAGS, ATTRIBUTES),
    st.builds("</{}>".format, TAGS),
    st.text(max_size=20),
    st.sampled_from(PROSE),
)


@hypothesis_settings(max_examples=150)
@given(st.lists(PIECES, max_size=40))
def test_no_markup_breaks_the_reader(markup: list[str]) -> None:
    try:
        text, places = written(
            html.parts("".join(markup).encode("utf-8", "replace"), LIMITS), LIMITS
        )
    except InputError as error:
        assert "no text on this page" in str(error)  # noqa: PT017  # most have some
        return
    assert [one.span.start for one in places] == sorted(one.span.start for one in places)
    assert all(0 <= one.span.start <= one.span.end <= len(text) for one in places)


# -- saved pages -----------------------------------------------------------------------------------


def test_a_page_that_was_saved_with_its_pictures_is_read(tmp_path: Path) -> None:
    page = framed(TITLE, f"<p>{PROSE[0]}</p>", "gb2312").encode("gb18030")
    head = (
        "From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"
    )
    part = (
        "--x\r\nContent-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    picture = "\r\n--x\r\nContent-Type: image/png\r\n\r\n全\r\n--x--\r\n"
    path = tmp_path / "r.mht"
    path.write_bytes(head.encode() + part.encode() + page + picture.encode())
    found = read.text(path)
    assert found.text.split() == [TITLE, PROSE[0]]
    assert found.source.media_type == "multipart/related"


def test_a_page_is_a_page_whatever_its_name_says(tmp_path: Path) -> None:
    path = tmp_path / "r.doc"
    path.write_bytes(page_of(f"{TITLE}\n{PROSE[0]}\n"))
    assert read.text(path).source.media_type == "text/html"
