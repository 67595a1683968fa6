"""Figures of pages: rows of a query as values, their words, and charts of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from pyoxigraph import DefaultGraph, Literal, NamedNode

from kg.describe import Part, part
from kg.iris import Iris
from kg.site.charts import COLOURS, Chart, Point, Series
from kg.site.context import Context
from kg.site.view import View
from kg.terms import Plan, Qb, Qudt, Scheme, Time

TARGET = "target"
#: How a bound is written before a figure.
BOUNDS = {"min": "≥ ", "max": "≤ ", "approx": "≈ "}
_TOTAL, _UNSTATED = Scheme.SUBJECT.code("total"), Scheme.BASIS.code("unstated")
_GROWTH = Scheme.MEASURE.code("growth")
_YEAR_ON_YEAR = ("同比", "比上年", "较上年", "比去年", "较去年")
_MOST_CHARTS = 3
#: So many periods leave room for their names where a chart is drawn for phones too.
_FEW = 3


class Period(NamedTuple):
    """A period in the order of time: a half year stands behind the year that ended before it."""

    begin: str
    end: str
    iri: str


@dataclass(frozen=True, slots=True)
class Figure:
    """What one observation says."""

    observation: str
    indicator: str
    area: str
    period: Period
    status: str
    measure: str
    details: tuple[str, ...]
    words: str
    quality: bool
    #: Whether it is of the whole, on no other basis than growth from year to year.
    plain: bool
    number: Decimal | None
    unit: str
    stated: str
    factor: Decimal

    @property
    def target(self) -> bool:
        """Whether it is aimed at, not reached."""
        return self.status == TARGET


def figures(context: Context, observations: Iterable[str]) -> list[Figure]:
    """What observations say."""
    found = Periods(context)
    return [_figure(context, part(context.store, one), found) for one in observations]


class Periods:
    """Periods with their first and last days, each looked up once."""

    def __init__(self, context: Context) -> None:
        """None yet."""
        self._store = context.store
        self._kept: dict[str, Period] = {}

    def __getitem__(self, iri: str) -> Period:
        """A period by its IRI."""
        if iri not in self._kept:
            said = part(self._store, iri)
            self._kept[iri] = Period(
                self._day(said, Time.HAS_BEGINNING), self._day(said, Time.HAS_END), iri
            )
        return self._kept[iri]

    def _day(self, said: Part, predicate: str) -> str:
        days = (part(self._store, one).text(Time.IN_XSD_DATE) for one in said.things(predicate))
        return next(days, "")


def _figure(context: Context, said: Part, periods: Periods) -> Figure:
    first = {predicate: value.value for predicate, value in reversed(said.pairs)}
    value, upper = first.get(Plan.VALUE_AS_WRITTEN, ""), first.get(Plan.UPPER_AS_WRITTEN, "")
    bound = BOUNDS.get(first.get(Plan.BOUND, "").rpartition("/")[2], "")
    written = first.get(Plan.UNIT_AS_WRITTEN, "")
    words = f"{bound}{value}{f'–{upper}' if upper else ''}{written}" if value else ""
    told = (first.get(Plan.SUBJECT, ""), first.get(Plan.BASIS, ""))
    details = tuple(one for one in told if one and one not in {_TOTAL, _UNSTATED})
    measure = first.get(Plan.MEASURE, "")
    number, stated = first.get(Qb.OBS_VALUE, ""), first.get(Plan.STATED_UNIT, "")
    unit = first.get(Qb.UNIT_MEASURE, "")
    return Figure(
        observation=said.subject,
        indicator=first.get(Plan.INDICATOR, ""),
        area=first.get(Qb.REF_AREA, ""),
        period=periods[first.get(Qb.REF_PERIOD, "")],
        status=first.get(Plan.STATUS, "").rpartition("/")[2],
        measure=measure,
        details=details,
        words=words or first.get(Plan.WORDS, ""),
        quality=not words,
        plain=not details or (measure == _GROWTH and set(details) <= _usual(context)),
        number=Decimal(number) if number else None,
        unit=unit,
        stated=stated,
        factor=_size(context, stated) / _size(context, unit) if stated and unit else Decimal(1),
    )


def _usual(context: Context) -> set[str]:
    """Bases that say of growth what goes without saying."""
    iris = Iris(context.record.base)
    return {iris.concept("basis", name) for name in _YEAR_ON_YEAR}


def _size(context: Context, unit: str) -> Decimal:
    """How many of the unit that all of its kind convert to a unit is."""
    node, predicate = NamedNode(unit), NamedNode(Qudt.CONVERSION_MULTIPLIER)
    found = context.store.quads_for_pattern(node, predicate, None, DefaultGraph())
    return Decimal(next((q.object.value for q in found if isinstance(q.object, Literal)), "1"))


def order(one: Period) -> tuple[str, int]:
    """The place of a period: by its end, a year behind the half year that ends with it."""
    return (one.end, -int(one.begin.replace("-", "") or 0))


def charts(
    view: View, found: Sequence[Figure], key: str = "chart-", most: int = _MOST_CHARTS
) -> list[Chart]:
    """A chart for each way to measure an indicator that has enough to show, the fullest first."""
    plotted = sorted(
        (one for one in found if one.number is not None and one.plain), key=_comparable
    )
    grouped = (list(group) for _, group in groupby(plotted, _comparable))
    shown = sorted((g for g in grouped if _worth(g)), key=lambda g: -len(g))[:most]
    return [_chart(view, f"{key}{n}", group) for n, group in enumerate(shown, 1)]


def _comparable(one: Figure) -> tuple[str, ...]:
    """What figures of one chart share: an amount of half a year is no drop from that of a year."""
    if one.measure == _GROWTH:
        return (one.measure, one.unit)
    begin, end = one.period.begin, one.period.end
    years = int(end[:4] or 0) - int(begin[:4] or 0)
    return (one.measure, one.unit, begin[4:], end[4:], str(years))


def _worth(group: Sequence[Figure]) -> bool:
    """Whether there is something to compare: within an area or within a period."""
    points = {(one.period, one.area, one.target) for one in group}
    areas, periods = {area for _, area, _ in points}, {period for period, _, _ in points}
    return len(points) > min(len(areas), len(periods))


def _chart(view: View, key: str, group: Sequence[Figure]) -> Chart:
    periods = sorted({one.period for one in group}, key=order)
    stated, factor = Counter((one.stated, one.factor) for one in group).most_common(1)[0][0]
    areas = [iri for iri, _ in Counter(one.area for one in group).most_common(COLOURS)]
    series = tuple(_series(view, sorted(areas), group, periods, factor))
    first = group[0]
    unit = view.name(stated)
    title = view.text(
        "chart-title",
        indicator=view.name(first.indicator),
        measure=view.name(first.measure),
        unit=unit,
    )
    description = view.text(
        "chart-description",
        areas=view.text("list-mark").join(view.name(iri) for iri in sorted(areas)),
        first=view.name(periods[0].iri),
        last=view.name(periods[-1].iri),
    )
    labels = tuple(view.name(one.iri) for one in periods)
    return Chart(key, title, description, labels, series, narrow=len(labels) <= _FEW)


def _series(
    view: View,
    areas: Sequence[str],
    group: Sequence[Figure],
    periods: Sequence[Period],
    factor: Decimal,
) -> Iterator[Series]:
    """Outcomes and targets of each area."""
    for colour, area in enumerate(areas):
        for target in (False, True):
            points: dict[Period, Figure] = {}
            for one in group:
                if one.area == area and one.target == target:
                    points.setdefault(one.period, one)
            if points:
                name = view.name(area)
                name = view.text("series-target", area=name) if target else name
                placed = tuple(_point(view, points.get(p), name, factor) for p in periods)
                yield Series(name, colour, target, placed)


def _point(view: View, one: Figure | None, name: str, factor: Decimal) -> Point | None:
    if one is None or one.number is None:
        return None
    words = f"{name} · {view.name(one.period.iri)} · {one.words}"
    return Point(float(one.number / factor), view.href(one.observation), words)
