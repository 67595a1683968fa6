"""Reports read against each other: what they say together, and what became of targets."""

import random
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import agree, query, store
from kg.lexicon import agreement
from kg.model import (
    Agreement,
    Bound,
    Figure,
    Fulfilled,
    Fulfilment,
    Measure,
    Period,
    Reason,
    Rows,
    Status,
)
from kg.pipeline import build, remove
from kg.settings import Settings
from kg.terms import PlanClass
from tests import needs
from tests.figures import HALF, figure

SETTINGS = Settings()
WORDS = agreement.load(SETTINGS.lexicon)


def agreed(*figures: Figure) -> list[tuple[str, list[str]]]:
    found = agree.together(sorted(figures, key=lambda f: (f.indicator, f.node)), WORDS)
    return [
        (one.verdict.value, [witness.report for witness in one.witnesses])
        for one in found
        if isinstance(one, Agreement)
    ]


def became(target: Figure, *outcomes: Figure) -> Fulfilment:
    """What became of a target."""
    found = agree.together([target._replace(status=Status.TARGET, node="aim"), *outcomes], WORDS)
    (one,) = [each for each in found if isinstance(each, Fulfilment)]
    return one


def test_reports_that_state_one_number_are_witnesses_of_it() -> None:
    assert agreed(figure("a", "285"), figure("b", "285")) == [("corroborated", ["a", "b"])]


def test_a_number_that_another_report_rounds_is_refined() -> None:
    assert agreed(figure("a", "85.07"), figure("b", "85.1")) == [("refined", ["a", "b"])]


def test_a_bound_just_below_a_number_is_refined_by_it() -> None:
    over = figure("b", "4.3", bound=Bound.MIN)
    assert agreed(figure("a", "4.31"), over) == [("refined", ["a", "b"])]
    assert agreed(figure("a", "9.2"), over) == []


def test_words_that_differ_in_degree_alone_say_the_same() -> None:
    said = figure("a", words="与经济增长基本同步"), figure("b", words="与经济增长同步")
    assert agreed(*said) == [("corroborated", ["a", "b"])]
    assert agreed(said[0], figure("b", words="稳中有升")) == []


@pytest.mark.parametrize(
    "more",
    [
        {"basis": "同口径"},
        {"subject": "外资"},
        {"status": Status.TARGET},
        {"period": HALF},
        {"measure": Measure.GROWTH},
        {"unit": "元"},
    ],
    ids=lambda more: next(iter(more)),
)
def test_another_basis_subject_status_period_measure_or_unit_is_no_conflict(
    more: dict[str, Any],
) -> None:
    assert agreed(figure("a", "6.9", basis="可比价"), figure("b", "6.5", **more)) == []


def test_numbers_that_cannot_both_be_contradict_each_other() -> None:
    assert agreed(figure("a", "285"), figure("b", "258")) == [("contradicted", ["a", "b"])]


def test_a_later_report_revises_an_earlier_one() -> None:
    later = figure("b", "5460", told=date(2025, 12, 31))
    assert agreed(figure("a", "5457"), later) == [("superseded", ["a", "b"])]


def test_numbers_far_apart_are_of_two_things() -> None:
    assert agreed(figure("a", "140000"), figure("b", "10300")) == []


def test_a_report_that_gives_several_numbers_for_a_key_contradicts_nobody() -> None:
    assert agreed(figure("a", "285"), figure("a", "280"), figure("b", "258")) == []


def test_one_number_under_two_names_that_share_most_is_one_statement() -> None:
    one = figure("a", "43", indicator="x", indicator_name="市重点项目")
    same = figure("b", "43", indicator="y", indicator_name="市重点")
    other = figure("b", "43", indicator="z", indicator_name="绿色工厂")
    assert agreed(one, same) == [("corroborated", ["a", "b"])]
    assert agreed(one, other) == []


def test_percentages_of_few_digits_meet_by_chance() -> None:
    one = figure("a", "10", unit="%", indicator="x", indicator_name="工业投资")
    other = figure("b", "10", unit="%", indicator="y", indicator_name="规上工业投资")
    assert agreed(one, other) == []


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 40)), max_size=8), st.randoms())
def test_the_order_of_reports_changes_nothing(
    stated: list[tuple[str, int]], chance: random.Random
) -> None:
    figures = [figure(report, str(number)) for report, number in dict.fromkeys(stated)]
    mixed = [*figures]
    chance.shuffle(mixed)
    found = [list(agree.agreements(each, WORDS)) for each in (figures, mixed)]
    assert found[0] == found[1]
    for one in found[0]:
        assert len({witness.report for witness in one.witnesses}) > 1


