"""What Word shows: numbers that it makes, merged cells, fields, changes, boxes, notes."""

import pytest

from kg.lexicon import structure
from kg.read import docx as word
from kg.settings import Settings
from kg.structure.headings import is_notes
from tests.word import NUM, grids, level, lines, listed, lists, p, r, tbl, tc, tr

# -- numbers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        ("chineseCounting", "%1、", ["一、甲", "二、乙", "三、丙"]),
        ("chineseCountingThousand", "第%1章", ["第一章 甲", "第二章 乙", "第三章 丙"]),
        ("japaneseCounting", "（%1）", ["（一）甲", "（二）乙", "（三）丙"]),
        ("decimal", "%1．", ["1．甲", "2．乙", "3．丙"]),
        ("decimal", "%1.", ["1.甲", "2.乙", "3.丙"]),
        ("decimalEnclosedCircle", "%1", ["①甲", "②乙", "③丙"]),
        ("upperRoman", "%1", ["I 甲", "II 乙", "III 丙"]),
        ("bullet", "\uf06c", ["●甲", "●乙", "●丙"]),
        ("bullet", "——", ["——甲", "——乙", "——丙"]),
    ],
)
def test_numbers_that_word_makes_are_written(kind: str, text: str, shown: list[str]) -> None:
    font = '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'
    body = "".join(p(one, listed(1)) for one in "甲乙丙")
    assert lines(body, numbering=lists(level(0, text, kind, more=font))) == shown


def test_a_number_before_a_digit_keeps_its_distance() -> None:
    assert lines(p("2025年目标", listed(1)), numbering=lists(level(0, "%1."))) == ["1. 2025年目标"]


def test_lower_levels_count_within_upper_ones_and_start_anew() -> None:
    numbering = lists(level(0, "%1、", "chineseCounting"), level(1, "%1.%2"))
    body = "".join(p("甲", listed(1, at)) for at in (0, 1, 1, 0, 1))
    assert lines(body, numbering=numbering) == ["一、甲", "一.1 甲", "一.2 甲", "二、甲", "二.1 甲"]


def test_a_level_may_show_all_numbers_as_digits() -> None:
    numbering = lists(level(0, "第%1章", "chineseCounting"), level(1, "%1.%2", more="<w:isLgl/>"))
    body = p("甲", listed(1)) + p("乙", listed(1, 1))
    assert lines(body, numbering=numbering) == ["第一章 甲", "1.1 乙"]


def test_a_level_may_count_on_through_upper_ones() -> None:
    numbering = lists(level(0, "%1、"), level(1, "（%2）", more='<w:lvlRestart w:val="0"/>'))
    body = "".join(p("甲", listed(1, at)) for at in (0, 1, 0, 1))
    assert lines(body, numbering=numbering) == ["1、甲", "（1）甲", "2、甲", "（2）甲"]


def test_a_list_may_begin_again() -> None:
    again = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = "".join(p("甲", listed(num)) for num in (1, 1, 2, 2, 3))
    found = lines(body, numbering=lists(level(0, "%1、"), nums=NUM + again))
    assert found == ["1、甲", "2、甲", "1、甲", "2、甲", "3、甲"]


def test_numbers_come_through_styles() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="O"><w:basedOn w:val="H"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="L"><w:basedOn w:val="H"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = lists(
        level(0, "%1、", "chineseCounting"), level(1, "（%2）", more='<w:pStyle w:val="H2"/>')
    )
    free = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = p("甲", style="H") + p("乙", style="H2") + p("丙", free, "H") + p("丁", style="O")
    lower = '<w:numPr><w:ilvl w:val="1"/></w:numPr>'
    body += p("戊", style="L") + p("己", lower, "H")
    found = lines(body, styles=styles, numbering=numbering)
    assert found == ["一、甲", "（1）乙", "丙", "二、丁", "（1）戊", "（2）己"]


def test_an_empty_paragraph_has_a_number_in_a_table_alone() -> None:
    numbering = lists(level(0, "%1"))
    body = p("", listed(1)) + tbl(
        tr(tc("序号"), tc("项目")), tr(f"<w:tc>{p('', listed(1))}</w:tc>", tc("路"))
    )
    assert lines(body, numbering=numbering) == ["\t序号", "\t项目", "\t2", "\t路"]


# -- tables ----------------------------------------------------------------------------------------

DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def test_merged_cells_stand_at_their_first_place() -> None:
    table = tbl(
        tr(tc("分类", DOWN), tc("2025年", span(2))),
        tr(tc("", ON), tc("目标"), tc("完成")),
        tr(tc("经济"), tc("5%"), tc("6%")),
    )
    assert grids(table) == [[["分类", "2025年", ""], ["", "目标", "完成"], ["经济", "5%", "6%"]]]


