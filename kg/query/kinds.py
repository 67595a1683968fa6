"""Which statements a query can touch, told by its text: a store of them alone answers it alike."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from kg.terms import Rdf

#: Parts of a query whose statements do not come from the default graph alone.
_ELSEWHERE = frozenset({"Graph", "ServiceGraphPattern"})

_Names: TypeAlias = frozenset[str]
#: Variables with the IRIs that they can stand for.
_Bound: TypeAlias = Mapping[str, _Names]


def kinds(sparql: str) -> frozenset[str] | None:
    """The kinds of all statements that a query of the default graph looks for.

    A kind is a predicate, "<…>"; of `rdf:type` also a predicate and a class, "<…#type> <…>". None
    where any predicate will do, statements of other graphs are asked for, or rdflib cannot read the
    query: what it does not know an engine may. A path that may have no length is taken to begin or
    end at what other statements name.

    >>> sorted(kinds("SELECT * { ?a a <http://e/A> ; <http://e/p>/<http://e/q> ?b }") or ())[:2]
    ['<http://e/p>', '<http://e/q>']
    >>> kinds("SELECT * { VALUES ?p { <http://e/p> } ?a ?p ?b }")
    frozenset({'<http://e/p>'})
    >>> kinds("SELECT * { ?a ?p ?b }") is None
    True
    """
    # slow to load, wanted only where something is made
    from rdflib.plugins.sparql.algebra import translateQuery  # noqa: PLC0415
    from rdflib.plugins.sparql.parser import parseQuery  # noqa: PLC0415

    try:
        algebra = translateQuery(parseQuery(sparql)).algebra
    except Exception:  # noqa: BLE001  # it raises those of its parser, and bare ones
        return None
    return _all(_kinds(algebra, {}))


def _kinds(node: Any, bound: _Bound) -> Iterator[_Names | None]:  # noqa: ANN401  # no types there
    """The kinds of each part of a parsed query; None for one that may touch anything."""
    from rdflib.plugins.sparql.parserutils import CompValue  # noqa: PLC0415

    if isinstance(node, CompValue):
        said = dict(node.items())
        if node.name in _ELSEWHERE or said.get("datasetClause"):
            yield None
        for _, predicate, thing in said.pop("triples", ()):
            yield _kind(predicate, thing, bound)
        if node.name == "Project":
            bound = {}  # a query within another has variables of its own
        if node.name == "Join":
            bound = {**bound, **_values(said["p1"]), **_values(said["p2"])}
        node = tuple(said.values())
    if isinstance(node, list | tuple | set | frozenset):
        for one in node:
            yield from _kinds(one, bound)


def _kind(predicate: Any, thing: Any, bound: _Bound) -> _Names | None:  # noqa: ANN401
    from rdflib import URIRef  # noqa: PLC0415

    named = _named(predicate, bound)
    if predicate == URIRef(Rdf.TYPE):
        classes = {str(thing)} if isinstance(thing, URIRef) else bound.get(thing, ())
        if classes:
            return frozenset(f"<{Rdf.TYPE}> <{one}>" for one in classes)
    return None if named is None else frozenset(f"<{one}>" for one in named)


def _named(predicate: Any, bound: _Bound) -> _Names | None:  # noqa: ANN401
    """The predicates of a path; None where it is of any but some."""
    from rdflib import URIRef, Variable  # noqa: PLC0415
    from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath  # noqa: PLC0415

    match predicate:
        case URIRef():
            return frozenset({str(predicate)})
        case Variable():
            return bound.get(predicate)
        case AlternativePath() | SequencePath():
            return _all(_named(one, bound) for one in predicate.args)
        case InvPath():
            return _named(predicate.arg, bound)
        case MulPath():
            return _named(predicate.path, bound)
        case _:
            return None


def _values(node: Any) -> _Bound:  # noqa: ANN401
    """What VALUES says that is joined with other parts."""
    from rdflib import URIRef  # noqa: PLC0415

    rows = node.p.res if node.name == "ToMultiSet" and node.p.name == "values" else ()
    found: dict[str, set[str] | None] = {}
    for variable, value in (pair for row in rows for pair in row.items()):
        before = found.setdefault(variable, set())
        if before is not None and isinstance(value, URIRef):
            before.add(str(value))
        else:  # left open, or no IRI
            found[variable] = None
    return {variable: frozenset(iris) for variable, iris in found.items() if iris is not None}


def _all(found: Iterable[_Names | None]) -> _Names | None:
    together: set[str] = set()
    for one in found:
        if one is None:
            return None
        together |= one
    return frozenset(together)
