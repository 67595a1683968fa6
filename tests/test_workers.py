"""Work in processes, and what may take only so long."""

import os
import re
import signal
import threading
import time

import pytest

from kg.errors import InputError
from kg.workers import beside, no_longer_than


def hang() -> None:
    """Ask for a match that takes years."""
    re.match("(?:约|为|约为)*。", "约为" * 60)


def test_what_takes_too_long_is_stopped_even_within_a_pattern() -> None:
    begun = time.process_time()
    with pytest.raises(TimeoutError), no_longer_than(0.2):
        hang()
    assert time.process_time() - begun < 2


def test_what_ends_in_time_is_left_alone_and_so_is_what_follows() -> None:
    with no_longer_than(0.2):
        pass
    begun = time.process_time()
    while time.process_time() - begun < 0.3:
        pass


def test_in_another_thread_nothing_is_stopped_and_nothing_breaks() -> None:
    done: list[bool] = []

    def work() -> None:
        with no_longer_than(0.01):
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]


def test_work_beside_gives_what_came_of_it_and_raises_what_it_raised() -> None:
    came = beside(lambda: (os.getpid(), "好" * 100_000))
    process, found = came()
    assert (process != os.getpid(), found) == (True, "好" * 100_000)

    def fail() -> None:
        raise InputError("no report", where="a.txt", hint="give another")

    with pytest.raises(InputError, match=r"a\.txt: no report \(give another\)"):
        beside(fail)()


def test_work_beside_is_done_here_where_its_process_was_killed() -> None:
    here = os.getpid()

    def work() -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return 5

    assert beside(work)() == 5