def test_a_cell_that_goes_on_from_none_keeps_its_text() -> None:
    table = tbl(tr(tc("甲", ON), tc("乙")), tr(tc("丙", ON), tc("丁")))
    assert grids(table) == [[["甲", "乙"], ["", "丁"]]]


def test_cells_merged_as_in_old_files_are_one() -> None:
    left, right = '<w:hMerge w:val="restart"/>', '<w:hMerge w:val="continue"/>'
    table = tbl(tr(tc("甲", left), tc("", right), tc("乙")), tr(tc("1"), tc("2"), tc("3")))
    assert grids(table) == [[["甲", "", "乙"], ["1", "2", "3"]]]


def test_rows_may_begin_and_end_within_the_table() -> None:
    inside = '<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'
    table = tbl(tr(tc("甲"), tc("乙"), tc("丙")), tr(tc("1"), properties=inside))
    assert grids(table) == [[["甲", "乙", "丙"], ["", "1", ""]]]


def test_edges_that_nearly_meet_are_one() -> None:
    widths = (1000, 40, 1960, 1000)
    table = tbl(
        tr(tc("甲"), tc("乙", span(2)), tc("丙")),
        tr(tc("1", span(2)), tc("2"), tc("3")),
        widths=widths,
    )
    assert grids(table) == [[["甲", "乙", "丙"], ["1", "2", "3"]]]


def test_columns_without_widths_stay_apart() -> None:
    table = tbl(tr(tc("甲"), tc("乙")), tr(tc("1"), tc("2")), widths=(0, 0))
    assert grids(table) == [[["甲", "乙"], ["1", "2"]]]


def test_a_table_in_a_cell_follows_the_table() -> None:
    inner = tbl(tr(tc("内1"), tc("内2")), tr(tc("1"), tc("2")))
    table = tbl(tr(tc("甲"), tc("乙", more=inner)), tr(tc("丙"), tc("丁")))
    assert grids(table) == [[["甲", "乙"], ["丙", "丁"]], [["内1", "内2"], ["1", "2"]]]


def test_a_row_in_a_cell_is_its_text() -> None:
    inner = tbl(tr(tc("内1"), tc("内2")))
    table = tbl(tr(tc("甲"), tc("乙", more=inner)), tr(tc("丙"), tc("丁")))
    assert lines(table) == ["\t甲", "\t内1内2乙", "\t丙", "\t丁"]


def test_a_frame_around_the_report_is_no_table() -> None:
    inner = tbl(tr(tc("指标"), tc("目标")), tr(tc("GDP"), tc("5%")))
    frame = tbl(tr(tc(""), tc("二、目标", more=p("一、回顾") + inner)))
    assert lines(frame) == ["一、回顾", "\t指标", "\t目标", "\tGDP", "\t5%", "二、目标"]


def test_two_tables_without_a_word_between_are_two() -> None:
    table = tbl(tr(tc("甲"), tc("乙")), tr(tc("1"), tc("2")))
    assert grids(table + p() + table) == [[["甲", "乙"], ["1", "2"]]] * 2


# -- what is shown, and what is not ----------------------------------------------------------------


RAISED = '<w:vertAlign w:val="superscript"/>'
RUBY = f"<w:rubyBase>{r('字')}</w:rubyBase>"


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        (f"<w:ins>{r('增')}</w:ins><w:del>{r('删')}</w:del>", "增"),
        (f"<w:moveFrom>{r('旧')}</w:moveFrom><w:moveTo>{r('新')}</w:moveTo>", "新"),
        (r("见") + r("藏", "<w:vanish/>") + r("现", '<w:vanish w:val="0"/>'), "见现"),
        (f"<w:hyperlink>{r('链')}</w:hyperlink><w:smartTag>{r('签')}</w:smartTag>", "链签"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{r('控')}</w:sdtContent></w:sdt>", "控"),
        (
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
            f"<w:sdtContent>{r('单击此处')}</w:sdtContent></w:sdt>" + r("文"),
            "文",
        ),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>5%</w:t></w:r>', "≥5%"),
        ("<w:r><w:t>软</w:t><w:softHyphen/><w:noBreakHyphen/><w:t>字</w:t></w:r>", "软-字"),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>", "甲 乙"),
        (r("动力") + r("[1]", RAISED) + r("强"), "动力强"),
        (r("5万m") + r("2", RAISED), "5万m²"),
        (r("PM") + r("2.5", '<w:vertAlign w:val="subscript"/>'), "PM2.5"),
        ("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1"),
        (f"<w:r><w:ruby><w:rt>{r('z')}</w:rt>{RUBY}</w:ruby></w:r>", "字"),
        (r("文") + '<w:r><w:commentReference w:id="1"/></w:r>', "文"),
    ],
    ids=["insertion", "move", "hidden", "link", "control", "placeholder", "sign", "hyphens", "tab",
         "mark by hand", "power", "index", "formula", "ruby", "comment"],
)  # fmt: skip
def test_what_is_shown_is_read(inside: str, shown: str) -> None:
    assert lines(f"<w:p>{inside}</w:p>") == [shown]


