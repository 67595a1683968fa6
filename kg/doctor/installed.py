"""Python and the packages that plan-kg says it needs."""

import platform
import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from kg import __version__
from kg.doctor.checks import Check, State
from kg.settings import Settings

_NAME = "plan-kg"
_PYTHON = (3, 11)
#: As in `networkit>=11; extra == "fast"`.
_NEED = re.compile(r"([\w.-]+)(?:\[[^\]]*\])?\s*(?:>=\s*([\d.]+))?[^;]*(?:;.*extra == .([\w-]+))?")


def checks(_settings: Settings, _graph: Path | None) -> Iterator[Check]:
    """Python, the package, what it needs, then its extras."""
    yield _python()
    try:
        needs = [found.groups() for one in requires(_NAME) or () if (found := _NEED.match(one))]
    except PackageNotFoundError:
        values = {"version": __version__}
        yield Check(part=_NAME, state=State.WARNING, found="no-metadata", values=values)
        return
    yield Check(part=_NAME, found="version", values={"version": __version__})
    for name, least, extra in sorted(needs, key=lambda one: (one[2] or "", one[0])):
        yield _package(name, least or "0", extra or "")


def _python() -> Check:
    values = {"version": platform.python_version()}
    if sys.version_info < _PYTHON:
        return Check(
            part="Python",
            state=State.FAULT,
            found="old-python",
            mend="mend-python",
            values=values,
        )
    return Check(part="Python", found="version", values=values)


def _package(name: str, least: str, extra: str) -> Check:
    part = f"{name} [{extra}]" if extra else name
    state = State.WARNING if extra else State.FAULT
    mend = "mend-extra" if extra else "mend-pip"
    values = {"extra": extra, "needed": least}
    try:
        values["version"] = version(name)
    except PackageNotFoundError:
        found = "no-extra" if extra else "no-package"
        return Check(part=part, state=state, found=found, mend=mend, values=values)
    if _numbers(values["version"]) < _numbers(least):
        return Check(part=part, state=state, found="old-package", mend=mend, values=values)
    return Check(part=part, found="version", values=values)


def _numbers(words: str) -> tuple[int, ...]:
    """A version as numbers, without what marks one before a release, and without noughts behind.

    >>> _numbers("3.8.0rc1"), _numbers("11")
    ((3, 8), (11,))
    """
    found = [int(one) for one in re.findall(r"\d+", re.split(r"[^\d.]", words)[0])]
    while found and not found[-1]:
        found.pop()
    return tuple(found)
