"""N-Quads and shapes as rdflib graphs.

The quads are parsed by Oxigraph, and only those are kept whose predicate a shape speaks of: the
shapes are not closed, so nothing else can matter to them.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from pyoxigraph import Literal as OxLiteral
from pyoxigraph import Quad, RdfFormat, parse
from rdflib import RDF, RDFS, SH, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.errors import OntologyError

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_VALUE_PREDICATES = (SH.lessThan, SH.lessThanOrEquals, SH.equals, SH.disjoint)


def shapes(folder: Path) -> Graph:
    """All shapes of a folder in one graph; OntologyError names the file that is wrong."""
    graph = Graph()
    paths = sorted(folder.glob("*.ttl"))
    if not paths:
        raise OntologyError("no shapes here", where=str(folder))
    for path in paths:
        try:
            graph.parse(path, format="turtle")
        except (SyntaxError, OSError) as error:
            raise OntologyError(f"cannot be read: {error}", where=str(path)) from error
    return graph


def predicates(shapes_graph: Graph) -> frozenset[str]:
    """The IRIs of all predicates that the shapes look at."""
    found = {str(RDF.type), str(RDFS.subClassOf)}
    for predicate in (SH.path, *_VALUE_PREDICATES):
        for target in shapes_graph.objects(None, predicate):
            found.update(str(node) for node in _steps(shapes_graph, target))
    return frozenset(found)


def _steps(graph: Graph, path: Node) -> Iterator[Node]:
    if isinstance(path, URIRef):
        yield path
    elif (path, RDF.first, None) in graph:
        yield from Collection(graph, path)
    else:  # an inverse, alternative or repeated path
        for target in graph.objects(path):
            yield from _steps(graph, target)


def quads(lines: Iterable[str] | str) -> tuple[Quad, ...]:
    """N-Quads as Oxigraph's values."""
    text = lines if isinstance(lines, str) else "\n".join(lines)
    return tuple(parse(text, format=RdfFormat.N_QUADS))


def graph(found: Iterable[Quad], kept: frozenset[str]) -> Graph:
    """The triples with one of the predicates, as an rdflib graph."""
    made = Graph()
    add = made.store.add
    for quad in found:
        predicate = quad.predicate.value
        if predicate in kept:
            subject = _iri(str(quad.subject.value))  # type: ignore[union-attr]
            add((subject, _iri(predicate), _term(quad.object)), made)
    return made


@lru_cache(maxsize=131072)
def _iri(value: str) -> URIRef:
    return URIRef(value)


def _term(term: object) -> Node:
    if isinstance(term, OxLiteral):
        return _literal(term.value, term.datatype.value, term.language)
    return _iri(str(term.value))  # type: ignore[attr-defined]


@lru_cache(maxsize=65536)
def _literal(value: str, datatype: str, language: str | None) -> Literal:
    if language:
        return Literal(value, lang=language)
    return Literal(value) if datatype == _STRING else Literal(value, datatype=_iri(datatype))