def field(code: str, result: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    told = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    return mark("begin") + told + mark("separate") + result + mark("end")


def test_fields_show_their_result() -> None:
    inner = field("SEQ 表", r("3"))
    body = f"<w:p>{r('表')}{inner}{r(' 指标')}</w:p>"
    simple = f'<w:p><w:fldSimple w:instr="REF a">{r("见表3")}</w:fldSimple></w:p>'
    assert lines(body + simple) == ["表3 指标", "见表3"]


def test_what_a_field_is_made_from_is_no_text() -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    inner = mark.format("begin") + mark.format("separate") + r("码") + mark.format("end")
    whole = mark.format("begin") + inner + mark.format("separate") + r("果") + mark.format("end")
    assert lines(f"<w:p>{whole}</w:p>") == ["果"]


def test_a_number_in_a_circle_is_one_sign() -> None:
    assert lines(f"<w:p>{field('EQ x', r('甲'))}</w:p>") == ["甲"]
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = r"<w:r><w:instrText>eq \o\ac(○,3)</w:instrText></w:r>"
    assert lines(f"<w:p>{mark.format('begin')}{code}{mark.format('end')}{r('点')}</w:p>") == ["③点"]


def test_a_table_of_contents_is_no_text() -> None:
    first, last = field("TOC \\o", f"{r('一、回顾 1')}</w:p><w:p>{r('二、目标 2')}").split("</w:p>")
    contents = f"<w:p>{first}</w:p>{last}</w:p>"
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    control = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{p('三 9')}</w:sdtContent></w:sdt>"
    styles = '<w:style w:type="paragraph" w:styleId="11"><w:name w:val="toc 1"/></w:style>'
    body = contents + control + p("四 10", style="11") + p("一、回顾")
    assert lines(body, styles=styles) == ["一、回顾"]


def test_a_field_without_an_end_takes_nothing_with_it() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
    assert lines(f"<w:p>{begin}</w:p>" + p("一、回顾") + p("全文")) == ["一、回顾", "全文"]


BOX = f"<w:txbxContent>{p('框内')}</w:txbxContent>"


def test_a_text_box_is_read_once() -> None:
    both_ways = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{BOX}'
        f"</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{BOX}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    old = f"<w:r><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></w:r>"
    assert lines(f"<w:p>{r('前')}<w:r>{both_ways}</w:r>{r('后')}</w:p>") == ["前后", "框内"]
    assert lines(f"<w:p>{r('前')}{old}</w:p>") == ["前", "框内"]


def test_a_paragraph_whose_end_is_deleted_goes_on() -> None:
    body = p("全年", "<w:rPr><w:del/></w:rPr>") + p("增长5%。") + p("完。")
    assert lines(body) == ["全年增长5%。", "完。"]


def test_deleted_rows_are_left_out() -> None:
    table = tbl(
        tr(tc("甲"), tc("乙")),
        tr(tc("旧"), tc("旧"), properties="<w:del/>"),
        tr(tc("1"), tc("2"), properties="<w:ins/>"),
    )
    assert grids(table) == [[["甲", "乙"], ["1", "2"]]]


def test_hidden_styles_hide() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="C"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="P"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    hidden = r("藏", '<w:rStyle w:val="C"/>')
    body = f"<w:p>{r('见')}{hidden}</w:p>" + p("隐", style="P")
    assert lines(body, styles=styles) == ["见"]


def test_lines_that_the_author_broke_are_lines() -> None:
    body = "<w:p><w:r><w:t>标题</w:t><w:br/><w:t>副标题</w:t></w:r></w:p>"
    assert lines(body) == ["标题", "副标题"]


def test_notes_stand_at_the_end_under_a_line_of_notes() -> None:
    def mark(kind: str, number: int) -> str:
        return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'

    body = f"<w:p>{r('甲')}{mark('footnote', 3)}{r('乙')}{mark('endnote', 1)}</w:p>" + p("丙。")
    notes = (
        f'<w:footnote w:type="separator" w:id="0">{p("线")}</w:footnote>'
        f'<w:footnote w:id="3">{p("指某事。")}</w:footnote>'
        f'<w:footnote w:id="4">{p("不用。")}</w:footnote>'
    )
    ends = f'<w:endnote w:id="1">{p("另注。")}</w:endnote>'
    found = lines(body, footnotes=notes, endnotes=ends)
    assert found == ["甲乙", "丙。", word.NOTES, "1. 指某事。", "2. 另注。"]
    assert is_notes(word.NOTES, structure.load(Settings().lexicon).headings)
