"""PDF files become the text that their pages show, whoever made them."""

import random
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from kg import read
from kg.errors import InputError
from kg.read import child
from kg.read import pdf as reader
from kg.read.limits import Limits
from kg.read.parts import Grid, Paragraph, Part
from kg.read.pdf.characters import plain
from kg.read.writing import written
from tests.pdfs import Sheet, pdf
from tests.pdfs import written as raw

FIRST = (
    "一年来，全县坚持稳中求进工作总基调，完整、准确、全面贯彻新发展理念，着力稳增长、促改革、"
    "惠民生，全年地区生产总值增长6.5%，规模以上工业增加值增长8.2%，城镇新增就业2.1万人，"
    "一般公共预算收入完成35.6亿元，主要目标任务完成情况好于年初预期。"
)
SECOND = "农业生产保持稳定。粮食播种面积32.5万亩，总产量达到14.8万吨，新建高标准农田2.3万亩。"
THIRD = (
    "项目建设加快推进。全年实施重点项目126个，完成投资98.4亿元，北湖大桥、城东水厂扩建等"
    "18个项目竣工投用，明湖产业园二期等25个项目开工建设，为全县经济平稳运行提供了有力支撑。"
)
LEFT, WIDE, LEADING = 70, 36, 20


def parts(data: bytes) -> list[Part]:
    return list(reader.parts(data, Limits()))


def text(data: bytes) -> str:
    return written(reader.parts(data, Limits()), Limits())[0]


def lines(data: bytes) -> list[str]:
    return text(data).splitlines()


def rows(data: bytes) -> list[list[list[str]]]:
    grids = (part for part in parts(data) if isinstance(part, Grid))
    return [[[box.text for box in row] for row in grid.rows] for grid in grids]


def laid(words: str, wide: int = WIDE, indent: int = 2) -> list[str]:
    """A paragraph as lines of so many characters, narrow ones counted half."""
    found, room = ["\u3000" * indent], wide - indent + 0.0
    for character in words:
        width = 0.5 if character < "\u2e80" else 1.0
        if room < width and character not in "，。、；：":
            found.append("")
            room = float(wide)
        found[-1] += character
        room -= width
    return found


def drawn(paragraphs: Iterable[str], top: float = 100) -> Sheet:
    sheet = Sheet()
    sheet.lines(LEFT, top, [line for one in paragraphs for line in laid(one)])
    return sheet


# -- paragraphs ------------------------------------------------------------------------------------


def test_wrapped_lines_are_one_paragraph_and_an_indent_begins_the_next() -> None:
    assert lines(pdf([drawn([FIRST, SECOND, THIRD])])) == [FIRST, SECOND, THIRD]


def test_what_was_drawn_first_does_not_matter() -> None:
    sheet = Sheet()
    for number, line in enumerate(laid(FIRST)):
        at = float(LEFT)
        for character in line:
            sheet.text(at, 100 + number * LEADING, character)
            at += 6 if character < "\u2e80" else 12
    random.Random(1).shuffle(  # noqa: S311  # any order will do
        sheet.drawn
    )
    assert lines(pdf([sheet])) == [FIRST]


def test_a_paragraph_goes_on_over_a_page_break_and_keeps_its_pages() -> None:
    found = laid(FIRST)
    one, two = Sheet(), Sheet()
    one.lines(LEFT, 700, found[:2])
    two.lines(LEFT, 90, found[2:])
    two.lines(LEFT, 90 + len(found[2:]) * LEADING, laid(SECOND))
    whole, second = parts(pdf([one, two]))
    assert isinstance(whole, Paragraph)
    assert isinstance(second, Paragraph)
    assert [run.page for run in whole.runs] == [1, 2]
    assert (whole.text, second.text) == (FIRST, SECOND)
    text, places = written([whole, second], Limits())
    assert [(one.place.page, one.place.paragraph) for one in places] == [(1, 1), (2, 1), (2, 2)]
    assert places[0].span.end == places[1].span.start == len(whole.runs[0].text)
    assert places[2].span.of(text) == SECOND


