"""What the system tells of memory and processes, and what it is asked for."""

import ctypes
import os
import re
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

#: PR_SET_PDEATHSIG of linux/prctl.h.
_PARENT_DEATH = 1

_MEMORY = Path("/proc/meminfo")
_THREADS = Path("/proc/self/task")
#: The lowest priority that there is.
_LAST = 19
_ADDRESSES = Path("/proc/self/statm")
_GROUPS = Path("/sys/fs/cgroup")
#: Where the memory of a container is limited, and told: control groups of version 2 and 1.
_LIMITS = (
    (_GROUPS / "memory.max", _GROUPS / "memory.current"),
    (_GROUPS / "memory/memory.limit_in_bytes", _GROUPS / "memory/memory.usage_in_bytes"),
)


def end_with(parent: int) -> None:
    """Have this process killed when the one that started it is: it would wait for work for ever.

    Where the system knows no such thing nothing happens.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PARENT_DEATH, signal.SIGKILL)
        if os.getppid() != parent:  # it died before that was said
            os._exit(1)


def free_memory() -> int:
    """Bytes that this process could still take without others being put aside; 0 if unknown."""
    found = re.search(r"^MemAvailable: *(\d+) kB", _text(_MEMORY), re.MULTILINE)
    available = int(found[1]) * 1024 if found else 0
    return min([available, *_left_to_container(), *_left_to_process()])


def addresses() -> int:
    """Bytes of addresses that this process has taken; ValueError where the system does not tell."""
    pages, *_ = _text(_ADDRESSES).split() or ("",)
    return int(pages) * resource.getpagesize()


def put_back(thread: int, process: int, by: int) -> None:
    """Lower the priority of a thread by so much below that of the process it belongs to.

    A thread by 10 gets a tenth of the time that another one gets, by 19 what nobody else wants.
    """
    with suppress(OSError):  # it has just ended, or may not be raised again
        usual = os.getpriority(os.PRIO_PROCESS, process)
        os.setpriority(os.PRIO_PROCESS, thread, usual + by)


def put_last(name: str) -> None:
    """Let threads of this process that are called so have what processors nobody else wants.

    Where the system does not tell of threads nothing happens.
    """
    for thread in _called(name):
        put_back(thread, os.getpid(), _LAST)


def put_level(name: str) -> None:
    """Let threads of this process that are called so have the same time as others again.

    Where the system does not allow it they stay as they are.
    """
    for thread in _called(name):
        put_back(thread, os.getpid(), 0)


def resident() -> int:
    """Bytes of memory that this process holds; ValueError where the system does not tell."""
    _, pages, *_ = _text(_ADDRESSES).split() or ("", "")
    return int(pages) * resource.getpagesize()


def give_back() -> None:
    """Let the system have what is free of the memory that this process took for many small things.

    Where the system knows no such thing nothing happens.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def _called(name: str) -> Iterator[int]:
    for thread in _THREADS.glob("*"):
        if _text(thread / "comm").strip() == name:
            yield int(thread.name)


def _left_to_container() -> Iterator[int]:
    for limit, usage in _LIMITS:
        most, taken = (_text(path).strip() for path in (limit, usage))
        if most.isdecimal() and taken.isdecimal():
            yield max(0, int(most) - int(taken))


def _left_to_process() -> Iterator[int]:
    """What a limit of its own leaves to this process."""
    most, _ = resource.getrlimit(resource.RLIMIT_AS)
    if most != resource.RLIM_INFINITY:
        with suppress(ValueError):
            yield max(0, most - addresses())


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except OSError:
        return ""
