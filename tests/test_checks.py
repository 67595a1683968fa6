"""Arithmetic that figures must stand, within reports and between them."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import agree, query, store
from kg.lexicon import agreement
from kg.model import Bound, Check, Figure, Measure, Period, Status
from kg.pipeline import build
from kg.settings import Settings
from tests import needs
from tests.figures import HALF, figure

SETTINGS = Settings()
WORDS = agreement.load(SETTINGS.lexicon)

REPORT = """{area}{next}年政府工作报告

一、{year}年工作回顾
{text}
"""


def checked(*figures: Figure) -> list[Check]:
    """The checks of one area."""
    found = agree.Areas(WORDS).together(sorted(figures, key=lambda f: (f.indicator, f.node)))
    return [one for one in found if isinstance(one, Check)]


def told(checks: Sequence[Check]) -> list[tuple[str, str, str]]:
    return [(one.kind.value, one.verdict.value, f"{one.expected:f}") for one in checks]


def money(name: str, number: str, **more: Any) -> Figure:  # noqa: ANN401  # fields of a figure
    """An amount of an indicator whose parts add up."""
    usual = {"indicator": name, "indicator_name": name, "unit": "元", "adds": True, "listed": True}
    return figure(more.pop("report", "a"), number, **(usual | more))._replace(
        node=f"{name}/{number}/{more.get('subject', '')}/{more.get('period', '')}"
    )


def share(number: str, **more: Any) -> Figure:  # noqa: ANN401  # fields of a figure
    """How much of all investment is private."""
    usual = {"unit": "%", "over": ("民间投资", "投资"), "indicator": "占比"}
    return figure("a", number, **(usual | more))


def test_a_share_is_its_part_over_its_whole_as_far_as_it_is_rounded() -> None:
    amounts = money("民间投资", "506.21"), money("投资", "712.6", report="b")
    (found,) = checked(share("71.0"), *amounts)
    assert (found.kind.value, found.verdict.value) == ("share", "holds")
    assert [one.indicator for one in found.operands] == ["民间投资", "投资"]
    assert f"{found.expected:.3f}" == "71.037"
    assert told(checked(share("72.0"), *amounts))[0][:2] == ("share", "fails")


def test_a_share_of_amounts_of_another_period_or_unit_is_not_checked() -> None:
    assert checked(share("71"), money("民间投资", "506"), money("投资", "712", period=HALF)) == []
    assert checked(share("71"), money("民间投资", "506", unit="美元"), money("投资", "712")) == []


@given(
    st.decimals("1", "9999", places=1),
    st.decimals("1", "9999", places=1),
    st.integers(0, 3),
)
def test_a_share_that_is_reckoned_from_the_numbers_holds_at_any_rounding(
    part: Decimal, rest: Decimal, digits: int
) -> None:
    exact = part * 100 / (part + rest)
    written = exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    amounts = money("民间投资", str(part)), money("投资", str(part + rest))
    assert {one[1] for one in told(checked(share(f"{written:f}"), *amounts))} <= {"holds"}


def test_parts_that_are_all_there_make_up_the_whole() -> None:
    whole = figure("a", "310", indicator_name="签约项目")
    parts = [
        figure("a", "296", subject="内资"),
        figure("a", "14", subject="外资"),
    ]
    whole, parts = whole._replace(step=Decimal(0)), [one._replace(step=Decimal(0)) for one in parts]
    assert ("sum", "holds", "310") in told(checked(whole, *parts))
    wrong = parts[1]._replace(amount=Decimal(15))
    assert ("sum", "fails", "311") in told(checked(whole, parts[0], wrong))


def test_members_that_a_name_lists_and_counts_make_up_its_figure() -> None:
    parts = [
        money("产值", number, subject=name, report="b")
        for name, number in (("电子信息业", "1030"), ("丝绸纺织", "1240"), ("装备制造业", "1500"))
    ]
    whole = money("产值", "3770", subject="电子信息、丝绸纺织和装备制造三大产业")
    assert ("sum", "holds", "3770") in told(checked(whole, *parts))
    two = whole._replace(subject="电子信息、丝绸纺织等三大产业")
    assert "sum" not in {kind for kind, _, _ in told(checked(two, *parts))}


def test_a_part_is_not_above_its_whole() -> None:
    whole, part = money("投资", "100"), money("工业投资", "30", whole="投资")
    assert told(checked(whole, part)) == [("part", "holds", "100")]
    assert told(checked(whole, part._replace(amount=Decimal(130)))) == [("part", "fails", "100")]


def test_a_count_is_not_rounded(graph: Path) -> None:
    text = (graph / "reports").glob("*/figures.jsonl")
    found = [one for path in text for one in agree.loads(path.read_bytes().splitlines())]
    steps = {one.indicator_name: one.step for one in found if one.unit in {"个", "%"}}
    assert steps["公共泊位"] == 0
    assert steps["民间投资占全社会固定资产投资比重"] == Decimal("0.1")


def test_a_breakdown_is_a_part_only_where_the_sentence_says_so() -> None:
    whole, part = figure("a", "52"), figure("a", "10", subject="增资项目", adds=True)
    assert checked(whole, part) == []
    assert told(checked(whole, part._replace(among=True))) == [("part", "holds", "52")]


def test_what_one_sentence_tells_one_after_the_other_is_no_breakdown() -> None:
    railways, roads = money("里程", "639"), money("里程", "3000", subject="农村公路")
    assert checked(railways, roads) == []
    elsewhere = roads._replace(sentence=90)
    assert told(checked(railways, elsewhere)) == [("part", "fails", "639")]


@pytest.mark.parametrize(
    ("rest", "parts"),
    [("，外资项目14个", {"内资项目", "外资项目"}), ("，新增学校14个", {"内资项目"})],
)
def test_parts_follow_until_a_clause_of_its_own_begins(
    rest: str, parts: set[str], tmp_path: Path
) -> None:
    said = f"全区签约项目310个，其中内资项目296个{rest}。"
    text = REPORT.format(area="常熟市", year=2024, next=2025, text=said)
    (tmp_path / "one.txt").write_text(text, "utf-8")
    build([tmp_path / "one.txt"], tmp_path / "graph", SETTINGS, workers=1)
    (lines,) = (tmp_path / "graph" / "reports").glob("*/figures.jsonl")
    found = list(agree.loads(lines.read_bytes().splitlines()))
    assert {one.subject or one.indicator_name for one in found if one.among} == parts


def test_a_district_is_not_above_its_city_that_another_report_speaks_of() -> None:
    city = money("产值", "47000", area="320500", report="b")
    for number, verdict in (("5457", "holds"), ("54570", "fails")):
        district = money("产值", number, area="320509", within="320500")
        areas = agree.Areas(WORDS)
        found = [*areas.together([city]), *areas.together([district])]
        assert told([one for one in found if isinstance(one, Check)]) == [
            ("part", verdict, "47000")
        ]


def test_an_area_beside_the_one_before_is_no_part_of_it() -> None:
    areas = agree.Areas(WORDS)
    for area in ("320506", "320509"):
        district = money("产值", "100", area=area, within="320500")
        assert not [o for o in areas.together([district]) if isinstance(o, Check)]


def test_last_year_grown_by_the_growth_is_this_year() -> None:
    last = money("出口", "1000.0", period=Period.year(2023))
    growth = figure(
        "a", "8.4", indicator="出口", unit="%", measure=Measure.GROWTH, indicator_name="出口"
    )
    assert told(checked(last, money("出口", "1084.0"), growth)) == [("growth", "holds", "1084")]
    assert told(checked(last, money("出口", "1090.0"), growth)) == [("growth", "fails", "1084")]


def test_growth_of_another_sentence_is_not_taken_for_that_of_a_level() -> None:
    last = money("出口", "1000.0", period=Period.year(2023))
    growth = figure("a", "8.4", indicator="出口", unit="%", measure=Measure.GROWTH, sentence=50)
    assert checked(last, money("出口", "1090.0"), growth) == []


def test_numbers_far_from_what_others_give_are_of_something_else() -> None:
    amounts = money("民间投资", "506.21"), money("投资", "712.6")
    assert checked(share("31.0"), *amounts) == []


def test_growth_in_constant_prices_is_not_held_against_amounts() -> None:
    rows = [
        money("增加值", "1000", period=Period.year(2023), indicator_name="工业增加值"),
        money("增加值", "1200", indicator_name="工业增加值"),
        figure("a", "8.4", indicator="增加值", unit="%", measure=Measure.GROWTH),
    ]
    assert checked(*rows) == []


def test_a_target_is_last_year_grown_by_the_target_of_growth() -> None:
    last = money("出口", "1000.0", period=Period.year(2023))
    aims = [
        money("出口", "1100.0", status=Status.TARGET),
        figure("a", "10", indicator="出口", measure=Measure.GROWTH, status=Status.TARGET),
    ]
    assert told(checked(last, *aims)) == [("growth", "holds", "1100")]


def test_points_are_the_difference_to_the_year_before_where_the_report_says_so() -> None:
    half = Period.part(2025, "H1")
    now = figure("a", "63.4", unit="%", period=half)
    change = figure(
        "a", "3.9", unit="个百分点", period=half, measure=Measure.CHANGE, basis="较去年"
    )
    year, same = figure("b", "59.5", unit="%"), figure("b", "60.0", unit="%", period=HALF)
    assert told(checked(now, change, year, same)) == [("change", "holds", "3.9")]
    plain = change._replace(basis="")
    assert told(checked(now, plain, year, same)) == [("change", "fails", "3.4")]


def test_a_degree_of_completion_tells_the_plan() -> None:
    done, rate = money("投资", "3430"), figure("a", "50", unit="%", over=("投资", ""))
    assert told(checked(done, rate)) == [("plan", "implied", "6860")]
    plan = money("投资", "6860", status=Status.TARGET)
    assert told(checked(done, rate, plan)) == [("plan", "holds", "6860")]
    assert told(checked(done, rate, plan._replace(amount=Decimal(8000)))) == [
        ("plan", "fails", "6860")
    ]


def test_one_amount_in_two_currencies_gives_the_rate_of_its_year() -> None:
    yuan = money("进出口", "7120")
    for dollars, verdict in (("1000", "holds"), ("900", "fails")):
        found = checked(yuan, money("进出口", dollars, unit="美元"))
        assert [one[:2] for one in told(found)] == [("currency", verdict)]
    over = money("进出口", "900", unit="美元", bound=Bound.MIN)
    assert checked(yuan, over) == []
    later = {"period": Period.year(2035)}
    found = checked(money("进出口", "7120", **later), money("进出口", "1000", unit="美元", **later))
    assert told(found) == [("currency", "implied", "7.12")]


def test_a_check_fails_only_where_no_figure_that_is_stated_fits() -> None:
    amounts = money("民间投资", "506.21"), money("投资", "712.6"), money("投资", "500", report="b")
    assert [one[:2] for one in told(checked(share("71.0"), *amounts))] == [("share", "holds")]


def test_a_bound_that_leaves_it_open_is_no_check() -> None:
    over = money("投资", "700", bound=Bound.MIN)
    assert checked(share("60.0"), money("民间投资", "506.21"), over) == []


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("checks")
    text = (
        "全年完成全社会固定资产投资800亿元，其中工业投资200亿元，民间投资480亿元，"
        "民间投资占全社会固定资产投资比重为{share}%。新增公共泊位883个。"
    )
    for name, area, rate in (("甲.txt", "常熟市", "60.0"), ("乙.txt", "昆山市", "65.0")):
        said = REPORT.format(area=area, year=2024, next=2025, text=text.format(share=rate))
        (folder / name).write_text(said, "utf-8")
    build([folder], folder / "graph", SETTINGS, workers=1)
    return folder / "graph"


def test_a_graph_tells_where_figures_do_not_add_up_with_their_sentences(graph: Path) -> None:
    asked = query.question(SETTINGS.queries, "checks")
    rows = query.answer(store.open_store(graph), asked, {"verdict": "fails"}, SETTINGS.queries)
    found = [dict(zip(rows.columns, row, strict=True)) for row in rows.rows]
    assert {(one["area"], one["kind"]) for one in found} == {("昆山市", "share")}
    assert {one["formula"] for one in found} == {"480亿元 ÷ 800亿元 = 60%"}
    assert sorted((str(one["role"]), str(one["value"])) for one in found) == [
        ("operand", "480"),
        ("operand", "800"),
        ("stated", "65.0"),
    ]
    assert all("民间投资480亿元" in str(one["quote"]) for one in found)


HIGH_TECH = "高新技术产业产值占规上工业总产值比重"
#: Checks of the five reports as a reader would make them: area, period, kind, the figures in it.
GOLD = {
    ("吴江区", "2024", "share", "民间投资占全社会固定资产投资比重", "71", "506.21", "712.6"),
    ("吴江区", "2024", "share", "技改投资占工业投资比重", "55", "161.5", "293.71"),
    ("吴江区", "2025-H1", "share", "服务业增加值占GDP比重", "49.4", "1285.41", "635.01"),
    ("吴江区", "2025-H1", "share", "民营经济增加值占GDP比重", "70", "1285.41", "899.79"),
    (
        "吴江区",
        "2025-H1",
        "share",
        "高新技术产业产值占规上工业总产值比重",
        "63.4",
        "1797.07",
        "2836.1",
    ),
    ("苏州市", "2024", "share", "高新技术产业产值占规上工业总产值比重", "54.7", "25726.3", "4.7"),
    ("吴江区", "2024", "sum", "签约项目", "310", "14", "296"),
    ("吴江区", "2025-H1", "sum", "签约项目", "145", "129", "16"),
    ("吴江区", "2024", "sum", "规上工业总产值", "4245", "1030", "1240", "1500", "475"),
    ("吴江区", "2025-H1", "change", HIGH_TECH, "3.9", "59", "63.4"),
    ("吴江区", "2024", "part", "规上工业总产值", "5457", "4.7"),
}


@needs.reports
def test_the_five_reports_add_up_where_a_reader_finds_that_they_do(five: Path) -> None:
    asked = query.question(SETTINGS.queries, "checks")
    rows = query.answer(store.open_store(five), asked, {}, SETTINGS.queries)
    by_check: dict[tuple[object, ...], list[dict[str, object]]] = {}
    for row in rows.rows:
        one: dict[str, object] = dict(zip(rows.columns, row, strict=True))
        key = tuple(one[name] for name in ("area", "period", "kind", "formula", "verdict"))
        by_check.setdefault(key, []).append(one)
    found = {told for key, said in by_check.items() for told in _told(key, said)}
    assert found >= GOLD
    assert {key[-1] for key in by_check} == {"holds", "implied"}
    assert sum(1 for key in by_check if key[-1] == "holds") >= 25


def _told(key: tuple[object, ...], said: Sequence[dict[str, object]]) -> Iterator[tuple[str, ...]]:
    """The checks of one formula, each with its figures: the stated one, the operands in order."""
    rest = sorted({_number(one) for one in said if one["role"] == "operand"})
    for one in said:
        if one["role"] == "stated":
            yield (*map(str, key[:3]), str(one["indicator"]), _number(one), *rest)


def _number(row: dict[str, object]) -> str:
    return f"{Decimal(str(row['value'])).normalize():f}"
