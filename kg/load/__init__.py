"""A graph folder, put into a store of others: only what it does not have yet, counted in the end.

What is complete is asked of the store (`marks`), so a load that was cut off goes on where it
stopped. Named graphs are replaced whole; what stands of others in the store is not touched.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg import store
from kg.errors import EndpointError
from kg.load import marks
from kg.load.asking import Session, shown
from kg.load.graphs import Graph, found
from kg.load.marks import Mark
from kg.load.places import Services, services
from kg.load.proving import Account
from kg.load.targets import Target, target
from kg.store import Record

__all__ = [
    "Account",
    "Graph",
    "Loaded",
    "Plan",
    "Services",
    "Session",
    "load",
    "plan",
    "services",
    "target",
]

#: Called with the number of graphs done, of all, and the name of the last one.
Progress = Callable[[int, int, str], None]
#: How often graphs that count wrong are sent again: a store may lose what it took when it is
#: killed.
_ROUNDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a store lacks of a graph folder, what it has, and what it has no longer to have."""

    send: tuple[Graph, ...]
    kept: tuple[Graph, ...]
    gone: tuple[str, ...]

    @property
    def triples(self) -> int:
        """Statements that are to be sent."""
        return sum(one.triples for one in self.send)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a load did, and what the store counts after it."""

    graphs: int
    triples: int
    sent: int
    deleted: int


def plan(directory: Path, session: Session, at: Services) -> Plan:
    """What would be sent; nothing is changed."""
    record = store.read(directory)
    known = marks.read(session, at.query, marks.place(record.base))
    with found(directory, record) as graphs:
        return _planned(graphs, known, record)


def load(
    directory: Path,
    session: Session,
    at: Services,
    to: Target,
    progress: Progress = lambda _done, _of, _name: None,
) -> Loaded:
    """Send what the store lacks, delete what is gone, count all.

    EndpointError where the store does not do it; it may be run again then, or after it was killed.
    """
    return _Loading(directory, session, at, to, progress).run()


def _planned(graphs: Sequence[Graph], known: marks.Marks, record: Record) -> Plan:
    here = {one.iri for one in graphs} | {marks.place(record.base)}
    kept = tuple(one for one in graphs if known.get(one.iri) == _complete(one))
    has = set(kept)
    return Plan(
        send=tuple(one for one in graphs if one not in has),
        kept=kept,
        gone=tuple(sorted(iri for iri in known if iri not in here)),
    )


def _complete(graph: Graph) -> Mark:
    return Mark(graph.version, graph.triples)


class _Loading:
    """One load."""

    def __init__(
        self, directory: Path, session: Session, at: Services, to: Target, progress: Progress
    ) -> None:
        self._directory, self._session, self._at, self._to = directory, session, at, to
        self._progress = progress
        self._record = store.read(directory)
        self._place = marks.place(self._record.base)
        self._known = marks.read(session, at.query, self._place)
        self._sent, self._deleted = 0, 0

    def run(self) -> Loaded:
        if self._is_whole() and not self._wrong({iri: one.triples for iri, one in self._ours()}):
            return self._loaded()
        with found(self._directory, self._record) as graphs:
            expected = {one.iri: one.triples for one in graphs}
            for _ in range(_ROUNDS):
                planned = _planned(graphs, self._known, self._record)
                self._send(planned)
                expected.update(dict.fromkeys(planned.gone, 0))
                wrong = self._wrong(expected)
                if not wrong:
                    self._finish(graphs)
                    return self._loaded()
                self._known.update(dict.fromkeys(wrong, Mark()))
        iri, count = next(iter(wrong.items()))
        raise EndpointError(
            f"{len(wrong)} graphs count other than what was sent: {iri} has {count}, "
            f"not {expected[iri]}",
            where=shown(self._at.query),
        )

    def _is_whole(self) -> bool:
        """Whether the store has just what is in the folder, by its marks."""
        own = self._known.get(self._place)
        return own is not None and own.version == self._record.dump_sha256

    def _ours(self) -> Iterator[tuple[str, Mark]]:
        return ((iri, one) for iri, one in self._known.items() if iri != self._place)

    def _send(self, planned: Plan) -> None:
        standing = frozenset(self._known)
        # all that may stand there is listed before it does, and nothing has the mark of a version
        # that it is about to lose
        self._known.pop(self._place, None)
        self._known.update({one.iri: Mark() for one in planned.send})
        if planned.send or planned.gone:
            self._to.write(self._place, marks.lines(self._known))
        total = len(planned.send)
        for batch in _batches(planned.send, self._to.batch):
            self._to.send(batch, standing)
            fresh = {one.iri: _complete(one) for one in batch}
            self._to.add(self._place, marks.lines(fresh))
            self._known.update(fresh)
            self._sent += len(batch)
            self._progress(min(self._sent, total), total, batch[-1].iri)
        for iri in planned.gone:
            self._to.drop(iri)
            del self._known[iri]
            self._deleted += 1

    def _wrong(self, expected: dict[str, int]) -> dict[str, int]:
        """Graphs with another number of statements in the store, and that number."""
        counted = marks.counts(self._session, self._at.query, expected)
        return {iri: count for iri, count in counted.items() if count != expected[iri]}

    def _finish(self, graphs: Sequence[Graph]) -> None:
        """Say that the store has this very dump, and list no graph but those of it."""
        total = sum(one.triples for one in graphs)
        whole = {self._place: Mark(self._record.dump_sha256, total)}
        self._to.write(self._place, marks.lines({**self._known, **whole}))

    def _loaded(self) -> Loaded:
        ours = dict(self._ours())
        return Loaded(
            graphs=len(ours),
            triples=sum(one.triples for one in ours.values()),
            sent=self._sent,
            deleted=self._deleted,
        )


def _batches(graphs: Sequence[Graph], most: int) -> Iterator[tuple[Graph, ...]]:
    """Graphs that are sent together: as many as have about `most` statements, at least one."""
    batch: list[Graph] = []
    size = 0
    for graph in graphs:
        if batch and size + graph.triples > most:
            yield tuple(batch)
            batch, size = [], 0
        batch.append(graph)
        size += graph.triples
    if batch:
        yield tuple(batch)
