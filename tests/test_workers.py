"""Work in processes, and what may take only so long."""

import re
import threading
import time

import pytest

from kg.workers import no_longer_than


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