VERDICTS = [
    ("6", "6.0", {}, Fulfilled.MET),
    ("6", "5.8", {"bound": Bound.MIN}, Fulfilled.MISSED),
    ("6", "6.4", {"bound": Bound.MIN}, Fulfilled.EXCEEDED),
    ("6", "5.9", {"bound": Bound.APPROX}, Fulfilled.MET),
    ("6", "4.5", {"bound": Bound.APPROX}, Fulfilled.MISSED),
    ("30", "29.4", {"bound": Bound.MAX}, Fulfilled.MET),
    ("30", "31", {"bound": Bound.MAX}, Fulfilled.MISSED),
    ("30", "29.4", {"better": "down"}, Fulfilled.EXCEEDED),
    ("30", "31.4", {"better": "down"}, Fulfilled.MISSED),
    ("3", "0.2", {"capped": True, "bound": Bound.APPROX}, Fulfilled.MET),
    ("3", "3.6", {"capped": True}, Fulfilled.MISSED),
]


@pytest.mark.parametrize(("target", "outcome", "more", "verdict"), VERDICTS)
def test_a_number_is_judged_by_bound_and_direction(
    target: str, outcome: str, more: dict[str, Any], verdict: Fulfilled
) -> None:
    assert became(figure("a", target, **more), figure("a", outcome)).verdict is verdict


@pytest.mark.parametrize(
    ("target", "outcome", "verdict", "reason"),
    [
        ("完成上级下达任务", "完成上级下达任务", Fulfilled.MET, Reason.SAID),
        ("完成上级下达任务", "完成", Fulfilled.MET, Reason.SAID),
        ("完成上级下达任务", "未完成", Fulfilled.MISSED, Reason.SAID),
        ("保持基本稳定", "待省反馈", Fulfilled.UNKNOWN, Reason.PENDING),
        ("稳中提质", "量稳质升", Fulfilled.NOT_COMPARABLE, Reason.WORDS),
    ],
)
def test_words_are_judged_only_where_the_report_says_so(
    target: str, outcome: str, verdict: Fulfilled, reason: Reason
) -> None:
    found = became(figure("a", words=target), figure("a", words=outcome))
    assert (found.verdict, found.reason) == (verdict, reason)


def test_what_cannot_be_compared_says_why() -> None:
    aim = figure("a", "6", measure=Measure.GROWTH)
    assert became(aim, figure("a", "700")).reason is Reason.MEASURE
    assert became(figure("a", "6"), figure("a", "700", unit="户")).reason is Reason.UNIT
    assert became(figure("a", words="稳中提质"), figure("a", "700")).reason is Reason.WORDS


def test_a_target_without_an_outcome_is_ahead_or_was_passed_over() -> None:
    early = figure("a", "9", told=date(2023, 12, 31), period=Period.year(2023))
    assert became(figure("a", "6"), early).reason is Reason.AHEAD
    late = figure("a", "9", indicator="other")
    assert became(figure("a", "6"), late).reason is Reason.SILENT


@pytest.mark.parametrize(
    ("outcome", "verdict", "share"), [("52", Fulfilled.ON_TRACK, "0.52"), ("44", None, "0.44")]
)
def test_half_a_year_is_on_track_from_half_of_the_target_on(
    outcome: str, verdict: Fulfilled | None, share: str
) -> None:
    found = became(figure("a", "100"), figure("b", outcome, period=HALF))
    assert found.verdict is (verdict or Fulfilled.UNKNOWN)
    assert found.share == Decimal(share)
    assert (found.reason is Reason.BEHIND) is (verdict is None)


def test_a_target_that_two_reports_state_is_judged_once() -> None:
    aims = [figure(name, "6", status=Status.TARGET, node=name) for name in "ab"]
    found = [
        one
        for one in agree.together([*aims, figure("a", "7")], WORDS)
        if isinstance(one, Fulfilment)
    ]
    assert [[aim.report for aim in one.targets] for one in found] == [["a", "b"]]


def test_figures_come_back_from_lines_as_they_were() -> None:
    found = [figure("a", "85.07"), figure("b", words="待反馈"), figure("c", "7", basis="可比价")]
    assert list(agree.loads(agree.dumps(found).splitlines())) == found


