"""A picture of what the reports tie to a thing: itself in the middle, its neighbours around it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import NamedTuple

from pyoxigraph import NamedNode

from kg.site.addresses import Address
from kg.site.context import Context
from kg.site.http import Request, Response
from kg.site.view import View, view_of

FOLDER = "/graph"
_NEAR, _FAR = 18, 4
_WIDTH, _HEIGHT = 960, 640
_MARGIN_X, _MARGIN_Y = 190, 40
_LONG = 14
#: How far to the side a name still stands above or below.
_NARROW = 60
#: How far out neighbours stand, by turns, where other things stand beyond them.
_NEAR_RINGS = (0.45, 0.62)


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
    ties = tuple(around(context, found))
    dots, lines = _placed(view, found, ties)
    values = {"iri": found, "ties": ties, "dots": dots, "lines": lines}
    return Response(body=view.render("around", **values, width=_WIDTH, height=_HEIGHT))


def around(context: Context, iri: str) -> Iterator[Tie]:
    """The strongest ties of a thing, then those of its neighbours among each other and beyond."""
    near = _ties(context, iri)[:_NEAR]
    yield from near
    seen = {iri} | {tie.other for tie in near}
    drawn = {frozenset((tie.one, tie.other)) for tie in near}
    for tie in near:
        fresh = 0
        for further in _ties(context, tie.other):
            pair = frozenset((further.one, further.other))
            if pair in drawn or (further.other not in seen and fresh >= _FAR):
                continue
            fresh += further.other not in seen
            seen.add(further.other)
            drawn.add(pair)
            yield further


def _ties(context: Context, iri: str) -> list[Tie]:
    relations: dict[str, list[str]] = {}
    weights: dict[str, int] = {}
    for row in context.rows("around", the_thing=NamedNode(iri)):
        if row.get("other", iri) == iri:
            continue
        relations.setdefault(row["other"], []).append(row["relation"])
        weights[row["other"]] = weights.get(row["other"], 0) + int(row["weight"])
    ordered = sorted(weights, key=lambda other: (-weights[other], other))
    return [Tie(iri, other, tuple(relations[other]), weights[other]) for other in ordered]


def _placed(
    view: View, middle: str, ties: Sequence[Tie]
) -> tuple[tuple[Dot, ...], tuple[Line, ...]]:
    at = _layout(middle, ties)
    degrees = Counter(iri for tie in ties for iri in (tie.one, tie.other))
    dots = tuple(_dot(view, iri, at[iri], degrees[iri], iri == middle) for iri in at)
    lines = tuple(Line(*at[tie.one], *at[tie.other], min(1 + tie.weight / 3, 5)) for tie in ties)
    return dots, lines


def _layout(middle: str, ties: Sequence[Tie]) -> dict[str, tuple[float, float]]:
    """Neighbours on a ring, each with as much room as the things beyond it need, those outside."""
    beyond: dict[str, list[str]] = {tie.other: [] for tie in ties if tie.one == middle}
    placed = {middle, *beyond}
    for tie in ties:
        if tie.one in beyond and tie.other not in placed:
            placed.add(tie.other)
            beyond[tie.one].append(tie.other)
    room = sum(1 + len(further) for further in beyond.values())
    found, taken = {middle: _point(0, 0)}, 0.0
    crowded = room > len(beyond)
    for turn, (near, further) in enumerate(beyond.items()):
        share = (1 + len(further)) / max(room, 1)
        found[near] = _point(_NEAR_RINGS[turn % 2] if crowded else 0.9, taken + share / 2)
        for k, far in enumerate(further):
            found[far] = _point(1, taken + share * (k + 0.5) / len(further))
        taken += share
    return found


def _point(distance: float, turn: float) -> tuple[float, float]:
    """A place in the picture: how far from its middle to its edge, and where around."""
    across, down = _WIDTH / 2 - _MARGIN_X, _HEIGHT / 2 - _MARGIN_Y
    x = _WIDTH / 2 + across * distance * sin(2 * pi * turn)
    y = _HEIGHT / 2 - down * distance * cos(2 * pi * turn)
    return round(x, 1), round(y, 1)


def _dot(view: View, iri: str, at: tuple[float, float], degree: int, middle: bool) -> Dot:  # noqa: FBT001
    addresses = view.context.addresses
    kind = addresses.path(iri).split("/")[2] if addresses.own(iri) else ""
    name = view.name(iri)
    short = name if len(name) <= _LONG else f"{name[:_LONG]}…"
    radius = 12.0 if middle else round(4 + min(degree, 12) / 2, 1)
    x, y, anchor = _name_at(*at, radius)
    return Dot(iri, kind, *at, radius, short, x, y, anchor)


def _name_at(x: float, y: float, radius: float) -> tuple[float, float, str]:
    """Names stand outwards, so that they keep clear of the lines: above and below, or beside."""
    aside = x - _WIDTH / 2
    if abs(aside) < _NARROW:
        return x, round(y - radius - 5 if y <= _HEIGHT / 2 else y + radius + 15, 1), "middle"
    step = radius + 5 if aside > 0 else -radius - 5
    return round(x + step, 1), round(y + 5, 1), "start" if aside > 0 else "end"
