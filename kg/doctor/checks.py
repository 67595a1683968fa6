"""What one check found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kg.errors import KgError


class State(StrEnum):
    """How grave it is: with a fault `kg` cannot do its work, with a warning less than all of it."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One row: `found` and `mend` are keys of words that `values` fill in; an `error` says both."""

    part: str
    state: State = State.OK
    found: str = ""
    mend: str = ""
    values: Mapping[str, str | int] = field(default_factory=dict)
    error: KgError | None = None


def fault(part: str, error: Exception, state: State = State.FAULT) -> Check:
    """A check that an error ended."""
    if isinstance(error, KgError):
        return Check(part=part, state=state, error=error)
    said = " ".join(f"{type(error).__name__}: {error}".split())
    mend = "mend-pip" if isinstance(error, ImportError) else ""
    return Check(part=part, state=state, found="failed", mend=mend, values={"error": said})


def size(count: int) -> str:
    """Bytes as people say them.

    >>> size(3 * 2**30), size(700 * 2**20)
    ('3.0 GiB', '700 MiB')
    """
    return f"{count / 2**30:.1f} GiB" if count >= 2**30 else f"{count // 2**20} MiB"