def test_headings_and_items_are_lines_of_their_own() -> None:
    sheet = Sheet()
    sheet.text(170, 90, "关于明湖县2024年国民经济和社会", 16)
    sheet.text(170, 115, "发展计划执行情况的报告", 16)
    items = ["——地区生产总值增长6.5%；", "——城镇新增就业2.1万人；", "——粮食总产量14.8万吨。"]
    heads = ["一、2024年计划执行情况", "（一）综合经济平稳增长"]
    sheet.lines(LEFT, 150, [line for one in (*heads, FIRST, *items) for line in laid(one)])
    assert lines(pdf([sheet]))[-6:] == [*heads, FIRST, *items]


def test_paragraphs_without_an_indent_are_told_by_the_space_between_them() -> None:
    sheet = Sheet()
    top = 100.0
    for one in (FIRST, THIRD):
        found = laid(one, indent=0)
        sheet.lines(LEFT, top, found)
        top += len(found) * LEADING + 12
    assert lines(pdf([sheet])) == [FIRST, THIRD]


def test_two_columns_are_read_one_after_the_other() -> None:
    sheet = Sheet()
    sheet.text(190, 80, "明湖县国民经济和社会发展报告", 16)
    sheet.lines(60, 120, [line for one in (FIRST, SECOND, THIRD) for line in laid(one, 19)], 18)
    sheet.lines(325, 120, [line for one in (THIRD, FIRST, SECOND) for line in laid(one, 19)], 18)
    found = lines(pdf([sheet]))[1:]
    assert found == [FIRST, SECOND, THIRD, THIRD, FIRST, SECOND]


def test_words_parted_by_a_hyphen_at_a_line_end_are_whole_again() -> None:
    sheet = Sheet()
    wrapped = [
        "The county will strengthen its plan for the development of eco-",
        "nomic zones and will keep the growth of the gross domestic pro-",
        "duct above six percent.",
    ]
    for number, line in enumerate(wrapped):
        sheet.text(LEFT, 100 + number * 16, line, latin=True)
    assert text(pdf([sheet])) == (
        "The county will strengthen its plan for the development of economic zones and will keep "
        "the growth of the gross domestic product above six percent.\n"
    )


# -- what stands beside the text -------------------------------------------------------------------


@pytest.mark.parametrize("number", ["－{}－", "- {} -", "第{}页", "{}/6", "{}", "第 {} 页 共 6 页"])
def test_headers_and_page_numbers_are_no_text(number: str) -> None:
    sheets = []
    for page in range(1, 7):
        sheet = drawn(["甲乙丙丁戊己"[page - 1] + FIRST])
        sheet.text(210, 40, "明湖县人民政府公报", 9)
        sheet.text(280, 810, number.format(page), 9)
        sheets.append(sheet)
    assert lines(pdf(sheets)) == [page + FIRST for page in "甲乙丙丁戊己"]


def test_the_headers_of_chapters_are_no_text() -> None:
    sheets = []
    for page in range(1, 10):
        sheet = drawn(["甲乙丙丁戊己庚辛壬"[page - 1] + FIRST])
        sheet.text(210, 40, "综合" if page < 4 else "工业" if page < 7 else "农业", 9)
        sheets.append(sheet)
    assert lines(pdf(sheets)) == [page + FIRST for page in "甲乙丙丁戊己庚辛壬"]


def test_figures_that_stand_alone_in_the_text_stay() -> None:
    one, two = drawn([FIRST]), drawn([SECOND])
    one.text(LEFT, 300, "2024")
    two.text(LEFT, 300, "2025")
    assert lines(pdf([one, two])) == [FIRST, "2024", SECOND, "2025"]


def test_words_drawn_twice_to_look_bold_are_read_once_and_watermarks_never() -> None:
    sheet = drawn([FIRST])
    sheet.drawn += [drawing.replace(" 1 0 0 1 70 ", " 1 0 0 1 70.4 ") for drawing in sheet.drawn]
    mark = "内部资料".encode("utf-16-be").hex()
    sheet.drawn.append(f"BT /F1 40 Tf 0.7 0.7 -0.7 0.7 150 300 Tm <{mark}> Tj ET")
    assert lines(pdf([sheet])) == [FIRST]


