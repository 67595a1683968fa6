"""Engines that answer the same questions on the same graph, one face for all."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType, ModuleType
from typing import Protocol

import pyoxigraph as ox
import rdflib

from benchmarks.told import HERE, Told
from kg import answers, query
from kg.query import Question
from kg.settings import Settings

#: A question's variables with what they are bound to.
Binding = Mapping[str, ox.NamedNode | ox.Literal]
#: Seconds after which rdflib is stopped.
PATIENCE = 20
_PORT = 8412
_VIRTUOSO, _ISQL = 8413, "8414"  # as in peers/virtuoso.ini
_GRAPH = "http://localhost/union"
_WHERE = re.compile(r"\bWHERE\s*\{")


class Engine(Protocol):
    """What answers questions."""

    def rows(self, asked: Question, given: Mapping[str, str], bound: Binding) -> int:
        """How many rows the answer has, all of them fetched; TimeoutError where it is stopped."""


class Ours:
    """What `kg query` does: names are looked up, a table or the store is asked."""

    def __init__(self, graph: Path) -> None:
        self._folder = Settings().queries
        self._store, self._tables = answers.opened(graph, self._folder)

    def rows(self, asked: Question, given: Mapping[str, str], bound: Binding) -> int:  # noqa: ARG002
        return len(query.answer(self._store, asked, given, self._folder, self._tables).rows)


class Raw:
    """pyoxigraph alone, given the same text and what the names mean."""

    def __init__(self, opened: ox.Store) -> None:
        self._store = opened

    def rows(self, asked: Question, given: Mapping[str, str], bound: Binding) -> int:  # noqa: ARG002
        terms: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]
        terms = {ox.Variable(name): term for name, term in bound.items()}
        found = self._store.query(asked.sparql, substitutions=terms)
        assert isinstance(found, ox.QuerySolutions)  # noqa: S101
        return len([tuple(row) for row in found])


class Rdflib:
    """rdflib on the same triples."""

    def __init__(self, triples: Path) -> None:
        self._graph = rdflib.Graph().parse(triples, format="nt")

    def rows(self, asked: Question, given: Mapping[str, str], bound: Binding) -> int:  # noqa: ARG002
        with _patient():
            return len(list(self._graph.query(_with(asked, bound))))


class Maplib:
    """maplib on the same triples."""

    def __init__(self, maplib: ModuleType, triples: Path) -> None:
        self._model = maplib.Model()
        self._model.read(str(triples), format="ntriples")

    def rows(self, asked: Question, given: Mapping[str, str], bound: Binding) -> int:  # noqa: ARG002
        return len(self._model.query(_with(asked, bound)))


class Served:
    """An endpoint; its answer is read as JSON."""

    def __init__(self, address: str) -> None:
        self._address = address

    def rows(self, asked: Question, given: Mapping[str, str], bound: Binding) -> int:  # noqa: ARG002
        return len(self.bindings(_with(asked, bound)))

    def bindings(self, text: str) -> list[dict[str, dict[str, str]]]:
        """The solutions of a query, as they come in JSON."""
        body = urllib.parse.urlencode({"query": text}).encode()
        kind = {"Accept": "application/sparql-results+json"}
        request = urllib.request.Request(self._address, body, kind)  # noqa: S310
        with urllib.request.urlopen(request) as answer:  # noqa: S310  # on this machine
            found: list[dict[str, dict[str, str]]] = json.load(answer)["results"]["bindings"]
        return found


def _with(asked: Question, bound: Binding) -> str:
    """The question with its variables bound at its beginning, for engines without substitution."""
    said = "".join(f" VALUES ?{name} {{ {term} }}" for name, term in bound.items())
    return _WHERE.sub(lambda found: found.group() + said, asked.body, count=1)


@contextmanager
def _patient() -> Iterator[None]:
    def over(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, over)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def oxigraph_serve(told: Told, folder: Path) -> Iterator[Served | None]:
    """oxigraph's own server on a store; None where it is not installed."""
    binary = told.peers / "bin" / "oxigraph"
    if not binary.exists():
        yield None
        return
    address = f"127.0.0.1:{_PORT}"
    server = subprocess.Popen(
        [str(binary), "serve-read-only", "-l", str(folder), "-b", address],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _listening(_PORT, server)
        yield Served(f"http://{address}/query")
    finally:
        server.terminate()
        server.wait()


@contextmanager
def virtuoso(told: Told, triples: Path) -> Iterator[Served | None]:
    """Virtuoso with the same triples; None where it is not installed."""
    if not (shutil.which("virtuoso-t") and shutil.which("isql-vt")):
        yield None
        return
    with tempfile.TemporaryDirectory(dir=told.work) as name:
        folder = Path(name)
        shutil.copy(HERE / "peers" / "virtuoso.ini", folder)
        os.link(triples, folder / "union.nt")
        server = subprocess.Popen(
            ["virtuoso-t", "+configfile", "virtuoso.ini", "+foreground"],  # noqa: S607
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _listening(_VIRTUOSO, server)
            _isql(f"ld_dir('.', 'union.nt', '{_GRAPH}'); rdf_loader_run(); checkpoint;")
            yield Served(f"http://127.0.0.1:{_VIRTUOSO}/sparql?default-graph-uri={_GRAPH}")
        finally:
            server.terminate()
            server.wait()


def _isql(said: str) -> None:
    words = ["isql-vt", _ISQL, "dba", "dba", f"exec={said}"]
    subprocess.run(words, check=True, capture_output=True)


def _listening(port: int, server: "subprocess.Popen[bytes]") -> None:
    """Wait until a server accepts connections; one that ends finds its port taken."""
    for _ in range(600):
        if server.poll() is not None:
            raise SystemExit(f"no server on port {port}: is another one running there?")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    time.sleep(1)  # what holds the port already would have answered at once
    if server.poll() is not None:
        raise SystemExit(f"no server on port {port}: is another one running there?")
