"""Observations: what is asserted of which area, period and status, and on what evidence."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from kg import read
from kg.extract.evidence import holds, recomputed
from kg.model import Measure, Observation, Quantity, Reading, Source, Span, Status, Text
from kg.pipeline.reading import Reader
from kg.text.grammars import Grammars
from tests import needs, strategies

EXAMPLES = Path(__file__).parents[1] / "examples"
SHARED = Path(__file__).parents[2] / "shared"
SOURCE = Source(
    id="report", name="report.txt", media_type="text/plain", encoding="utf-8", sha256="0" * 64
)
TITLE = "关于苏州市吴江区2024年国民经济和社会发展计划执行情况与2025年计划草案的报告\n各位代表：\n"
REVIEW, PLAN = "一、2024年计划执行情况\n", "二、2025年预期目标\n"


def reading(text: str, reader: Reader) -> Reading:
    return reader.text(Text(source=SOURCE, text=TITLE + text))


def observed(text: str, reader: Reader) -> tuple[Observation, ...]:
    return reading(text, reader).observations


def values(found: tuple[Observation, ...]) -> list[str]:
    return [
        f"{one.quantity.amount:f}{one.quantity.unit}" if one.quantity else one.text or ""
        for one in found
    ]


# -- area, period, status --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "key", "status"),
    [
        ("地区生产总值增长7%。", "2024", Status.ACTUAL),
        ("预计地区生产总值增长7%。", "2024", Status.ESTIMATE),
        ("2023年地区生产总值增长7%。", "2023", Status.ACTUAL),
        ("上半年地区生产总值增长7%。", "2024-H1", Status.ACTUAL),
        ("地区生产总值较2023年增长7%。", "2024", Status.ACTUAL),
    ],
)
def test_a_review_states_facts_of_its_year_unless_it_says_otherwise(
    sentence: str, key: str, status: Status, reader: Reader
) -> None:
    (one,) = observed(REVIEW + sentence + "\n", reader)
    assert (one.period.key, one.status, one.area.name) == (key, status, "吴江区")


WORK = "江苏省苏州市吴江区政府工作报告\n（2025年1月）\n各位代表：\n"


def test_the_first_of_two_values_is_of_the_year_before(reader: Reader) -> None:
    found = observed(REVIEW + "森林覆盖率由31%提高到33%。\n", reader)
    assert [(v, one.period.key) for v, one in zip(values(found), found, strict=True)] == [
        ("31%", "2023"),
        ("33%", "2024"),
    ]


def test_what_years_on_end_have_reached_is_of_the_last(reader: Reader) -> None:
    text = "一、“十四五”时期工作回顾\n城镇化率由50%提高到55%。地区生产总值年均增长6%。\n"
    found = reader.text(
        Text(source=SOURCE, text="吴江区政府工作报告\n（2026年1月）\n" + text)
    ).observations
    assert [one.period.key for one in found] == ["2020", "2025", "2021/2025"]


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("入园率、巩固率分别达到90%、95%。", ["2025", "2025"]),
        ("建成区面积拓展到45平方公里。", ["2025"]),
        ("完成投资超80亿元。", ["2021/2025"]),
        ("完成公路投资超80亿元。", ["2021/2025"]),
        ("累计减轻负担超过20亿元。", ["2021/2025"]),
        ("出口额突破9亿元。", ["2025"]),
        ("出口额是“十三五”时期的2倍。", ["2021/2025"]),
        ("“十四五”时期，城镇化率达到70%。", ["2025"]),
        ("收入达到9亿元、净增2亿元。", ["2025", "2021/2025"]),
        ("力争到2025年，营商环境更好，年开行量保持在40列以上。", ["2025"]),
    ],
)
def test_of_years_on_end_a_state_is_of_the_last_and_a_sum_of_all(
    reader: Reader, words: str, keys: list[str]
) -> None:
    text = "吴江区政府工作报告\n（2026年1月）\n一、“十四五”时期工作回顾\n" + words + "\n"
    found = reader.text(Text(source=SOURCE, text=text)).observations
    assert [one.period.key for one in found] == keys


def test_the_time_that_opens_a_paragraph_holds_for_all_of_it(reader: Reader) -> None:
    text = (
        "一、“十四五”时期工作回顾\n过去的2025年，开局良好。新增学校3所。\n新增医院2所。\n"
        "二、2026年重点工作\n新增公园4个。\n"
    )
    found = reader.text(
        Text(source=SOURCE, text="吴江区政府工作报告\n（2026年1月）\n" + text)
    ).observations
    assert [one.period.key for one in found] == ["2025", "2021/2025", "2026"]


def test_years_on_end_that_open_a_list_hold_for_it(reader: Reader) -> None:
    text = WORK + "一、2024年工作回顾\n五年来，成绩显著。\n——新增学校9所。\n新增医院1所。\n"
    found = reader.text(Text(source=SOURCE, text=text)).observations
    assert [one.period.key for one in found] == ["2020/2024", "2024"]


def test_in_a_part_about_a_year_and_five_an_opening_holds_up_to_the_next(reader: Reader) -> None:
    text = (
        "一、2025年和“十四五”时期工作回顾\n2025年极不平凡。新增学校1所。\n"
        "（一）加快发展。新增医院2所。\n五年来，成绩显著。\n新增公园3个。\n"
        "二、2026年重点工作\n新增公园4个。\n"
    )
    found = reader.text(
        Text(source=SOURCE, text="吴江区政府工作报告\n（2026年1月）\n" + text)
    ).observations
    assert [one.period.key for one in found] == ["2025", "2025", "2021/2025", "2026"]


def test_in_a_spoken_review_last_year_is_the_year_reviewed(reader: Reader) -> None:
    text = WORK + "一、2024年工作回顾\n去年新增学校3所。\n"
    (one,) = reader.text(Text(source=SOURCE, text=text)).observations
    assert one.period.key == "2024"


def test_a_part_that_explains_words_states_nothing(reader: Reader) -> None:
    text = REVIEW + "新增学校3所。\n名词解释\n高产田：亩产1000公斤以上的农田。\n"
    assert values(observed(text, reader)) == ["3所"]


def test_a_sentence_may_go_on_with_what_the_one_before_was_about(reader: Reader) -> None:
    found = observed(REVIEW + "新增绿色工厂20家。其中，省级6家、市级14家。\n", reader)
    assert [(one.indicator, one.subject) for one in found] == [
        ("绿色工厂", None),
        ("绿色工厂", "省级"),
        ("绿色工厂", "市级"),
    ]


def test_an_area_behind_a_verb_is_what_the_numbers_after_it_hold_for(reader: Reader) -> None:
    (one,) = observed(REVIEW + "支持昆山市18项改革事项落地。\n", reader)
    assert one.area.name == "昆山市"


def test_a_plan_states_targets_of_its_year(reader: Reader) -> None:
    found = observed(PLAN + "——地区生产总值增长6%以上；\n——粮食产量保持稳定。\n", reader)
    assert values(found) == ["6%", "保持稳定"]
    assert {(one.period.key, one.status) for one in found} == {("2025", Status.TARGET)}


def test_a_trend_in_prose_is_a_target_and_no_fact(reader: Reader) -> None:
    sentence = "城乡居民收入倍差持续缩小。\n"
    (one,) = observed(REVIEW + sentence + PLAN + sentence, reader)
    assert (one.text, one.status, one.period.key) == ("持续缩小", Status.TARGET, "2025")


def test_what_a_plan_says_of_the_past_is_a_fact(reader: Reader) -> None:
    (one,) = observed(PLAN + "2024年地区生产总值增长7%。\n", reader)
    assert (one.period.key, one.status) == ("2024", Status.ACTUAL)


@pytest.mark.parametrize(
    ("sentence", "keys"),
    [
        ("实施重点项目68个。", ["2020/2024"]),
        ("城镇化率达到61%。", ["2024"]),
        ("城镇化率由55%提高到61%。", ["2019", "2024"]),
        ("工业总产值年均增长7%。", ["2020/2024"]),
        ("这一年，我们抓好项目。实施重点项目68个。", ["2024"]),
        ("2023年，我们抓好项目。实施重点项目68个。", ["2023"]),
    ],
)
def test_in_a_review_of_some_years_a_level_holds_at_their_end_and_an_opening_for_its_paragraph(
    sentence: str, keys: list[str], reader: Reader
) -> None:
    found = observed("一、过去五年工作回顾\n" + sentence + "\n", reader)
    assert [one.period.key for one in found] == keys


def test_under_a_heading_of_a_year_and_a_plan_an_opening_holds_until_the_next_one(
    reader: Reader,
) -> None:
    text = (
        "一、2025年和“十四五”时期工作回顾\n建成公园68个。\n"
        "“十四五”的五年，我们奋力前行。\n（一）城乡面貌\n改造道路31条。\n"
        "（二）产业\n这一年，我们抓项目。\n开工项目27个。\n"
    )
    found = observed(text, reader)
    assert [one.period.key for one in found] == ["2025", "2021/2025", "2025"]


def test_elsewhere_an_opening_holds_for_its_own_paragraph(reader: Reader) -> None:
    text = "一、过去五年工作回顾\n这一年，我们抓项目。开工项目27个。\n改造道路31条。\n"
    assert [one.period.key for one in observed(text, reader)] == ["2024", "2020/2024"]


def test_what_was_decided_already_is_still_to_be_done(reader: Reader) -> None:
    (one,) = observed(PLAN + "加快实施已下达资金的23个项目。\n", reader)
    assert one.status is Status.TARGET


def test_what_a_target_rises_from_is_a_fact_of_the_year_before(reader: Reader) -> None:
    first, second = observed(PLAN + "城镇化率从55%提高到56%。\n", reader)
    assert (first.period.key, first.status) == ("2024", Status.ACTUAL)
    assert (second.period.key, second.status) == ("2025", Status.TARGET)


def test_an_area_that_opens_a_clause_is_what_it_holds_for(reader: Reader) -> None:
    found = observed(REVIEW + "盛泽镇规上工业总产值300亿元。工业投资20亿元。\n", reader)
    assert [one.area.name for one in found] == ["盛泽镇", "吴江区"]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("全市完成地区生产总值9000亿元。", "苏州市"),
        ("全区完成地区生产总值900亿元。", "吴江区"),
        ("全省第2。", "吴江区"),
        ("地区生产总值增长7%，增速居全市第2位。", "吴江区"),
        ("长三角论坛举办成功，全年接待游客30万人次。", "吴江区"),
    ],
)
def test_a_self_word_means_the_place_that_its_level_names(
    sentence: str, name: str, reader: Reader
) -> None:
    assert {one.area.name for one in observed(REVIEW + sentence + "\n", reader)} <= {name}


@pytest.mark.parametrize(
    "sentence",
    [
        "盛泽镇、震泽镇分别完成税收收入5亿元、6亿元。",
        "盛泽镇、震泽镇税收收入分别达到5亿元和6亿元。",
    ],
)
def test_of_areas_side_by_side_each_has_its_own_value(sentence: str, reader: Reader) -> None:
    found = observed(REVIEW + sentence + "\n", reader)
    assert [(one.area.name, one.indicator, one.subject) for one in found] == [
        ("盛泽镇", "税收收入", None),
        ("震泽镇", "税收收入", None),
    ]
    assert values(found) == ["5亿元", "6亿元"]


def test_what_areas_have_together_is_no_areas_own(reader: Reader) -> None:
    found = observed(REVIEW + "盛泽镇、震泽镇税收收入合计11亿元。\n", reader)
    assert [one.area.name for one in found] == ["吴江区"]


def test_an_amount_before_a_project_is_of_that_project(reader: Reader) -> None:
    text = "总投资8亿元的明湖大桥通车。由云锦集团投资2亿元建设的南浦水厂开工。\n"
    found = observed(REVIEW + text, reader)
    assert [(one.indicator, one.subject) for one in found] == [
        ("总投资", "明湖大桥"),
        ("投资", "南浦水厂"),
    ]


def test_an_amount_before_two_projects_is_of_neither_alone(reader: Reader) -> None:
    (one,) = observed(REVIEW + "投资8亿元的明湖大桥、南浦大桥建成通车。\n", reader)
    assert one.subject is None


def test_spellings_of_one_indicator_share_its_name_and_keep_their_own(reader: Reader) -> None:
    one, two = observed(REVIEW + "GDP2600亿元。地区生产总值2600亿元。\n", reader)
    assert one.indicator == two.indicator == "地区生产总值"
    assert (one.written, two.written) == ("GDP", "")


def test_a_bare_percentage_is_growth_of_an_amount_and_level_of_a_share(reader: Reader) -> None:
    found = observed(PLAN + "——工业投资10%；\n——森林覆盖率32%。\n", reader)
    assert [one.measure for one in found] == [Measure.GROWTH, Measure.LEVEL]


def test_a_report_of_no_known_period_states_nothing(reader: Reader) -> None:
    text = Text(source=SOURCE, text="苏州市吴江区工作要点\n一、投资\n工业投资20亿元。\n")
    assert reader.text(text).observations == ()


# -- tables ----------------------------------------------------------------------------------------

TABLE = """表1  2024年主要指标
\t序号
\t指标名称
\t目标
\t完成情况

