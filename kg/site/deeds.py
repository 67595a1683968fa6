"""What was done, is planned, and how far projects are: statements as the rows of a page."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from kg.describe import PAGE, Part, part
from kg.site import walking
from kg.site.context import Context
from kg.site.figures import Period, Periods, order
from kg.terms import Plan

#: As many are shown on a page; all are on the pages of links, which begin where one is not enough.
MOST = PAGE


@dataclass(frozen=True, slots=True)
class Deed:
    """An event: who did what, whether it is done, when, and the words that say so."""

    statement: str
    actor: str
    action: str
    written: str
    object: str
    modality: str
    period: Period | None
    sentences: tuple[walking.Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """What one report says of a project."""

    statement: str
    project: str
    stage: str
    modality: str
    places: tuple[str, ...]
    enterprises: tuple[str, ...]
    investment: str
    unit: str
    period: Period | None
    sentences: tuple[walking.Sentence, ...] = ()


Row = TypeVar("Row", Deed, State)


@dataclass(frozen=True, slots=True)
class Shown(Generic[Row]):
    """The first rows with their sentences, and how many there are in all."""

    rows: tuple[Row, ...]
    total: int


def shown(context: Context, found: Sequence[Row], most: int = MOST) -> Shown[Row]:
    """Rows with the words that say so."""
    rows = (
        replace(one, sentences=tuple(walking.sentences(context, one.statement)))
        for one in found[:most]
    )
    return Shown(tuple(rows), len(found))


def deeds(context: Context, events: Iterable[str]) -> list[Deed]:
    """Events, the latest first."""
    periods = Periods(context)
    found = [_deed(part(context.store, one), periods) for one in events]
    found.sort(key=lambda one: one.statement)
    return sorted(found, key=lambda one: _latest(one.period), reverse=True)


def states(context: Context, stated: Iterable[str]) -> list[State]:
    """States of projects, those of the earliest report first."""
    periods = Periods(context)
    found = [_state(context, part(context.store, one), periods) for one in stated]
    found.sort(key=lambda one: one.statement)
    return sorted(found, key=lambda one: _latest(one.period))


def _latest(period: Period | None) -> tuple[str, int]:
    return order(period) if period else ("", 0)


def _deed(said: Part, periods: Periods) -> Deed:
    when = said.text(Plan.PERIOD)
    return Deed(
        statement=said.subject,
        actor=said.text(Plan.ACTOR),
        action=said.text(Plan.ACTION),
        written=said.text(Plan.ACTION_AS_WRITTEN),
        object=said.text(Plan.OBJECT),
        modality=said.text(Plan.MODALITY),
        period=periods[when] if when else None,
    )


def _state(context: Context, said: Part, periods: Periods) -> State:
    return State(
        statement=said.subject,
        project=said.text(Plan.PROJECT),
        stage=said.text(Plan.STAGE),
        modality=said.text(Plan.MODALITY),
        places=tuple(said.things(Plan.PLACE)),
        enterprises=tuple(said.things(Plan.UNDERTAKEN_BY)),
        investment=said.text(Plan.VALUE_AS_WRITTEN),
        unit=said.text(Plan.UNIT_AS_WRITTEN),
        period=_told(context, said, periods),
    )


def _told(context: Context, said: Part, periods: Periods) -> Period | None:
    """The period that the report looks back on, or ahead to where the state is planned."""
    planned = said.text(Plan.MODALITY).endswith("/planned")
    wanted = (Plan.PLAN_PERIOD, Plan.REVIEW_PERIOD) if planned else (Plan.REVIEW_PERIOD,)
    document = said.subject.rsplit("/", 2)[1]
    report = f"{context.record.base}id/report/{document}"
    found = (when for one in wanted for when in walking.objects(context, report, one))
    return next((periods[when] for when in found), None)


def beside(found: Iterable[Deed], iri: str) -> list[tuple[str, int]]:
    """What appears with a thing in its deeds, the most frequent first."""
    counts = Counter(
        other for one in found for other in {one.actor, one.object} if other and other != iri
    )
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
