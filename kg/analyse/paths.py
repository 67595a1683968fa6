"""How two things hang together, step by step, each step with the sentence that says it."""

import math
import re
import unicodedata
from collections.abc import Callable
from difflib import get_close_matches
from itertools import pairwise
from typing import Any, TypeAlias, cast

import networkx as nx

from kg.analyse.links import link
from kg.analyse.simple import Graph, Simple, name, simple
from kg.errors import QueryError
from kg.model import Rows

_COLUMNS = (
    "step",
    "from",
    "direction",
    "relation",
    "to",
    "modality",
    "period",
    "document",
    "quote",
)
_IDLE = re.compile(r"[\s“”\"'‘’《》（）()·•—-]")
#: Small beside a step: fewer steps always win, among equals those through less busy things.
_BUSY = 0.001
#: What a step costs that only says whose report names a thing: more than any detour.
_CONTEXT = 1000.0
_CLOSE = 5
_Cost: TypeAlias = Callable[[str, str, dict[str, Any]], float]


def path(graph: Graph, start: str, end: str) -> Rows:
    """The shortest path between two things by any of their names; no rows where none leads there.

    Among paths of equal length it takes the one through things with fewer links, which says more.
    Ties by context, where the graph has them, are taken only where nothing else leads on.
    Where a name means several things, the nearest pair counts. `direction` is → where the step
    follows the relation and ← where the relation is said of the second thing.
    Dijkstra 1959; the weights follow Faust, Dupont, Callut, van Helden 2010.
    """
    sources, targets = find(graph, start), find(graph, end)
    if set(sources) & set(targets):
        raise QueryError(f"{start} and {end} are names of one thing", hint="give two things")
    steps = _nearest(simple(graph, context=True), sources, targets)
    pairs = pairwise(steps)
    return Rows(
        columns=_COLUMNS,
        rows=tuple(_step(graph, index, a, b) for index, (a, b) in enumerate(pairs, 1)),
    )


def find(graph: Graph, given: str) -> tuple[str, ...]:
    """All things that bear a name, as written or else without marks and spaces.

    QueryError lists close names where there is none.
    """
    wanted = given.strip()
    exact = tuple(node for node in graph if wanted in _names(graph, node))
    if exact:
        return exact
    bare = _bare(wanted)
    alike = tuple(n for n in graph if bare and bare in map(_bare, _names(graph, n)))
    if alike:
        return alike
    known = sorted({known for node in graph for known in _names(graph, node)})
    holding = [other for other in known if wanted and (wanted in other or other in wanted)]
    close = [*holding, *get_close_matches(wanted, known, n=_CLOSE)]
    shown = "、".join(list(dict.fromkeys(close))[:_CLOSE])
    raise QueryError(
        f"nothing is named {given}", hint=f"close names: {shown}" if shown else "see the entities"
    )


def _names(graph: Graph, node: str) -> tuple[str, ...]:
    return name(graph, node), *graph.nodes[node].get("aliases", ())


def _bare(text: str) -> str:
    return _IDLE.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _nearest(plain: Simple, sources: tuple[str, ...], targets: tuple[str, ...]) -> list[str]:
    """The cheapest way from any source to any target; empty where there is none."""
    linked = [node for node in sources if node in plain]
    if not linked:
        return []

    def cost(_: str, to: str, link: dict[str, Any]) -> float:
        return (_CONTEXT if link["context"] else 1) + _BUSY * math.log2(1 + plain.degree(to))

    found = [_way(plain, linked, node, cost) for node in targets if node in plain]
    return min((one for one in found if one), default=(0.0, []))[1]


def _way(
    plain: Simple, sources: list[str], target: str, cost: _Cost
) -> tuple[float, list[str]] | None:
    try:
        found = nx.multi_source_dijkstra(plain, sources, target=target, weight=cost)
    except nx.NetworkXNoPath:
        return None
    return cast("tuple[float, list[str]]", found)


def _step(graph: Graph, index: int, here: str, there: str) -> tuple[str | int | None, ...]:
    found = link(graph, here, there)
    return (
        index,
        name(graph, here),
        "→" if found.along else "←",
        found.relation or None,
        name(graph, there),
        found.text("modality"),
        found.text("period"),
        found.text("document"),
        found.text("quote"),
    )
