"""Who and what is central."""

from kg.analyse import fast, shortest
from kg.analyse.links import kinds, strongest, told
from kg.analyse.simple import MANY, Graph, Simple, name, ranked, simple
from kg.analyse.tables import decimal
from kg.model import Rows

#: Sources times links that one run may look at: some five seconds.
WORK = 10_000_000
_FEWEST = 10
#: How many links and kinds of links tell why a thing is central.
_WHY = 3


def sources(plain: Simple, work: int = WORK) -> int | None:
    """From how many things betweenness is counted; None for all of them."""
    nodes, edges = plain.number_of_nodes(), plain.number_of_edges()
    if nodes * edges <= work:
        return None
    return min(nodes, max(_FEWEST, work // edges))


def betweenness(plain: Simple, work: int = WORK) -> dict[str, float]:
    """The share of shortest paths between two others that lead through a thing.

    Exact on small graphs; on large ones estimated from `sources(plain, work)` things drawn with a
    fixed seed. Freeman 1977; Brandes 2001; for the estimate Brandes and Pich 2007.

    >>> import networkx as nx
    >>> round(betweenness(nx.path_graph(["黎里镇", "吴江区", "苏州市"]))["吴江区"], 2)
    1.0
    """
    count = sources(plain, work)
    if count is not None and plain.number_of_edges() > MANY and fast.there():
        return fast.betweenness(plain, count)
    return shortest.betweenness(plain, count)


def centrality(graph: Graph, *, work: int = WORK) -> Rows:
    """Degree and betweenness of all linked things, most links first.

    `degree` counts the things that one is linked with, `statements` what the reports say of these
    links, `mentions` how often they name it. `relations` and `strongest` say why it is central: the
    kinds of its relations by statements, and the links that most statements are behind. `estimate`
    says so where betweenness is sampled.
    """
    plain = simple(graph)
    between = betweenness(plain, work)
    drawn = sources(plain, work)
    estimate = f"betweenness from {drawn} of {len(plain)} things" if drawn else None
    strength = dict(plain.degree(weight="weight"))
    return Rows(
        columns=(
            "name",
            "type",
            "degree",
            "statements",
            "betweenness",
            "mentions",
            "relations",
            "strongest",
            "estimate",
            "iri",
        ),
        rows=tuple(
            (
                name(graph, node),
                graph.nodes[node].get("type"),
                plain.degree(node),
                int(strength[node]),
                decimal(between[node]),
                graph.nodes[node].get("mentions", 0),
                "、".join(f"{zh}×{count}" for zh, _, count in kinds(graph, node)[:_WHY]),
                "；".join(told(graph, one) for one in strongest(graph, plain, node, _WHY)),
                estimate,
                node,
            )
            for node in ranked(graph, plain)
        ),
    )
