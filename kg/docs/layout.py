"""Where class boxes and arrows of the diagram stand.

Classes of one root stand below one another in a column, sub-classes set in; columns follow the
properties from left to right. Each arrow has a track of its own in the space right of its column,
so that lines never lie on lines and boxes never on text.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.docs.reading import Term, Vocabulary

ROW, HEAD, PAD, INDENT = 17, 40, 8, 26
GAP, TRACK, MARGIN = 18, 7, 20
SMALL, BIG = 12, 14
#: How wide a character is, as a part of the letters' size.
_NARROW, _WIDE = 0.6, 1.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A class with its rows."""

    term: Term
    rows: tuple[Term, ...]
    x: float
    y: float
    width: float
    height: float

    def row(self, term: Term) -> float:
        """The middle of a row."""
        return self.y + HEAD + PAD / 2 + ROW * (self.rows.index(term) + 0.5)


class Arrow(NamedTuple):
    """A property from the row of its class to the box of another."""

    term: Term
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The whole diagram."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    branches: tuple[tuple[tuple[float, float], ...], ...]  # from sub-class up to its class


def text_width(text: str, size: float) -> float:
    """About how wide a text is: Chinese characters are as wide as they are high.

    >>> text_width("ab", 10), text_width("指标", 10)
    (12.0, 20.4)
    """
    return size * sum(_NARROW if ord(one) < 0x2E80 else _WIDE for one in text)


def title(term: Term) -> str:
    """What stands over a box."""
    return f"{term.local} {term.label.zh}"


def above(term: Term) -> str:
    """The second line of a box: classes of other vocabularies that it belongs to."""
    names = [link.name for link in term.supers if not link.anchor]
    return f"⊂ {', '.join(names)}" if names else ""


def row(term: Term) -> str:
    """A property with what it leads to."""
    return f"{term.local} {term.label.zh} → {', '.join(link.name for link in term.ranges)}"


def plan(vocabulary: Vocabulary) -> Plan:
    """Places for everything, the same for the same vocabulary."""
    classes = {term.iri: term for term in vocabulary.group("class")}
    rows: dict[str, list[Term]] = defaultdict(list)
    for term in (*vocabulary.group("object"), *vocabulary.group("data")):
        for domain in term.domains[:1]:
            rows[domain.iri].append(term)
    trees = _trees(classes)
    columns = _columns(trees, rows, classes)
    boxes, edges = _boxes(columns, rows, classes)
    arrows = tuple(_arrows(columns, boxes, edges))
    return Plan(
        width=edges[-1],
        height=max(box.y + box.height for box in boxes.values()) + MARGIN,
        boxes=tuple(boxes.values()),
        arrows=arrows,
        branches=tuple(_branches(classes, boxes)),
    )


Tree = tuple[tuple[str, int], ...]  # classes of one root with their depths, the root first


def _parent(term: Term, classes: Mapping[str, Term]) -> str:
    return next((link.iri for link in term.supers if link.iri in classes), "")


def _trees(classes: Mapping[str, Term]) -> list[Tree]:
    below: dict[str, list[str]] = defaultdict(list)
    for iri, term in classes.items():
        below[_parent(term, classes)].append(iri)

    def walk(iri: str, depth: int) -> Iterator[tuple[str, int]]:
        yield iri, depth
        for child in below[iri]:
            yield from walk(child, depth + 1)

    return [tuple(walk(root, 0)) for root in below[""]]


def _columns(
    trees: Sequence[Tree], rows: Mapping[str, list[Term]], classes: Mapping[str, Term]
) -> list[list[Tree]]:
    """Trees in columns: each stands right of those whose properties lead to it."""
    home = {iri: at for at, tree in enumerate(trees) for iri, _ in tree}
    leads = {
        (home[iri], home[link.iri])
        for iri in classes
        for term in rows[iri]
        for link in term.ranges
        if link.iri in home and home[iri] != home[link.iri]
    }
    level = [0] * len(trees)
    for _ in trees:  # as often as a way can be long
        for source, target in sorted(leads):
            if (target, source) not in leads:
                level[target] = max(level[target], level[source] + 1)
    used = sorted({*level})
    columns: list[list[Tree]] = [[] for _ in used]
    for at, tree in enumerate(trees):
        linked = any(at in pair for pair in leads)
        columns[used.index(level[at]) if linked else 0].append(tree)
    return columns


def _boxes(
    columns: Sequence[Sequence[Tree]],
    rows: Mapping[str, list[Term]],
    classes: Mapping[str, Term],
) -> tuple[dict[str, Box], list[float]]:
    """The boxes, and where the space right of each column begins."""
    boxes: dict[str, Box] = {}
    edges, x = [], float(MARGIN)
    for column in columns:
        y, right = float(MARGIN), x
        for iri, depth in (one for tree in column for one in tree):
            term, listed = classes[iri], tuple(rows[iri])
            width = _width(term, listed)
            height = HEAD + (ROW * len(listed) + PAD if listed else 0)
            boxes[iri] = Box(
                term=term, rows=listed, x=x + INDENT * depth, y=y, width=width, height=height
            )
            right = max(right, x + INDENT * depth + width)
            y += height + GAP
        tracks = sum(
            link.iri in classes
            for iri, _ in (one for tree in column for one in tree)
            for term in rows[iri]
            for link in term.ranges[:1]
        )
        edges.append(right)
        x = right + TRACK * (tracks + 2) + GAP
    return boxes, [*edges, x]


def _width(term: Term, rows: Sequence[Term]) -> float:
    texts = [text_width(row(one), SMALL) for one in rows]
    texts += [text_width(title(term), BIG) * 1.06, text_width(above(term), SMALL)]
    return round(max(texts) + 2 * PAD + 6)


def _arrows(
    columns: Sequence[Sequence[Tree]], boxes: Mapping[str, Box], edges: Sequence[float]
) -> Iterator[Arrow]:
    place = {iri: at for at, column in enumerate(columns) for tree in column for iri, _ in tree}
    used: dict[int, int] = defaultdict(int)
    arriving: dict[str, int] = defaultdict(int)
    for iri, box in boxes.items():
        for term in box.rows:
            target = term.ranges[0].iri if term.ranges else ""
            if target not in boxes:
                continue
            used[place[iri]] += 1
            arriving[target] += 1
            track = edges[place[iri]] + TRACK * used[place[iri]] + GAP / 2
            end, y = boxes[target], box.row(term)
            to = end.y + min(6 + 4 * arriving[target], end.height - 4)
            stop = end.x if place[target] > place[iri] else end.x + end.width
            yield Arrow(term, ((box.x + box.width, y), (track, y), (track, to), (stop, to)))


def _branches(
    classes: Mapping[str, Term], boxes: Mapping[str, Box]
) -> Iterator[tuple[tuple[float, float], ...]]:
    for iri, term in classes.items():
        parent = boxes.get(_parent(term, classes))
        if parent:
            box = boxes[iri]
            trunk, y = parent.x + INDENT / 2, box.y + HEAD / 2
            yield ((box.x, y), (trunk, y), (trunk, parent.y + parent.height))