PLAN = """苏州市吴江区2024年国民经济和社会发展计划执行情况与2025年计划草案的报告
一、2024年计划执行情况
全年粮食总产17.19万吨。新增公共泊位883个。实施区重点项目285个。
二、2025年主要目标
——地区生产总值增长6%；
——城镇新增就业人数4.42万人；
"""
WORK = """政府工作报告
——2025年1月6日在吴江区第十七届人民代表大会第五次会议上
一、2024年工作回顾
粮食产量超3.4亿斤。新增公共泊位883个。实施区重点项目258个。
二、2025年工作安排
地区生产总值增长6%，城镇新增就业4.42万人以上。
"""
HALF_YEAR = """苏州市吴江区2025年上半年国民经济和社会发展计划执行情况的报告
一、上半年计划执行情况
上半年，地区生产总值增长6.1%。城镇新增就业2.57万人。
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("reports")
    for name, text in (("plan", PLAN), ("work", WORK), ("half", HALF_YEAR)):
        (where / f"{name}.txt").write_text(text, encoding="utf-8")
    return where


@pytest.fixture(scope="module")
def together(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("together") / "graph"
    build([folder], out, SETTINGS)
    return out


def ask(graph: Path, name: str, **given: str) -> list[dict[str, object]]:
    asked = query.question(SETTINGS.queries, name)
    rows: Rows = query.answer(store.open_store(graph), asked, given, SETTINGS.queries)
    return [dict(zip(rows.columns, row, strict=True)) for row in rows.rows]


def verdicts(rows: Iterable[dict[str, object]]) -> dict[object, set[object]]:
    found: dict[object, set[object]] = {}
    for row in rows:
        found.setdefault(row["indicator"], set()).add(row["verdict"])
    return found


def test_a_graph_tells_who_witnesses_what(together: Path) -> None:
    rows = ask(together, "witnesses", area="吴江区", period="2024")
    found = verdicts(rows)
    assert found["粮食总产量"] == {"refined"}
    assert found["公共泊位"] == {"corroborated"}
    berths = [row for row in rows if row["indicator"] == "公共泊位"]
    assert {row["document"] for row in berths} == {"plan", "work"}
    assert all("883" in str(row["quote"]) for row in berths)


def test_a_graph_tells_where_reports_disagree(together: Path) -> None:
    rows = ask(together, "disagreements", area="吴江区")
    assert {(row["verdict"], row["value"]) for row in rows} == {
        ("contradicted", "285"),
        ("contradicted", "258"),
    }


def test_a_graph_tells_what_became_of_targets(together: Path) -> None:
    rows = ask(together, "fulfilment", area="吴江区", period="2025")
    found = {row["indicator"]: row for row in rows}
    growth, work = found["地区生产总值"], found["城镇新增就业人数"]
    assert (growth["verdict"], growth["outcome"]) == ("on-track", "6.1")
    assert (work["verdict"], str(work["share"])) == ("on-track", "0.581")
    assert "2.57" in str(work["outcome_quote"])
    assert ask(together, "fulfilment", verdict="on-track", area="吴江区") == rows
    assert ask(together, "fulfilment", verdict="未完成") == []


def test_a_target_without_an_outcome_stands_in_one_row_by_itself(graph: Path) -> None:
    rows = ask(graph, "fulfilment")
    ahead = [row for row in rows if row["reason"] == "ahead"]
    assert ahead
    assert {row["outcome"] for row in ahead} == {None}
    kind = f"<{PlanClass.FULFILMENT}> "
    dump = (graph / store.DUMP).read_text(encoding="utf-8")
    assert len(rows) == sum(f"#type> {kind}" in line for line in dump.splitlines())


def test_reports_give_the_same_bytes_in_any_order_and_after_removals(
    together: Path, folder: Path, tmp_path: Path
) -> None:
    whole = (together / store.DUMP).read_bytes()
    for name in ("work", "half", "plan"):
        build([folder / f"{name}.txt"], tmp_path / "bit", SETTINGS)
    assert (tmp_path / "bit" / store.DUMP).read_bytes() == whole
    remove("work", tmp_path / "bit", SETTINGS)
    assert ask(tmp_path / "bit", "disagreements") == []


@needs.reports
def test_the_tabled_targets_of_a_district_are_judged_as_a_reader_would(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    out = tmp_path_factory.mktemp("district") / "graph"
    (report,) = needs.CORPUS.glob("001_*.txt")
    build([report], out, SETTINGS)
    rows = ask(out, "fulfilment", area="吴中区", period="2023")
    assert len(rows) >= 31
    said = {row["indicator"]: row["verdict"] for row in rows}
    missed = {name for name, verdict in said.items() if verdict == "missed"}
    assert missed == {
        "一般公共预算收入",
        "地区生产总值",
        "实际使用外资",
        "工业投资",
        "普惠性幼儿园覆盖率",
        "社会消费品零售总额",
        "规上工业总产值",
        "进出口总额",
    }
    assert said["高新技术企业数"] == said["每万人口高价值发明专利拥有量"] == "exceeded"
    assert said["城镇新增就业人数"] == said["PM2.5浓度"] == "met"


@needs.reports
def test_sixty_keys_agree_between_plan_and_work_report_and_none_contradicts(five: Path) -> None:
    found: dict[object, set[str]] = {}
    for row in ask(five, "witnesses", area="吴江区"):
        found.setdefault(row["agreement"], set()).add(str(row["document"])[:3])
    assert sum({"000", "004"} <= documents for documents in found.values()) >= 60
    assert ask(five, "disagreements") == []
