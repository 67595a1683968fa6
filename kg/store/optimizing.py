"""Merging the files of a store, in a process of its own.

The engine merges in threads that a process has once and for all: where they were put last, they
stay so, and on a machine that others keep busy they would wait for years. A process can be stopped
by Ctrl-C as well, which the engine itself is not.
"""

import os
import subprocess
import sys
from pathlib import Path

from pyoxigraph import Store

from kg.system import end_with

_MERGE = f"from {__name__} import merge; merge()"


def optimize(store: Path) -> None:
    """Merge the files of a store that nobody has open; OSError of what went wrong."""
    done = subprocess.run(
        [sys.executable, "-c", _MERGE, str(store), str(os.getpid())],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        *_, said = done.stderr.strip().splitlines() or [f"signal {-done.returncode}"]
        message = f"{store}: its files could not be merged: {said}"
        raise OSError(message)


def merge() -> None:
    """What that process does: its arguments are the store, and the process that it ends with."""
    end_with(int(sys.argv[2]))
    store = Store(sys.argv[1])
    store.optimize()
    store.flush()
