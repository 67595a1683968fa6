"""What the system tells of memory and processes, and what it is asked for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg import system
from kg.system import free_memory


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what memory is free")
def test_a_container_may_leave_less_memory_than_the_machine_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit, usage = (tmp_path / name for name in ("memory.max", "memory.current"))
    monkeypatch.setattr(system, "_LIMITS", ((limit, usage),))
    whole = free_memory()
    assert whole > 1 << 20
    usage.write_text("1048576\n")
    limit.write_text("max\n")
    assert free_memory() > 1 << 20
    limit.write_text("3145728\n")
    assert free_memory() == 2 << 20
    limit.write_text("1000\n")
    assert free_memory() == 0


def test_where_nothing_tells_what_memory_is_free_none_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "_MEMORY", tmp_path / "none")
    assert free_memory() == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what memory is free")
def test_a_limit_of_the_process_counts_as_well() -> None:
    code = (
        "import resource; from kg.system import free_memory; "
        "resource.setrlimit(resource.RLIMIT_AS, (600 << 20, 600 << 20)); print(free_memory())"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert 0 < int(said.stdout) < 600 << 20


#: Tells how much lower than usual are two threads, one put last and one not, and the first of them
#: once it was made level again.
PRIORITIES = """
import os, threading
from kg.system import put_last, put_level

def name(thread):
    with open("/proc/thread-self/comm", "w") as own:
        own.write(thread)

def lower(thread):
    return os.getpriority(os.PRIO_PROCESS, thread) - usual

def work():
    name("merging")
    put_last("merging")
    put_level("usual")
    print(lower(0), lower(os.getpid()))
    put_level("merging")
    print(lower(0))

name("usual")
usual = os.getpriority(os.PRIO_PROCESS, 0)
thread = threading.Thread(target=work)
thread.start()
thread.join()
"""


def priorities() -> list[str]:
    said = subprocess.run(
        [sys.executable, "-c", PRIORITIES], capture_output=True, text=True, check=True
    )
    return said.stdout.split()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of threads")
def test_threads_of_a_name_get_what_is_left_of_the_processors_and_others_as_before() -> None:
    last = 19 - os.getpriority(os.PRIO_PROCESS, 0)
    assert priorities()[:2] == [str(last), "0"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of threads")
@pytest.mark.skipif(os.geteuid() != 0, reason="only root may raise a priority everywhere")
def test_threads_that_were_put_last_are_level_with_others_again() -> None:
    assert priorities()[2] == "0"
