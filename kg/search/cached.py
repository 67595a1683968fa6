"""The indexes of a graph folder, kept there as files.

Where the folder cannot be written, each process has indexes of its own.
"""

import sqlite3
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from pyoxigraph import Store

from kg import store
from kg.errors import StoreError
from kg.search import making, quoting
from kg.search.index import Index
from kg.search.sentences import Sentences
from kg.sources import Sources
from kg.store import Record, derived

_TRIES = 3
#: Fills an empty database from a store, with the queries of `Settings`.
_Make: TypeAlias = Callable[[Store, Path, sqlite3.Connection], object]


def opened(graph: Path, queries: Path) -> Index:
    """The names of a graph folder as it is now; StoreError where there is no graph."""
    standing = _names(graph, store.read(graph), queries)
    return standing or of_state(graph, *_held(graph), queries)


def of_state(graph: Path, current: Record, held: Store, queries: Path) -> Index:
    """The names of one state of a graph folder, indexed where they are not."""
    standing = _names(graph, current, queries)
    if standing is None:
        path = _names_file(graph, current, queries)
        _make(Sources(graph, current, held, queries), path, queries / making.FOLDER, making.make)
        standing = _names(graph, current, queries)
    return standing or Index.of(held, queries)


def sentences_opened(graph: Path, queries: Path) -> Sentences:
    """The sentences of a graph folder as it is now; StoreError where there is no graph."""
    standing = _sentences(graph, store.read(graph), queries)
    return standing or sentences_of_state(graph, *_held(graph), queries)


def sentences_of_state(graph: Path, current: Record, held: Store, queries: Path) -> Sentences:
    """The sentences of one state of a graph folder, indexed where they are not."""
    standing = _sentences(graph, current, queries)
    if standing is None:
        path = _sentences_file(graph, current, queries)
        _make(Sources(graph, current, held, queries), path, queries / quoting.FOLDER, quoting.make)
        standing = _sentences(graph, current, queries)
    return standing or Sentences.of(held, queries)


def _make(sources: Sources, path: Path, asked: Path, make: _Make) -> None:
    """Make the file of an index, where the folder lets us; `asked` is where its queries are."""
    if derived.is_writable(sources.graph):
        sources.each(
            [(path, _texts(asked))],
            lambda path, source: derived.written(path, partial(make, source, sources.queries)),
        )


def _held(graph: Path) -> tuple[Record, Store]:
    """The record of a graph folder, and the store that it tells of."""
    for _ in range(_TRIES):
        current, held = store.read(graph), store.open_store(graph)
        if store.read(graph) == current:
            return current, held
    raise StoreError("is being built again and again", where=str(graph))


def _names(graph: Path, current: Record, queries: Path) -> Index | None:
    connection = derived.opened(_names_file(graph, current, queries), making.VERSION)
    return None if connection is None else Index(connection)


def _names_file(graph: Path, current: Record, queries: Path) -> Path:
    return graph / store.index_file(current, _made_with(queries / making.FOLDER, making.VERSION))


def _sentences(graph: Path, current: Record, queries: Path) -> Sentences | None:
    connection = derived.opened(_sentences_file(graph, current, queries), quoting.VERSION)
    return None if connection is None else Sentences(connection)


def _sentences_file(graph: Path, current: Record, queries: Path) -> Path:
    made_with = _made_with(queries / quoting.FOLDER, quoting.VERSION)
    return graph / store.index_file(current, f"text-{made_with}")


def _made_with(folder: Path, version: int) -> str:
    digest = sha256(str(version).encode())
    for text in _texts(folder):
        digest.update(text.encode())
    return digest.hexdigest()[:8]


def _texts(folder: Path) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.rq"))]
