"""What work takes: here or in a process of its own, in pairs that take turns.

Ratios of one run are to be read, not seconds: a machine that is busy for a while is so for both of
a pair. CPU seconds are user and system time, of a process with all that it started and waited for.
"""

import gc
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Self

#: Pairs of which a median is told without their number.
_ENOUGH = 5
#: Rounds of contestants that take a minute or so: their ratios are large.
_SLOW = 2
#: Seconds between two looks at the memory of processes.
_LOOK = 0.1


class Taken(NamedTuple):
    """Seconds of processor and clock, and the peak memory of all processes together in MB."""

    cpu: float
    wall: float
    peak: float = 0.0


@dataclass(frozen=True, slots=True)
class Runs:
    """What each contestant took in each round."""

    by_name: dict[str, list[Taken]] = field(default_factory=dict)

    def add(self, name: str, taken: Taken) -> None:
        """Note one run."""
        self.by_name.setdefault(name, []).append(taken)

    def median(self, name: str, what: str = "cpu") -> float:
        """The median of a contestant."""
        return middle(self.by_name[name], what)

    def ratio(self, one: str, other: str, what: str = "cpu") -> float:
        """How many times as much one takes as the other: the median of all pairs."""
        pairs = zip(self.by_name[one], self.by_name[other], strict=False)
        found: list[float] = [getattr(a, what) / getattr(b, what) for a, b in pairs]
        return statistics.median(found)

    def told(self, *names: str, what: str = "cpu") -> str:
        """The medians in words."""
        unit = {"cpu": "cpu s", "wall": "s", "peak": "MB"}[what]
        said = (f"{name} {_short(self.median(name, what))} {unit}" for name in names)
        times = min(len(self.by_name[name]) for name in names)
        return ", ".join(said) + (f"; pairs: {times}" if times < _ENOUGH else "")


def middle(taken: Iterable[Taken], what: str = "cpu") -> float:
    """The median of some runs."""
    found: list[float] = [getattr(one, what) for one in taken]
    return statistics.median(found)


def turns(
    rounds: int, contestants: Mapping[str, Callable[[], Taken]], slow: Collection[str] = ()
) -> Runs:
    """Each contestant once a round, one after the other; slow ones in the first rounds alone."""
    runs = Runs()
    for number in range(rounds):
        for name, work in contestants.items():
            if number < _SLOW or name not in slow:
                runs.add(name, work())
    return runs


def here(work: Callable[[], object]) -> Taken:
    """What work takes in this process and those it waits for; what it makes is let go of then."""
    gc.collect()
    cpu, wall = _used(), time.perf_counter()
    made = work()
    taken = Taken(_used() - cpu, time.perf_counter() - wall)
    del made
    return taken


def _used() -> float:
    """CPU seconds so far, with those of processes that were waited for."""
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, whose))


def each(work: Callable[[], object]) -> Callable[[], Taken]:
    """Work to be measured in this process when its turn comes."""
    return lambda: here(work)


def command(
    arguments: Sequence[str | Path],
    env: Mapping[str, str] | None = None,
    good: Collection[int] = (0,),
) -> Taken:
    """What a command takes with all its processes; CalledProcessError where it fails."""
    words = [str(one) for one in arguments]
    with tempfile.TemporaryFile() as said:
        wall = time.perf_counter()
        process = subprocess.Popen(
            words, stdout=said, stderr=said, env={**os.environ, **(env or {})}
        )
        with _Memory(process.pid) as memory:
            _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - wall
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in good:
            said.seek(0)
            raise subprocess.CalledProcessError(process.returncode, words, said.read())
    return Taken(used.ru_utime + used.ru_stime, wall, memory.peak)


def kg(*arguments: str | Path, good: Collection[int] = (0,)) -> Taken:
    """What a command of kg takes."""
    return command([sys.executable, "-m", "kg", *arguments], good=good)


@contextmanager
def one_core() -> Iterator[None]:
    """What is begun meanwhile has one core for itself and all that it begins."""
    every = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(every)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, every)


class _Memory:
    """Looks at the memory of a process and all below it until it ends."""

    def __init__(self, pid: int) -> None:
        self.peak = 0.0
        self._pid = pid
        self._over = threading.Event()
        self._looking = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._looking.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._looking.join()

    def _look(self) -> None:
        while not self._over.wait(_LOOK):
            self.peak = max(self.peak, memory(self._pid))


def memory(pid: int) -> float:
    """Megabytes of a process and all below it; what several share counts once."""
    total, waiting = 0, [pid]
    while waiting:
        one = waiting.pop()
        try:
            words = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="utf-8").split()
            total += int(words[words.index("Pss:") + 1])
            for thread in Path(f"/proc/{one}/task").iterdir():
                waiting += map(int, (thread / "children").read_text(encoding="utf-8").split())
        except (OSError, ValueError):  # it ended meanwhile
            continue
    return total / 1024


def _short(number: float) -> str:
    return f"{number:.3g}" if number < 100 else f"{number:.0f}"
