"""Amounts of one area, found by what they measure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeAlias

from kg.lexicon.agreement import AgreementWords
from kg.model import Figure, Measure, Period, Status
from kg.text.numerals import chinese

_AMOUNTS = frozenset({Measure.LEVEL, Measure.INCREMENT, Measure.CUMULATIVE})


class Key(NamedTuple):
    """What amounts must share to be figures of one thing; `subject` in short."""

    indicator: str
    subject: str
    period: Period
    target: bool
    measure: Measure = Measure.LEVEL


#: Figures with numbers, by what they measure.
Levels: TypeAlias = Mapping[Key, Sequence[Figure]]


def key(figure: Figure, subject: str) -> Key:
    """The key of a figure whose subject is `subject` in short."""
    target = figure.status is Status.TARGET
    return Key(figure.indicator, subject, figure.period, target, figure.measure)


def before(period: Period) -> Period:
    """The same days one year earlier.

    >>> before(Period.part(2025, "H1")).key
    '2024-H1'
    """
    return Period(_earlier(period.start), _earlier(period.end))


def _earlier(day: date) -> date:
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return day.replace(year=day.year - 1, day=last)


def amounts(figures: Iterable[Figure]) -> Iterator[Figure]:
    """Those that are levels, increments or running totals, in numbers."""
    return (one for one in figures if one.amount is not None and one.measure in _AMOUNTS)


def members(name: str, words: AgreementWords) -> tuple[str, ...]:
    """What a name lists, in short, where it says how many there are and lists as many.

    >>> from kg.lexicon import agreement
    >>> from kg.settings import Settings
    >>> members("电子信息业、装备制造两大产业", agreement.load(Settings().lexicon))
    ('电子信息', '装备制造')
    """
    found = words.listed.fullmatch(name)
    if not found:
        return ()
    listed = tuple(words.short(one) for one in words.between.split(found["members"]))
    return listed if len(listed) == chinese(found["count"]) else ()


def distinct(figures: Iterable[Figure], near: Figure | None = None) -> list[Figure]:
    """One figure for each number that is stated, those of the sentence of `near` first."""

    def order(one: Figure) -> tuple[bool, bool, str, int, str]:
        same = near is not None and one.report == near.report
        said = same and near is not None and one.sentence == near.sentence
        return not said, not same, one.report, one.start, one.node

    found: dict[tuple[object, ...], Figure] = {}
    for one in sorted(figures, key=order):
        found.setdefault((one.amount, one.upper, one.unit, one.bound), one)
    return list(found.values())
