"""SHACL over the graph of one report; what is wrong becomes findings with sentence and line.

Each report is checked alone, so reports can be checked side by side in processes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import SH, Graph
from rdflib.term import Node

from kg.errors import OntologyError
from kg.model import Finding, Severity
from kg.validate import loading
from kg.validate.places import Places

__all__ = ["Shapes", "findings", "shapes"]

_SEVERITIES = {
    SH.Violation: Severity.VIOLATION,
    SH.Warning: Severity.WARNING,
    SH.Info: Severity.INFO,
}


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes, and the predicates that they look at."""

    graph: Graph
    predicates: frozenset[str]


def shapes(folder: Path) -> Shapes:
    """Load the shapes of a folder, once a process."""
    graph = loading.shapes(folder)
    return Shapes(graph, loading.predicates(graph))


def findings(nquads: Iterable[str] | str, text: str, using: Shapes) -> tuple[Finding, ...]:
    """What is wrong in the quads of one report, in the order of its text."""
    quads = loading.quads(nquads)
    places = Places(quads, text)
    data = loading.graph(quads, using.predicates)
    found = [*places.misquoted(), *_violations(data, places, using.graph)]
    return tuple(
        sorted(set(found), key=lambda f: (f.line, f.code, f.quote, f.message_zh, f.message_en))
    )


def _violations(data: Graph, places: Places, shapes_graph: Graph) -> Iterator[Finding]:
    import pyshacl  # noqa: PLC0415  # slow to load, and of no use where a report is only read

    _, report, words = pyshacl.validate(
        data, shacl_graph=shapes_graph, inplace=True, allow_warnings=True, allow_infos=True
    )
    if not isinstance(report, Graph):
        raise OntologyError(f"shapes cannot be run: {words}", where="shapes")
    for result in sorted(report.subjects(SH.focusNode, None, unique=True), key=str):
        yield _finding(report, result, places)


def _finding(report: Graph, result: Node, places: Places) -> Finding:
    focus = str(report.value(result, SH.focusNode))
    shape = str(report.value(result, SH.sourceShape))
    severity = report.value(result, SH.resultSeverity)
    messages = {
        getattr(m, "language", ""): str(m) for m in report.objects(result, SH.resultMessage)
    }
    value = report.value(result, SH.value)
    return places.finding(
        focus,
        code=shape.rsplit("/", 1)[-1],
        severity=_SEVERITIES.get(severity, Severity.VIOLATION),  # type: ignore[call-overload]
        zh=messages.get("zh", ""),
        en=messages.get("en", ""),
        value="" if value is None else str(value),
    )
