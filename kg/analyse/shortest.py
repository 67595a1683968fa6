"""Betweenness of all things at once, as sums along rows of links; faster than thing by thing."""

import random
from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np

from kg.analyse.simple import SEED, Simple

Table: TypeAlias = "np.ndarray[tuple[int, int], np.dtype[np.float64]]"
_Flags: TypeAlias = "np.ndarray[tuple[int, int], np.dtype[np.bool_]]"
_Sums: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.float64]]"
Numbers: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.int64]]"
#: For each thing, a row, the sum over its neighbours.
Sum: TypeAlias = Callable[[Table], Table]
#: So many numbers are summed at once: some 30 MB.
_AT_ONCE = 4_000_000


def along_rows(ends: Numbers, first: Numbers) -> Sum:
    """How neighbours are summed: `ends` has those of one thing after the other, from `first` on."""
    return lambda table: np.add.reduceat(table[ends], first, axis=0)


def betweenness(
    plain: Simple,
    count: int | None = None,
    summing: Callable[[Numbers, Numbers], Sum] = along_rows,
) -> dict[str, float]:
    """The share of shortest paths between two others that lead through a thing.

    From all things, or estimated from `count` of them drawn with a fixed seed. `summing` as
    `along_rows`.
    """
    nodes = list(plain)
    if len(nodes) < 3 or not plain.number_of_edges():
        return dict.fromkeys(nodes, 0.0)
    drawn = range(len(nodes)) if count is None else _drawn(len(nodes), count)
    ends, first, linked = _rows(plain, nodes)
    total = np.zeros(len(linked))
    places = {node: place for place, node in enumerate(linked.tolist())}
    sources = [places[one] for one in drawn if one in places]
    step = max(1, _AT_ONCE // len(ends))
    around = summing(ends, first)
    for start in range(0, len(sources), step):
        total += _dependencies(around, len(linked), sources[start : start + step])
    total *= len(nodes) / len(drawn) / ((len(nodes) - 1) * (len(nodes) - 2))
    found = dict.fromkeys(nodes, 0.0)
    found.update(zip((nodes[one] for one in linked.tolist()), total.tolist(), strict=True))
    return found


def _drawn(size: int, count: int) -> Sequence[int]:
    return random.Random(SEED).sample(range(size), min(size, count))  # noqa: S311  # no secret


def _rows(plain: Simple, nodes: Sequence[str]) -> tuple[Numbers, Numbers, Numbers]:
    """For each linked thing the places of its neighbours in one row, where its part begins."""
    linked = [index for index, node in enumerate(nodes) if plain.degree(node)]
    places = {nodes[index]: place for place, index in enumerate(linked)}
    ends = [places[other] for index in linked for other in plain[nodes[index]]]
    degrees = np.array([len(plain[nodes[index]]) for index in linked], dtype=np.int64)
    first = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(degrees)[:-1]))
    return np.array(ends, dtype=np.int64), first, np.array(linked, dtype=np.int64)


def _dependencies(around: Sum, size: int, sources: Sequence[int]) -> _Sums:
    """What each thing carries of the shortest paths from some sources, those at its end aside.

    Brandes 2001, all sources side by side: a row a thing, a column a source.
    """
    columns = np.arange(len(sources))
    ways: Table = np.zeros((size, len(sources)))
    ways[list(sources), columns] = 1.0
    levels = [ways > 0]
    seen, reached = levels[0].copy(), ways
    while True:
        further = around(reached)
        fresh: _Flags = (further > 0) & ~seen
        if not fresh.any():
            break
        reached = np.where(fresh, further, 0.0)
        ways = ways + reached
        seen |= fresh
        levels.append(fresh)
    carried: Table = np.zeros_like(ways)
    for near, far in zip(levels[-2::-1], levels[:0:-1], strict=True):
        share = np.divide(1.0 + carried, ways, out=np.zeros_like(ways), where=far)
        carried += np.where(near, around(share) * ways, 0.0)
    carried[list(sources), columns] = 0.0
    summed: _Sums = carried.sum(axis=1)
    return summed
