"""The figures of an area over its years: what one report aims at the next one accounts for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from kg.lexicon.synth import Figure, Wording
from kg.synth import values
from kg.synth.chances import chances
from kg.synth.drawing import Draw
from kg.synth.values import Value

#: By how much an outcome may differ from what was aimed at: points of growth, parts of a level.
_OFF_GROWTH, _OFF_LEVEL = (-1.6, 1.6), (0.975, 1.02)
_MOST_PERCENT = 100.0


@dataclass(frozen=True, slots=True)
class Stand:
    """A figure in one year: what was aimed at and what came of it."""

    figure: Figure
    aim: Value
    level: Value
    growth: Value | None
    change: Value | None
    before: Value
    pace: Value | None

    @property
    def rising(self) -> bool:
        """Whether it is more than the year before, as written."""
        moved = self.change if self.figure.form == "share" else self.growth
        return bool(moved and moved.value and not moved.value.startswith("-"))


History = Mapping[str, tuple[Stand, ...]]


def history(wording: Wording, draw: Draw, size: float, years: int) -> History:
    """All figures over so many years; amounts are those of an area of this size, 0 to 1."""
    courses: dict[str, list[float]] = {}
    for figure in wording.figures:
        courses[figure.name] = _course(figure, draw, size, years, courses)
    return {
        figure.name: tuple(_stands(wording, draw, figure, courses[figure.name]))
        for figure in wording.figures
    }


def alone(
    wording: Wording, draw: Draw, figure: Figure, size: float, years: int
) -> tuple[Stand, ...]:
    """A figure that hangs on no other: of a branch of industry, of a township."""
    return tuple(_stands(wording, draw, figure, _course(figure, draw, size, years, {})))


def _stands(wording: Wording, draw: Draw, figure: Figure, course: list[float]) -> Iterator[Stand]:
    """The years of a course; from the second on it is known by how much faster it grew."""
    last: Value | None = None
    for before, now in pairwise(course):
        stand = _stand(wording, draw, figure, (before, now), last)
        yield stand
        last = stand.growth


def _pace(last: Value | None, moved: Value | None) -> Value | None:
    if last is None or moved is None:
        return None
    return values.change(float(moved.value or 0) - float(last.value or 0), 1)


def _course(
    figure: Figure, draw: Draw, size: float, years: int, known: Mapping[str, list[float]]
) -> list[float]:
    """The level in the year before the first and in each of the years, rounded as it is written."""
    if figure.of:
        part, whole = (known[name] for name in figure.of)
        return [round(p / w * 100, figure.decimals) for p, w in zip(part, whole, strict=True)]
    at = draw.within(figure.range)
    if figure.form in {"amount", "stock", "flow"} and not figure.fixed:
        at *= size
    course = [_told(at, figure)]
    for _ in range(years):
        moved = draw.within(figure.growth)
        if figure.form == "share":
            at = min(course[-1] + moved, _MOST_PERCENT)
        else:
            at = course[-1] * (1 + moved / 100)
        course.append(_told(at, figure))
    return course


def _told(level: float, figure: Figure) -> float:
    """A level as precisely as it is told, never nothing."""
    return max(round(level, figure.decimals), 10.0**-figure.decimals)


def _stand(
    wording: Wording, draw: Draw, figure: Figure, levels: tuple[float, float], last: Value | None
) -> Stand:
    (before, now), decimals, unit = levels, figure.decimals, figure.unit
    if figure.form == "words":
        told = values.said(draw.one(figure.outcomes))
        return Stand(figure, values.said(draw.one(figure.aims)), told, None, None, told, None)
    moved = (now / before - 1) * 100
    share = figure.form == "share"
    growth = None if share else values.growth(moved)
    written = values.plain(before, decimals)
    return Stand(
        figure,
        _aim(wording, draw, figure, now, moved),
        values.level(draw, chances(wording).bounds, now, decimals, unit),
        growth,
        values.change(now - before, decimals) if share else None,
        Value(written + unit, written, unit, "exact"),
        _pace(last, growth),
    )


def _aim(wording: Wording, draw: Draw, figure: Figure, now: float, moved: float) -> Value:
    """What is aimed at, near to what will come of it."""
    if figure.aim == "words":
        return values.said(draw.one(figure.aims))
    if figure.aim == "growth":
        return values.growth_aimed(draw, chances(wording).aims, moved + draw.within(_OFF_GROWTH))
    bounds = chances(wording).ceilings if figure.ceiling else chances(wording).aims
    wanted = max(now * draw.within(_OFF_LEVEL), 10.0**-figure.decimals)
    if figure.unit == "%":
        wanted = min(wanted, _MOST_PERCENT)
    return values.level(draw, bounds, wanted, figure.decimals, figure.unit)