def test_notes_forms_scripts_and_attachments_are_never_read() -> None:
    note = (
        "/Annots[<</Type/Annot/Subtype/FreeText/Rect[50 50 200 100]/Contents(SECRET)>>"
        "<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(SECRET)/Rect[50 50 200 100]>>]"
        "/AA<</O<</S/JavaScript/JS(app.alert\\(1\\))>>>>"
    )
    assert lines(pdf([drawn([FIRST])], more=note)) == [FIRST]


def test_notes_at_the_foot_of_pages_stand_at_the_end_and_their_marks_nowhere() -> None:
    one, two = Sheet(), drawn([SECOND])
    found = laid(FIRST)
    one.lines(LEFT, 700 - len(found) * LEADING, found)
    one.text(LEFT + 12 * len(found[-1]), 675, "1", 6)
    one.line(LEFT, 710, LEFT + 140, 710)
    one.text(LEFT, 725, "1 指常住人口口径。", 9)
    assert lines(pdf([one, two])) == [FIRST, SECOND, "脚注", "1 指常住人口口径。"]


def test_raised_figures_of_units_stay() -> None:
    sheet = drawn([SECOND])
    sheet.text(LEFT, 300, "绿地面积35000米")
    sheet.text(LEFT + 6 * 5 + 12 * 5, 295, "2", 6)
    assert lines(pdf([sheet])) == [SECOND, "绿地面积35000米2"]


def test_a_table_of_contents_is_no_text() -> None:
    heads = ["一、工作回顾", "二、主要目标", "三、重点任务"]
    first = Sheet()
    first.text(270, 80, "目　录", 16)
    first.lines(LEFT, 120, [f"{head}{'…' * 20}{n}" for n, head in enumerate(heads, 2)])
    assert lines(pdf([first, drawn([*heads, FIRST])])) == [*heads, FIRST]


# -- tables ----------------------------------------------------------------------------------------

XS = (70, 170, 300, 400, 520)
TABLE = [
    ["分类", "指标", "目标", "完成"],
    ["经济", "地区生产总值", "6%", "6.5%"],
    ["", "工业增加值", "7%", "8.2%"],
    ["民生", "新增就业", "2万人", "2.1万人"],
]


def filled(sheet: Sheet, table: list[list[str]], top: float, height: float = 24) -> None:
    for number, row in enumerate(table):
        for x, words in zip(XS, row, strict=False):
            if words:
                sheet.text(x + 5, top + number * height + 16, words, 10)


def ruled(table: list[list[str]], top: float, sheet: Sheet | None = None) -> Sheet:
    """A table with all its lines; where the first cell of a row is empty there is none above it."""
    sheet = sheet or Sheet()
    bottom = top + 24 * len(table)
    for x in XS:
        sheet.line(x, top, x, bottom)
    for number, row in enumerate([*table, ["end"]]):
        y = top + number * 24
        sheet.line(XS[0] if row[0] else XS[1], y, XS[-1], y)
    filled(sheet, table, top)
    return sheet


def test_ruled_tables_keep_their_cells_merged_ones_at_their_first_place() -> None:
    sheet = drawn([FIRST], top=60)
    sheet.text(220, 170, "表1 主要指标完成情况")
    ruled(TABLE, 190, sheet)
    sheet.lines(LEFT, 320, laid(SECOND))
    found = pdf([sheet])
    assert rows(found) == [TABLE]
    assert lines(found)[:3] == [FIRST, "表1 主要指标完成情况", "\t分类"]
    assert lines(found)[-1] == SECOND


def test_a_table_over_a_page_break_is_one_without_its_repeated_header() -> None:
    one = drawn([FIRST], top=560)
    ruled(TABLE, 660, one)
    below = [["生态", "优良天数", "82%", "85%"], ["", "森林覆盖率", "23%", "23.4%"]]
    two = ruled([TABLE[0], *below], 70)
    two.lines(LEFT, 300, laid(SECOND))
    data = pdf([one, two])
    assert rows(data) == [[*TABLE, *below]]
    (grid,) = (part for part in parts(data) if isinstance(part, Grid))
    assert [row[1].page for row in grid.rows] == [1, 1, 1, 1, 2, 2]


