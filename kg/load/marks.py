"""What the store itself keeps of a load: a small graph that says which graphs are ours.

A graph is listed before anything of it is sent, and has a version once all of it is there. A load
that was cut off is taken up from this, whoever goes on and wherever; a store that lost its data
has lost the marks too.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from kg.errors import EndpointError
from kg.load.asking import Session, shown
from kg.load.places import JSON
from kg.terms import Owl, Rdf, Void, Xsd

#: Marks that one answer has.
_PAGE = 1000


class Mark(NamedTuple):
    """What was said of a graph: its version and statements; "" and 0 while it is not complete."""

    version: str = ""
    triples: int = 0


Marks = Mapping[str, Mark]


def place(base: str) -> str:
    """The IRI of the graph of marks; no report can have it."""
    return f"{base}id/loaded"


def lines(marks: Marks) -> list[bytes]:
    """Marks as N-Triples."""
    made = []
    for iri, mark in sorted(marks.items()):
        made.append(f"<{iri}> <{Rdf.TYPE}> <{Void.DATASET}> .\n")
        if mark.version:
            made.append(f'<{iri}> <{Owl.VERSION_INFO}> "{mark.version}" .\n')
            made.append(f'<{iri}> <{Void.TRIPLES}> "{mark.triples}"^^<{Xsd.INTEGER}> .\n')
    return [line.encode() for line in made]


def read(session: Session, query: str, graph: str) -> dict[str, Mark]:
    """All marks of a store, page by page: many stores cut long answers without a word."""
    found: dict[str, Mark] = {}
    last = ""
    while True:
        page = _page(session, query, graph, last)
        found.update(page)
        if len(page) < _PAGE:
            return found
        last = max(page)


def _page(session: Session, query: str, graph: str, last: str) -> dict[str, Mark]:
    rows = _rows(
        session,
        query,
        f"SELECT ?g (COUNT(?v) AS ?versions) (MIN(?v) AS ?version) (MIN(?n) AS ?triples) WHERE {{"
        f" GRAPH <{graph}> {{ ?g <{Rdf.TYPE}> <{Void.DATASET}>"
        f" OPTIONAL {{ ?g <{Owl.VERSION_INFO}> ?v ; <{Void.TRIPLES}> ?n }} }}"
        f' FILTER (STR(?g) > "{last}") }} GROUP BY ?g ORDER BY STR(?g) LIMIT {_PAGE}',
        "g",
        "versions",
    )
    return {row["g"]: _mark(row) for row in rows}


def _mark(row: Mapping[str, str]) -> Mark:
    """The mark of a row; two versions say that two loads went on at once: none is believed."""
    triples = row.get("triples", "")
    whole = row["versions"] == "1" and triples.isdecimal()
    return Mark(row["version"], int(triples)) if whole else Mark()


def counts(session: Session, query: str, graphs: Iterable[str]) -> dict[str, int]:
    """How many statements some graphs have in the store.

    Asked one by one: a query about many of them takes Virtuoso sixty times as long, and one about
    all is cut by limits of time and rows.
    """
    found = {}
    for iri in graphs:
        text = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}"
        found[iri] = sum(int(row["n"]) for row in _rows(session, query, text, "n"))
    return found


def _rows(session: Session, query: str, text: str, *names: str) -> list[dict[str, str]]:
    """The rows of an answer: what is bound, as text; these names are, or it is no answer."""
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Accept": JSON}
    reply = session.ask("POST", query, urlencode({"query": text}).encode(), kind)
    if not reply.good:
        raise EndpointError(f"the server answers {reply.said}", where=shown(query))
    try:
        bindings: list[dict[str, Any]] = json.loads(reply.body)["results"]["bindings"]
        rows = [{name: str(cell["value"]) for name, cell in row.items()} for row in bindings]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EndpointError("its answer is not one to a query", where=shown(query)) from error
    if not all(name in row for row in rows for name in names):
        raise EndpointError("its answer is not one to a query", where=shown(query))
    return rows
