"""SQLite files in a graph folder that are derived of its store, each one put in place whole.

Such a file is a cache: named by the store and by the way it is made (`index_file`), made anew where
it is missing, removed by the next writer. Two processes that make it at once both make the same.
"""

import logging
import os
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from kg.store.writing import DUMP, TEMPORARY

#: A graph whose dump has so many bytes is large: what is derived of it takes a while.
LARGE = 64 << 20
_LOG = logging.getLogger(__name__)


def opened(path: Path, version: int) -> sqlite3.Connection | None:
    """A file that stands, for any thread to read; None where there is none of this version."""
    if not path.is_file():
        return None
    # nobody changes a file once it is in place, so that no lock need be written beside it
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        (found,) = connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError:
        return None
    return connection if found == version else None


def written(path: Path, fill: Callable[[sqlite3.Connection], object]) -> bool:
    """Make a file; False where the folder is read-only, or full."""
    if is_large(path.parent):
        _LOG.info("making %s", path.name)
    try:
        _write(path, fill)
    except (OSError, sqlite3.OperationalError):
        return False
    return True


def is_writable(graph: Path) -> bool:
    """Whether files can be put into a graph folder: else there is no need to ask for their rows."""
    return os.access(graph, os.W_OK)


def is_large(graph: Path, least: int = LARGE) -> bool:
    """Whether the dump of a graph folder has so many bytes."""
    dump = graph / DUMP
    return dump.is_file() and dump.stat().st_size >= least


def _write(path: Path, fill: Callable[[sqlite3.Connection], object]) -> None:
    handle, name = tempfile.mkstemp(prefix=TEMPORARY, dir=path.parent)
    try:
        os.fchmod(handle, 0o644)
        os.close(handle)
        with closing(sqlite3.connect(name)) as connection:
            fill(connection)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
