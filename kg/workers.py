"""Work on many things side by side in processes that share what is loaded."""

import ctypes
import gc
import os
import re
import resource
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sized
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from pathlib import Path
from types import FrameType
from typing import Any, TypeVar

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

Job = TypeVar("Job")
Done = TypeVar("Done")

#: Jobs that are handed out beside those being worked on, so that no worker waits for one.
_AHEAD = 4

#: What forked workers find ready; set for the time of one run.
_SHARED: list[Callable[[Any], Any]] = []


def side_by_side(
    work: Callable[[Job], Done], jobs: Iterable[Job], workers: int | None
) -> Iterator[Done]:
    """The results in the order of the jobs; by default a process a core, none for a single job.

    The first jobs are worked on while later ones are still being found.
    """
    count = workers or os.cpu_count() or 1
    if isinstance(jobs, Sized):
        count = min(count, len(jobs))
    if count < 2:
        yield from map(work, jobs)
        return
    _SHARED.append(work)
    try:
        with ProcessPoolExecutor(
            count,
            mp_context=get_context("fork"),
            initializer=_begin,
            initargs=(os.getpid(),),
        ) as pool:
            yield from _in_order(pool, iter(jobs), count + _AHEAD)
    finally:
        _SHARED.clear()


def _in_order(pool: ProcessPoolExecutor, jobs: Iterator[Any], most: int) -> Iterator[Any]:
    """Results in the order of jobs, of which so many are handed out before one comes back.

    A pool's own map hands out all jobs, and holds all results that wait for an earlier one.
    """
    waiting: deque[Future[Any]] = deque()
    try:
        for job in jobs:
            waiting.append(pool.submit(_one, job))
            if len(waiting) == most:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for left in waiting:
            left.cancel()


def _begin(parent: int) -> None:
    """What was loaded before stays: a search for cycles through it would copy its memory."""
    gc.freeze()
    end_with(parent)


def _one(job: Job) -> Any:  # noqa: ANN401  # whatever the work gives
    return _SHARED[0](job)


@contextmanager
def no_longer_than(seconds: float) -> Iterator[None]:
    """TimeoutError within what this process computes for longer than so many seconds.

    Only what runs in the main thread can be stopped so: elsewhere nothing happens.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, _over)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _over(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError


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


def put_last(name: str) -> None:
    """Let threads of this process that are called so have what processors nobody else wants.

    Where the system does not tell of threads nothing happens.
    """
    for thread in _THREADS.glob("*"):
        with suppress(OSError):  # it has just ended
            if _text(thread / "comm").strip() == name:
                os.setpriority(os.PRIO_PROCESS, int(thread.name), _LAST)


def give_back() -> None:
    """Let the system have what is free of the memory that this process took for many small things.

    Where the system knows no such thing nothing happens.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


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


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for cycles meanwhile: for work that makes many values and hardly a cycle."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
