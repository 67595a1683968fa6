"""The typed graph as measures need it: who is linked with whom, how often, whichever way."""

from typing import TypeAlias

import networkx as nx

#: Typed things and their relations, as kg.network makes it.
Graph: TypeAlias = "nx.MultiDiGraph[str]"
#: The same without directions, one weighted link for two things.
Simple: TypeAlias = "nx.Graph[str]"

#: Beyond this many links, measures that look at the whole graph again and again are estimated.
MANY = 50_000
SEED = 7


def simple(graph: Graph, *, context: bool = False) -> Simple:
    """The linked things; `weight` counts the statements between two. Same order as the graph.

    Ties by context alone (see kg.network) are left out unless asked for, and are marked then.

    >>> graph = nx.MultiDiGraph()
    >>> _ = graph.add_edge("亨通光电", "省级绿色工厂", weight=2)
    >>> _ = graph.add_edge("省级绿色工厂", "亨通光电", weight=1)
    >>> simple(graph).edges["亨通光电", "省级绿色工厂"]["weight"]
    3
    """
    taken = [
        (source, target, data)
        for source, target, data in graph.edges(data=True)
        if source != target and (context or not data.get("context"))
    ]
    linked = {node for source, target, _ in taken for node in (source, target)}
    made: Simple = nx.Graph()
    made.add_nodes_from(node for node in graph if node in linked)
    for source, target, data in taken:
        before = made.get_edge_data(source, target, {"weight": 0, "context": True})
        made.add_edge(
            source,
            target,
            weight=before["weight"] + data.get("weight", 1),
            context=before["context"] and bool(data.get("context")),
        )
    return made


def name(graph: Graph, node: str) -> str:
    """What a node is called; its key where it has no name."""
    return str(graph.nodes[node].get("name", node))


def ranked(graph: Graph, plain: Simple) -> list[str]:
    """The linked things, most links first; then by statements, mentions and name."""
    strength = dict(plain.degree(weight="weight"))
    mentions = {node: graph.nodes[node].get("mentions", 0) for node in plain}
    return sorted(
        plain,
        key=lambda n: (-plain.degree(n), -strength[n], -mentions[n], name(graph, n), n),
    )
