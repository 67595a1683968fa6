"""What hangs together more than with the rest."""

from collections import Counter

import networkx as nx

from kg.analyse import fast
from kg.analyse.simple import MANY, SEED, Graph, Simple, name, ranked, simple
from kg.analyse.tables import decimal
from kg.model import Rows

_LABEL = 3


def communities(plain: Simple) -> list[list[str]]:
    """Groups with many links inside and few outside, each thing in one.

    Louvain (Blondel, Guillaume, Lambiotte, Lefebvre 2008) with a fixed seed, links weighted by
    their statements. Where there are more than MANY links: the same by networkit with the extra
    `fast`, else label propagation (Traag, Šubelj 2023).

    >>> [len(group) for group in communities(nx.barbell_graph(4, 0))]
    [4, 4]
    """
    if plain.number_of_edges() > MANY and fast.there():
        return fast.communities(plain)
    return _by_networkx(plain)


def _by_networkx(plain: Simple) -> list[list[str]]:
    nodes = list(plain)
    number = {node: index for index, node in enumerate(nodes)}
    numbered: nx.Graph[int] = nx.Graph()  # numbers, as sets of strings have no fixed order
    numbered.add_nodes_from(range(len(nodes)))
    numbered.add_weighted_edges_from(
        (number[a], number[b], weight) for a, b, weight in plain.edges(data="weight", default=1)
    )
    if numbered.number_of_edges() > MANY:
        found = list(
            nx.community.fast_label_propagation_communities(numbered, weight="weight", seed=SEED)
        )
    else:
        found = nx.community.louvain_communities(numbered, weight="weight", seed=SEED)
    return [[nodes[index] for index in group] for group in sorted(map(sorted, found))]


def table(graph: Graph) -> Rows:
    """A row a community: its most central members as its label, its size, kinds and members.

    `inside` is the share of its members' links that stay inside; `estimate` says so where the
    graph is too large for the better method.
    """
    plain = simple(graph)
    groups = ordered(graph, plain)
    estimate = how(plain)
    return Rows(
        columns=("community", "label", "size", "inside", "kinds", "members", "estimate"),
        rows=tuple(
            (
                index,
                label(graph, group),
                len(group),
                decimal(inside(plain, group)),
                kinds(graph, group),
                "、".join(name(graph, node) for node in group),
                estimate,
            )
            for index, group in enumerate(groups, 1)
        ),
    )


def members(graph: Graph) -> Rows:
    """A row a thing: the community that it belongs to."""
    plain = simple(graph)
    groups = ordered(graph, plain)
    return Rows(
        columns=("community", "label", "name", "type", "degree", "iri"),
        rows=tuple(
            (
                index,
                label(graph, group),
                name(graph, node),
                graph.nodes[node].get("type"),
                plain.degree(node),
                node,
            )
            for index, group in enumerate(groups, 1)
            for node in group
        ),
    )


def how(plain: Simple) -> str | None:
    """How communities of a large graph are found where that is not the best way."""
    if plain.number_of_edges() <= MANY or fast.there():
        return None
    return f"label propagation; Louvain with {fast.EXTRA}"


def ordered(graph: Graph, plain: Simple) -> list[list[str]]:
    """The largest community first, its most central members first."""
    place = {node: index for index, node in enumerate(ranked(graph, plain))}
    groups = [sorted(group, key=place.__getitem__) for group in communities(plain)]
    return sorted(groups, key=lambda group: (-len(group), place[group[0]]))


def label(graph: Graph, group: list[str]) -> str:
    """A community by its first members."""
    return "、".join(name(graph, node) for node in group[:_LABEL])


def inside(plain: Simple, group: list[str]) -> float:
    """Links within, over all links of the members; 1 where none leads out."""
    own = set(group)
    ends = sum(plain.degree(node) for node in group)
    within = sum(other in own for node in group for other in plain[node])
    return within / ends if ends else 1.0


def kinds(graph: Graph, group: list[str]) -> str:
    """The kinds of things in a community, with how many of each."""
    counted = Counter(_kind(graph, node) for node in group)
    most_first = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return "、".join(f"{kind}{count}" for kind, count in most_first)


def _kind(graph: Graph, node: str) -> str:
    data = graph.nodes[node]
    return str(data.get("type_zh") or data.get("type") or "")
