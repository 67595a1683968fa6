"""What keeps a worker apart from the rest: limits that the system holds, whatever it evaluates."""

import ctypes
import os
import resource
import signal
from contextlib import suppress
from pathlib import Path

from kg import system

#: Of the thread that evaluates: engines recurse as deep as queries nest.
STACK = 256 * 1024 * 1024
_NEW_NETWORK = 0x40000000  # CLONE_NEWNET of sched.h
#: How much nicer what takes long is to others. The lowest priority of all would be none on a
#: machine that has other work to do.
_NICER = 10
_MB = 1024 * 1024


def alone() -> None:
    """End with the parent, leave Ctrl-C to the front, see no network where the system allows it."""
    system.end_with(os.getppid())  # of the server that forks: the front is not the parent
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    ctypes.CDLL(None).unshare(_NEW_NETWORK)


def memory(more: int) -> None:
    """From now on at most so many megabytes of addresses beyond those in use."""
    most = system.addresses() + more * _MB
    with suppress(ValueError, OSError):  # a lower limit stands already
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def resident() -> int:
    """The megabytes of memory that this process holds."""
    return system.resident() // _MB


def computed(process: int, thread: int) -> float:
    """Seconds of computing of a thread of another process; 0 where it has just ended."""
    try:
        words = Path(f"/proc/{process}/task/{thread}/schedstat").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return int(words.split()[0]) / 1e9


def last(process: int, thread: int) -> None:
    """Let a thread of another process have a tenth of the time that others have."""
    system.put_back(thread, process, _NICER)


def is_last() -> bool:
    """Whether this thread was told so."""
    usual = os.getpriority(os.PRIO_PROCESS, os.getpid())  # that of the first thread
    return os.getpriority(os.PRIO_PROCESS, 0) > usual
