"""All checks, side by side."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from kg.doctor import data, folder, formats, installed, machine
from kg.doctor.checks import Check, fault
from kg.settings import Settings
from kg.workers import side_by_side

Examination: TypeAlias = Callable[[Settings, Path | None], Iterator[Check]]

#: By the part that is named where one breaks down; in the order in which they are told.
EXAMINATIONS: dict[str, Examination] = {
    "packages": installed.checks,
    "formats": formats.checks,
    "model": data.model,
    "lexicon": data.lexicon,
    "vocabulary": data.vocabulary,
    "fonts": machine.fonts,
    "machine": machine.checks,
    "graph": folder.checks,
}
#: Those that take longest to load begin first.
_SLOW = ("lexicon", "fonts", "vocabulary", "graph")


def examine(settings: Settings, graph: Path | None = None) -> tuple[Check, ...]:
    """Everything that can be checked, of a graph folder too where one is given."""
    order = [*_SLOW, *(part for part in EXAMINATIONS if part not in _SLOW)]
    work = _Work(settings, graph)
    found = dict(zip(order, side_by_side(work.done, order, None), strict=True))
    return tuple(check for part in EXAMINATIONS for check in found[part])


@dataclass(frozen=True, slots=True)
class _Work:
    settings: Settings
    graph: Path | None

    def done(self, part: str) -> tuple[Check, ...]:
        try:
            return tuple(EXAMINATIONS[part](self.settings, self.graph))
        except Exception as error:  # noqa: BLE001  # whatever is broken is what is looked for
            return (fault(part, error),)
