"""How long work may take."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from kg.workers import uncollected


@contextmanager
def less_than(seconds: float) -> Iterator[None]:
    """AssertionError for work of this thread that computes for longer.

    Nothing else counts: neither other threads, nor a search for cycles in what earlier tests left.
    """
    with uncollected():
        begun = time.thread_time()
        yield
        taken = time.thread_time() - begun
    assert taken < seconds
