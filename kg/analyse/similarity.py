"""Which areas report alike: the indicators that two have in common, how near their rates are."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from statistics import median
from typing import NamedTuple

from kg.analyse import beside
from kg.analyse.simple import Graph, name
from kg.analyse.tables import decimal
from kg.model import AreaFigure, Rows

#: Two areas are compared from so many indicators in common on, their rates from so many rates on.
FEWEST = 5
_RATES = 3
_SHOWN = 3
_TARGET = "target"


class Key(NamedTuple):
    """What two figures share that may be held side by side; `target` whether they are aims."""

    indicator: str
    measure: str
    period: str
    target: bool


class Pair(NamedTuple):
    """A rate of one area beside that of the other, and how many points lie between."""

    one: AreaFigure
    other: AreaFigure
    gap: Decimal


@dataclass(frozen=True, slots=True)
class Alike:
    """Two areas: how many indicators each reports, which both do, and their rates side by side.

    `share` is of all indicators of the two what they have in common (Jaccard 1901); `gap` the
    median of points between their rates, None where there are too few. The nearest rates first.
    """

    one: str
    other: str
    own: tuple[int, int]
    common: tuple[str, ...]
    share: float
    rates: tuple[Pair, ...]
    gap: Decimal | None


class _Reporting(NamedTuple):
    """An area with the indicators that it reports, and its figures in percent."""

    area: str
    indicators: frozenset[str]
    rates: Mapping[Key, AreaFigure]


def similarity(graph: Graph) -> list[Alike]:
    """Pairs of areas with enough indicators in common, the largest share first."""
    figures: dict[str, list[AreaFigure]] = {}
    for figure in beside.figures(graph):
        if figure.area in graph:
            figures.setdefault(figure.area, []).append(figure)
    areas = [_reporting(area, figures[area]) for area in sorted(figures)]
    found = [pair for one, other in combinations(areas, 2) if (pair := _alike(one, other))]
    return sorted(found, key=lambda pair: (-pair.share, -len(pair.common), pair.one, pair.other))


def table(graph: Graph) -> Rows:
    """A row a pair of areas, nothing where they have less than five indicators in common.

    `common` of `indicators` (all that either reports) is `share`. `gap` is the median of
    percentage points between `rates` figures in percent of the same indicator, measure and period
    (aims beside aims, outcomes beside outcomes); amounts are left out, as they tell of size.
    """
    columns = ("area", "other", "common", "indicators", "share", "rates", "gap")
    names = {figure.indicator: figure.name for figure in beside.figures(graph)}
    rows = (_row(graph, names, one) for one in similarity(graph))
    return Rows(columns=(*columns, "nearest", "farthest", "in_common", "iri"), rows=tuple(rows))


def _row(
    graph: Graph, names: Mapping[str, str], one: Alike
) -> tuple[str | int | Decimal | None, ...]:
    return (
        name(graph, one.one),
        name(graph, one.other),
        len(one.common),
        sum(one.own) - len(one.common),
        decimal(one.share),
        len(one.rates),
        one.gap,
        "；".join(map(_words, one.rates[:_SHOWN])) or None,
        "；".join(map(_words, one.rates[: -_SHOWN - 1 : -1])) or None,
        "、".join(names[iri] for iri in one.common),
        one.one,
    )


def _words(pair: Pair) -> str:
    """A rate of both areas: 地区生产总值 2024 目标 6%｜5.8%."""
    one, other = pair.one, pair.other
    values = "｜".join(f"{side.number}{side.unit}" for side in (one, other))
    aim = f" {one.said}" if one.status == _TARGET else ""
    return f"{one.name} {one.period}{aim} {values}"


def _reporting(area: str, figures: Iterable[AreaFigure]) -> _Reporting:
    figures = tuple(figures)
    return _Reporting(area, frozenset(one.indicator for one in figures), _rates(figures))


def _alike(one: _Reporting, other: _Reporting) -> Alike | None:
    """Two areas beside each other; None where they have too little in common."""
    common = one.indicators & other.indicators
    if len(common) < FEWEST:
        return None
    pairs = _pairs(one.rates, other.rates)
    rates = sorted(pairs, key=lambda pair: (pair.gap, pair.one.name, pair.one.period))
    return Alike(
        one.area,
        other.area,
        (len(one.indicators), len(other.indicators)),
        tuple(sorted(common)),
        len(common) / len(one.indicators | other.indicators),
        tuple(rates),
        median(pair.gap for pair in rates) if len(rates) >= _RATES else None,
    )


def _pairs(left: Mapping[Key, AreaFigure], right: Mapping[Key, AreaFigure]) -> Iterator[Pair]:
    for key, one in left.items():
        other = right.get(key)
        if other:
            yield Pair(one, other, abs(one.value - other.value))


def _rates(figures: Iterable[AreaFigure]) -> dict[Key, AreaFigure]:
    """The figures in percent, the first that is stated of each."""
    found: dict[Key, AreaFigure] = {}
    for one in figures:
        if one.rate:
            key = Key(one.indicator, one.measure, one.period, one.status == _TARGET)
            found.setdefault(key, one)
    return found
