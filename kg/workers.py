"""Work on many things side by side in processes that share what is loaded."""

import os
from collections.abc import Callable, Iterable, Iterator, Sized
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, TypeVar

Job = TypeVar("Job")
Done = TypeVar("Done")

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
        with ProcessPoolExecutor(count, mp_context=get_context("fork")) as pool:
            yield from pool.map(_one, jobs)
    finally:
        _SHARED.clear()


def _one(job: Job) -> Any:  # noqa: ANN401  # whatever the work gives
    return _SHARED[0](job)
