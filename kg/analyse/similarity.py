"""Which areas report alike: the indicators that two have in common, how near their rates are."""

from collections.abc import Iterable, Iterator
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


def similarity(graph: Graph) -> list[Alike]:
    """Pairs of areas with enough indicators in common, the largest share first."""
    areas: dict[str, list[AreaFigure]] = {}
    for figure in beside.figures(graph):
        if figure.area in graph:
            areas.setdefault(figure.area, []).append(figure)
    pairs = (_alike(a, b, areas[a], areas[b]) for a, b in combinations(sorted(areas), 2))
    found = [pair for pair in pairs if len(pair.common) >= FEWEST]
    return sorted(found, key=lambda pair: (-pair.share, -len(pair.common), pair.one, pair.other))


def table(graph: Graph) -> Rows:
    """A row a pair of areas, nothing where they have less than five indicators in common.

    `common` of `indicators` (all that either reports) is `share`. `gap` is the median of
    percentage points between `rates` figures in percent of the same indicator, measure and period
    (aims beside aims, outcomes beside outcomes); amounts are left out, as they tell of size.
    """
    columns = ("area", "other", "common", "indicators", "share", "rates", "gap")
    rows = (_row(graph, one) for one in similarity(graph))
    return Rows(columns=(*columns, "nearest", "farthest", "in_common", "iri"), rows=tuple(rows))


def _row(graph: Graph, one: Alike) -> tuple[str | int | Decimal | None, ...]:
    names = {figure.indicator: figure.name for figure in beside.figures(graph)}
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


def _alike(a: str, b: str, ours: list[AreaFigure], theirs: list[AreaFigure]) -> Alike:
    mine, other = ({one.indicator for one in side} for side in (ours, theirs))
    common = sorted(mine & other)
    rates = sorted(_pairs(ours, theirs), key=lambda one: (one.gap, one.one.name, one.one.period))
    gaps = [pair.gap for pair in rates]
    return Alike(
        a,
        b,
        (len(mine), len(other)),
        tuple(common),
        len(common) / len(mine | other),
        tuple(rates),
        median(gaps) if len(gaps) >= _RATES else None,
    )


def _pairs(ours: Iterable[AreaFigure], theirs: Iterable[AreaFigure]) -> Iterator[Pair]:
    left, right = _rates(ours), _rates(theirs)
    for key in left:
        if key in right:
            one, other = left[key], right[key]
            yield Pair(one, other, abs(one.value - other.value))


def _rates(figures: Iterable[AreaFigure]) -> dict[Key, AreaFigure]:
    """The figures in percent, the first that is stated of each."""
    found: dict[Key, AreaFigure] = {}
    for one in figures:
        if one.rate:
            key = Key(one.indicator, one.measure, one.period, one.status == _TARGET)
            found.setdefault(key, one)
    return found
