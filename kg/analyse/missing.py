"""Links worth a look: what a thing's neighbours serve and it does not, each with its path."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from kg.analyse import beside
from kg.analyse.links import Link, link
from kg.analyse.simple import Graph, Simple, name, simple
from kg.analyse.tables import decimal
from kg.model import Naming, Rows

#: The kind of things that lack it, and the relation.
KIND, RELATION = "project", "contributes-to"
#: A sentence that names more things, and a thing with more links, ties too little together.
_MOST_NAMED, _MOST_LINKED = 8, 20
#: What a single path must weigh at the least: one thing in a sentence of five names is too little.
_LEAST = 0.4


@dataclass(frozen=True, slots=True)
class Way:
    """How a thing and its neighbour hang together, and what the neighbour serves.

    Either by a sentence that names both, by a thing in the middle, or by a link of the two
    (without either). `weight` is less the more else the sentence or the thing ties together.
    """

    neighbour: str
    sentence: Naming | None
    middle: str
    weight: float


@dataclass(frozen=True, slots=True)
class Missing:
    """A thing, what it may serve, and the ways that lead there, the heaviest first."""

    node: str
    target: str
    weight: float
    ways: tuple[Way, ...]


def missing(graph: Graph) -> list[Missing]:
    """Projects that serve no indicator, with the indicators that their neighbours serve.

    Weighted as Adamic and Adar 2003: a tie counts less the more it ties together.
    """
    plain, served = simple(graph), _served(graph)
    named = _named(graph)
    found: dict[tuple[str, str], list[Way]] = defaultdict(list)
    for node, data in graph.nodes(data=True):
        if data.get("type") == KIND and node not in served:
            for way in _ways(plain, served, node, named.get(node, [])):
                for target in served[way.neighbour]:
                    found[node, target].append(way)
    rows = (_missing(node, target, ways) for (node, target), ways in found.items())
    worth = (one for one in rows if one.weight >= _LEAST)
    return sorted(worth, key=lambda one: (-one.weight, name(graph, one.node), one.target))


def table(graph: Graph) -> Rows:
    """A row a link that may be missing, with the heaviest of the `paths` that lead to it.

    `name` and `neighbour` are named in one sentence (`tie_quote`), or both linked with `through`,
    or with each other; `quote` says that `neighbour` serves `indicator`. Nothing here is stated:
    it is what a reader may look at.
    """
    columns = ("name", "indicator", "weight", "paths", "neighbour", "through")
    more = ("tie_document", "tie_quote", "ground", "document", "quote", "iri", "indicator_iri")
    rows = (_row(graph, one) for one in missing(graph))
    return Rows(columns=(*columns, *more), rows=tuple(rows))


def steps(graph: Graph, one: Missing, way: Way) -> list[Link]:
    """The links of a way from one to the other, each with what is said of it."""
    through = [way.middle] if way.middle else []
    nodes = [way.neighbour] if way.sentence else [one.node, *through, way.neighbour]
    pairs = zip(nodes, [*nodes[1:], one.target], strict=True)
    return [link(graph, here, there) for here, there in pairs]


def _row(graph: Graph, one: Missing) -> tuple[str | int | Decimal | None, ...]:
    way = one.ways[0]
    along = steps(graph, one, way)
    tie = (way.sentence.document, way.sentence.quote) if way.sentence else None
    last = along[-1]
    return (
        name(graph, one.node),
        name(graph, one.target),
        decimal(one.weight),
        len(one.ways),
        name(graph, way.neighbour),
        name(graph, way.middle) if way.middle else None,
        *(tie or (along[0].text("document"), along[0].text("quote"))),
        last.relation,
        last.text("document"),
        last.text("quote"),
        one.node,
        one.target,
    )


def _missing(node: str, target: str, ways: list[Way]) -> Missing:
    heaviest = tuple(sorted(ways, key=lambda way: (-way.weight, way.neighbour, way.middle)))
    return Missing(node, target, sum(way.weight for way in heaviest), heaviest)


def _served(graph: Graph) -> dict[str, list[str]]:
    """What things serve."""
    found: dict[str, list[str]] = defaultdict(list)
    for node, target, data in graph.edges(data=True):
        if data.get("relation") == RELATION and target not in found[node]:
            found[node].append(target)
    return dict(found)


def _named(graph: Graph) -> dict[str, list[Naming]]:
    """The sentences that name a thing with a few others."""
    found: dict[str, list[Naming]] = defaultdict(list)
    for sentence in beside.sentences(graph):
        if 1 < len(sentence.things) <= _MOST_NAMED:
            for node in sentence.things:
                found[node].append(sentence)
    return found


def _ways(
    plain: Simple, served: Mapping[str, list[str]], node: str, named: list[Naming]
) -> Iterator[Way]:
    """The ways to neighbours that serve something."""
    for sentence in named:
        weight = 1 / math.log2(1 + len(sentence.things))
        others = (other for other in sentence.things if other != node and other in served)
        yield from (Way(other, sentence, "", weight) for other in others)
    for middle in plain.adj.get(node, ()):
        if middle in served:
            yield Way(middle, None, "", 1.0)
        elif plain.degree(middle) <= _MOST_LINKED:
            weight = 1 / math.log2(1 + plain.degree(middle))
            others = (other for other in plain[middle] if other != node and other in served)
            yield from (Way(other, None, middle, weight) for other in others)