def test_a_row_that_a_page_break_cuts_is_one_row() -> None:
    one = ruled([*TABLE, ["生态", "空气质量优良", "82%以上", "85%"]], 640)
    two = ruled([["x", "天数比例", "", ""], ["安全", "事故起数", "下降", "下降5%"]], 70)
    two.drawn = [drawing for drawing in two.drawn if "<0078>" not in drawing]
    assert rows(pdf([one, two]))[0][-2:] == [
        ["生态", "空气质量优良天数比例", "82%以上", "85%"],
        ["安全", "事故起数", "下降", "下降5%"],
    ]


def test_a_label_over_a_page_break_is_at_the_first_of_its_rows() -> None:
    above = [
        TABLE[0],
        ["经济", "产值", "6%", "6.5%"],
        ["x", "投资", "7%", "8%"],
        ["", "外贸", "2%", "3%"],
    ]
    below = [["民生", "就业", "2万人", "2.1万人"], ["", "养老", "95%", "96%"]]
    one, two = ruled(above, 660), ruled([TABLE[0], *below], 70)
    one.drawn = [drawing for drawing in one.drawn if "<0078>" not in drawing]
    assert [row[0] for row in rows(pdf([one, two]))[0]] == ["分类", "经济", "民生", "", "", ""]


def test_a_piece_whose_cells_reach_over_columns_belongs_to_its_table() -> None:
    one, two = ruled(TABLE, 660), Sheet()
    two.grid((XS[0], XS[1], XS[3], XS[4]), (70, 94, 118))
    for x, words in zip((XS[0], XS[1], XS[3]), ("说明", "优良天数", "85%"), strict=True):
        two.text(x + 5, 86, words, 10)
    two.text(XS[1] + 5, 110, "森林覆盖率", 10)
    last = [["说明", "优良天数", "", "85%"], ["", "森林覆盖率", "", ""]]
    assert rows(pdf([one, two])) == [[*TABLE, *last]]


def test_a_table_with_three_lines_has_a_row_a_line() -> None:
    table = [["民生", *row[1:]] if not row[0] else row for row in TABLE]
    sheet = drawn([FIRST], top=60)
    for y in (190, 214, 190 + 24 * len(table)):
        sheet.line(XS[0], y, XS[-1], y)
    filled(sheet, table, 190)
    sheet.lines(LEFT, 330, laid(SECOND))
    assert rows(pdf([sheet])) == [table]


def test_columns_without_any_line_are_a_table_where_that_is_sure() -> None:
    table = [["经济", *row[1:]] for row in TABLE]
    sheet = drawn([FIRST], top=60)
    filled(sheet, table, 190)
    sheet.lines(LEFT, 330, laid(SECOND))
    assert rows(pdf([sheet])) == [table]
    assert rows(pdf([drawn([FIRST, SECOND, THIRD])])) == []


def test_a_frame_around_text_is_no_table() -> None:
    sheet = drawn([FIRST, SECOND])
    sheet.grid((50, 545), (70, 300))
    assert lines(pdf([sheet])) == [FIRST, SECOND]


# -- turned pages, passwords -----------------------------------------------------------------------


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_pages_that_are_turned_are_read_as_they_are_shown(quarters: int) -> None:
    turn = {1: (0, 1, -1, 0, 842, 0), 2: (-1, 0, 0, -1, 842, 842), 3: (0, -1, 1, 0, 0, 842)}
    sheet = ruled(TABLE, 300, drawn([FIRST, SECOND]))
    matrix = " ".join(map(str, turn[quarters]))
    sheet.drawn = [f"q {matrix} cm", *sheet.drawn, "Q"]
    sheet.size, sheet.rotate = (842, 842), 90 * quarters
    data = pdf([sheet])
    assert lines(data)[:2] == [FIRST, SECOND]
    assert rows(data) == [TABLE]


