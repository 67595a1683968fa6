"""Filling a store: graph by graph while reports are read, or some lines out and others in.

The default graph holds every triple of every graph once. Oxigraph can query the union of named
graphs without this, but then a triple that stands in five graphs counts five times in every join.
"""

import os
import shutil
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import groupby, islice
from pathlib import Path
from threading import Lock
from typing import Generic, NamedTuple, TypeVar

from pyoxigraph import RdfFormat, Store

from kg.store.merging import Block, triple_of
from kg.store.optimizing import optimize
from kg.system import put_last, put_level

Kept = TypeVar("Kept")

#: Bytes of quads that are loaded at once, for twelve times as many of memory: the fewer loads, the
#: fewer files the store merges later.
_BATCH = 48 << 20
#: Loads whose files need not be merged: questions look into each file of an index.
_FEW = 6
#: How the threads are called that merge files of the engine. They would merge all of a store with
#: every few loads, a quarter of the work of a build of 380 reports: it is done once in the end.
_MERGING = "rocksdb:low"
#: Lines of one update.
_LINES = 20_000
#: How the files of a store end that are never written again.
_WRITTEN_ONCE = ".sst"


class Filling:
    """A new store, filled beside other work with the sorted files that are added."""

    def __init__(self, target: Path) -> None:
        """Nothing is opened before the first file: processes that are forked must not hold it."""
        shutil.rmtree(target, ignore_errors=True)
        self._target = target
        self._store: Store | None = None
        #: Files, and from where on they are not loaded yet.
        self._waiting: deque[tuple[Path, int]] = deque()
        self._taking = Lock()
        self._threads = [ThreadPoolExecutor(1)]
        self._loads: list[Future[None]] = []
        self._loaded = 0

    def add(self, quads: Path) -> None:
        """Load a file of quads, together with others that wait."""
        self._waiting.append((quads, 0))
        self._loads += [thread.submit(self._load) for thread in self._threads]

    def hasten(self) -> None:
        """Load by two threads from now on: nobody else wants the processors any more."""
        self._threads.append(ThreadPoolExecutor(1))
        self._loads.append(self._threads[-1].submit(self._load))

    def end(self) -> None:
        """Wait until all is loaded; OSError of what went wrong."""
        self._shut()
        for load in self._loads:
            load.result()
        if self._loaded > _FEW:
            # to flush it here would wait until those threads have merged all that is too much
            self._close()
            optimize(self._target)
        else:
            self._opened().flush()  # of a graph of nothing too
            self._close()

    def stop(self) -> None:
        """Leave the rest unloaded."""
        with self._taking:
            self._waiting.clear()
        self._shut()
        self._close()

    def _close(self) -> None:
        """Close the store, which waits for threads that merge to notice."""
        put_level(_MERGING)
        self._store = None

    def _shut(self) -> None:
        for thread in self._threads:
            thread.shutdown(wait=True)

    def _load(self) -> None:
        while batch := b"".join(_with_default(self._batch())):
            # written here, of IRIs that were checked when they were made
            self._opened().bulk_load(batch, format=RdfFormat.N_QUADS, lenient=True)

    def _opened(self) -> Store:
        with self._taking:
            if self._store is None:
                self._store = Store(str(self._target))
                put_last(_MERGING)
            return self._store

    def _batch(self) -> list[bytes]:
        """Quads of files that wait, as whole lines of one file each.

        Each of several threads takes its part of the memory.
        """
        found: list[bytes] = []
        size, most = 0, _BATCH // len(self._threads)
        with self._taking:
            while self._waiting and size < most:
                path, start = self._waiting.popleft()
                with path.open("rb") as file:
                    file.seek(start)
                    found.append(file.read(most - size) + file.readline())
                    # what all reports share has no limit to its length: the rest waits its turn
                    if (end := file.tell()) < os.fstat(file.fileno()).st_size:
                        self._waiting.appendleft((path, end))
                size += end - start
            self._loaded += any(found)
        return found


class Changes(NamedTuple, Generic[Kept]):
    """What changes in a store, as paths or as open files.

    `come` holds quads, and triples that the default graph did not hold; `gone` quads, and
    `gone_triples` those of them that no graph holds any more.
    """

    come: Kept
    gone: Kept
    gone_triples: Kept


def changed(standing: Path, target: Path, changes: Changes[Path]) -> None:
    """Make a store of one that stands.

    The files of the standing store are not copied where they are never written again.
    """
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    for file in os.scandir(standing):
        link = os.link if file.name.endswith(_WRITTEN_ONCE) else shutil.copyfile
        link(file.path, target / file.name)
    store = Store(str(target))
    for lines in _parts(changes.gone):
        store.update(_deletion(lines))
    for triples in _parts(changes.gone_triples):
        store.update(f"DELETE DATA {{\n{b''.join(triples).decode()}}}")
    if changes.come.stat().st_size:
        store.bulk_load(path=str(changes.come), format=RdfFormat.N_QUADS, lenient=True)
    store.flush()


def _with_default(found: Iterable[bytes]) -> Iterator[bytes]:
    """Lines of quads, and their triples for the default graph."""
    for lines in filter(None, found):
        yield lines
        yield _triples(lines)


def _triples(lines: bytes) -> bytes:
    """Lines of quads without their graphs."""
    first = lines[: lines.index(b"\n") + 1]
    end = first.removeprefix(triple_of(first))
    made = lines.replace(end, b" .\n")
    if len(lines) - len(made) == lines.count(b"\n") * (len(end) - len(b" .\n")):
        return made  # all are of one graph, as those of a report
    return b"".join(triple_of(line) + b" .\n" for line in lines.split(b"\n")[:-1])


def _parts(path: Path) -> Iterator[Block]:
    with path.open("rb") as file:
        while part := list(islice(file, _LINES)):
            yield part


def _deletion(quads: Block) -> str:
    """An update that takes quads out; a graph is named once for what stands together."""
    parts = ["DELETE DATA {"]
    for graph, lines in groupby(quads, key=_graph):
        triples = b" .\n".join(map(triple_of, lines)).decode()
        parts.append(f"GRAPH {graph} {{\n{triples} .\n}}")
    return "\n".join([*parts, "}"])


def _graph(quad: bytes) -> str:
    return quad.rsplit(b" ", 2)[1].decode()
