"""Which formats of reports can be read here."""

import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from kg.doctor.checks import Check, State
from kg.read.formats import FORMATS, Format, office_program
from kg.settings import Settings

_SECONDS = 5


def checks(_settings: Settings, _graph: Path | None) -> Iterator[Check]:
    """Each format, then LibreOffice."""
    for one in FORMATS:
        yield _format(one)
    yield _office()


def _format(one: Format) -> Check:
    part, values = f"format {one.key}", {"endings": " ".join(one.endings)}
    if find_spec(f"kg.read.{one.reader}") is None:
        return Check(part=part, state=State.WARNING, found="format-later", values=values)
    if not one.missing:
        return Check(part=part, found="format-read", values=values)
    return Check(
        part=part,
        state=State.WARNING,
        found="format-missing",
        mend="mend-office" if one.office else "mend-pip",
        values=values | {"missing": one.missing},
    )


def _office() -> Check:
    part, program = "LibreOffice", office_program()
    if program is None:
        return Check(part=part, state=State.WARNING, found="no-office", mend="mend-office")
    try:
        done = subprocess.run(
            [program, "--version"],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        values = {"program": program}
        return Check(part=part, state=State.WARNING, found="office-silent", values=values)
    return Check(part=part, found="version", values={"version": done.stdout.strip()})