def test_an_empty_password_opens_a_file() -> None:
    assert lines(pdf([drawn([FIRST])], password="")) == [FIRST]


# -- what is refused -------------------------------------------------------------------------------

CLOSED = "not empty"
PRIVATE = "\ue001\ue002\ue003\ue010" * 20


def _scanned() -> bytes:
    sheet = Sheet()
    sheet.picture()
    sheet.text(280, 810, "- 1 -", 9)
    return pdf([sheet, sheet])


def _private() -> bytes:
    sheet = drawn([FIRST])
    sheet.text(LEFT, 500, PRIVATE[:30])
    return pdf([sheet])


def _rare() -> bytes:
    """Chinese characters that a wrong map shows: no prose."""
    return pdf([drawn(["".join(chr(0x6000 + 7 * n) for n in range(300))])])


def _unmapped() -> bytes:
    song = (
        "<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Own/Encoding/Identity-H/DescendantFonts["
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+Own/DW 1000/CIDSystemInfo"
        "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor<</Type/FontDescriptor"
        "/FontName/ABCDEF+Own/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 880/Descent -120"
        "/CapHeight 880/StemV 93>>>>]>>"
    )
    return pdf([drawn([FIRST])], song=song)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (pdf([drawn([FIRST])], password=CLOSED), "asks for a password"),
        (_scanned(), "a scanned PDF (扫描件) has no text to read"),
        (_private(), "does not say which characters"),
        (_rare(), "does not say which characters"),
        (_unmapped(), "does not say which characters"),
        (pdf([Sheet()]), "no text"),
        (b"%PDF-1.7\nnothing of the kind", "damaged"),
        (pdf([drawn([FIRST])])[:300], "damaged"),
        (pdf([drawn([SECOND])] * 1001), "more than 1,000 pages"),
    ],
    ids=["password", "scanned", "private use", "nonsense", "unmapped", "blank", "no PDF", "cut",
         "too many pages"],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_words(data: bytes, message: str) -> None:
    with pytest.raises(InputError) as raised:
        parts(data)
    assert message in raised.value.message


def test_some_pages_may_be_pictures() -> None:
    scanned = Sheet()
    scanned.picture()
    assert lines(pdf([drawn([FIRST]), scanned, drawn([SECOND])])) == [FIRST, SECOND]


def test_a_few_characters_of_private_use_are_left_out() -> None:
    assert lines(pdf([drawn(["\uf0d8" + FIRST])])) == [FIRST]


@pytest.mark.parametrize(
    ("shown", "meant"),
    [("⼀", "一"), ("⻓", "长"), ("ﬁ", "fi"), ("％", "％"), ("Ⅲ", "Ⅲ"), ("，", "，"), ("①", "①")],
)
def test_forms_that_only_fonts_know_become_what_is_written(shown: str, meant: str) -> None:
    assert plain(ord(shown)) == meant


# -- files that mean harm, in the child process ----------------------------------------------------

CYCLE = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9999>>"]


def _deep() -> bytes:
    tree = [b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (n + 3) for n in range(3000)]
    return raw([CYCLE[0], *tree, b"<</Type/Page/MediaBox[0 0 9 9]>>"])


def _bomb() -> bytes:
    """A page whose text unpacks to a gigabyte."""
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(bytes(2**20)) for _ in range(256)) + packer.flush()
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents[" + b"4 0 R " * 4 + b"]>>"
    content = b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(packed), packed)
    return raw([CYCLE[0], b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, content])


@pytest.mark.parametrize("make", [lambda: raw(CYCLE), _deep, _bomb], ids=["cycle", "deep", "bomb"])
def test_files_that_mean_harm_give_one_clear_line(
    make: Callable[[], bytes], tmp_path: Path
) -> None:
    path = tmp_path / "harm.pdf"
    path.write_bytes(make())
    child.stop()  # the next one has the limits given here
    with pytest.raises(InputError) as raised:
        read.text(path, Limits(seconds=20, memory=2**26))
    child.stop()
    assert "\n" not in str(raised.value)
    path.write_bytes(pdf([drawn([FIRST])]))
    assert read.text(path).text == FIRST + "\n"
