"""Times that a question names: years in figures or words, spans of them, parts of them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.model import Period, Span
from kg.text.periods import five_year_plan, times

#: A year that nobody asks about: what is resolved against it is relative.
_NOBODYS = 1800
_CENTURY = 2000
_YEARS = re.compile(
    r"(?<!\d)(?P<first>(?:19|20)\d{2})年?\s?(?:-|—|–|~|～|至|到|to)\s?(?P<last>(?:19|20)\d{2})(?!\d)年?"
)
_SPOKEN = re.compile(r"(?P<year>[一二][〇零○九][〇零○一二三四五六七八九]{2})年度?")
#: A year of two figures; 近24年 and 24年来 are spans of time.
_SHORT = re.compile(r"(?<![\d近这第续了.\-])(?P<year>[12]\d)年(?![来内以间后前之多级])")
_FIGURES = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_BARE = re.compile(
    r"(?<![\d.])(?P<year>(?:19|20)\d{2})(?![\d.])(?:-(?P<part>h[12]|q[1-4]))?(?:年度?)?"
)
_ENGLISH = re.compile(
    r"(?P<part>first half|second half|h[12]|first quarter|second quarter|third quarter"
    r"|fourth quarter|q[1-4])(?: of| in)? (?P<year>(?:19|20)\d{2})(?!\d)"
)
_PLAN = re.compile(r"十[一二三四五六七]?五(?:时期|规划|期间|计划)?")
_PARTS = {
    "first half": "H1",
    "second half": "H2",
    "first quarter": "Q1",
    "second quarter": "Q2",
    "third quarter": "Q3",
    "fourth quarter": "Q4",
}


class Time(NamedTuple):
    """A time in a compared text, with the key of its period; `span` where it has several years."""

    start: int
    end: int
    key: str
    span: bool = False


def times_of(text: str) -> Iterator[Time]:
    """Times that say themselves which year they are of."""
    for time in times(text, Span(0, len(text)), Period.year(_NOBODYS)):
        if time.period.start.year > _NOBODYS + 1:
            yield _time((time.span.start, time.span.end), time.period)
    for match in _YEARS.finditer(text):
        first, last = int(match["first"]), int(match["last"])
        if first < last:
            yield _time(match.span(), Period.years(first, last))
    yield from _spoken(text)
    for pattern in (_BARE, _ENGLISH):
        for match in pattern.finditer(text):
            part = match["part"]
            period = _part(int(match["year"]), part) if part else Period.year(int(match["year"]))
            yield _time(match.span(), period)
    for match in _PLAN.finditer(text):
        plan = five_year_plan(f"“{match.group()[:3] if match.group()[1] != '五' else '十五'}”")
        if plan:
            yield Time(*match.span(), plan.key)


def _spoken(text: str) -> Iterator[Time]:
    """Years as they are spoken: 二〇二四年, 24年."""
    for match in _SPOKEN.finditer(text):
        yield _time(match.span(), Period.year(int(match["year"].translate(_FIGURES))))
    for match in _SHORT.finditer(text):
        yield _time(match.span(), Period.year(_CENTURY + int(match["year"])))


def _part(year: int, words: str) -> Period:
    return Period.part(year, _PARTS.get(words, words.upper()))


def _time(span: tuple[int, int], period: Period) -> Time:
    return Time(*span, period.key, period.start.year < period.end.year)


def half_of(year: str, words: str) -> str | None:
    """The key of a part of a year whose year stands elsewhere; None where words name none.

    >>> half_of("2025", "上半年"), half_of("2025", "first half"), half_of("2025", "去年")
    ('2025-H1', '2025-H1', None)
    """
    if words in _PARTS:
        return _part(int(year), words).key
    spoken = f"{year}年{words}"
    for time in times(spoken, Span(0, len(spoken)), Period.year(_NOBODYS)):
        if time.span == Span(0, len(spoken)) and time.period != Period.year(int(year)):
            return time.period.key
    return None
