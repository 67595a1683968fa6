"""Checking what lies in a graph folder anew: each report alone, in parallel."""

from collections.abc import Callable
from pathlib import Path

from kg import contradictions, store, validate
from kg.model import Finding
from kg.settings import Settings
from kg.store import Entry
from kg.workers import side_by_side

#: Called with the number of reports done, of all, and the name of the last one.
Progress = Callable[[int, int, str], None]


def check(
    directory: Path,
    settings: Settings,
    *,
    engine: str = validate.DEFAULT,
    workers: int | None = None,
    progress: Progress | None = None,
) -> tuple[Finding, ...]:
    """All findings about the reports of a graph folder, in their order.

    The graph and the kept text of each report are checked anew; what reading found is taken as it
    was kept. What reports say together is told of the report that says it last.
    """
    entries = store.read(directory).reports
    together = contradictions.found(directory, settings)
    checker = _Checker(directory, validate.shapes(settings, engine), together)
    found: list[Finding] = []
    results = side_by_side(checker.found, entries, workers)
    for done, (entry, ones) in enumerate(zip(entries, results, strict=True), 1):
        found.extend(ones)
        if progress:
            progress(done, len(entries), entry.name)
    return tuple(found)


class _Checker:
    """What one process needs to check one report after another."""

    def __init__(
        self, directory: Path, shapes: validate.Shapes, together: contradictions.ByReport
    ) -> None:
        self._directory = directory
        self._shapes = shapes
        self._together = together

    def found(self, entry: Entry) -> tuple[Finding, ...]:
        """The findings of one report in the order of its text."""
        nquads = store.report_file(self._directory, entry.id, store.QUADS).decode()
        text = store.report_file(self._directory, entry.id, store.TEXT).decode()
        read = validate.of_reading(store.findings(self._directory, entry.id))
        triples = validate.triples_of(nquads.splitlines())
        broken = validate.findings(triples, text, self._shapes)
        together = self._together.get(entry.id, ())
        return validate.ordered((*read, *broken, *together))
