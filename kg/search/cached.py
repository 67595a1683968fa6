"""The index of a graph folder, kept there as a file.

The file is named by the store and by the way it is made, written beside and put in place whole: two
processes that make it at once both make the same. Where the folder cannot be written, each process
has an index of its own.
"""

import os
import sqlite3
import tempfile
from hashlib import sha256
from pathlib import Path

from pyoxigraph import Store

from kg import store
from kg.errors import StoreError
from kg.search.index import Index
from kg.search.making import FOLDER, VERSION, make
from kg.store import Record

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
    if not path.is_file():
        return None
    # nobody changes a file once it is in place, so that no lock need be written beside it
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError:
        return None
    return Index(connection) if version == VERSION else None


def _kept(path: Path, held: Store, queries: Path) -> Index:
    try:
        _write(path, held, queries)
    except (OSError, sqlite3.OperationalError):  # read-only, or full
        return Index.of(held, queries)
    return _standing(path) or Index.of(held, queries)


def _write(path: Path, held: Store, queries: Path) -> None:
    handle, name = tempfile.mkstemp(prefix=store.TEMPORARY, dir=path.parent)
    try:
        os.fchmod(handle, 0o644)
        os.close(handle)
        connection = sqlite3.connect(name)
        make(held, queries, connection)
        connection.close()
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
