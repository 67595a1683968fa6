"""A picture of what the reports tie to a thing: itself in the middle, its neighbours around it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, pi
from typing import NamedTuple

from pyoxigraph import Store

from kg.describe import leading, part
from kg.site.addresses import Address, kind_of
from kg.site.context import Context
from kg.site.http import Request, Response
from kg.site.view import View, view_of
from kg.terms import Plan

FOLDER = "/graph"
#: How many neighbours are shown, and how many things beyond each.
_MOST, _MOST_BEYOND = 18, 3
_WIDTH, _LOWEST, _ROW = 1100, 360, 34
#: How far from the middle neighbours stand at the least, how far their arc bulges, and the others.
_NEAR, _BULGE, _FAR_OUT = 60.0, 70.0, 330.0
_LONG = 14
#: How a statement ties: the property of the one, that of the other, and the one that says how.
_TIES = (
    (Plan.ACTOR, Plan.OBJECT, Plan.ACTION),
    (Plan.OBJECT, Plan.ACTOR, Plan.ACTION),
    (Plan.PROJECT, Plan.PLACE, ""),
    (Plan.PLACE, Plan.PROJECT, ""),
    (Plan.PROJECT, Plan.UNDERTAKEN_BY, ""),
    (Plan.UNDERTAKEN_BY, Plan.PROJECT, ""),
    (Plan.CONTRIBUTOR, Plan.SERVED_INDICATOR, ""),
    (Plan.SERVED_INDICATOR, Plan.CONTRIBUTOR, ""),
)
#: What a tie without a word of its own is called, by either end.
_CALLED = {
    Plan.PLACE: Plan.PLACE.value,
    Plan.UNDERTAKEN_BY: Plan.UNDERTAKEN_BY.value,
    Plan.CONTRIBUTOR: Plan.CONTRIBUTES_TO.value,
}


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie between two things; `weight` is how many statements say it."""

    one: str
    other: str
    relations: tuple[str, ...]
    weight: int


class Dot(NamedTuple):
    """A thing in the picture; its name stands at `text_x`, `text_y`, on the side of `anchor`."""

    iri: str
    kind: str
    x: float
    y: float
    radius: float
    short: str
    text_x: float
    text_y: float
    anchor: str


