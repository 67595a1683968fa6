"""What the graph holds, counted."""

from collections import Counter

import networkx as nx

from kg.analyse.simple import Graph, simple
from kg.model import Rows


def overview(graph: Graph) -> Rows:
    """How many things of each kind, how many are linked, relations of each kind, and components."""
    plain = simple(graph)
    kinds = Counter(data.get("type", "") for _, data in graph.nodes(data=True))
    linked = Counter(graph.nodes[node].get("type", "") for node in plain)
    relations: Counter[str] = Counter()
    statements: Counter[str] = Counter()
    for *_, data in graph.edges(data=True):
        relations[data.get("relation", "")] += 1
        statements[data.get("relation", "")] += data.get("weight", 1)
    sizes = sorted((len(part) for part in nx.connected_components(plain)), reverse=True)
    return Rows(
        columns=("what", "kind", "count", "linked", "statements"),
        rows=(
            *(("things", kind, kinds[kind], linked[kind], None) for kind in sorted(kinds)),
            *(
                ("relations", kind, relations[kind], None, statements[kind])
                for kind in sorted(relations)
            ),
            ("components", "all", len(sizes), sum(sizes), None),
            ("components", "largest", min(1, len(sizes)), sum(sizes[:1]), None),
        ),
    )
