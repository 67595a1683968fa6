"""G5: a build in two processes beside the same in one, by the clock."""

import tempfile
from collections.abc import Callable, Iterator

from benchmarks import data
from benchmarks.measure import Taken, kg, turns
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

        runs = turns(told.rounds, {"one": building(1), "two": building(2)})
    said = f"{runs.told('one', 'two', what='wall')}; {runs.told('one', 'two')}"
    yield Found(key="G5-two", value=runs.ratio("one", "two", "wall"), told=said)
