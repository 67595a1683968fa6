"""What hangs on one thing or one link: parts that fall off where it is taken away."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import networkx as nx

from kg.analyse.simple import Simple


@dataclass(frozen=True, slots=True)
class Hanging:
    """A part that falls off without its holder; `first` is linked with the holder.

    `alone` says whether it hangs on that link alone.
    """

    holder: str
    first: str
    part: tuple[str, ...]
    alone: bool


def all_hanging(plain: Simple, place: Mapping[str, int]) -> Iterator[Hanging]:
    """All parts that hang on a thing, as seen from the first thing of each component in `place`.

    Hopcroft and Tarjan 1973. Of what the first thing holds, the largest part is the rest.

    >>> [(one.holder, one.part) for one in all_hanging(
    ...     nx.path_graph(["吴江区", "迈为", "绿色工厂"]), {"吴江区": 0, "迈为": 1, "绿色工厂": 2})]
    [('迈为', ('绿色工厂',)), ('迈为', ('吴江区',))]
    """
    for whole in nx.connected_components(plain):
        root = min(whole, key=place.__getitem__)
        tree = _Tree(plain, root, place)
        found = list(tree.hanging())
        own = [one for one in found if one.holder == root]
        rest = max(own, key=lambda one: (len(one.part), not one.alone), default=None)
        yield from (one for one in found if one is not rest)
        if rest and rest.alone and len(rest.part) > 1:  # the other end of a link is cut off too
            off = sorted(whole.difference(rest.part), key=place.__getitem__)
            yield Hanging(rest.first, root, tuple(off), alone=True)


class _Tree:
    """A depth-first tree of a component: who was met from whom, and how far back links lead."""

    def __init__(self, plain: Simple, root: str, place: Mapping[str, int]) -> None:
        self._met: list[str] = []
        self._parent: dict[str, str] = {}
        self._number: dict[str, int] = {}
        self._low: dict[str, int] = {}
        self._end: dict[str, int] = {}
        self._place = place
        self._walk(plain, root)

    def _walk(self, plain: Simple, root: str) -> None:
        stack = [(root, iter(self._enter(root, plain)))]
        while stack:
            node, others = stack[-1]
            for other in others:
                if other not in self._number:
                    self._parent[other] = node
                    stack.append((other, iter(self._enter(other, plain))))
                    break
                if other != self._parent.get(node):
                    self._low[node] = min(self._low[node], self._number[other])
            else:
                stack.pop()
                self._end[node] = len(self._met)
                above = self._parent.get(node)
                if above is not None:
                    self._low[above] = min(self._low[above], self._low[node])

    def _enter(self, node: str, plain: Simple) -> list[str]:
        self._number[node] = self._low[node] = len(self._met)
        self._met.append(node)
        return sorted(plain[node], key=self._place.__getitem__)

    def hanging(self) -> Iterator[Hanging]:
        """The parts below a thing from which no link leads above it."""
        for node, above in self._parent.items():
            if self._low[node] >= self._number[above]:
                part = self._met[self._number[node] : self._end[node]]
                ordered = tuple(sorted(part, key=self._place.__getitem__))
                yield Hanging(above, node, ordered, self._low[node] > self._number[above])
