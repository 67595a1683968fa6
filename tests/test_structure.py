"""Titles, sections, items and tables of a report."""

from pathlib import Path

import pytest
from hypothesis import given

from kg.lexicon import structure
from kg.model import BlockKind, Document, Period, Source, Stance, Status, Text
from kg.rdf.things import title
from kg.settings import Settings
from kg.structure import document
from kg.structure.headings import heading
from kg.text.lines import squeeze
from tests import needs, strategies

RULES = structure.load(Settings().lexicon)
SHARED = Path(__file__).parents[2] / "shared"
TITLE = "关于云州市明湖区2024年国民经济和社会发展计划执行情况与2025年计划草案的报告\n"
SOURCE = Source(
    id="report", name="report.txt", media_type="text/plain", encoding="utf-8", sha256="0" * 64
)

TABLE = """表1  2024年主要指标完成情况
\t指标
分类
\t序号
\t指标名称
\t目标
\t完成情况

\t经济
发展
\t1
\t地区生产总值
\t增长6%
\t增长6.2%

\t
\t2
\t粮食产量
\t完成省下达

任务
\t完成
"""


def read(text: str) -> Document:
    return document(Text(source=SOURCE, text=text), RULES)


def titles(found: Document) -> list[tuple[int, str, str]]:
    return [(one.level, one.number, one.title) for one in found.sections]


def rows(found: Document, index: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row] for row in found.tables[index].rows]


def after_table(found: Document) -> list[str]:
    end = found.tables[-1].span.end
    return [one.span.of(found.text) for one in found.blocks if one.span.start >= end]


# -- front matter ----------------------------------------------------------------------------------


def test_a_title_may_break_over_lines() -> None:
    found = read(
        "关于云州市明湖区2024年国民经济和社会发展计划\n执行情况与2025年计划草案的报告\n\n各位代表：\n"
    )
    assert found.title
    assert squeeze(found.text, found.title).text.endswith("计划草案的报告")
    assert found.genre == "plan-report"
    assert [period and period.key for period in (found.review, found.plan)] == ["2024", "2025"]


@pytest.mark.parametrize(
    ("front", "shown"),
    [
        ("政 府 工 作 报 告\n——在明湖县第十七届人民代表大会上\n", "政府工作报告"),
        ("明 湖 县\n人 民 政 府\n\n工　作　报　告\n", "明湖县人民政府工作报告"),
        ("明湖县 2024 年\n\n政 府 工 作 报 告\n", "明湖县 2024 年政府工作报告"),
        (
            "明湖县2024年国民经济\n\n和社会发展\n执行情况的报告\n",
            "明湖县2024年国民经济和社会发展执行情况的报告",
        ),
        ("2024年明湖县 政府工作报告\n", "2024年明湖县 政府工作报告"),
    ],
)
def test_a_title_is_shown_in_one_line_without_the_blanks_between_its_characters(
    front: str, shown: str
) -> None:
    assert title(read(f"{front}\n各位代表：\n")) == shown


@pytest.mark.parametrize(
    ("front", "place"),
    [
        ("附件：2023年青禾市北沙区国民经济和社会发展计划执行情况的报告", "青禾市北沙区"),
        ("附件1：北沙区2023年国民经济和社会发展计划执行情况的报告", "北沙区"),
        (TITLE, "云州市明湖区"),
        ("云州市明湖区2025年上半年国民经济和社会发展计划执行情况的报告\n", "云州市明湖区"),
        ("明湖县国民经济和社会发展计划上半年执行情况的报告\n", "明湖县"),
        ("2024年明湖县人民政府工作报告\n", "明湖县"),
        ("政府工作报告\n——在明湖县第十七届人民代表大会上\n明湖县县长\n", "明湖县"),
        ("政府工作报告\n\n各位代表：\n我代表市人民政府作报告。\n", None),
        ("工作要点\n", None),
    ],
)
def test_the_place_is_named_by_title_meeting_or_office(front: str, place: str | None) -> None:
    found = read(front)
    assert (found.place and found.place.of(found.text)) == place


@pytest.mark.parametrize(
    ("front", "genre"),
    [
        (TITLE, "plan-report"),
        ("明湖县2025年上半年国民经济和社会发展计划执行情况的报告\n", "half-year-report"),
        ("2025年明湖县政府工作报告\n", "government-work-report"),
        ("一、2024年工作回顾\n略。\n", "government-work-report"),
        ("会议纪要\n", "unknown"),
    ],
)
def test_the_genre_follows_from_title_or_headings(front: str, genre: str) -> None:
    assert read(front).genre == genre


def test_a_half_year_report_looks_back_on_one_half_and_ahead_to_the_other() -> None:
    found = read("明湖县2025年上半年国民经济和社会发展计划执行情况的报告\n")
    assert (found.review, found.plan) == (Period.part(2025, "H1"), Period.part(2025, "H2"))


