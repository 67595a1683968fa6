"""G5: a build in two processes beside the same in one, by the clock.

One process fills the store in a thread beside its reading, so it has both cores as well. What two
cores give is told beside a build that has one for all.
"""

import tempfile
from collections.abc import Callable, Iterator

from benchmarks import data
from benchmarks.measure import Taken, kg, one_core, turns
from benchmarks.told import Found, Told

_MANY, _FEW = 40, 8


def measured(told: Told) -> Iterator[Found]:
    """Builds of all reports that are given, else of synthetic ones."""
    given = told.reports or (data.synthetic(told, _FEW if told.small else _MANY),)
    with tempfile.TemporaryDirectory(dir=told.work) as name:

        def building(workers: int) -> Callable[[], Taken]:
            return lambda: kg(
                "build", *given, "--out", tempfile.mkdtemp(dir=name), "--workers", str(workers)
            )

        def alone() -> Taken:
            with one_core():
                return building(1)()

        work = {"one": building(1), "two": building(2), "core": alone}
        runs = turns(told.rounds, work)
    for key, other in (("G5-two", "one"), ("G5-core", "core")):
        said = f"{runs.told(other, 'two', what='wall')}; {runs.told(other, 'two')}"
        yield Found(key=key, value=runs.ratio(other, "two", "wall"), told=said)
