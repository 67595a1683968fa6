"""Who changes a graph folder right now."""

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from kg.store.writing import LOCK

_LOCKS = Path("/proc/locks")


def holder(directory: Path) -> str | None:
    """The process that writes there: its number and command where the system tells; else None.

    Looks only, where the system lists its locks, so that no writer is ever in the way of a look.
    """
    try:
        with (directory / LOCK).open() as lock:
            if _LOCKS.exists():
                number = next(_writers(os.fstat(lock.fileno()).st_ino), None)
                return None if number is None else _told(number)
            return None if _free(lock.fileno()) else lock.read().strip() or "?"
    except OSError:
        return None


def _writers(inode: int) -> Iterator[int]:
    """Numbers of the processes that hold a file for writing.

    A line of the list is `1: FLOCK  ADVISORY  WRITE 4711 fe:00:1234 0 EOF`.
    """
    for line in _LOCKS.read_text("ascii", "replace").splitlines():
        cells = line.split()
        if cells[1:2] == ["FLOCK"] and cells[3] == "WRITE" and cells[5].endswith(f":{inode}"):
            yield int(cells[4])


def _told(number: int) -> str:
    try:
        words = Path(f"/proc/{number}/cmdline").read_text("utf-8", "replace").split("\0")
    except OSError:
        return str(number)
    return f"{number} ({' '.join(words).strip()[:100]})"


def _free(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
