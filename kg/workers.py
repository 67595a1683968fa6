"""Work on many things side by side in processes that share what is loaded."""

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sized
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from types import FrameType
from typing import Any, TypeVar

from kg.system import end_with

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
