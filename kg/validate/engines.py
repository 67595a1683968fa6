"""Two SHACL engines behind one face: a fast one in Rust, and pyshacl as the one to compare with.

Both get the same shapes and the same triples as text, and give back the same results.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from kg.errors import OntologyError
from kg.terms import Rdf
from kg.validate.rules import Rules, place

if TYPE_CHECKING:
    import shacl

DEFAULT, REFERENCE = "shacl", "pyshacl"


class Result(NamedTuple):
    """One broken constraint; nodes and values without the syntax around them."""

    focus: str
    shape: str
    value: str
    messages: tuple[str, ...]


class Engine(Protocol):
    """What checks triples against the shapes that it was made with."""

    def results(self, ntriples: str) -> Iterator[Result]:
        """What is broken in N-Triples, in any order."""


class RustEngine:
    """The package `shacl`."""

    def __init__(self, rules: Rules) -> None:
        """Compile the shapes; OntologyError names the file that cannot be."""
        try:
            self._shapes = _compiled(rules.text, rules)
        except ValueError as error:
            raise _broken(rules, error) from error

    def results(self, ntriples: str) -> Iterator[Result]:
        """What is broken in N-Triples."""
        for one in self._shapes.validate_text(ntriples, format="ntriples").results:
            yield Result(
                focus=_plain(one.focus_node),
                shape=_plain(one.source_shape or ""),
                value=one.value_plain or "",
                messages=tuple(one.messages),
            )


class ReferenceEngine:
    """pyshacl over rdflib: slow, and what the other is measured against."""

    def __init__(self, rules: Rules) -> None:
        """Parse the shapes."""
        from rdflib import Graph  # noqa: PLC0415  # slow to load

        self._shapes = Graph().parse(data=rules.text, format="turtle")
        self._where = str(next(iter(rules.files)).parent)

    def results(self, ntriples: str) -> Iterator[Result]:
        """What is broken in N-Triples."""
        import pyshacl  # noqa: PLC0415  # slow to load
        from rdflib import SH, Graph  # noqa: PLC0415

        data = Graph().parse(data=ntriples, format="nt")
        _, report, words = pyshacl.validate(
            data, shacl_graph=self._shapes, inplace=True, allow_warnings=True, allow_infos=True
        )
        if not isinstance(report, Graph):
            raise OntologyError(f"shapes cannot be run: {words}", where=self._where)
        for result in report.subjects(SH.focusNode, None, unique=True):
            value = report.value(result, SH.value)
            yield Result(
                focus=str(report.value(result, SH.focusNode)),
                shape=str(report.value(result, SH.sourceShape)),
                value="" if value is None else str(value),
                messages=tuple(str(m) for m in report.objects(result, SH.resultMessage)),
            )


#: Engines by the name that the command takes.
ENGINES: Mapping[str, Callable[[Rules], Engine]] = {
    DEFAULT: RustEngine,
    REFERENCE: ReferenceEngine,
}


def _plain(term: str) -> str:
    return term[1:-1] if term.startswith("<") else term


def _compiled(text: str, rules: Rules) -> "shacl.Shapes":
    """Shapes that have run once, on a node of each class: their queries are read only then."""
    import shacl  # noqa: PLC0415  # the other engine does without

    made = shacl.Shapes.from_text(text)
    made.validate_text("".join(f"<urn:x> <{Rdf.TYPE}> <{one}> .\n" for one in rules.targets))
    return made


def _broken(rules: Rules, error: ValueError) -> OntologyError:
    """The error of shapes that are Turtle and yet no shapes, at the first file that is wrong."""
    for path, text in rules.files.items():
        try:
            _compiled(text, rules)
        except ValueError as found:
            return OntologyError(
                f"no shapes: {_first_line(found)}", where=_where(path, text, found)
            )
    return OntologyError(
        f"no shapes: {_first_line(error)}", where=str(next(iter(rules.files)).parent)
    )


def _where(path: Path, text: str, error: ValueError) -> str:
    """The line of the term that the engine speaks of, or of the first query."""
    term = re.search(r"sh:\w+", str(error))
    return place(path, text, term.group() if term else "sh:select")


def _first_line(error: ValueError) -> str:
    return str(error).strip().split("\n", 1)[0]
