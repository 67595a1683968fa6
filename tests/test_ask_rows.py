"""Answers in the order, of the year and of the measure that a question in words asks for."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from kg import query, search, store
from kg.ask import Asked, answer, understand
from kg.ask.ordering import Wanted, ordered
from kg.ask.present import present
from kg.lexicon import asking
from kg.lexicon.asking import Ordering
from kg.lexicon.quantities import units_of
from kg.model import Rows
from kg.pipeline import build
from kg.settings import Settings

SETTINGS = Settings()
UNITS = units_of(SETTINGS.lexicon)
REPORTS = {
    "甲": (
        "关于吴江区2024年计划执行情况与2025年计划草案的报告",
        7,
        1200,
    ),
    "乙": (
        "关于吴中区2024年计划执行情况与2025年计划草案的报告",
        9,
        800,
    ),
    "丙": (
        "关于昆山市2024年计划执行情况与2025年计划草案的报告",
        8,
        1500,
    ),
}
BODY = """
一、2024年国民经济和社会发展计划执行情况

2024年，全区地区生产总值增长{growth}%，进出口总额{trade}亿元。

二、2025年经济社会发展主要目标

2025年，全区地区生产总值增长6%左右。
"""


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    """The graph of three short reports, each about another place."""
    folder = tmp_path_factory.mktemp("three")
    for name, (title, growth, trade) in REPORTS.items():
        text = f"{title}\n{BODY.format(growth=growth, trade=trade)}"
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    graph = folder / "graph"
    build(sorted(folder.glob("*.txt")), graph, SETTINGS)
    held = store.open_store(graph)
    asked = Asked(
        store=held,
        index=search.of_state(graph, store.read(graph), held, SETTINGS.queries),
        lexicon_folder=SETTINGS.lexicon,
        queries=SETTINGS.queries,
        text=lambda report: store.report_file(graph, report, store.TEXT).decode("utf-8"),
    )
    with asked.index:
        yield asked


def shown(text: str, asked: Asked, *columns: str) -> list[tuple[str, ...]]:
    rows = answer(text, asked).rows
    assert rows is not None
    at = [rows.columns.index(name) for name in columns]
    return [tuple(str(row[index]) for index in at) for row in rows.rows]


# -- the most and the least -----------------------------------------------------------------------


def test_the_highest_growth_stands_first(three: Asked) -> None:
    areas = shown("2024年哪里GDP增速最高", three, "area", "value")
    assert areas == [("吴中区", "9"), ("昆山市", "8"), ("吴江区", "7")]


def test_the_least_stands_first_where_it_is_asked_for(three: Asked) -> None:
    areas = shown("2024年哪个地方的进出口总额最少", three, "area", "value")
    assert areas == [("吴中区", "800"), ("吴江区", "1200"), ("昆山市", "1500")]


def test_districts_alone_are_shown_where_they_are_asked_for(three: Asked) -> None:
    found = answer("Which district has the highest GDP growth in 2024?", three)
    assert found.rows is not None
    at = found.rows.columns.index("area")
    assert [row[at] for row in found.rows.rows] == ["吴中区", "吴江区"]
    assert "the most first" in found.line


def test_as_many_are_shown_as_are_asked_for(three: Asked) -> None:
    areas = shown("2024年进出口总额前两名的地区", three, "area")
    assert areas == [("昆山市",), ("吴江区",)]


def test_a_superlative_without_a_year_takes_one_and_says_which(three: Asked) -> None:
    found = answer("哪个区的GDP增速最高", three)
    assert found.rows is not None
    at = found.rows.columns.index("period")
    assert {row[at] for row in found.rows.rows} == {"2024"}
    assert "2024" in found.line


def test_an_area_that_nothing_is_said_of_is_named(three: Asked) -> None:
    found = answer("吴江区和无锡市2024年GDP增速谁更高", three)
    assert any("无锡市" in note for note in found.notes)
    assert any("吴江区" in note and "只有" in note for note in found.notes)


HOW = Ordering(by="value", unit="unit", of="name", within="period", rather={"kind": ("a",)})


def rows(*cells: tuple[str, str | None, str, str, str]) -> Rows:
    return Rows(columns=("name", "value", "unit", "period", "kind"), rows=cells)


def test_values_are_compared_in_one_unit() -> None:
    free = frozenset({"period", "kind"})
    given = rows(("甲", "9000", "万元", "2024", "a"), ("乙", "2", "亿元", "2024", "a"))
    found = ordered(given, HOW, Wanted(order="most", free=free), UNITS)
    assert found is not None
    assert [row[0] for row in found.rows.rows] == ["乙", "甲"]


def test_what_has_no_value_or_another_unit_is_not_compared() -> None:
    given = rows(
        ("甲", "3", "亿元", "2024", "a"),
        ("乙", "4", "%", "2024", "a"),
        ("丙", None, "", "2024", "a"),
        ("丁", "5", "亿元", "2024", "a"),
        ("戊", "稳定增长", "", "2024", "a"),
    )
    found = ordered(given, HOW, Wanted(order="most", free=frozenset({"period"})), UNITS)
    assert found is not None
    assert [row[0] for row in found.rows.rows] == ["丁", "甲"]
    nothing = rows(("丙", None, "", "2024", "a"))
    assert ordered(nothing, HOW, Wanted(order="most"), UNITS) is None


def test_figures_of_different_years_are_put_in_no_order() -> None:
    given = rows(("甲", "3", "亿元", "2023", "a"), ("乙", "4", "亿元", "2024", "a"))
    found = ordered(given, HOW, Wanted(order="most", free=frozenset({"period"})), UNITS)
    assert found is not None
    assert found.apart
    assert found.rows == given


# -- years that depend on when they are said ------------------------------------------------------


def test_the_present_is_the_year_that_the_latest_report_was_made_in() -> None:
    found = present(
        [
            ("A", "A", "2023", "2024"),
            ("A", "A", "2024", "2025"),
            ("B", "B", "2025-H1", "2025-H2"),
            ("C", "C", "2025", ""),
            ("D", "A", "2024", "2025"),
        ]
    )
    assert (found["A"].year, found["A"].parts) == (2025, False)
    assert (found["B"].year, found["B"].parts) == (2025, True)
    assert found["C"].year == found[""].year == 2026
    assert found["D"].home == "A"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("去年吴江区GDP", "2024"),
        ("吴江区今年GDP目标", "2025"),
        ("前年吴江区GDP", "2023"),
        ("吴江区明年GDP目标", "2026"),
        ("GDP of Wujiang last year", "2024"),
        ("吴江区去年上半年GDP", "2024-H1"),
        ("吴江区2024年GDP比上年增长多少", "2024"),
        ("吴江区上半年GDP", None),
        ("无锡市去年GDP", None),
    ],
)
def test_a_year_is_taken_from_the_latest_report_of_the_area(
    three: Asked, text: str, period: str | None
) -> None:
    assert understand(text, three.names).given.get("period") == period


def test_the_answer_says_which_year_was_taken(three: Asked) -> None:
    notes = answer("去年吴江区GDP", three).notes
    assert any("去年" in note and "2024年" in note and "吴江区" in note for note in notes)
    assert any("去年" in note for note in answer("无锡市去年GDP", three).notes)


def test_a_half_of_a_year_is_what_a_target_of_the_year_is_measured_by(three: Asked) -> None:
    found = answer("吴江区2025年上半年目标完成情况怎么样", three)
    assert found.said.given["period"] == "2025"
    assert "2025年上半年" in found.line


# -- what is asked of a value ---------------------------------------------------------------------


def test_growth_alone_is_shown_where_growth_is_asked_for(three: Asked) -> None:
    assert shown("吴江区2024年GDP增长多少", three, "measure") == [("growth",)]
    assert "增长" in answer("吴江区2024年GDP增长多少", three).line


def test_that_there_is_no_growth_is_said(three: Asked) -> None:
    found = answer("吴江区2024年进出口总额增长多少", three)
    assert any("增长" in note for note in found.notes)


def test_targets_do_not_pass_for_what_was_reached(three: Asked) -> None:
    found = answer("吴江区2025年GDP完成了多少", three)
    assert any("完成数" in note for note in found.notes)


# -- what is asked of two -------------------------------------------------------------------------


def test_two_indicators_are_offered_one_by_one(three: Asked) -> None:
    found = answer("吴江区GDP和进出口总额是多少", three)
    assert found.said.problem == "parted"
    assert len(found.offers) == 2
    asked_for = {understand(one, three.names).given["indicator"] for one in found.offers}
    assert asked_for == {"地区生产总值", "进出口总额"}


def test_target_and_outcome_are_shown_together(three: Asked) -> None:
    found = answer("吴江区2024年GDP目标和完成情况", three)
    assert found.said.question == "targets-and-outcomes"
    assert found.rows is not None
    assert {"target", "outcome"} <= set(found.rows.columns)


@pytest.mark.parametrize(
    "text",
    [
        "新增进出口总额多少",
        "什么是GDP",
        "如何提高GDP",
        "预测吴江区2026年GDP",
        "GDP占全国的比重谁定的",
    ],
)
def test_what_would_be_answered_as_something_near_is_refused(three: Asked, text: str) -> None:
    assert not understand(text, three.names).question


def test_columns_of_an_order_are_columns_of_its_question() -> None:
    for one in asking.load(SETTINGS.lexicon).questions:
        if one.order:
            sparql = query.question(SETTINGS.queries, one.name).sparql
            columns = {one.order.by, one.order.unit, one.order.of, *one.order.rather}
            columns |= {one.order.within} - {""}
            assert all(f"?{column}" in sparql for column in columns), one.name


def test_decimals_and_words_are_read_as_values() -> None:
    given = Rows(
        columns=("name", "value", "unit", "period", "kind"),
        rows=(("甲", Decimal("1.5"), "%", "2024", "a"), ("乙", "1.25", "%", "2024", "a")),
    )
    found = ordered(given, HOW, Wanted(order="least"), UNITS)
    assert found is not None
    assert [row[0] for row in found.rows.rows] == ["乙", "甲"]


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        ("吴江区2030年GDP是多少", "吴江区地区生产总值是多少？"),
        ("吴江区2024年GDP目标", "吴江区2024年地区生产总值是多少？"),
        ("吴江区GDP有多少份报告提到", "吴江区地区生产总值是多少？"),
    ],
)
def test_what_has_no_answer_offers_the_figures_that_are_there(
    three: Asked, text: str, offer: str
) -> None:
    found = answer(text, three)
    assert found.rows is None or not found.rows.rows
    assert found.offers == (offer,)
