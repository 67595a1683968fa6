"""How lists of indicators change from one year to the next."""

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kg import agree, query, store
from kg.lexicon import agreement
from kg.model import Figure, IndicatorChange, Measure, Period, Status
from kg.settings import Settings
from tests import needs
from tests.figures import figure

SETTINGS = Settings()
WORDS = agreement.load(SETTINGS.lexicon)
KEPT = tuple("甲乙丙丁戊己庚辛")


def aim(name: str, year: int, number: str = "5", **more: Any) -> Figure:  # noqa: ANN401  # fields
    """A target in a list of indicators."""
    usual = {"indicator": name, "indicator_name": name, "period": Period.year(year)}
    made = figure("a", number, item=True, status=Status.TARGET, **(usual | more))
    return made._replace(node=f"{name}/{year}/{number}")


def listed(names: Iterable[str], year: int) -> list[Figure]:
    return [aim(name, year) for name in names]


def changed(*figures: Figure) -> set[tuple[str, str | None, str | None]]:
    found = agree.Areas(WORDS).together(sorted(figures, key=lambda f: (f.indicator, f.node)))
    return {
        (
            one.verdict.value,
            one.former.indicator_name if one.former else None,
            one.now.indicator_name if one.now else None,
        )
        for one in found
        if isinstance(one, IndicatorChange)
    }


def test_what_one_list_has_and_the_other_has_not_is_added_or_dropped() -> None:
    before, after = listed((*KEPT, "网办率"), 2023), listed((*KEPT, "工厂"), 2024)
    assert changed(*before, *after) == {("dropped", "网办率", None), ("added", None, "工厂")}


def test_a_name_that_shares_much_with_one_that_is_gone_replaces_it() -> None:
    before = listed((*KEPT, "新开工改造城镇老旧小区"), 2023)
    after = listed((*KEPT, "新开工城中村改造"), 2024)
    assert changed(*before, *after) == {("replaced", "新开工改造城镇老旧小区", "新开工城中村改造")}


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({"basis": "新口径"}, {("redefined", "甲", "甲")}),
        ({"measure": Measure.GROWTH}, {("redefined", "甲", "甲")}),
        ({"unit": "%"}, {("redefined", "甲", "甲")}),
        ({"amount": Decimal(6)}, set()),
        ({"amount": None, "words": "稳定"}, set()),
    ],
)
def test_a_number_on_another_basis_or_for_something_else_redefines_its_indicator(
    more: dict[str, Any], found: set[tuple[str, str, str]]
) -> None:
    first, *rest = listed(KEPT, 2024)
    assert changed(*listed(KEPT, 2023), first._replace(**more), *rest) == found


def test_outcomes_beside_targets_are_no_indicators_of_the_list() -> None:
    told = aim("占比", 2023)._replace(status=Status.ACTUAL)
    assert changed(*listed(KEPT, 2023), told, *listed(KEPT, 2024)) == set()


def test_outcomes_are_the_list_of_a_year_without_targets() -> None:
    told = [one._replace(status=Status.ACTUAL) for one in listed((*KEPT, "网办率"), 2023)]
    assert changed(*told, *listed(KEPT, 2024)) == {("dropped", "网办率", None)}


def test_prose_breakdowns_short_lists_and_lists_of_another_kind_are_not_compared() -> None:
    prose = aim("泊位", 2024)._replace(item=False)
    part = aim("投资", 2024)._replace(subject="工业")
    assert changed(*listed(KEPT, 2023), *listed(KEPT, 2024), prose, part) == set()
    assert changed(*listed("甲乙", 2023), *listed("甲丙", 2024)) == set()
    assert changed(*listed(KEPT, 2023), *listed("子丑寅卯辰巳午未", 2024)) == set()
    assert changed(*listed(KEPT, 2022), *listed((*KEPT, "工厂"), 2024)) == set()


#: Changes of the five reports as a reader finds them: area, year, change, indicators, basis now.
GOLD = {
    ("吴中区", "2024", "redefined", "一般公共预算收入", "一般公共预算收入", "同口径"),
    ("吴中区", "2024", "replaced", "新增高技能人才数", "累计高技能人才数", None),
    ("吴中区", "2024", "dropped", "普惠性幼儿园覆盖率", None, None),
    ("吴中区", "2024", "added", None, "耕地保有量", None),
    ("苏州市", "2025", "replaced", "新开工改造城镇老旧小区", "新开工城中村改造", None),
    ("苏州市", "2025", "replaced", "新增高新技术企业数", "高新技术企业数", None),
    ("苏州市", "2025", "redefined", "企业研发经费投入", "企业研发经费投入", None),
    ("苏州市", "2025", "dropped", "政务服务可网办率", None, None),
    ("苏州市", "2025", "added", None, "智能工厂数", None),
    ("吴江区", "2025", "replaced", "新开工改造城镇老旧小区", "新开工城中村改造", None),
    ("吴江区", "2025", "dropped", "政务服务可网办率", None, None),
    ("吴江区", "2025", "added", None, "城乡基本医保参保人数", None),
}


@needs.reports
def test_the_lists_of_the_five_reports_change_as_a_reader_finds(five: Path) -> None:
    asked = query.question(SETTINGS.queries, "indicator-changes")
    rows = query.answer(store.open_store(five), asked, {}, SETTINGS.queries)
    found = [dict(zip(rows.columns, row, strict=True)) for row in rows.rows]
    columns = ("area", "period", "change", "former", "now", "now_basis")
    told = [tuple(one[name] for name in columns) for one in found]
    assert len(told) == len(set(told))
    assert set(told) >= GOLD
    assert all(one["quote"] or one["former_quote"] for one in found)
