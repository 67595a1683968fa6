"""network: from a store to a networkx graph of typed things and what the reports say links them.

A node is a thing by its IRI, with `type`, `type_zh`, `type_en`, `name`, `aliases` and `mentions`.
An edge is a relation that reports state in one direction, kept apart by relation and by whether it
is done or planned; it carries its explanation (see `Edge`) and `weight`, the number of statements
that say it. What is asked of the store lies in queries/network/; each file in edges/ adds edges,
context.rq those that only say whose report names a thing. `figures` and `sentences` are what some
analyses look at beside the graph.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import networkx as nx
from pyoxigraph import Store

from kg.errors import QueryError, reason
from kg.model import AreaFigure, Naming

__all__ = ["Edge", "Graph", "Node", "figures", "graph", "sentences"]

#: Nodes are IRIs; several relations may link the same two.
Graph: TypeAlias = "nx.MultiDiGraph[str]"

_FOLDER, _EDGES = "network", "edges"
#: Source, target, and relation with modality.
_Key: TypeAlias = tuple[str, str, str]
#: What a query tells, by variable; what is unbound is left out.
_Row: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What a node carries: its kind, its names, and how often the reports name it."""

    type: str
    type_zh: str
    type_en: str
    name: str
    aliases: tuple[str, ...]
    mentions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """What an edge carries; words, period, document and quote are those of its first statement.

    `words` are the report's own for the relation (获评 for an honour), empty where it has none.
    All but relation, labels and weight are empty where no report need say it (area in area).
    """

    relation: str
    label_zh: str
    label_en: str
    words: str
    modality: str
    period: str
    document: str
    quote: str
    weight: int
    context: bool


class Kept(Protocol):
    """Answers kept beside the store: kg.answers.Tables."""

    def every(self, name: str, sparql: str) -> list[dict[str, str]] | None:
        """All rows of a query by its name; None where the store is to be asked."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """Where queries of queries/network are asked: what was kept, else the store."""

    store: Store
    folder: Path
    kept: Kept | None

    def rows(self, file: str) -> Iterable[_Row]:
        path = self.folder / file
        try:
            sparql = path.read_text(encoding="utf-8")
            kept = self.kept.every(f"{_FOLDER}-{path.stem}", sparql) if self.kept else None
            return _told(self.store.query(sparql)) if kept is None else kept
        except (OSError, SyntaxError) as error:
            raise QueryError(f"cannot be asked: {reason(error)}", where=str(path)) from error


def figures(store: Store, queries: Path, kept: Kept | None = None) -> tuple[AreaFigure, ...]:
    """The numbers that reports state of whole areas, in a fixed order."""
    return tuple(map(_figure, _Asked(store, queries / _FOLDER, kept).rows("figures.rq")))


def _figure(row: _Row) -> AreaFigure:
    return AreaFigure(
        statement=_text(row, "statement"),
        area=_text(row, "area"),
        indicator=_text(row, "indicator"),
        name=_text(row, "name"),
        measure=_text(row, "measure"),
        period=_text(row, "period"),
        status=_text(row, "status"),
        said=_text(row, "said"),
        value=Decimal(_text(row, "value")),
        number=_text(row, "number"),
        unit=_text(row, "unit"),
        rate=_text(row, "rate"),
    )


def sentences(store: Store, queries: Path, kept: Kept | None = None) -> tuple[Naming, ...]:
    """The sentences that name typed or other things, in the order of documents."""
    found: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for row in _Asked(store, queries / _FOLDER, kept).rows("sentences.rq"):
        place = _text(row, "document"), _quote(row)
        found[place][_text(row, "thing")] = None
    return tuple(
        Naming(document=document, quote=quote, things=tuple(things))
        for (document, quote), things in found.items()
    )


def graph(store: Store, queries: Path, *, context: bool = False, kept: Kept | None = None) -> Graph:
    """The typed graph of a store, nodes and edges in a fixed order; `queries` as in Settings.

    `kept` answers where it can instead of the store. With `context` each thing is also tied to the
    areas whose reports name it. Measures leave these ties out, paths take them where nothing else
    leads on.
    """
    asked = _Asked(store, queries / _FOLDER, kept)
    made: Graph = nx.MultiDiGraph()
    for iri, node in _nodes(asked):
        made.add_node(iri, **asdict(node))
    edges = sorted((asked.folder / _EDGES).glob("*.rq"))
    _add(made, _edges(asked, (f"{_EDGES}/{path.name}" for path in edges)), context=False)
    if context:
        _add(made, _edges(asked, ["context.rq"]), context=True)
    return made


def _add(made: Graph, found: dict[_Key, list[_Row]], *, context: bool) -> None:
    for (source, target, key), rows in sorted(found.items()):
        if source != target and source in made and target in made:
            made.add_edge(source, target, key=key, **asdict(_edge(rows, context=context)))


def _nodes(asked: _Asked) -> Iterator[tuple[str, Node]]:
    names: dict[str, list[str]] = defaultdict(list)
    for row in asked.rows("names.rq"):
        names[_text(row, "thing")].append(_text(row, "name"))
    mentions = {
        _text(row, "thing"): int(_text(row, "mentions")) for row in asked.rows("mentions.rq")
    }
    seen = set()
    for row in asked.rows("things.rq"):
        iri, name = _text(row, "thing"), _text(row, "name")
        if iri in seen:
            continue
        seen.add(iri)
        yield (
            iri,
            Node(
                type=_text(row, "type"),
                type_zh=_text(row, "zh"),
                type_en=_text(row, "en"),
                name=name,
                aliases=tuple(other for other in names[iri] if other != name),
                mentions=mentions.get(iri, 0),
            ),
        )


def _edges(asked: _Asked, files: Iterable[str]) -> dict[_Key, list[_Row]]:
    """The statements behind each edge."""
    found: dict[_Key, list[_Row]] = defaultdict(list)
    for file in files:
        for row in asked.rows(file):
            key = ":".join(filter(None, (_text(row, "relation"), _text(row, "modality"))))
            found[_text(row, "source"), _text(row, "target"), key].append(row)
    return found


def _edge(rows: Iterable[_Row], *, context: bool) -> Edge:
    ordered = sorted(rows, key=_place)
    first = ordered[0]
    return Edge(
        relation=_text(first, "relation"),
        label_zh=_text(first, "zh"),
        label_en=_text(first, "en"),
        words=_text(first, "words"),
        modality=_text(first, "modality"),
        period=_text(first, "period"),
        document=_text(first, "document"),
        quote=_quote(first),
        weight=len({_text(row, "statement") for row in ordered}),
        context=context,
    )


def _quote(row: _Row) -> str:
    return "".join(_text(row, "quote").splitlines()).strip()


def _place(row: _Row) -> tuple[str, int, tuple[str, ...]]:
    """Where a statement stands; then all that is shown of it, for rows come in any order."""
    said = tuple(_text(row, each) for each in ("statement", "words", "quote", "period"))
    return _text(row, "document"), int(_text(row, "start") or 0), said


def _told(found: object) -> Iterator[_Row]:
    solutions: Any = found  # of SELECT
    names = [variable.value for variable in solutions.variables]
    for row in solutions:
        yield {n: term.value for n, term in zip(names, row, strict=True) if term is not None}


def _text(row: _Row, variable: str) -> str:
    """The characters of a term, empty where it is unbound."""
    return row.get(variable, "")
