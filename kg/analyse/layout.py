"""Where things stand on a picture: a force layout, then labels pushed apart."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import networkx as nx

from kg.analyse.simple import Simple

Point: TypeAlias = tuple[float, float]

_ROUNDS = 400
_GAP = 6.0
_SPRING = 2.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """What a thing takes up around its place: half its width, and how far up and down it goes."""

    half: float
    up: float
    down: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The part of a picture that things are drawn in."""

    left: float
    top: float
    right: float
    bottom: float


def chosen(plain: Simple, ranking: Sequence[str], count: int) -> list[str]:
    """The first `count` things of a ranking; one that would stand alone brings its first link.

    >>> chosen(nx.path_graph(["a", "b", "c", "d"]), ["b", "d", "c", "a"], 3)
    ['b', 'c', 'd']
    """
    place = {node: index for index, node in enumerate(ranking)}
    taken: dict[str, None] = {}  # in order
    for node in ranking:
        fresh = [] if node in taken else [node]
        if fresh and not any(other in taken for other in plain[node]):
            fresh += sorted(plain[node], key=place.__getitem__)[:1]
        if len(taken) + len(fresh) <= count:
            taken.update(dict.fromkeys(fresh))
    return list(taken)


def places(plain: Simple, boxes: Mapping[str, Box], frame: Frame, seed: int) -> dict[str, Point]:
    """A place for each thing, so that boxes overlap little; the same for the same graph.

    Fruchterman and Reingold 1991 with a fixed seed; then boxes are pushed apart.
    """
    if not len(plain):
        return {}
    spread = _SPRING / len(plain) ** 0.5
    found = nx.spring_layout(_tied(plain), k=spread, iterations=_ROUNDS, seed=seed, weight=None)
    turned = _turned({node: (float(x), float(y)) for node, (x, y) in found.items()})
    points = _fitted(turned, frame)
    for _ in range(_ROUNDS):
        if not _push(points, boxes, frame):
            break
    return {node: (round(x, 1), round(y, 1)) for node, (x, y) in points.items()}


def _tied(plain: Simple) -> Simple:
    """The graph in one piece: each part hangs on the first thing, else they drift far apart."""
    tied: Simple = plain.copy()
    first = next(iter(plain))
    for part in nx.connected_components(plain):
        if first not in part:
            tied.add_edge(first, next(node for node in plain if node in part))
    return tied


def _turned(points: dict[str, Point]) -> dict[str, Point]:
    """The layout with its longest side across, as pictures are wide."""
    count = len(points)
    middle_x = sum(x for x, _ in points.values()) / count
    middle_y = sum(y for _, y in points.values()) / count
    moved = {node: (x - middle_x, y - middle_y) for node, (x, y) in points.items()}
    across = sum(x * x - y * y for x, y in moved.values())
    both = sum(x * y for x, y in moved.values())
    angle = math.atan2(2 * both, across) / 2
    cos, sin = math.cos(angle), math.sin(angle)
    return {node: (x * cos + y * sin, y * cos - x * sin) for node, (x, y) in moved.items()}


def _fitted(points: dict[str, Point], frame: Frame) -> dict[str, Point]:
    """Each axis evened out half-way to equal distances, so that no corner is crowded."""
    across = _even([x for x, _ in points.values()], frame.left, frame.right)
    down = _even([y for _, y in points.values()], frame.top, frame.bottom)
    return dict(zip(points, zip(across, down, strict=True), strict=True))


def _even(values: list[float], low: float, high: float) -> list[float]:
    order = {
        index: rank
        for rank, index in enumerate(sorted(range(len(values)), key=lambda i: (values[i], i)))
    }
    least, most = min(values), max(values)
    span, last = (most - least) or 1.0, max(1, len(values) - 1)
    return [
        low + (high - low) * ((value - least) / span + order[index] / last) / 2
        for index, value in enumerate(values)
    ]


def _push(points: dict[str, Point], boxes: Mapping[str, Box], frame: Frame) -> bool:
    """Move overlapping boxes apart a little, along the axis that needs less; whether any did."""
    nodes, moved = list(points), False
    for index, one in enumerate(nodes):
        for other in nodes[index + 1 :]:
            apart = abs(points[one][0] - points[other][0])
            if apart >= boxes[one].half + boxes[other].half + _GAP:
                continue  # most are, so nothing else is looked at
            across, down = _overlap(points[one], boxes[one], points[other], boxes[other])
            if across <= 0 or down <= 0:
                continue
            moved = True
            if across < down:
                step = _half(across, points[one][0], points[other][0])
                points[one] = (points[one][0] - step, points[one][1])
                points[other] = (points[other][0] + step, points[other][1])
            else:
                step = _half(down, points[one][1], points[other][1])
                points[one] = (points[one][0], points[one][1] - step)
                points[other] = (points[other][0], points[other][1] + step)
    for node, point in points.items():
        points[node] = _inside(point, boxes[node], frame)
    return moved


def _half(overlap: float, here: float, there: float) -> float:
    return overlap / 2 if here <= there else -overlap / 2


def _overlap(a: Point, box: Box, b: Point, other: Box) -> Point:
    across = box.half + other.half + _GAP - abs(a[0] - b[0])
    if a[1] <= b[1]:
        return across, a[1] + box.down + _GAP - (b[1] - other.up)
    return across, b[1] + other.down + _GAP - (a[1] - box.up)


def _inside(point: Point, box: Box, frame: Frame) -> Point:
    return (
        min(max(point[0], frame.left + box.half), frame.right - box.half),
        min(max(point[1], frame.top + box.up), frame.bottom - box.down),
    )
