"""A picture of the network as circles, lines and labels, before it becomes a file."""

import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import networkx as nx

from kg.analyse.layout import Box, Frame, Point, chosen, places
from kg.analyse.simple import Graph, Simple, name, ranked, simple
from kg.errors import KgError
from kg.lexicon.analyse import Look

_MARGIN, _HEAD, _FOOT = 24.0, 64.0, 56.0
_LEADING = 1.2
_PALE = "#8494a0"
_RELATIONS, _QUOTE = 4, 70


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """A thing, `node` its key; `tip` is shown where a pointer rests on it."""

    x: float
    y: float
    radius: float
    colour: str
    tip: str = ""
    node: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A link, dashed where all of it is planned."""

    start: Point
    end: Point
    width: float
    dashed: bool
    colour: str = _PALE
    tip: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Words; `y` is the foot of the line, `middle` whether x is its middle or its start.

    `node` is the thing that they name, empty where they name none.
    """

    x: float
    y: float
    size: float
    text: str
    middle: bool = True
    bold: bool = False
    node: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """All of a picture, lines below circles below labels."""

    width: int
    height: int
    title: str
    lines: tuple[Line, ...]
    circles: tuple[Circle, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class _Named:
    """A thing to draw: radius, size of letters, the lines of its label."""

    radius: float
    size: float
    words: tuple[str, ...]

    @property
    def box(self) -> Box:
        wide = max((_width(line, self.size) for line in self.words), default=0.0)
        high = len(self.words) * self.size * _LEADING
        return Box(half=max(self.radius, wide / 2), up=self.radius, down=self.radius + high + 2)


def drawing(graph: Graph, look: Look) -> Drawing:
    """The most linked things of a graph with their links, a legend and a title.

    KgError where nothing is linked.
    """
    plain = simple(graph)
    nodes = chosen(plain, ranked(graph, plain), look.picture.nodes)
    if not nodes:
        raise KgError("nothing is linked, so there is nothing to draw")
    part = _part(plain, nodes)
    named = {node: _named(graph, plain, node, look) for node in nodes}
    frame = Frame(
        left=_MARGIN,
        top=_HEAD,
        right=look.picture.width - _MARGIN,
        bottom=look.picture.height - _FOOT,
    )
    boxes = {node: one.box for node, one in named.items()}
    points = places(part, boxes, frame, look.picture.seed)
    title = look.words.title.format(shown=len(nodes), linked=len(plain))
    circles, labels = _legend(graph, nodes, look)
    return Drawing(
        width=look.picture.width,
        height=look.picture.height,
        title=title,
        lines=(*_links(graph, plain, part, points), *_samples(look)),
        circles=(*(_circle(graph, plain, n, points[n], named[n], look) for n in nodes), *circles),
        labels=(
            Label(x=_MARGIN, y=_MARGIN + 18, size=22, text=title, middle=False, bold=True),
            *(label for node in nodes for label in _label(node, points[node], named[node])),
            *labels,
        ),
    )


def _part(plain: Simple, nodes: list[str]) -> Simple:
    """What of the graph is drawn; networkx's own subgraphs have the order of a set."""
    shown = set(nodes)
    part: Simple = nx.Graph()
    part.add_nodes_from(nodes)
    part.add_edges_from((a, b) for a, b in plain.edges if a in shown and b in shown)
    return part


def _named(graph: Graph, plain: Simple, node: str, look: Look) -> _Named:
    degree = plain.degree(node)
    radius = min(34.0, 5.0 + 2.4 * math.sqrt(degree))
    size = min(22.0, 12.5 + 1.2 * math.log2(degree))
    return _Named(radius, size, tuple(_words(name(graph, node), look)))


def _words(text: str, look: Look) -> Iterator[str]:
    """A name on one or two lines, shortened where it is long."""
    limit, line = look.picture.label_length, look.picture.line_length
    if len(text) > limit:
        text = f"{text[: limit - 1]}…"
    if len(text) <= line + 2:
        yield text
        return
    half = (len(text) + 1) // 2
    cut = next((half + d for d in (0, 1, -1, 2, -2) if not _joined(text, half + d)), half)
    yield text[:cut]
    yield text[cut:]


def _joined(text: str, at: int) -> bool:
    """Whether a break would part a number or a foreign word, or put a closing mark first."""
    before, after = text[at - 1], text[at]
    opening = unicodedata.category(before) in {"Ps", "Pi"}
    closing = unicodedata.category(after) in {"Pe", "Pf", "Po"}
    return opening or closing or (before.isascii() and after.isascii())


def _width(text: str, size: float) -> float:
    wide = sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.58 for c in text)
    return wide * size


