"""The vocabulary's own graph: the ontology and its code lists, read from their files."""

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import BlankNode, RdfFormat, Triple, parse

from kg.errors import OntologyError
from kg.iris import Iris
from kg.rdf import nquads


def vocabulary(ontology: Path, base: str) -> tuple[str, ...]:
    """The ontology and its code lists, as sorted lines of N-Quads in a graph of their own."""
    graph = Iris(base).graph("vocabulary")
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


def _with_blank_nodes(found: tuple[Triple, ...]) -> Iterator[Triple]:
    for triple in found:
        if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode):
            yield triple


def _where(path: Path, error: SyntaxError) -> str:
    return f"{path}:{error.lineno}" if error.lineno else str(path)


def _what(error: SyntaxError) -> str:
    """The parser's words on one line, without the place that stands before them."""
    return " ".join(error.msg.split())
