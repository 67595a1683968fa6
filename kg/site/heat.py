"""Verdicts on targets as a heat map: by indicator or area, and by period."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.site.figures import Period, order
from kg.site.goals import OPEN, SIGNS, Goal, short
from kg.site.view import View

_COLUMNS, _ROWS = 6, 30
#: The width of names, the height of a row and of the head.
_NAMES, _ROW, _HEAD = 216, 30, 28
#: The width of a cell of one indicator, and of one that holds all indicators of an area.
_ONE, _ALL = 84, 124


class Segment(NamedTuple):
    """A part of a cell: how many targets have a verdict; a single one leads to its page."""

    verdict: str
    number: int
    x: float
    width: float
    iri: str


class Cell(NamedTuple):
    """The verdicts of a row in a period, and where they stand."""

    period: str
    segments: tuple[Segment, ...]


class Row(NamedTuple):
    """An area or indicator with its cells; `y` is its upper edge."""

    iri: str
    short: str
    y: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Heat:
    """Verdicts by area or indicator and by period; `more` rows are left out.

    `periods` by their keys, as 2025-H1, each with the middle of its column.
    """

    periods: tuple[tuple[str, float], ...]
    rows: tuple[Row, ...]
    verdicts: tuple[str, ...]
    more: int
    width: int
    height: int
    names: int = _NAMES
    row: int = _ROW


def heat(view: View, found: Sequence[Goal]) -> Heat | None:
    """The verdicts of one area by indicator, of several by area; None where nothing is judged.

    Of one area only indicators with a verdict stand in it: most others wait for their period.
    """
    if _waiting(found):
        return None
    single = len({goal.area for goal in found}) == 1
    rows = _rows(found, single=single)
    periods = sorted({goal.period for own in rows.values() for goal in own}, key=order)[-_COLUMNS:]
    wide = _ONE if single else _ALL
    shown = sorted(rows, key=lambda iri: (-len(rows[iri]), view.name(iri)))
    listed = tuple(
        Row(
            iri,
            short(view.name(iri)),
            _HEAD + _ROW * at,
            tuple(_cells(rows[iri], periods, wide)),
        )
        for at, iri in enumerate(shown[:_ROWS])
    )
    drawn = {part.verdict for row in listed for cell in row.cells for part in cell.segments}
    keys = {iri: key for key, iri in view.context.periods.items()}
    return Heat(
        tuple(
            (keys.get(one.iri, ""), _NAMES + wide * (at + 0.5)) for at, one in enumerate(periods)
        ),
        listed,
        tuple(verdict for verdict in SIGNS if verdict in drawn),
        len(shown) - len(listed),
        _NAMES + wide * len(periods),
        _HEAD + _ROW * len(listed) + 4,
    )


def _rows(found: Iterable[Goal], *, single: bool) -> dict[str, list[Goal]]:
    """The targets by area; by indicator where all are of one area."""
    rows: dict[str, list[Goal]] = {}
    for goal in found:
        rows.setdefault(goal.indicator if single else goal.area, []).append(goal)
    return {iri: own for iri, own in rows.items() if not (single and _waiting(own))}


def _waiting(found: Iterable[Goal]) -> bool:
    return all(goal.verdict in OPEN for goal in found)


def _cells(found: Sequence[Goal], periods: Sequence[Period], wide: int) -> Iterator[Cell]:
    """The periods for which there are targets."""
    for column, period in enumerate(periods):
        own = [goal for goal in found if goal.period == period]
        if own:
            yield Cell(period.iri, tuple(_segments(own, _NAMES + wide * column + 2, wide - 4)))


def _segments(own: Sequence[Goal], x: float, wide: float) -> Iterator[Segment]:
    """A cell in parts as wide as there are targets of each verdict."""
    counts = Counter(goal.verdict for goal in own)
    for verdict in SIGNS:
        if verdict in counts:
            width = wide * counts[verdict] / len(own)
            alone = [goal.iri for goal in own if goal.verdict == verdict]
            iri = alone[0] if len(alone) == 1 else ""
            yield Segment(verdict, len(alone), round(x, 1), round(width, 1), iri)
            x += width
