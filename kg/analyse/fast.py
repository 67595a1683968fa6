"""Measures by networkit and scipy, which are an extra: worth it where there are very many links."""

from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np

from kg.analyse import shortest
from kg.analyse.simple import SEED, Simple

#: What to install.
EXTRA = "plan-kg[fast]"


@cache
def there() -> bool:
    """Whether the extra is installed."""
    return all(find_spec(name) for name in ("networkit", "scipy"))


def betweenness(plain: Simple, count: int) -> dict[str, float]:
    """The same as kg.analyse.shortest says, by products of sparse matrices."""
    return shortest.betweenness(plain, count, _by_matrix)


def _by_matrix(ends: shortest.Numbers, first: shortest.Numbers) -> shortest.Sum:
    """How neighbours are summed: the matrix of links times a table."""
    from scipy.sparse import csr_array  # noqa: PLC0415  # an extra

    size = len(first)
    links = csr_array((np.ones(len(ends)), ends, np.append(first, len(ends))), shape=(size, size))
    return lambda table: np.asarray(links @ table)


def communities(plain: Simple) -> list[list[str]]:
    """Groups by Louvain with refinement (Staudt and Meyerhenke 2016), weighted by statements."""
    kit = _kit()
    run = kit.community.PLM(_graph(kit, plain), refine=True, par="none")
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


def _graph(kit: Any, plain: Simple) -> Any:  # noqa: ANN401  # as above
    number = {node: index for index, node in enumerate(plain)}
    made = kit.Graph(len(number), weighted=True)
    for one, other, weight in plain.edges(data="weight", default=1):
        made.addEdge(number[one], number[other], float(weight))
    return made