def _circle(
    graph: Graph, plain: Simple, node: str, point: Point, named: _Named, look: Look
) -> Circle:
    data = graph.nodes[node]
    kind = data.get("type_zh") or data.get("type", "")
    return Circle(
        x=point[0],
        y=point[1],
        radius=round(named.radius, 1),
        colour=look.colour(data.get("type", "")),
        tip=f"{name(graph, node)}（{kind}） {plain.degree(node)}",
        node=node,
    )


def _label(node: str, point: Point, named: _Named) -> Iterator[Label]:
    size = round(named.size, 1)
    for index, words in enumerate(named.words, 1):
        down = named.radius + named.size * (_LEADING * index - 0.1)
        yield Label(x=point[0], y=round(point[1] + down, 1), size=size, text=words, node=node)


def _links(graph: Graph, plain: Simple, part: Simple, points: dict[str, Point]) -> Iterator[Line]:
    for a, b in part.edges:
        found = [*_relations(graph, a, b), *_relations(graph, b, a)]
        tips = [_tip(graph, *one) for one in found[:_RELATIONS]]
        yield Line(
            start=points[a],
            end=points[b],
            width=round(min(4.0, 0.8 + 0.5 * math.log2(plain.edges[a, b]["weight"])), 1),
            dashed=all(data.get("modality") == "planned" for _, _, data in found),
            tip="\n".join(tips),
        )


def _relations(graph: Graph, a: str, b: str) -> list[tuple[str, str, dict[str, Any]]]:
    edges = graph.get_edge_data(a, b) or {}
    return [(a, b, data) for _, data in sorted(edges.items()) if not data.get("context")]


def _tip(graph: Graph, a: str, b: str, data: dict[str, Any]) -> str:
    relation = data.get("words") or data.get("label_zh") or data.get("relation", "")
    said = data.get("quote", "")
    quote = f"：{said[:_QUOTE]}{'…' if len(said) > _QUOTE else ''}" if said else ""
    return f"{name(graph, a)} —{relation}→ {name(graph, b)}{quote}"


def _legend(graph: Graph, nodes: list[str], look: Look) -> tuple[list[Circle], list[Label]]:
    """A dot and a word for each kind that is shown, then what size and lines mean."""
    labels = {graph.nodes[node].get("type"): graph.nodes[node].get("type_zh") for node in nodes}
    counts = Counter(graph.nodes[node].get("type") for node in nodes)
    circles, words = [], []
    x, y = _MARGIN + 8, look.picture.height - 22.0
    for kind in look.kinds:
        if kind.type not in counts:
            continue
        text = f"{labels[kind.type] or kind.type} {counts[kind.type]}"
        circles.append(Circle(x=x, y=y - 5, radius=7, colour=kind.colour))
        words.append(Label(x=x + 13, y=y, size=15, text=text, middle=False))
        x = round(x + 13 + _width(text, 15) + 24, 1)
    for start, text in _notes(look):
        words.append(Label(x=start, y=y, size=14, text=text, middle=False))
    return circles, words


def _notes(look: Look) -> list[tuple[float, str]]:
    """The notes at the lower right, each with the x of its first letter."""
    placed, x = [], look.picture.width - _MARGIN
    for text in (look.words.planned, look.words.done, look.words.size):
        x -= _width(text, 14)
        placed.append((round(x, 1), text))
        x -= 64
    return placed


def _samples(look: Look) -> Iterator[Line]:
    """A short line before the notes on lines."""
    y = look.picture.height - 27.0
    for (x, _), dashed in zip(_notes(look), (True, False), strict=False):
        yield Line(start=(round(x - 44, 1), y), end=(round(x - 8, 1), y), width=2, dashed=dashed)