class Line(NamedTuple):
    """A line of the picture."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float


def respond(context: Context, request: Request, address: Address) -> Response | None:
    """The picture around the thing at the rest of the path."""
    found = context.addresses.iris(f"/id{address.path.removeprefix(FOLDER)}")[0]
    if not context.known(found):
        return None
    view = view_of(context, request, address.language, f"{address.path}.html")
    ties, at, height = _picture(context, found)
    degrees = Counter(iri for tie in ties for iri in (tie.one, tie.other))
    dots = tuple(_dot(view, iri, at[iri], degrees[iri], iri == found) for iri in at)
    lines = tuple(Line(*at[tie.one], *at[tie.other], min(1 + tie.weight / 3, 5)) for tie in ties)
    values = {"iri": found, "ties": ties, "dots": dots, "lines": lines}
    return Response(body=view.render("around", **values, width=_WIDTH, height=height))


@lru_cache(maxsize=8)  # it looks alike in both languages
def _picture(
    context: Context, iri: str
) -> tuple[tuple[Tie, ...], dict[str, tuple[float, float]], int]:
    """The ties around a thing, where things stand, how high the picture is."""
    ties = tuple(around(context, iri))
    return ties, *_layout(iri, ties)


def around(context: Context, iri: str) -> Iterator[Tie]:
    """The strongest ties of a thing, then those of its neighbours among each other and beyond."""
    near = _ties(context, iri)[:_MOST]
    yield from near
    seen = {iri} | {tie.other for tie in near}
    drawn = {frozenset((tie.one, tie.other)) for tie in near}
    for tie in near:
        fresh = 0
        for further in _ties(context, tie.other):
            pair = frozenset((further.one, further.other))
            if pair in drawn or (further.other not in seen and fresh >= _MOST_BEYOND):
                continue
            fresh += further.other not in seen
            seen.add(further.other)
            drawn.add(pair)
            yield further


@lru_cache(maxsize=2_000)  # neighbours come again in each other's pictures
def _ties(context: Context, iri: str) -> list[Tie]:
    """The ties of a thing, the strongest first."""
    relations: dict[str, list[str]] = {}
    weights: Counter[str] = Counter()
    for other, relation in _stated(context.store, iri):
        if other != iri:
            relations.setdefault(other, []).append(relation)
            weights[other] += 1
    ordered = sorted(weights, key=lambda other: (-weights[other], other))
    return [
        Tie(iri, other, tuple(sorted(set(relations[other]))), weights[other]) for other in ordered
    ]


def _stated(store: Store, iri: str) -> Iterator[tuple[str, str]]:
    """What statements tie to a thing, and how."""
    links = leading(store, iri)
    for own, others, relation in _TIES:
        for statement in links.get(own, ()):
            said = part(store, statement)
            how = said.things(relation)[:1] if relation else [_CALLED.get(own) or _CALLED[others]]
            yield from ((other, one) for other in said.things(others) for one in how)
    for other in (*links.get(Plan.PART_OF, ()), *part(store, iri).things(Plan.PART_OF)):
        yield other, Plan.PART_OF.value


def _layout(middle: str, ties: Sequence[Tie]) -> tuple[dict[str, tuple[float, float]], int]:
    """Where things stand, and how high the picture is.

    Neighbours stand in an arc on either side, each with a row of its own and as many more as the
    things beyond it need, which stand outside: so no name meets another.
    """
    beyond = _beyond(middle, ties)
    sides: tuple[list[str], list[str]] = ([], [])
    rows = [0, 0]
    for near, further in beyond.items():
        side = int(rows[1] < rows[0])
        sides[side].append(near)
        rows[side] += max(1, len(further))
    height = max(_LOWEST, _ROW * (max(rows) + 1))
    found = {middle: (_WIDTH / 2, height / 2)}
    for side, listed in enumerate(sides):
        step = height / (rows[side] + 1)
        sign, row = (1, -1)[side], 1
        for near in listed:
            further = beyond[near]
            own = step * (row + (max(1, len(further)) - 1) / 2)
            found[near] = _point(sign, _NEAR + _BULGE * cos(pi * (own / height - 0.5)), own)
            for far in further or ():
                found[far] = _point(sign, _FAR_OUT, step * row)
                row += 1
            row += not further
    return found, height


def _beyond(middle: str, ties: Sequence[Tie]) -> dict[str, list[str]]:
    """The neighbours, each with the things that are tied to the middle by it alone."""
    beyond: dict[str, list[str]] = {tie.other: [] for tie in ties if tie.one == middle}
    placed = {middle, *beyond}
    for tie in ties:
        if tie.one in beyond and tie.other not in placed:
            placed.add(tie.other)
            beyond[tie.one].append(tie.other)
    return beyond


def _point(sign: int, out: float, down: float) -> tuple[float, float]:
    return round(_WIDTH / 2 + sign * out, 1), round(down, 1)


def _dot(view: View, iri: str, at: tuple[float, float], degree: int, middle: bool) -> Dot:  # noqa: FBT001
    kind = kind_of(view.context.addresses.path(iri))
    name = view.name(iri)
    short = name if len(name) <= _LONG else f"{name[:_LONG]}…"
    radius = 12.0 if middle else round(4 + min(degree, 12) / 2, 1)
    x, y, anchor = _name_at(*at, radius)
    return Dot(iri, kind, *at, radius, short, x, y, anchor)


def _name_at(x: float, y: float, radius: float) -> tuple[float, float, str]:
    """Names stand outwards, beside their dots, so that they keep clear of the lines."""
    if x == _WIDTH / 2:
        return x, round(y - radius - 6, 1), "middle"
    step = radius + 5 if x > _WIDTH / 2 else -radius - 5
    return round(x + step, 1), round(y + 5, 1), "start" if x > _WIDTH / 2 else "end"