\t1
\t地区生产
总值
\t增长6%
\t2630
亿元，增长7%

\t2
\t粮食产量
\t完成上级
下达任务
\t—
"""
PROJECTS = """附件1
2024年重点项目表
\t序号
\t项目名称
\t占地面积（万㎡）

\t1
\t南湖路新建工程
\t1,203.5

\t2
\t北湖公园
\t待定
"""


def test_a_column_gives_status_and_a_row_the_indicator(reader: Reader) -> None:
    found = observed(REVIEW + TABLE, reader)
    assert [
        (one.indicator, value, one.status) for one, value in zip(found, values(found), strict=True)
    ] == [
        ("地区生产总值", "6%", Status.TARGET),
        ("地区生产总值", "2630亿元", Status.ACTUAL),
        ("地区生产总值", "7%", Status.ACTUAL),
        ("粮食总产量", "完成上级下达任务", Status.TARGET),
    ]
    assert {one.period.key for one in found} == {"2024"}


UNITS = """表1  2024年主要指标
\t指标名称
\t计量单位
\t2023年实际
\t2024年完成
\t比上年增长（％）
\t2025年目标

\t地区生产总值
\t亿元
\t1,203.5
\t1,250
\t-0.4
\t—

\t城镇登记失业率
\t%
\t4
\t3.9
\t—
\t4以内

