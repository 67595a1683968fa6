"""Measures by networkit, which is an extra: worth it where a graph has very many links."""

from functools import cache
from importlib.util import find_spec
from typing import Any

from kg.analyse.simple import SEED, Simple

#: What to install.
EXTRA = "plan-kg[fast]"


@cache
def there() -> bool:
    """Whether networkit is installed."""
    return find_spec("networkit") is not None


def betweenness(plain: Simple, count: int) -> dict[str, float]:
    """Betweenness estimated from `count` things, as kg.analyse.shortest does."""
    kit = _kit()
    nodes = list(plain)
    run = kit.centrality.EstimateBetweenness(_graph(plain), min(count, len(nodes)), True, False)  # noqa: FBT003  # normalised, one thread
    run.run()
    return dict(zip(nodes, run.scores(), strict=True))


def communities(plain: Simple) -> list[list[str]]:
    """Groups by Louvain with refinement (Staudt and Meyerhenke 2016), weighted by statements."""
    kit = _kit()
    run = kit.community.PLM(_graph(plain, weighted=True), refine=True, par="none")
    run.run()
    nodes = list(plain)
    found: dict[int, list[str]] = {}
    for node, group in zip(nodes, run.getPartition().getVector(), strict=True):
        found.setdefault(group, []).append(node)
    return list(found.values())


def _kit() -> Any:  # noqa: ANN401  # it has no type hints
    """The library with a fixed seed on one thread, so that the same graph gives the same."""
    import networkit  # noqa: PLC0415  # an extra

    networkit.setNumberOfThreads(1)
    networkit.setSeed(SEED, False)  # noqa: FBT003  # one seed for all threads
    return networkit


def _graph(plain: Simple, *, weighted: bool = False) -> Any:  # noqa: ANN401  # as above
    number = {node: index for index, node in enumerate(plain)}
    made = _kit().Graph(len(number), weighted=weighted)
    for one, other, weight in plain.edges(data="weight", default=1):
        made.addEdge(number[one], number[other], float(weight))
    return made
