"""The vocabulary's own graph: the ontology and its code lists, read from their files."""

import re
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, parse

from kg import terms
from kg.errors import OntologyError
from kg.iris import Iris
from kg.rdf import nquads


def vocabulary(ontology: Path, base: str) -> tuple[str, ...]:
    """The ontology and its code lists, as sorted lines of N-Quads in a graph of their own."""
    graph = Iris(base).graph("vocabulary")
    check_terms(ontology)
    triples = (str(triple) for path in files(ontology) for triple in read(path))
    return tuple(nquads.quads(triples, graph))


def files(ontology: Path) -> tuple[Path, ...]:
    """The ontology's file and those of its code lists, which stand in codes/ beside it."""
    return (ontology, *sorted((ontology.parent / "codes").glob("*.ttl")))


def read(path: Path) -> tuple[Triple, ...]:
    """The triples of one file; OntologyError names file and line of what is broken."""
    try:
        found = tuple(quad.triple for quad in parse(path=path, format=RdfFormat.TURTLE))
    except OSError as error:
        raise OntologyError(f"cannot be read: {error.strerror}", where=str(path)) from error
    except SyntaxError as error:
        raise OntologyError(f"is no Turtle: {_what(error)}", where=_where(path, error)) from error
    for triple in _with_blank_nodes(found):
        raise OntologyError(f"blank node in {triple}", where=str(path), hint="give it an IRI")
    return found


def prefixes(path: Path) -> dict[str, str]:
    """The prefixes that a file declares, and what they stand for."""
    reader = parse(path=path, format=RdfFormat.TURTLE)
    for _ in reader:  # they are known once all is read
        pass
    return dict(sorted(reader.prefixes.items()))


def check_terms(ontology: Path) -> None:
    """OntologyError where the code uses a term that no file defines, with the place of its use."""
    described = {
        subject.value
        for path in files(ontology)
        for triple in read(path)
        if isinstance(subject := triple.subject, NamedNode)
    }
    for term in (*terms.PlanClass, *terms.Plan, *terms.Cube, *terms.Scheme):
        if term not in described:
            raise OntologyError(
                f"{term} is not defined, but {_use(term)} uses it",
                where=str(_home(term, ontology)),
                hint="define it there, with label, definition and example in zh and en",
            )


def _home(term: str, ontology: Path) -> Path:
    """The file that a term belongs in."""
    if term.startswith(terms.CODE):
        return ontology.parent / "codes" / f"{term.removeprefix(terms.CODE)}.ttl"
    return ontology


def _use(term: str) -> str:
    """File and line of the code that spells a term."""
    ending = re.compile(rf'[}}]{re.escape(re.split("[#/]", term)[-1])}"')
    lines = Path(terms.__file__).read_text(encoding="utf-8").splitlines()
    number = next((at for at, line in enumerate(lines, 1) if ending.search(line)), None)
    return f"kg/terms/__init__.py:{number}" if number else "kg/terms"


def _with_blank_nodes(found: tuple[Triple, ...]) -> Iterator[Triple]:
    for triple in found:
        if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode):
            yield triple


def _where(path: Path, error: SyntaxError) -> str:
    return f"{path}:{error.lineno}" if error.lineno else str(path)


def _what(error: SyntaxError) -> str:
    """The parser's words on one line, without the place that stands before them."""
    return " ".join(error.msg.split())
