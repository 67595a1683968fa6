"""G9: a build when nothing, or one report, changed, beside the full one."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import data
from benchmarks.measure import Runs, kg
from benchmarks.told import Found, Told

_MANY, _FEW = 137, 8


def measured(told: Told) -> Iterator[Found]:
    """One full build, then turns of nothing and of one report that got another line."""
    count = told.tenth or (_FEW if told.small else _MANY)
    runs = Runs()
    with tempfile.TemporaryDirectory(dir=told.work) as name:
        reports, out = Path(name) / "reports", Path(name) / "graph"
        shutil.copytree(data.synthetic(told, count), reports)
        runs.add("full", kg("build", reports, "--out", out))
        changed = min(reports.rglob("*.txt"))
        for number in range(told.rounds):
            runs.add("nothing", kg("build", reports, "--out", out))
            with changed.open("a", encoding="utf-8") as file:
                file.write(f"\n第{number + 1}次修订。\n")
            runs.add("one", kg("build", reports, "--out", out))
    for what in ("nothing", "one"):
        value = runs.median(what) / runs.median("full")
        said = f"{count} reports: {runs.median(what):.3g} of {runs.median('full'):.3g} cpu s"
        yield Found(key=f"G9-{what}", value=value, told=said)
