"""A SPARQL request answered: guarded, evaluated, written in the format that fits the client."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pyoxigraph import (
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from kg.serve import results
from kg.serve.description import describe
from kg.serve.guard import Query, Refused, look
from kg.serve.protocol import Asked, asked
from kg.serve.replies import Headers, Reply, problem
from kg.serve.sink import Sink
from kg.site.accept import choose

TURTLE = "text/turtle"
RDF: Mapping[str, RdfFormat] = {
    TURTLE: RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/n-quads": RdfFormat.N_QUADS,
    "application/trig": RdfFormat.TRIG,
    "text/n3": RdfFormat.N3,
}
#: Of the address without a query: the description of the endpoint, and the page with the editor.
_OFFERED = (*RDF, "text/html")
_TABLES = (results.JSON, results.XML, results.CSV, results.TSV)
#: Other names of the same; the answer bears the name that was asked for.
_SAME = {
    "application/json": results.JSON,
    "application/xml": results.XML,
    "text/xml": results.XML,
}
_PLAIN = results.PLAIN
#: What ?format= may say, of a table and of triples.
_NAMED: Mapping[str, tuple[str, str]] = {
    "json": (results.JSON, "application/ld+json"),
    "xml": (results.XML, "application/rdf+xml"),
    "csv": (results.CSV, ""),
    "tsv": (results.TSV, ""),
    "ttl": ("", TURTLE),
    "turtle": ("", TURTLE),
    "nt": ("", "application/n-triples"),
    "rdf": ("", "application/rdf+xml"),
    "rdf+xml": ("", "application/rdf+xml"),
    "jsonld": ("", "application/ld+json"),
    "json-ld": ("", "application/ld+json"),
}
_COMMENTS = {
    RdfFormat.TURTLE: "# truncated: {}\n",
    RdfFormat.N_TRIPLES: "# truncated: {}\n",
    RdfFormat.N_QUADS: "# truncated: {}\n",
    RdfFormat.TRIG: "# truncated: {}\n",
    RdfFormat.N3: "# truncated: {}\n",
    RdfFormat.RDF_XML: "<!-- truncated: {} -->\n",
}
#: These have no place for a remark: they are sent once it is known whether they are whole.
_MUTE = frozenset({results.CSV, results.TSV, "application/ld+json"})
_PLACE = re.compile(r"\bat (\d+):(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request to the endpoint; `endpoint` is its own address."""

    method: str
    query: bytes
    accept: str
    content_type: str
    body: bytes
    endpoint: str


@dataclass(frozen=True, slots=True)
class Limits:
    """After how many rows and bytes an answer ends."""

    rows: int
    size: int


def answer(store: Store, request: Request, sink: Sink, limits: Limits) -> Reply | None:
    """The answer; None where it was sent through the sink."""
    try:
        found = asked(request.method, request.query, request.content_type, request.body)
        if found.text is None:
            return _described(store, request, found)
        query = look(found.text)
        kind = _kind(query, found, request.accept)
        return _Answering(store, request.endpoint, sink, limits).answer(query, found, kind)
    except Refused as error:
        return problem(
            error.status, error.message, request.accept, line=error.line, column=error.column
        )
    except SyntaxError as error:
        line, column = _place(str(error))
        return problem(400, str(error), request.accept, line=line, column=column)


def wants_page(request: Request) -> bool:
    """Whether a browser asks for the page with the editor: no query, and pages rather than data."""
    if request.method == "POST" or choose(request.accept, _OFFERED) != "text/html":
        return False
    try:
        found = asked(request.method, request.query, "", b"")
    except Refused:
        return False
    return found.text is None and not found.format


def _place(message: str) -> tuple[int, int]:
    found = _PLACE.search(message)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def _described(store: Store, request: Request, found: Asked) -> Reply:
    if request.method == "POST":
        raise Refused("there is no query")
    kind = _named(found.format, 1) or _chosen(request.accept, tuple(RDF))
    graph = describe(store, request.endpoint)
    body = serialize(graph, format=RDF[kind]) or b""
    return Reply(headers=_headers(kind), body=body)


def _kind(query: Query, found: Asked, accept: str) -> str:
    """The media type of the answer."""
    if query.form in {"SELECT", "ASK"}:
        offered = (*_TABLES[:2], _PLAIN) if query.form == "ASK" else _TABLES
        named = _named(found.format, 0)
        return named if named in offered else _chosen(accept, (*offered, *_SAME))
    return _named(found.format, 1) or _chosen(accept, tuple(RDF))


def _named(name: str, at: int) -> str:
    if name in RDF or name in _TABLES:
        return name if (name in RDF) == bool(at) else ""
    return _NAMED.get(name.lower(), ("", ""))[at]


def _chosen(accept: str, offered: Sequence[str]) -> str:
    found = choose(accept, offered)
    if found is None:
        raise Refused(f"none of the types asked for; there are: {', '.join(offered)}", status=406)
    return found


def _headers(kind: str, cut: str = "") -> Headers:
    charset = "" if "json" in kind or kind.endswith("+xml") else "; charset=utf-8"
    said: Headers = (("X-Truncated", cut),) if cut else ()
    return (("Content-Type", f"{kind}{charset}"), ("Vary", "Accept"), *said)


class _Answering:
    """One query evaluated and written."""

    def __init__(self, store: Store, base: str, sink: Sink, limits: Limits) -> None:
        self._store, self._base, self._sink, self._limits = store, base, sink, limits

    def answer(self, query: Query, found: Asked, kind: str) -> Reply | None:
        self._sink.headers = _headers(kind)
        if kind in _MUTE:
            self._sink.kept = None
        answered = self._store.query(query.text, base_iri=self._base, **_dataset(found))
        cut = ""
        if isinstance(answered, QuerySolutions):
            cut = self._table(answered, _SAME.get(kind, kind))
        elif isinstance(answered, QueryTriples):
            cut = self._triples(answered, RDF[kind])
        elif isinstance(answered, QueryBoolean):
            text = results.boolean(bool(answered), _SAME.get(kind, kind))
            self._sink.write(text.encode())
        body = self._sink.whole()
        reply = Reply(headers=_headers(kind, cut), note="truncated" if cut else "")
        return None if body is None else replace(reply, body=body)

    def _table(self, answered: QuerySolutions, kind: str) -> str:
        names = [variable.value for variable in answered.variables]
        most = (self._limits.rows, self._limits.size)
        why, write = "", self._sink.write
        for text, cut in results.table(names, answered, kind, most):
            write(text.encode())
            why = cut
        return why

    def _triples(self, answered: QueryTriples, form: RdfFormat) -> str:
        cut: list[str] = []
        serialize(self._limited(answered, cut), self._sink, format=form)  # type: ignore[arg-type]
        if cut and form in _COMMENTS:
            self._sink.write(_COMMENTS[form].format(cut[0]).encode())
        return cut[0] if cut else ""

    def _limited(self, answered: QueryTriples, cut: list[str]) -> Iterator[Triple]:
        for number, triple in enumerate(answered):
            if number >= self._limits.rows or self._sink.size >= self._limits.size:
                cut.append("rows" if number >= self._limits.rows else "bytes")
                return
            yield triple


def _dataset(found: Asked) -> dict[str, Any]:
    """The graphs that may be seen: what the request says counts more than FROM."""
    if not found.dataset:
        return {}
    return {"default_graph": list(found.default), "named_graphs": list(found.named)}
