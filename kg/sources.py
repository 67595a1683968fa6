"""Where all rows of queries are asked for: in excerpts of the dump, or in the store.

A store on disk takes ten times as long for all rows of a query as one in memory does, and longer
the larger the graph is. What is asked is put together as far as an excerpt that answers all of it
fits into memory. Rows come in the order that their query says, wherever they are asked for.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from pyoxigraph import Store

from kg import query, store
from kg.store import Record, derived, excerpt
from kg.workers import free_memory

Wanted = TypeVar("Wanted")

#: The part of the free memory that an excerpt may take.
_SHARE = 0.25


class _Group(NamedTuple, Generic[Wanted]):
    wanted: Sequence[Wanted]
    kinds: frozenset[str] | None  # None where only the store has an answer


@dataclass(frozen=True, slots=True)
class Sources:
    """What answers for one state of a graph folder: its record, its store.

    There are no excerpts of a graph whose dump has fewer bytes than `least`.
    """

    graph: Path
    record: Record
    held: Store
    least: int = derived.LARGE

    def of(self, wanted: Iterable[tuple[Wanted, Sequence[str]]]) -> Iterator[tuple[Wanted, Store]]:
        """Each of what is wanted with the store to ask, told the queries that it takes.

        An excerpt lives until the next one is needed.
        """
        if not derived.is_large(self.graph, self.least):
            yield from ((one, self.held) for one, _ in wanted)
            return
        for group in self._groups(wanted):
            found = None if group.kinds is None else self._excerpt(group.kinds)
            for one in group.wanted:
                yield one, found or self.held

    def one(self, queries: Sequence[str]) -> Store:
        """The store to ask these queries."""
        return next(source for _, source in self.of([(None, queries)]))

    def _groups(self, wanted: Iterable[tuple[Wanted, Sequence[str]]]) -> Iterator[_Group[Wanted]]:
        counts = excerpt.counted(self.graph / store.DUMP)
        most = free_memory() * _SHARE
        waiting, together = list[Wanted](), frozenset[str]()
        for one, queries in wanted:
            kinds = _kinds(queries)
            if kinds is None or excerpt.size(kinds, counts) > most:
                yield _Group([one], None)
                continue
            if waiting and excerpt.size(together | kinds, counts) > most:
                yield _Group(waiting, together)
                waiting, together = [], frozenset()
            waiting.append(one)
            together |= kinds
        if waiting:
            yield _Group(waiting, together)

    def _excerpt(self, kinds: frozenset[str]) -> Store | None:
        """None where the dump is that of another state meanwhile."""
        found = excerpt.excerpt(self.graph / store.DUMP, kinds)
        same = store.read(self.graph) == self.record and not store.interrupted(self.graph)
        return found if same else None


def _kinds(queries: Iterable[str]) -> frozenset[str] | None:
    """The kinds of statements that any of some queries looks for; None where it cannot be told."""
    found = [query.kinds(sparql) for sparql in queries]
    known = [kinds for kinds in found if kinds is not None]
    return frozenset().union(*known) if len(known) == len(found) else None
