"""network: from a store to a networkx graph of typed things and what the reports say links them.

A node is a thing by its IRI, with `type`, `type_zh`, `type_en`, `name`, `aliases` and `mentions`.
An edge is a relation that reports state in one direction, kept apart by relation and by whether it
is done or planned; it carries its explanation (see `Edge`) and `weight`, the number of statements
that say it. What is asked of the store lies in queries/network/; each file in edges/ adds edges,
context.rq those that only say whose report names a thing. `figures` and `sentences` are what some
analyses look at beside the graph.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias, cast

import networkx as nx
from pyoxigraph import QuerySolution, QuerySolutions, Store

from kg.errors import QueryError, reason
from kg.model import AreaFigure, Naming

__all__ = ["Edge", "Graph", "Node", "figures", "graph", "sentences"]

#: Nodes are IRIs; several relations may link the same two.
Graph: TypeAlias = "nx.MultiDiGraph[str]"

_FOLDER = "network"
#: Source, target, and relation with modality.
_Key: TypeAlias = tuple[str, str, str]


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


def figures(store: Store, queries: Path) -> tuple[AreaFigure, ...]:
    """The numbers that reports state of whole areas, in a fixed order."""
    rows = _rows(store, queries / _FOLDER / "figures.rq")
    return tuple(map(_figure, rows))


def _figure(row: QuerySolution) -> AreaFigure:
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


def sentences(store: Store, queries: Path) -> tuple[Naming, ...]:
    """The sentences that name typed or other things, in the order of documents."""
    found: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for row in _rows(store, queries / _FOLDER / "sentences.rq"):
        place = _text(row, "document"), _quote(row)
        found[place][_text(row, "thing")] = None
    return tuple(
        Naming(document=document, quote=quote, things=tuple(things))
        for (document, quote), things in found.items()
    )


def graph(store: Store, queries: Path, *, context: bool = False) -> Graph:
    """The typed graph of a store, nodes and edges in a fixed order; `queries` as in Settings.

    With `context` each thing is also tied to the areas whose reports name it. Measures leave these
    ties out, paths take them where nothing else leads on.
    """
    folder = queries / _FOLDER
    made: Graph = nx.MultiDiGraph()
    for iri, node in _nodes(store, folder):
        made.add_node(iri, **asdict(node))
    _add(made, _edges(store, sorted((folder / "edges").glob("*.rq"))), context=False)
    if context:
        _add(made, _edges(store, [folder / "context.rq"]), context=True)
    return made


def _add(made: Graph, found: dict[_Key, list[QuerySolution]], *, context: bool) -> None:
    for (source, target, key), rows in sorted(found.items()):
        if source != target and source in made and target in made:
            made.add_edge(source, target, key=key, **asdict(_edge(rows, context=context)))


def _nodes(store: Store, folder: Path) -> Iterator[tuple[str, Node]]:
    names: dict[str, list[str]] = defaultdict(list)
    for row in _rows(store, folder / "names.rq"):
        names[_text(row, "thing")].append(_text(row, "name"))
    mentions = {
        _text(row, "thing"): int(_text(row, "mentions"))
        for row in _rows(store, folder / "mentions.rq")
    }
    seen = set()
    for row in _rows(store, folder / "things.rq"):
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


def _edges(store: Store, files: Iterable[Path]) -> dict[_Key, list[QuerySolution]]:
    """The statements behind each edge."""
    found: dict[_Key, list[QuerySolution]] = defaultdict(list)
    for path in files:
        for row in _rows(store, path):
            key = ":".join(filter(None, (_text(row, "relation"), _text(row, "modality"))))
            found[_text(row, "source"), _text(row, "target"), key].append(row)
    return found


def _edge(rows: Iterable[QuerySolution], *, context: bool) -> Edge:
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


def _quote(row: QuerySolution) -> str:
    return "".join(_text(row, "quote").splitlines()).strip()


def _place(row: QuerySolution) -> tuple[str, int, str, str]:
    """Where a statement stands."""
    start = int(_text(row, "start") or 0)
    return _text(row, "document"), start, _text(row, "statement"), _text(row, "words")


def _rows(store: Store, path: Path) -> QuerySolutions:
    try:
        return cast("QuerySolutions", store.query(path.read_text(encoding="utf-8")))
    except (OSError, SyntaxError) as error:
        raise QueryError(f"cannot be asked: {reason(error)}", where=str(path)) from error


def _text(row: QuerySolution, variable: str) -> str:
    """The characters of a term, empty where it is unbound."""
    term = row[variable]
    return "" if term is None else str(term.value)