def test_a_report_without_a_year_has_no_period() -> None:
    found = read("工作要点\n一、做好工作\n略。\n")
    assert (found.review, found.plan) == (None, None)


# -- sections --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "level", "number", "title"),
    [
        ("第一部分 2024年工作回顾", 0, "第一部分", "2024年工作回顾"),
        ("一、主要成效", 1, "一、", "主要成效"),
        ("十二、其他", 1, "十二、", "其他"),
        ("（一）综合实力", 2, "（一）", "综合实力"),
        ("(二)产业结构", 2, "(二)", "产业结构"),
        ("1.有效投资。全年签约3个。", 3, "1.", "有效投资"),
        ("2．有效投资。全年签约3个。", 3, "2．", "有效投资"),
        ("3、消费", 3, "3、", "消费"),
        ("（4）出口", 4, "（4）", "出口"),
        ("①出口", 4, "①", "出口"),
        ("2024年工作回顾", 0, "", "2024年工作回顾"),
        ("“十四五”时期发展成就", 0, "", "“十四五”时期发展成就"),
        ("产业强区", 2, "", "产业强区"),
        ("附件", 0, "", "附件"),
    ],
)
def test_a_heading_has_level_number_and_title(
    line: str, level: int, number: str, title: str
) -> None:
    found = heading(line, RULES.headings)
    assert found
    assert (found.level, found.number, found.title) == (level, number, title)


@pytest.mark.parametrize(
    "line", ["全年签约3个项目。", "——地区生产总值增长6%；", "各位代表：", "3.5%", "1.", "—— 5 ——"]
)
def test_prose_and_items_are_no_headings(line: str) -> None:
    assert heading(line, RULES.headings) is None


REPORT = (
    TITLE
    + """各位代表：
现将情况报告如下。
一、2024年计划执行情况
（一）投资
1.重点项目。全年完成投资30亿元。2个项目竣工。
（二）存在的困难和问题
外需不足。
二、2025年预期目标
——地区生产总值增长6%；
——居民收入与经济增长同步。
三、“十五五”时期发展目标
到2030年，总量翻番。
"""
)


def test_sections_nest_by_level() -> None:
    found = read(REPORT)
    parents = [one.parent for one in found.sections]
    assert [title for _, _, title in titles(found)][:4] == [
        "2024年计划执行情况", "投资", "重点项目", "存在的困难和问题",
    ]  # fmt: skip
    assert parents == [None, 0, 1, 0, None, None]


def test_a_section_gives_stance_period_and_status() -> None:
    found = read(REPORT)
    assert [(one.stance, one.period and one.period.key, one.status) for one in found.sections] == [
        (Stance.REVIEW, "2024", Status.ACTUAL),
        (Stance.REVIEW, "2024", Status.ACTUAL),
        (Stance.REVIEW, "2024", Status.ACTUAL),
        (Stance.PROBLEM, "2024", Status.ACTUAL),
        (Stance.PLAN, "2025", Status.TARGET),
        (Stance.PLAN, "2026/2030", Status.TARGET),
    ]


@pytest.mark.parametrize(
    ("heading", "stance", "key"),
    [
        ("二、2025年主要工作", Stance.PLAN, "2025"),
        ("二、“十五五”时期奋斗目标", Stance.PLAN, "2026/2030"),
        ("二、今后五年的发展思路", Stance.PLAN, "2025/2029"),
        ("二、过去五年工作回顾", Stance.REVIEW, "2020/2024"),
        ("2025年：奋力前行", Stance.PLAN, "2025"),
    ],
)
def test_a_heading_says_when_by_year_plan_or_span(heading: str, stance: Stance, key: str) -> None:
    found = read(f"甲市政府工作报告\n一、2024年工作回顾\n新建3所学校。\n{heading}\n新建5所学校。\n")
    last = found.sections[-1]
    assert (last.stance, last.period and last.period.key) == (stance, key)


def test_a_review_of_a_five_year_plan_without_other_years_is_of_its_last_year() -> None:
    found = read(
        "各位代表：\n一、“十二五”时期工作回顾\n新建3所学校。\n二、2016年主要工作\n新建。\n"
    )
    assert found.review == Period.year(2015)
    assert [part.stance for part in found.sections] == [Stance.REVIEW, Stance.PLAN]


def test_a_glossary_is_a_part_of_notes() -> None:
    found = read(
        "甲市政府工作报告\n一、2024年工作回顾\n新建3所。\n附：名词解释\n1.高产田：好的田。\n"
    )
    assert [part.notes for part in found.sections] == [False, True, True]


