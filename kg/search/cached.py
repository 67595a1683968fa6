"""The index of a graph folder, kept there as a file.

Where the folder cannot be written, each process has an index of its own.
"""

from functools import partial
from hashlib import sha256
from pathlib import Path

from pyoxigraph import Store

from kg import store
from kg.errors import StoreError
from kg.search.index import Index
from kg.search.making import FOLDER, VERSION, make
from kg.store import Record, derived

_TRIES = 3


def opened(graph: Path, queries: Path) -> Index:
    """The index of a graph folder as it is now; StoreError where there is no graph."""
    for _ in range(_TRIES):
        current = store.read(graph)
        standing = _standing(_path(graph, current, queries))
        if standing is not None:
            return standing
        held = store.open_store(graph)
        if store.read(graph) == current:
            return of_state(graph, current, held, queries)
    raise StoreError("is being built again and again", where=str(graph))


def of_state(graph: Path, current: Record, held: Store, queries: Path) -> Index:
    """The index of one state of a graph folder, made where it is missing."""
    path = _path(graph, current, queries)
    return _standing(path) or _kept(path, held, queries)


def _path(graph: Path, current: Record, queries: Path) -> Path:
    return graph / store.index_file(current, _made_with(queries))


def _made_with(queries: Path) -> str:
    digest = sha256(str(VERSION).encode())
    for path in sorted((queries / FOLDER).glob("*.rq")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


def _standing(path: Path) -> Index | None:
    connection = derived.opened(path, VERSION)
    return None if connection is None else Index(connection)


def _kept(path: Path, held: Store, queries: Path) -> Index:
    derived.written(path, partial(make, held, queries))
    return _standing(path) or Index.of(held, queries)
