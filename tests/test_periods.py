"""Times and what they mean, seen from a report's own period."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Period, Span
from kg.text.periods import five_year_plan, times, years_named
from tests import strategies

NOW = Period.year(2025)


def keys(words: str, now: Period = NOW) -> list[str]:
    return [time.period.key for time in times(words, Span(0, len(words)), now)]


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("2024年", "2024"),
        ("2024年底", "2024"),
        ("2025年上半年", "2025-H1"),
        ("2025年第三季度", "2025-Q3"),
        ("2025年前三季度", "2025-01-01/2025-09-30"),
        ("2025年6月", "2025-06"),
        ("2024—2026年", "2024/2026"),
        ("2023~2025年", "2023/2025"),
        ("2021年至2025年", "2021/2025"),
        ("上半年", "2025-H1"),
        ("一季度", "2025-Q1"),
        ("前三季度", "2025-01-01/2025-09-30"),
        ("去年底", "2024"),
        ("上年末", "2024"),
        ("今年以来", ""),
        ("全年", "2025"),
        ("“十四五”时期", "2021/2025"),
        ("“十五五”末", "2026/2030"),
        ("近三年来", "2023/2025"),
        ("五年来", "2021/2025"),
        ("1月份", ""),
        ("2026—2024年", ""),
        ("2024年13月", "2024"),
    ],
)
def test_a_time_means_a_period(words: str, key: str) -> None:
    assert keys(words) == ([key] if key else [])


def test_the_whole_year_of_a_section_on_half_a_year_stays_the_year() -> None:
    assert keys("全年", Period.part(2025, "H2")) == ["2025"]
    assert keys("全年", Period.years(2021, 2025)) == []


def test_what_something_is_compared_with_is_marked() -> None:
    words = "到2026年，较去年底提升2%"
    found = list(times(words, Span(0, len(words)), NOW))
    assert [(time.period.key, time.compared) for time in found] == [("2026", False), ("2024", True)]


@pytest.mark.parametrize(
    ("words", "key"),
    [("“十四五”规划", "2021/2025"), ("十二五时期", "2011/2015"), ("“十五”计划", "2001/2005"),
     ("十四五", None), ("十五分钟", None)],
)  # fmt: skip
def test_a_five_year_plan_has_its_years(words: str, key: str | None) -> None:
    period = five_year_plan(words)
    assert (period.key if period else None) == key


def test_years_are_named_before_their_word_or_in_a_span() -> None:
    assert years_named("２０２４年与2025—2026年，编号2019") == [2024, 2025, 2026]


@given(strategies.texts)
def test_times_lie_in_the_text_and_end_after_they_begin(text: str) -> None:
    for time in times(text, Span(0, len(text)), NOW):
        assert 0 <= time.span.start < time.span.end <= len(text)
        assert time.period.start <= time.period.end


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)), st.integers(0, 4000))
def test_different_periods_have_different_keys(start: date, days: int) -> None:
    end = date.fromordinal(start.toordinal() + days)
    period, longer = Period(start, end), Period(start, date.fromordinal(end.toordinal() + 1))
    assert period.key != longer.key


@pytest.mark.parametrize(
    ("period", "key"),
    [
        (Period.year(2024), "2024"),
        (Period.years(2023, 2025), "2023/2025"),
        (Period.part(2025, "H1"), "2025-H1"),
        (Period.part(2025, "Q4"), "2025-Q4"),
        (Period.month(2024, 2), "2024-02"),
        (Period.month(2024, 12), "2024-12"),
        (Period(date(2025, 1, 6), date(2025, 2, 1)), "2025-01-06/2025-02-01"),
        (Period(date(2025, 1, 6), date(2025, 1, 6)), "2025-01-06"),
    ],
)
def test_a_period_has_a_short_key(period: Period, key: str) -> None:
    assert period.key == key


def test_a_span_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="no span"):
        Span(3, 2)


@pytest.mark.parametrize(("words", "key"), [("去年新增3家", "2024"), ("今年新增3家", "2025")])
def test_this_year_is_that_of_speaking_where_that_is_known(words: str, key: str) -> None:
    found = times(words, Span(0, len(words)), Period.year(2024), 2025)
    assert [time.period.key for time in found] == [key]


def test_what_has_come_about_since_a_year_holds_in_the_section_s_own_period() -> None:
    assert keys("2019年以来新增3家") == []