def test_list_items_are_known_by_their_dash() -> None:
    found = read(REPORT)
    items = [one.span.of(found.text) for one in found.blocks if one.kind is BlockKind.ITEM]
    assert items == ["——地区生产总值增长6%；", "——居民收入与经济增长同步。"]


def test_a_numbered_paragraph_without_a_title_harms_nothing() -> None:
    long = "1．" + "围绕产业链部署创新链，" * 6 + "全年新增企业30家。新增工厂5家。"
    found = read(TITLE + "一、2024年工作\n" + long + "\n2．消费。增长5%。\n")
    assert [title for _, _, title in titles(found)] == ["2024年工作", "", "消费"]
    paragraph = next(one for one in found.blocks if one.span.of(found.text) == long)
    assert paragraph.section == 1
    assert [one.of(found.text) for one in paragraph.sentences][-1] == "新增工厂5家。"
    assert not paragraph.sentences[0].of(found.text).startswith("1．")


# -- tables ----------------------------------------------------------------------------------------


def test_a_table_is_rebuilt_with_broken_and_merged_cells() -> None:
    found = read(TITLE + "一、2024年工作\n" + TABLE + "\n\n全年工作有序开展。\n")
    (table,) = found.tables
    assert [cell.text for cell in table.header] == [
        "指标分类",
        "序号",
        "指标名称",
        "目标",
        "完成情况",
    ]
    assert rows(found) == [
        ["经济发展", "1", "地区生产总值", "增长6%", "增长6.2%"],
        ["经济发展", "2", "粮食产量", "完成省下达任务", "完成"],
    ]
    assert [row[0].carried for row in table.rows] == [False, True]
    assert table.caption
    assert table.caption.of(found.text) == "表1  2024年主要指标完成情况"
    assert after_table(found) == ["全年工作有序开展。"]


FOLLOWING = [
    "（一）投资",
    "二、2025年工作安排",
    "第二部分 目标任务",
    "全年上下同心，" * 8 + "各项工作有序开展。",
    "总体看，发展有序。",
    "1．关于投资：全年安排项目30个。",
]


@pytest.mark.parametrize("gap", ["", "\n", "\n\n"], ids=["no blank", "one blank", "two blanks"])
@pytest.mark.parametrize("line", FOLLOWING)
def test_a_table_ends_where_text_goes_on(line: str, gap: str) -> None:
    after = [line, "全年完成投资30亿元，增长5%。", "（二）消费", "消费增长6%。"]
    found = read(TITLE + "一、2024年工作\n" + TABLE + gap + "\n".join(after) + "\n")
    assert len(rows(found)) == 2
    assert rows(found)[-1][-1] == "完成"
    assert after_table(found) == after


def test_a_short_line_ends_a_table_only_after_a_blank_line() -> None:
    after = "主要做法\n全年完成投资30亿元，增长5%。\n"
    assert rows(read(TITLE + TABLE + "\n" + after))[-1][-1] == "完成"
    assert rows(read(TITLE + TABLE + after))[-1][-1] == "完成主要做法"


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["one blank", "two blanks"])
def test_a_caption_parts_two_tables(gap: str) -> None:
    found = read(
        TITLE + "一、2024年工作\n" + TABLE + gap + TABLE.replace("表1", "表2") + "\n\n略。\n"
    )
    assert [table.caption and table.caption.of(found.text)[:2] for table in found.tables] == [
        "表1", "表2",
    ]  # fmt: skip
    assert rows(found, 0) == rows(found, 1)


def test_a_heading_parts_two_tables() -> None:
    found = read(TITLE + TABLE + "\n二、2025年目标\n" + TABLE + "\n\n略。\n")
    assert [len(table.rows) for table in found.tables] == [2, 2]
    assert "2025年目标" in [title for _, _, title in titles(found)]


def test_a_last_cell_may_break_at_a_blank_line() -> None:
    text = TABLE.replace("\t完成\n", "\t安全\n\n任务完成\n")
    found = read(TITLE + text + "\n\n（一）投资\n略。\n")
    assert rows(found)[-1][-1] == "安全任务完成"


def test_a_table_may_end_the_report() -> None:
    assert rows(read(TITLE + TABLE.rstrip("\n")))[-1][-1] == "完成"


def test_windows_line_ends_change_nothing_but_offsets() -> None:
    text = REPORT + TABLE
    plain, windows = read(text), read(text.replace("\n", "\r\n"))
    assert titles(plain) == titles(windows)
    assert rows(plain) == rows(windows)
    assert [one.kind for one in plain.blocks] == [one.kind for one in windows.blocks]
    assert [one.span.of(plain.text) for one in plain.blocks] == [
        one.span.of(windows.text) for one in windows.blocks
    ]


# -- laws ------------------------------------------------------------------------------------------


