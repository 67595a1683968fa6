"""From each target to its outcome, as a slope chart."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.site.figures import Figure, figures
from kg.site.goals import OPEN, SIGNS, Goal, short
from kg.site.view import View
from kg.terms import Scheme

_GROWTH = Scheme.MEASURE.code("growth")
_MOST = 14
#: Where targets and outcomes stand, how far names are apart.
_LEFT, _RIGHT, _WIDTH, _APART, _TOP, _LOWEST = 70, 290, 660, 19, 34, 180
#: A target as the whole, and the share from which on an outcome stands at the edge.
_WHOLE, _EDGE = 100.0, 200.0


class Line(NamedTuple):
    """From a target to its outcome: heights of both ends and of the name, and the words."""

    goal: Goal
    aim: Figure
    result: Figure
    start: float
    end: float
    name_at: float
    words: str
    share: int | None


@dataclass(frozen=True, slots=True)
class Slope:
    """Targets and outcomes of one kind: growth on an axis of its own, others as a share."""

    kind: str
    lines: tuple[Line, ...]
    aims: tuple[tuple[str, float], ...]
    verdicts: tuple[str, ...]
    more: int
    height: int
    left: int = _LEFT
    right: int = _RIGHT
    width: int = _WIDTH


class _Pair(NamedTuple):
    """A goal with its figures, and where its line begins and ends."""

    goal: Goal
    aim: Figure
    result: Figure
    start: float
    end: float

    @property
    def apart(self) -> float:
        """How far the outcome is from the target."""
        return abs(self.end - self.start)


class _Scale(NamedTuple):
    """From a value to its height."""

    least: float
    most: float
    height: float

    def __call__(self, value: float) -> float:
        room = self.height - _TOP - _APART
        span = self.most - self.least or 1.0
        return round(_TOP + (self.most - value) * room / span, 1)


def slopes(view: View, found: Sequence[Goal]) -> list[Slope]:
    """A chart of growth and one of other figures, as far as target and outcome can be compared."""
    context = view.context
    both = [goal for goal in found if goal.result and goal.verdict not in OPEN]
    told = {
        one.observation: one
        for one in figures(context, {iri for goal in both for iri in (goal.aim, goal.result)})
    }
    alike = [
        (goal, told[goal.aim], told[goal.result])
        for goal in both
        if _comparable(told[goal.aim], told[goal.result])
    ]
    pairs = [_pair(*one) for one in alike]
    many = len({(goal.area, goal.period) for goal in both}) > 1
    kinds: dict[str, list[_Pair]] = {_GROWTH: [], "": []}
    for pair in pairs:
        kinds[pair.aim.measure if pair.aim.measure == _GROWTH else ""].append(pair)
    drawn = (_slope(view, kind, own, many=many) for kind, own in kinds.items())
    return [chart for chart in drawn if chart]


def _comparable(aim: Figure, result: Figure) -> bool:
    both = aim.number is not None and result.number is not None
    alike = (aim.measure, aim.unit) == (result.measure, result.unit)
    return both and alike and (aim.measure == _GROWTH or bool(aim.number))


def _pair(goal: Goal, aim: Figure, result: Figure) -> _Pair:
    """Where a line begins and ends: growth as it is, else the outcome as a share of the target."""
    start, end = float(aim.number or 0), float(result.number or 0)
    if aim.measure != _GROWTH:
        start, end = _WHOLE, max(0.0, min(_EDGE, end * _WHOLE / start))
    return _Pair(goal, aim, result, start, end)


def _slope(view: View, kind: str, pairs: Sequence[_Pair], *, many: bool) -> Slope | None:
    """The lines of a chart; those whose ends lie furthest apart where there are too many."""
    if not pairs:
        return None
    shown = sorted(pairs, key=lambda one: (-one.apart, one.goal.iri))[:_MOST]
    values = [value for pair in shown for value in (pair.start, pair.end)]
    height = max(_LOWEST, _TOP + _APART * (len(shown) + 1))
    at = _Scale(min(values), max(values), height)
    names = _spread([at(pair.end) for pair in shown], height)
    lines = tuple(
        Line(
            pair.goal,
            pair.aim,
            pair.result,
            at(pair.start),
            at(pair.end),
            name,
            _words(view, pair, many=many),
            None if kind else _share(pair),
        )
        for pair, name in zip(shown, names, strict=True)
    )
    told = {pair.goal.verdict for pair in shown}
    verdicts = tuple(verdict for verdict in SIGNS if verdict in told)
    name = "growth" if kind else "share"
    return Slope(name, lines, _aims(shown, at, height), verdicts, len(pairs) - len(shown), height)


def _share(pair: _Pair) -> int:
    return round(float(pair.result.number or 0) * _WHOLE / float(pair.aim.number or 1))


def _aims(shown: Sequence[_Pair], at: _Scale, height: float) -> tuple[tuple[str, float], ...]:
    """What is aimed at, each figure once, without its bound where several aim at it."""
    words: dict[float, set[str]] = {}
    for pair in shown:
        words.setdefault(pair.start, set()).add(pair.aim.words)
    plain = [min(said, key=lambda one: (len(one), one)) for said in words.values()]
    return tuple(zip(plain, _spread([at(value) for value in words], height), strict=True))


def _words(view: View, pair: _Pair, *, many: bool) -> str:
    """An outcome beside its end of the line."""
    goal = pair.goal
    place = f" · {view.name(goal.area)} {view.name(goal.period.iri)}" if many else ""
    return f"{SIGNS[goal.verdict]} {short(view.name(goal.indicator))} {pair.result.words}{place}"


def _spread(heights: Sequence[float], height: float) -> list[float]:
    """Heights of names near the wanted ones, but so far apart that they can be read.

    >>> _spread([50.0, 50.0, 90.0], 200.0)
    [50.0, 69.0, 90.0]
    """
    ordered = sorted(range(len(heights)), key=lambda one: (heights[one], one))
    found = [0.0] * len(heights)
    lowest = float(_TOP) - _APART
    for one in ordered:
        lowest = found[one] = max(heights[one], lowest + _APART)
    edge = height - _APART / 2
    for one in reversed(ordered):
        found[one] = round(min(found[one], edge), 1)
        edge = found[one] - _APART
    return found
