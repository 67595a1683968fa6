"""Where all rows of queries are asked for: in excerpts of the dump, or in the store.

A store on disk takes ten times as long for all rows of a query as one in memory does, and longer
the larger the graph is. What is asked is put together as far as an excerpt that answers all of it
fits into memory. Rows come in the order that their query says, wherever they are asked for.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar, cast

from pyoxigraph import QuerySolutions, Store

from kg import query, store
from kg.store import Record, derived, excerpt
from kg.system import free_memory, give_back
from kg.terms import Rdf

Wanted = TypeVar("Wanted")

#: The part of the free memory that an excerpt may take.
_SHARE = 0.25
_COUNTS = Path("sources/counts.rq")
_TYPE = f"<{Rdf.TYPE}>"


class _Group(NamedTuple, Generic[Wanted]):
    wanted: Sequence[Wanted]
    kinds: frozenset[str] | None  # None where only the store has an answer


@dataclass(frozen=True, slots=True)
class Sources:
    """What answers for one state of a graph folder, of its record and store.

    `queries` as in Settings. There are no excerpts of a graph whose dump has fewer bytes than
    `least`.
    """

    graph: Path
    record: Record
    held: Store
    queries: Path
    least: int = derived.LARGE

    def each(
        self,
        wanted: Iterable[tuple[Wanted, Sequence[str]]],
        work: Callable[[Wanted, Store], object],
    ) -> None:
        """Work on each of what is wanted with the store to ask, told the queries that it takes.

        An excerpt lives as long as it is needed: the work must not keep it.
        """
        if not derived.is_large(self.graph, self.least):
            for one, _ in wanted:
                work(one, self.held)
            return
        for group in self._groups(wanted):
            self._together(group, work)
            give_back()

    def _together(self, group: _Group[Wanted], work: Callable[[Wanted, Store], object]) -> None:
        found = None if group.kinds is None else self._excerpt(group.kinds)
        for one in group.wanted:
            work(one, found or self.held)

    def _groups(self, wanted: Iterable[tuple[Wanted, Sequence[str]]]) -> Iterator[_Group[Wanted]]:
        counts = self._counts()
        most = free_memory() * _SHARE / excerpt.STATEMENT
        waiting, together = list[Wanted](), frozenset[str]()
        for one, queries in wanted:
            kinds = _kinds(queries)
            if kinds is None or _size(kinds, counts) > most:
                yield _Group([one], None)
                continue
            if waiting and _size(together | kinds, counts) > most:
                yield _Group(waiting, together)
                waiting, together = [], frozenset()
            waiting.append(one)
            together |= kinds
        if waiting:
            yield _Group(waiting, together)

    def _counts(self) -> Mapping[str, int]:
        """How many statements of each kind there are."""
        sparql = (self.queries / _COUNTS).read_text(encoding="utf-8")
        counts: dict[str, int] = {}
        for row in cast("QuerySolutions", self.held.query(sparql)):
            kind = f"{_TYPE} {row['class']}" if row["class"] else str(row["property"])
            counts[kind] = int(row["count"].value)
        return counts

    def _excerpt(self, kinds: frozenset[str]) -> Store | None:
        """None where the dump is not that of this state, or cannot be read."""
        dump = self.graph / store.DUMP
        try:
            return excerpt.excerpt(dump, self.record.dump_sha256, kinds)
        except (OSError, SyntaxError, ValueError):
            return None


def _size(kinds: Collection[str], counts: Mapping[str, int]) -> int:
    every = _TYPE in kinds  # whatever the class
    counted = (kind for kind in kinds if not (every and kind.startswith(f"{_TYPE} ")))
    return sum(counts.get(kind, 0) for kind in counted)


def _kinds(queries: Iterable[str]) -> frozenset[str] | None:
    """The kinds of statements that any of some queries looks for; None where it cannot be told."""
    found = [query.kinds(sparql) for sparql in queries]
    known = [kinds for kinds in found if kinds is not None]
    return frozenset().union(*known) if len(known) == len(found) else None