def whole(found: Document) -> None:
    """Every character but white space lies in one block or table, sections nest."""
    places = sorted([*(b.span for b in found.blocks), *(t.span for t in found.tables)])
    joined = "".join("".join(place.of(found.text).split()) for place in places)
    assert joined == "".join(found.text.split())
    for index, section in enumerate(found.sections):
        assert section.heading.within(section.span)
        if section.parent is not None:
            assert section.parent < index
            assert section.span.within(found.sections[section.parent].span)
    for block in found.blocks:
        assert all(one.within(block.span) for one in block.sentences)
    for table in found.tables:
        for row in (table.header, *table.rows):
            for cell in row:
                assert "".join(cell.span.of(found.text).split()) == "".join(cell.text.split())


@given(strategies.texts)
def test_no_text_breaks_the_reading_and_no_character_is_lost(text: str) -> None:
    whole(read(text))


@given(strategies.reports())
def test_a_report_of_any_lines_keeps_every_character(text: str) -> None:
    whole(read(text))


@needs.reports
def test_real_reports_keep_every_character() -> None:
    paths = sorted(SHARED.glob("corpus*/*-gwr.txt")) + sorted(SHARED.glob("corpus/*.txt"))
    for path in paths:
        whole(read(path.read_text(encoding="utf-8")))


def test_a_heading_of_the_years_main_work_looks_where_its_year_lies() -> None:
    text = "一、2018年工作回顾\n完成投资。\n二、2019年主要工作\n推进建设。\n"
    first, second = read(text).sections
    assert (first.stance, second.stance) == (Stance.REVIEW, Stance.PLAN)


def test_a_line_that_opens_with_a_year_and_a_colon_is_a_part() -> None:
    text = "云州市2019年政府工作报告\n各位代表：\n2018年：攻坚克难\n一、经济发展\n完成投资。\n"
    found = read(text + "2019年：迈步新程\n一、实体经济\n推进建设。\n").sections
    assert [one.stance for one in found] == [Stance.REVIEW] * 2 + [Stance.PLAN] * 2


def test_a_heading_that_looks_back_on_a_five_year_plan_dates_the_report() -> None:
    text = "一、“十二五”时期发展回顾\n成绩显著。\n二、“十三五”时期奋斗目标\n再接再厉。\n"
    report = read(text)
    assert (report.review, report.plan) == (Period.year(2015), Period.year(2016))
    assert report.sections[1].stance is Stance.PLAN


def test_a_report_without_dated_headings_is_about_the_last_year_that_its_opening_names() -> None:
    text = "一、过去五年工作回顾\n2004年以来，全市生产总值比2003年增长一倍，2008年达到342亿元。\n"
    assert read(text).review == Period.year(2008)


# -- names of columns ------------------------------------------------------------------------------


def table(*shown: str) -> Document:
    cells = "\n\n".join("\t" + row.replace("|", "\n\t") for row in shown)
    return read(f"如下：\n{cells}\n")


def header(*shown: str) -> list[str]:
    return [cell.text for cell in table(*shown).tables[0].header]


def test_names_of_columns_on_two_rows_are_put_together() -> None:
    names = header("指标|2024年||备注", "|目标|完成|", "产值|5%|6%|", "投资|5%|6%|")
    assert names == ["指标", "2024年目标", "2024年完成", "备注"]
    names = header("序号|指标|2023年||2024年|", "||目标|完成|目标|完成", "1|产值|1|2|3|4")
    assert names[2:] == ["2023年目标", "2023年完成", "2024年目标", "2024年完成"]


@pytest.mark.parametrize(
    "shown",
    [
        ("指标|目标||备注", "产值|5%|6%|", "投资|5%|6%|"),
        ("指标|目标|完成", "|5%|6%", "投资|5%|6%"),
        ("指标|目标|", "|5%|6%"),
    ],
    ids=["a row of its own", "no name is merged", "nothing below"],
)
def test_a_row_of_figures_is_no_second_row_of_names(shown: tuple[str, ...]) -> None:
    assert header(*shown) == shown[0].split("|")


@pytest.mark.parametrize("title", ["2024年完成情况", "2024年完成情况||"])
def test_a_title_within_a_table_is_its_caption(title: str) -> None:
    cells = f"{title}\n\n单位：%||\n\n指标|目标|完成\n\n产值|5%|6%"
    found = read("略。\n\t" + cells.replace("|", "\n\t").replace("\n\n", "\n\n\t") + "\n")
    assert rows(found) == [["产值", "5%", "6%"]]
    caption = found.tables[0].caption
    assert caption
    assert caption.of(found.text) == "2024年完成情况"


def test_a_table_of_single_cells_keeps_its_first_row() -> None:
    assert header("甲", "乙", "丙") == ["甲"]
