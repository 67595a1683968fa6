"""Ways to put a graph into a store. Each request is of bounded size and may be sent twice."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Protocol
from urllib.parse import urlencode

from kg.errors import EndpointError
from kg.load.asking import Body, Reply, Session, shown
from kg.load.graphs import Graph, pieces
from kg.load.places import Services

_TRIPLES, _QUADS = "application/n-triples", "application/n-quads"
_UPDATE = "application/sparql-update"
#: Bytes of one request: proxies take a few megabytes, a bulk load is the cheaper the more it has,
#: and what an update says is compiled, by some stores into more than they can hold.
_PUT, _BULK, _INSERT = 8 << 20, 64 << 20, 128 << 10
_TOGETHER = 250_000
_LEAST = 64 << 10
_TOO_LARGE = 413


class Target(Protocol):
    """A store that graphs are put into."""

    #: Statements of graphs that are sent together, and marked as complete together.
    batch: int

    def send(self, graphs: Sequence[Graph], standing: frozenset[str]) -> None:
        """Put graphs in place of what stands of them, which is nothing but in `standing`."""

    def write(self, iri: str, lines: Sequence[bytes]) -> None:
        """Put a small graph, as N-Triples, in place of what stands of it."""

    def add(self, iri: str, lines: Sequence[bytes]) -> None:
        """Add a few statements to a graph."""

    def drop(self, iri: str) -> None:
        """Take a graph away, which may be away already."""


def target(session: Session, services: Services, *, packed: bool) -> Target:
    """The best way that a store has."""
    if not services.graph_store:
        return Updates(session, services.update, packed=packed)
    if services.bulk:
        return Bulk(session, services.graph_store, services.bulk, packed=packed)
    return GraphStore(session, services.graph_store, packed=packed)


class _Sending:
    """Requests to one address, packed as long as the server takes that."""

    def __init__(self, session: Session, address: str, *, packed: bool) -> None:
        self._session, self._address, self._packed = session, address, packed

    def _asked(self, method: str, query: dict[str, str], body: Body | None, kind: str) -> Reply:
        headers = {"Content-Type": kind} if body is not None else {}
        mark = "&" if "?" in self._address else "?"
        address = f"{self._address}{mark}{urlencode(query)}" if query else self._address
        reply = self._session.ask(method, address, body, headers, packed=self._packed)
        if self._packed and body is not None and not reply.good and reply.status != _TOO_LARGE:
            reply = self._session.ask(method, address, body, headers)
            self._packed = not reply.good  # it was the packing that it did not understand
        return reply

    def _done(self, reply: Reply) -> None:
        if not reply.good:
            raise EndpointError(f"the server answers {reply.said}", where=shown(self._address))


class GraphStore(_Sending):
    """The SPARQL 1.1 Graph Store HTTP Protocol, a graph at a time."""

    batch = 0

    def __init__(self, session: Session, address: str, *, packed: bool) -> None:
        """`address` is that of the graph store, without a graph."""
        super().__init__(session, address, packed=packed)
        self._most = _PUT

    def send(self, graphs: Sequence[Graph], _standing: frozenset[str]) -> None:
        """Put the first piece of a graph, which replaces it, and add the others."""
        for graph in graphs:
            self._replace(graph.iri, partial(pieces, graph, quads=False))

    def write(self, iri: str, lines: Sequence[bytes]) -> None:
        """Put all in one request, unless it is very long."""
        self._replace(iri, partial(_joined, lines))

    def _replace(self, iri: str, cut: Callable[[int], Iterator[bytes]]) -> None:
        while not self._taken(iri, cut(self._most)):
            self._most = _smaller(self._most, self._address)

    def _taken(self, iri: str, cut: Iterator[bytes]) -> bool:
        """Whether the server took all pieces for small enough."""
        method = "PUT"
        for piece in cut:
            reply = self._asked(method, {"graph": iri}, piece, _TRIPLES)
            if reply.status == _TOO_LARGE:
                return False
            self._done(reply)
            method = "POST"
        return True

    def add(self, iri: str, lines: Sequence[bytes]) -> None:
        """Post statements."""
        self._done(self._asked("POST", {"graph": iri}, b"".join(lines), _TRIPLES))

    def drop(self, iri: str) -> None:
        """Delete a graph."""
        reply = self._asked("DELETE", {"graph": iri}, None, _TRIPLES)
        if reply.status != 404:
            self._done(reply)


class Bulk(GraphStore):
    """A graph store that takes N-Quads of many graphs at once, outside of a transaction.

    It adds: what stands of a graph is deleted first. For Oxigraph this costs a third of a PUT of
    each graph, and a tenth of the memory.
    """

    batch = _TOGETHER

    def __init__(self, session: Session, address: str, parameter: str, *, packed: bool) -> None:
        """`parameter` of the address says that it is done in bulk."""
        super().__init__(session, address, packed=packed)
        self._parameter, self._most = parameter, _BULK

    def send(self, graphs: Sequence[Graph], standing: frozenset[str]) -> None:
        """Delete what stands, then add all."""
        for graph in graphs:
            if graph.iri in standing:
                self.drop(graph.iri)
        while not self._together(graphs):
            self._most = _smaller(self._most, self._address)

    def _together(self, graphs: Sequence[Graph]) -> bool:
        for body in self._bodies(graphs):
            reply = self._asked("POST", {self._parameter: ""}, body, _QUADS)
            if reply.status == _TOO_LARGE:
                return False
            self._done(reply)
        return True

    def _bodies(self, graphs: Sequence[Graph]) -> Iterator[bytearray]:
        body = bytearray()
        for graph in graphs:
            for piece in pieces(graph, min(self._most, _PUT), quads=True):
                if body and len(body) + len(piece) > self._most:
                    yield body
                    body = bytearray()
                body += piece
        yield body


class Updates(_Sending):
    """SPARQL 1.1 Update, for a store without the protocol of graph stores."""

    batch = 0

    def send(self, graphs: Sequence[Graph], _standing: frozenset[str]) -> None:
        """Drop what stands, then insert piece by piece."""
        for graph in graphs:
            self.drop(graph.iri)
            for piece in pieces(graph, _INSERT, quads=False):
                self._said(_insert(graph.iri, piece))

    def write(self, iri: str, lines: Sequence[bytes]) -> None:
        """Drop and insert in one request, unless it is long."""
        before = f"DROP SILENT GRAPH <{iri}> ;\n".encode()
        for piece in _joined(lines, _INSERT):
            self._said(before + _insert(iri, piece))
            before = b""

    def add(self, iri: str, lines: Sequence[bytes]) -> None:
        """Insert statements."""
        self._said(_insert(iri, b"".join(lines)))

    def drop(self, iri: str) -> None:
        """Drop a graph."""
        self._said(f"DROP SILENT GRAPH <{iri}>".encode())

    def _said(self, update: bytes) -> None:
        self._done(self._asked("POST", {}, update, _UPDATE))


def _insert(iri: str, triples: bytes) -> bytes:
    return b"INSERT DATA { GRAPH <%s> {\n%s} }" % (iri.encode(), triples)


def _joined(lines: Sequence[bytes], most: int) -> Iterator[bytes]:
    """Lines in pieces of at most so many bytes."""
    piece = bytearray()
    for line in lines:
        if piece and len(piece) + len(line) > most:
            yield bytes(piece)
            piece.clear()
        piece += line
    yield bytes(piece)


def _smaller(most: int, address: str) -> int:
    if most <= _LEAST:
        raise EndpointError(f"it takes no request of {most >> 10} kB", where=shown(address))
    return most // 4
