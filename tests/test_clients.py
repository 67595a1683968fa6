"""Clients that people use, asking a server that runs."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, GET, JSON, POST, TURTLE, XML, SPARQLWrapper

from kg import store
from tests.servers import Server, running

LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
LABELS = f"SELECT ?s ?o WHERE {{ ?s <{LABEL}> ?o }} ORDER BY ?s ?o LIMIT 5"


@pytest.fixture(scope="module")
def server(graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(graph, tmp_path_factory.mktemp("server")) as found:
        yield found


def converted(client: SPARQLWrapper) -> Any:  # noqa: ANN401  # as the docstring says
    """What it makes of the answer: another type for each format."""
    return client.query().convert()


@pytest.mark.parametrize("method", [GET, POST])
def test_sparqlwrapper_reads_rows(server: Server, method: str) -> None:
    client = SPARQLWrapper(f"{server.address}sparql")
    client.setMethod(method)
    client.setQuery(LABELS)
    client.setReturnFormat(JSON)
    rows = converted(client)["results"]["bindings"]
    assert len(rows) == 5
    client.setReturnFormat(CSV)
    assert converted(client).count(b"\r\n") == 6
    client.setReturnFormat(XML)
    assert len(converted(client).getElementsByTagName("result")) == 5


def test_sparqlwrapper_reads_triples(server: Server) -> None:
    client = SPARQLWrapper(f"{server.address}sparql")
    client.setQuery("CONSTRUCT WHERE { ?s a ?o } LIMIT 7")
    client.setReturnFormat(TURTLE)
    assert len(Graph().parse(data=converted(client), format="turtle")) == 7


def test_rdflib_asks_as_if_it_were_a_graph_of_its_own(server: Server, graph: Path) -> None:
    remote = Graph(SPARQLStore(f"{server.address}sparql"))
    rows = list(remote.query(LABELS))
    assert len(rows) == 5
    subject = next(line for line in store.file_lines(graph / store.DUMP)).split(" ")[0].strip("<>")
    assert list(remote.predicate_objects(URIRef(subject)))


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl: apt install curl")
def test_curl_gets_what_it_asks_for(server: Server) -> None:
    address = f"{server.address}sparql"
    asked = ["--data-urlencode", f"query={LABELS}", "-H", "Accept: text/csv", "--compressed"]
    done = subprocess.run(
        ["curl", "-sS", "--fail", *asked, address], capture_output=True, check=True
    )
    assert done.stdout.startswith(b"s,o\r\n")
    assert done.stdout.count(b"\r\n") == 6


@pytest.mark.slow
@pytest.mark.skipif(
    "KG_COMUNICA" not in os.environ,
    reason="needs Comunica 4: npm install @comunica/query-sparql, its command in KG_COMUNICA",
)
def test_comunica_finds_the_same_rows(server: Server) -> None:
    command = [os.environ["KG_COMUNICA"], f"sparql@{server.address}sparql", LABELS]
    done = subprocess.run(
        [*command, "-t", "application/sparql-results+json"], capture_output=True, check=True
    )
    theirs = json.loads(done.stdout)["results"]["bindings"]
    ours = json.loads(server.query(LABELS).body)["results"]["bindings"]
    assert [values(row) for row in theirs] == [values(row) for row in ours]


def values(row: dict[str, dict[str, str]]) -> dict[str, str]:
    return {name: cell["value"] for name, cell in row.items()}