\t粮食产量（万吨）
\t
\t9.5
\t9.7
\t2.1
\t10

\tPM2.5浓度
\t微克/立方米
\t—
\t30.5
\t—
\t30左右

"""


def test_numbers_of_a_table_take_their_units_from_row_and_header(
    reader: Reader, grammars: Grammars
) -> None:
    found = reading(REVIEW + "略。\n" + UNITS, reader)
    assert [
        (one.indicator, one.period.key, one.status.value, one.measure.value, value)
        for one, value in zip(found.observations, values(found.observations), strict=True)
    ] == [
        ("地区生产总值", "2023", "actual", "level", "1203.5亿元"),
        ("地区生产总值", "2024", "actual", "level", "1250亿元"),
        ("地区生产总值", "2024", "actual", "growth", "-0.4%"),
        ("城镇登记失业率", "2023", "actual", "level", "4%"),
        ("城镇登记失业率", "2024", "actual", "level", "3.9%"),
        ("城镇登记失业率", "2025", "target", "level", "4%"),
        ("粮食总产量", "2023", "actual", "level", "9.5万吨"),
        ("粮食总产量", "2024", "actual", "level", "9.7万吨"),
        ("粮食总产量", "2024", "actual", "growth", "2.1%"),
        ("粮食总产量", "2025", "target", "level", "10万吨"),
        ("PM2.5浓度", "2024", "actual", "level", "30.5微克/立方米"),
        ("PM2.5浓度", "2025", "target", "level", "30微克/立方米"),
    ]
    bounds = [one.quantity.bound.value for one in found.observations if one.quantity]
    assert [bound for bound in bounds if bound != "exact"] == ["max", "approx"]
    assert all(holds(one, found.document.text, grammars) for one in found.observations)


def test_a_number_without_a_unit_states_nothing(reader: Reader) -> None:
    assert observed(REVIEW + TABLE.replace("增长6%", "1200"), reader)[0].quantity is not None


def test_a_header_with_a_unit_measures_the_projects_below(
    reader: Reader, grammars: Grammars
) -> None:
    found = reading(REVIEW + "略。\n" + PROJECTS, reader)
    (one,) = found.observations
    assert (one.indicator, one.subject) == ("占地面积", "南湖路新建工程")
    assert one.quantity == Quantity(amount=Decimal("1203.5"), unit="万㎡")
    without = one._replace(evidence=one.evidence._replace(cues=()))
    assert not holds(without, found.document.text, grammars)


# -- evidence --------------------------------------------------------------------------------------


def test_the_sign_of_a_fall_that_is_said_once_rests_on_a_cue(
    reader: Reader, grammars: Grammars
) -> None:
    found = reading(REVIEW + "水耗、电耗分别下降3%、5%。\n", reader)
    last = found.observations[-1]
    assert last.quantity == Quantity(amount=Decimal(-5), unit="%")
    assert holds(last, found.document.text, grammars)
    without = last._replace(evidence=last.evidence._replace(cues=()))
    assert not holds(without, found.document.text, grammars)


@pytest.mark.parametrize(
    "quantity",
    [
        Quantity(amount=Decimal(8), unit="%"),
        Quantity(amount=Decimal(7), unit="‰"),
        Quantity(amount=Decimal(7), upper=Decimal(9), unit="%"),
    ],
)
def test_another_value_does_not_hold(
    quantity: Quantity, reader: Reader, grammars: Grammars
) -> None:
    found = reading(REVIEW + "地区生产总值增长7%。\n", reader)
    (one,) = found.observations
    assert holds(one, found.document.text, grammars)
    assert not holds(one._replace(quantity=quantity), found.document.text, grammars)


def test_evidence_elsewhere_gives_no_value(reader: Reader, grammars: Grammars) -> None:
    found = reading(REVIEW + "地区生产总值增长7%。\n", reader)
    (one,) = found.observations
    moved = one._replace(evidence=one.evidence._replace(span=Span(0, 5)))
    assert recomputed(moved, found.document.text, grammars) is None


FOLDERS = (EXAMPLES, SHARED / "corpus", SHARED / "corpus-more")
REPORTS = [path for folder in FOLDERS for path in sorted(folder.glob("*.txt"))]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_every_literal_can_be_computed_again_from_its_evidence(
    path: Path, reader: Reader, grammars: Grammars
) -> None:
    found = reader.text(read.text(path))
    assert reader.unfounded(read.text(path)) == ()
    for one in found.observations:
        literal = one.quantity if one.quantity is not None else one.text
        assert recomputed(one, found.document.text, grammars) == literal, one


@needs.reports
def test_the_real_reports_are_among_those_read() -> None:
    assert len(REPORTS) >= 3 + 5


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(strategies.reports())
def test_no_report_breaks_the_reading_and_all_it_asserts_holds(
    reader: Reader, grammars: Grammars, text: str
) -> None:
    found = reading(REVIEW + text, reader)
    assert reader.unfounded(Text(source=found.document.source, text=found.document.text)) == ()
    assert all(holds(one, found.document.text, grammars) for one in found.observations)
