"""Fonts, room, memory and locale of this machine."""

import codecs
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from kg.doctor.checks import Check, State, fault, size
from kg.errors import KgError
from kg.settings import Settings

#: Below these a build may end early: of a disk, and of memory (a worker takes half of it).
_DISK, _MEMORY = 2**30, 2**30
#: Encodings that can hold any Chinese text.
_WIDE = frozenset({"utf-8", "gb18030"})
_MEMORY_FILE = Path("/proc/meminfo")
_TEXT = "规划报告知识图谱"


def fonts(settings: Settings, _graph: Path | None) -> Iterator[Check]:
    """A font that pictures can be drawn with."""
    from kg.analyse.fonts import font  # noqa: PLC0415
    from kg.lexicon.analyse import load  # noqa: PLC0415

    try:
        found = font(_TEXT, load(settings.lexicon).fonts)
        yield Check(part="fonts", found="font-good", values={"font": str(found)})
    except KgError as error:
        yield fault("fonts", error, State.WARNING)


def checks(_settings: Settings, graph: Path | None) -> Iterator[Check]:
    """Room where the graph lies or will lie, memory, locale."""
    yield _room("disk", shutil.disk_usage(_standing(graph or Path())).free, _DISK, "mend-space")
    memory = _available()
    if memory is None:
        yield Check(part="memory", found="not-known")
    else:
        yield _room("memory", memory, _MEMORY, "mend-memory")
    yield _locale()


def _standing(path: Path) -> Path:
    """The folder itself, or the nearest above it that is there."""
    whole = path.resolve()
    return next(one for one in (whole, *whole.parents) if one.exists())


def _room(part: str, free: int, least: int, mend: str) -> Check:
    values = {"free": size(free)}
    if free < least:
        return Check(part=part, state=State.WARNING, found="free", mend=mend, values=values)
    return Check(part=part, found="free", values=values)


def _available() -> int | None:
    """Bytes of memory that programs can still take; None where the system does not tell."""
    try:
        lines = _MEMORY_FILE.read_text("ascii").splitlines()
    except OSError:
        return None
    told = (line.split() for line in lines if line.startswith("MemAvailable:"))
    return next((int(cells[1]) * 1024 for cells in told), None)


def _locale() -> Check:
    encoding = codecs.lookup(sys.stdout.encoding or "ascii").name
    values = {"encoding": encoding}
    if encoding not in _WIDE:
        return Check(
            part="locale",
            state=State.WARNING,
            found="locale-narrow",
            mend="mend-locale",
            values=values,
        )
    return Check(part="locale", found="locale-good", values=values)
