"""What was measured as a table in Markdown."""

import json
import os
import platform
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.told import Found, Goal, goals

_HEAD = """| goal | what | peer | wanted | figure | | command |
| --- | --- | --- | --- | --- | --- | --- |
"""
_MARK, _END = "<!-- measured -->", "<!-- end -->"


def machine() -> str:
    """The machine in words."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores ({_processor()}), {memory:.0f} GiB, Python "
        f"{platform.python_version()}, pyoxigraph {version('pyoxigraph')}, "
        f"rdflib {version('rdflib')}, spaCy {version('spacy')}"
    )


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def line(found: Found) -> str:
    """A figure for the eye."""
    goal = goals()[found.key]
    return f"{_mark(goal, found):12} {found.key:18} {_figure(goal, found):10} {found.told}"


def written(folder: Path) -> str:
    """The table of all results that are in a folder, below the machine."""
    kept = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    machines = sorted({one["machine"] for one in kept})
    return "\n\n".join(("; ".join(machines) + ".", _HEAD + "".join(_rows(kept))))


def put(written: str, page: Path) -> None:
    """Put the table between the marks of a page."""
    before, mark, rest = page.read_text(encoding="utf-8").partition(_MARK)
    _, end, after = rest.partition(_END)
    if not mark or not end:
        raise SystemExit(f"{page} has no {_MARK} … {_END}")
    page.write_text(f"{before}{_MARK}\n\n{written}\n{_END}{after}", encoding="utf-8")


def _rows(kept: Iterable[dict[str, Any]]) -> Iterator[str]:
    found: dict[str, tuple[Found, str]] = {}
    for result in kept:
        for one in result["found"]:
            found[one["key"]] = (Found(**one), result["command"])
    for key, goal in goals().items():
        one, command = found.get(key, (Found(key=key, value=None), ""))
        yield _row(goal, one, command)


def _row(goal: Goal, found: Found, command: str) -> str:
    figure = f"{_figure(goal, found)} ({found.told})" if found.told else _figure(goal, found)
    cells = (goal.goal, goal.stage, goal.peer, f"{goal.wanted} {goal.way}".strip(), figure)
    ran = f"`{command.removeprefix('python -m ')}`" if command else ""
    return "".join(f"| {cell} " for cell in (*cells, _mark(goal, found), ran)) + "|\n"


def _figure(goal: Goal, found: Found) -> str:
    if found.value is None:
        return "–"
    shown = f"{found.value:.3g}" if found.value < 100 else f"{found.value:,.0f}"
    return f"{shown} {goal.unit}".strip()


def _mark(goal: Goal, found: Found) -> str:
    if found.value is None:
        return "not measured"
    reached = goal.reached(found.value)
    return "" if reached is None else "reached" if reached else "missed"
