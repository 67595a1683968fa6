"""Targets and what became of them, with the signs and names that pictures of them share."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from kg.model import Rows
from kg.site.context import Context
from kg.site.figures import Figure, Period, Periods, figures
from kg.site.view import View

#: Verdicts in the order of pictures, each with a sign beside its colour.
SIGNS = {
    "exceeded": "▲",
    "met": "✓",
    "on-track": "→",
    "missed": "✗",
    "not-comparable": "≠",
    "unknown": "?",
}
#: Verdicts that judge nothing.
OPEN = frozenset({"unknown", "not-comparable"})
#: Columns of an answer that tell which targets it is about.
_ANSWER = ("area", "indicator", "period", "verdict")
_LONG = 15


class Goal(NamedTuple):
    """A target and what became of it, by their IRIs."""

    iri: str
    area: str
    indicator: str
    period: Period
    verdict: str
    aim: str
    result: str


@lru_cache(maxsize=2)
def goals(context: Context) -> tuple[Goal, ...]:
    """All targets and what became of them."""
    periods = Periods(context)
    return tuple(
        Goal(
            row["found"],
            row["area"],
            row["indicator"],
            periods[row["period"]],
            row["verdict"].rpartition("/")[2],
            row["aim"],
            row.get("result", ""),
        )
        for row in context.rows("fulfilment")
    )


def answered(view: View, answer: Rows | None) -> list[Goal]:
    """The targets that the rows of an answer are about; none where it is about something else."""
    if answer is None or not set(answer.columns) >= set(_ANSWER):
        return []
    context = view.context
    at = [answer.columns.index(name) for name in _ANSWER]
    told = {tuple(str(row[place]) for place in at) for row in answer.rows}
    keys = {iri: key for key, iri in context.periods.items()}
    labels = context.labels
    return [
        goal
        for goal in goals(context)
        if (
            labels[goal.area].zh,
            labels[goal.indicator].zh,
            keys.get(goal.period.iri, ""),
            goal.verdict,
        )
        in told
    ]


def table(view: View, found: Sequence[Goal]) -> list[tuple[Goal, Figure | None, Figure | None]]:
    """The goals with a verdict with their figures, for readers of tables."""
    judged = [goal for goal in found if goal.verdict not in OPEN]
    wanted = {iri for goal in judged for iri in (goal.aim, goal.result) if iri}
    told = {one.observation: one for one in figures(view.context, wanted)}
    return [(goal, told.get(goal.aim), told.get(goal.result)) for goal in judged]


def short(name: str) -> str:
    """A name as long as pictures have room for."""
    wide = sum(1.0 if ord(letter) > 0x2E80 else 0.55 for letter in name)
    if wide <= _LONG:
        return name
    kept = int(len(name) * _LONG / wide) - 1
    return f"{name[:kept]}…"
