"""The page about an area: its figures by year, projects, companies, honours and reports."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeAlias

from pyoxigraph import NamedNode

from kg.describe import Description
from kg.site import charts, deeds, fulfilment, goals, walking
from kg.site.charts import Chart
from kg.site.context import Row
from kg.site.figures import Figure, Period, figures, order
from kg.site.figures import charts as charts_of
from kg.site.pages import common
from kg.site.view import View
from kg.terms import Plan, Qb, Rdf, Skos

_FIRST = (Plan.PART_OF, Plan.AREA_LEVEL, Plan.AREA_CODE, Skos.ALT_LABEL)
_HIDDEN = frozenset(
    {Rdf.TYPE.value, Rdf.LABEL.value, Skos.PREF_LABEL.value, Plan.NAME.value}
    | {Skos.DEFINITION.value, Skos.IN_SCHEME.value, Skos.TOP_CONCEPT_OF.value}
    | {Skos.BROADER.value, Skos.NOTATION.value}
)
_MOST_CHARTS = 4
#: So many periods are shown in full; of earlier ones the pages about them tell.
_MOST_PERIODS = 6


#: Indicator, measure, and what else tells figures apart.
_Key: TypeAlias = tuple[str, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator in one period as it is measured: what was reached, what was aimed at."""

    indicator: str
    measure: str
    details: tuple[str, ...]
    outcomes: tuple[Figure, ...]
    targets: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """A period: lines of the indicators that all places have by category, then all others."""

    period: Period
    key: str
    main: tuple[tuple[str, tuple[Line, ...]], ...]
    others: tuple[Line, ...]

    @property
    def aimed(self) -> bool:
        """Whether anything is aimed at for it."""
        lines = (*self.others, *(line for _, group in self.main for line in group))
        return any(line.targets for line in lines)

    @property
    def count(self) -> int:
        """How many lines there are."""
        return sum(len(lines) for _, lines in self.main) + len(self.others)


def page(view: View, about: Description, path: str) -> bytes:
    """The page about an area."""
    context, iri = view.context, about.iri
    found = figures(context, walking.subjects(context, Qb.REF_AREA, iri, "observation"))
    periods = sorted({one.period for one in found}, key=order, reverse=True)
    categories = {one.indicator: _category(view, one.indicator) for one in found}
    done = deeds.deeds(context, walking.subjects(context, Plan.ACTOR, iri, "event"))
    placed = walking.subjects(context, Plan.PLACE, iri, "state")
    reports = walking.subjects(context, Plan.HOME_AREA, iri)
    aimed = [goal for goal in goals.goals(context) if goal.area == iri]
    return common.render(
        view,
        "area",
        about,
        path,
        definition=common.in_language(view, about.thing, Skos.DEFINITION),
        facts=common.facts(about.thing, _FIRST, _HIDDEN),
        parts=walking.subjects(context, Plan.PART_OF, iri, "area"),
        reports=reports,
        charts=[(chart, charts.draw(chart)) for chart in _charts(view, found, categories)],
        colours=charts.COLOURS,
        goals=fulfilment.pictures(view, aimed),
        goal_rows=goals.table(view, aimed),
        years=_years(view, found, periods[:_MOST_PERIODS], categories),
        earlier=[one.iri for one in periods[_MOST_PERIODS:]],
        projects=deeds.shown(context, deeds.states(context, placed)),
        actors=_actors(view, iri),
        done=deeds.shown(context, [one for one in done if not common.honours(view, one)]),
        honours=deeds.shown(context, [one for one in done if common.honours(view, one)]),
        mentions=walking.named(context, iri),
    )


def _category(view: View, indicator: str) -> str:
    return next(iter(walking.objects(view.context, indicator, Plan.CATEGORY)), "")


def _charts(view: View, found: Sequence[Figure], categories: dict[str, str]) -> list[Chart]:
    """Charts of the indicators that most is said of, each for itself."""
    counts = Counter(one.indicator for one in found if categories[one.indicator])
    drawn: list[Chart] = []
    for indicator, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        own = [one for one in found if one.indicator == indicator]
        first = charts_of(view, own, f"chart-{len(drawn) + 1}-", 1)
        drawn += [replace(one, narrow=True) for one in first if len(one.labels) > 1]
        if len(drawn) == _MOST_CHARTS:
            break
    return drawn


def _years(
    view: View, found: Sequence[Figure], periods: Sequence[Period], categories: dict[str, str]
) -> list[Year]:
    """Periods with their figures."""
    return [_year(view, period, found, categories) for period in periods]


def _year(view: View, period: Period, found: Iterable[Figure], categories: dict[str, str]) -> Year:
    lines = sorted(_lines(period, found), key=lambda one: (view.name(one.indicator), one.measure))
    main = sorted(
        (one for one in lines if categories[one.indicator] and not one.details),
        key=lambda one: categories[one.indicator],
    )
    by_category = groupby(main, key=lambda one: categories[one.indicator])
    grouped = sorted(((c, tuple(g)) for c, g in by_category), key=lambda pair: -len(pair[1]))
    return Year(
        period,
        view.context.addresses.path(period.iri).rpartition("/")[2],
        tuple(grouped),
        tuple(one for one in lines if not categories[one.indicator] or one.details),
    )


def _lines(period: Period, found: Iterable[Figure]) -> Iterator[Line]:
    """Lines of a period; beside a target without an outcome what its first part has reached."""
    own: dict[_Key, list[Figure]] = {}
    part: dict[_Key, list[Figure]] = {}
    for one in found:
        key = (one.indicator, one.measure, one.details)
        if one.period == period:
            own.setdefault(key, []).append(one)
        elif one.period.begin == period.begin and one.period.end < period.end and not one.target:
            part.setdefault(key, []).append(one)
    for key, said in own.items():
        outcomes = [one for one in said if not one.target] or part.get(key, [])
        yield Line(*key, tuple(outcomes), tuple(one for one in said if one.target))


def _actors(view: View, iri: str) -> list[tuple[str, list[Row]]]:
    """Enterprises and organisations that the reports of an area name, by class."""
    rows = view.context.rows("named-in-reports", area=NamedNode(iri))
    return [(kind, list(found)) for kind, found in groupby(rows, key=lambda row: row["class"])]
