"""The SPARQL endpoint of a server that runs: its protocol, its formats, what it refuses."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest

from kg import store
from tests.needs import CHECKS, NO_CHECKS
from tests.servers import Server, running

CHECK = CHECKS / "run_sparql_protocol.py"
ALL = "SELECT * WHERE { ?s ?p ?o }"
JSON = "application/sparql-results+json"


@pytest.fixture(scope="module")
def server(graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The examples, served; a query may take three seconds, an answer has 500 rows."""
    settings = "timeout = 3\nrows = 500\nrequests = 100000"
    with running(graph, tmp_path_factory.mktemp("server"), settings=settings) as found:
        yield found


def truth(server: Server, text: str) -> bool:
    return bool(json.loads(server.query(text).body)["boolean"])


@pytest.mark.slow
@pytest.mark.skipif(not CHECK.is_file(), reason=NO_CHECKS)
def test_the_protocol_checks_of_others_pass(server: Server) -> None:
    done = subprocess.run(
        [sys.executable, str(CHECK), f"{server.address}sparql", "-q"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert " 0 failed" in done.stdout


def test_get_and_both_posts_answer_alike(server: Server) -> None:
    text = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    form = urlencode({"query": text}).encode()
    kind = "application/x-www-form-urlencoded"
    bodies = {
        server.query(text).body,
        server.post(text).body,
        server.ask("/sparql", "POST", form, content_type=kind, accept=JSON).body,
    }
    assert len(bodies) == 1
    assert b'"n":{"type":"literal"' in bodies.pop()


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (JSON, JSON),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("*/*", JSON),
        ("text/html,application/xhtml+xml,*/*;q=0.8", JSON),
        ("application/json", "application/json"),
        (f"{JSON};q=0.1, text/csv", "text/csv; charset=utf-8"),
    ],
)
def test_a_select_comes_in_the_format_that_fits_best(
    server: Server, accept: str, kind: str
) -> None:
    found = server.query(f"{ALL} LIMIT 1", accept)
    assert (found.status, found.headers["content-type"]) == (200, kind)
    assert "Accept" in found.headers["vary"]


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("ttl", ox.RdfFormat.TURTLE),
        ("nt", ox.RdfFormat.N_TRIPLES),
        ("rdf", ox.RdfFormat.RDF_XML),
        ("jsonld", ox.RdfFormat.JSON_LD),
        ("application/trig", ox.RdfFormat.TRIG),
    ],
)
def test_triples_come_in_the_format_that_is_named(
    server: Server, name: str, form: ox.RdfFormat
) -> None:
    asked = {"query": f"CONSTRUCT {ALL[9:]} LIMIT 20", "format": name}
    asked["query"] = "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 20"
    found = server.ask(f"/sparql?{urlencode(asked)}")
    assert len(list(ox.parse(found.body, format=form))) == 20


def test_nothing_that_fits_is_said_with_a_list(server: Server) -> None:
    found = server.query(ALL, "image/png")
    assert found.status == 406
    assert JSON in found.text


def test_rows_that_are_cut_are_told_in_a_header_and_in_the_answer(server: Server) -> None:
    found = server.query(ALL)
    assert found.headers["x-truncated"] == "rows"
    said = json.loads(found.body)
    assert (said["truncated"], len(said["results"]["bindings"])) == ("rows", 500)
    assert "x-truncated" not in server.query(f"{ALL} LIMIT 500").headers
    triples = server.query("CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples")
    assert triples.headers["x-truncated"] == "rows"
    assert triples.text.endswith("# truncated: rows\n")


def test_the_graphs_of_the_request_count_more_than_from(server: Server, graph: Path) -> None:
    names = {line.split(" ")[-2] for line in store.file_lines(graph / store.DUMP)}
    one, other = sorted(name.strip("<>") for name in names)[:2]
    text = f"SELECT (COUNT(*) AS ?n) FROM <{one}> WHERE {{ ?s ?p ?o }}"  # noqa: S608
    plain = server.query(text).body
    asked = {"query": text, "default-graph-uri": other}
    assert server.ask(f"/sparql?{urlencode(asked)}", accept=JSON).body != plain
    nowhere = {"query": "ASK { ?s ?p ?o }", "default-graph-uri": "urn:x:none"}
    assert b"false" in server.ask(f"/sparql?{urlencode(nowhere)}", accept=JSON).body


def test_the_service_describes_itself(server: Server) -> None:
    found = server.ask("/sparql", accept="text/turtle")
    triples = list(ox.parse(found.body, format=ox.RdfFormat.TURTLE))
    ends = {t.object for t in triples if t.predicate.value.endswith("#endpoint")}
    assert ends == {ox.NamedNode(f"{server.address}sparql")}
    names = [t.object for t in triples if t.predicate.value.endswith("#name")]
    assert names
    assert all(truth(server, f"ASK {{ GRAPH {name} {{ ?s ?p ?o }} }}") for name in names)


def test_an_error_of_syntax_has_its_place(server: Server) -> None:
    found = server.query("SELECT *\nWHERE { ?s ?p }", "text/html,*/*;q=0.5")
    assert found.status == 400
    assert found.headers["content-type"].startswith("text/plain")
    assert found.text.startswith("line 2, column 1")
    problem = server.query("SELECT * {", "application/problem+json, application/json")
    assert problem.headers["content-type"] == "application/problem+json"
    said = json.loads(problem.body)
    assert (said["status"], said["line"], said["column"]) == (400, 1, 10)


REFUSED = {
    "nested": ("POST", "ASK {" + "{" * 5000 + "}" * 5000, 400),
    "long": ("POST", "ASK {} #" + "a" * 1_000_000, 413),
    "longer": ("POST", "ASK {} #" + "a" * 3_000_000, 413),
    "service": ("GET", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 400),
    "load": ("POST", "LOAD <file:///etc/passwd>", 403),
    "update": ("GET", "INSERT DATA { <urn:a> <urn:b> <urn:c> }", 403),
    "delete": ("POST", "DELETE WHERE { ?s ?p ?o }", 403),
    "script": ("GET", "SELECT <script>alert(1)</script> WHERE {}", 400),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_query_is_refused_and_the_server_lives(server: Server, name: str) -> None:
    method, text, status = REFUSED[name]
    found = server.query(text) if method == "GET" else server.post(text)
    assert found.status == status
    assert "Traceback" not in found.text
    assert not found.headers["content-type"].startswith("text/html")
    assert truth(server, "ASK {}")


def test_updates_by_parameter_and_media_type_are_forbidden(server: Server) -> None:
    update = {"update": "CLEAR ALL"}
    form = "application/x-www-form-urlencoded"
    assert server.ask(f"/sparql?{urlencode(update)}").status == 403
    body = urlencode(update).encode()
    assert server.ask("/sparql", "POST", body, content_type=form).status == 403
    direct = "application/sparql-update"
    assert server.ask("/sparql", "POST", b"CLEAR ALL", content_type=direct).status == 403
    assert truth(server, "ASK { ?s ?p ?o }")


@pytest.mark.parametrize(
    ("path", "body", "kind", "status"),
    [
        ("/sparql?query=ASK%7B%7D&query=ASK%7B%7D", None, "", 400),
        ("/sparql?query=%FF", None, "", 400),
        ("/sparql?query=", None, "", 400),
        ("/sparql", b"ASK {}", "text/plain", 415),
        ("/sparql", b"ASK {}", "", 415),
        ("/sparql", b"\xff", "application/sparql-query", 400),
        ("/sparql", b"ASK {}", "application/sparql-query; charset=UTF-16", 415),
        ("/sparql", b"nothing=1", "application/x-www-form-urlencoded", 400),
        ("/sparql?query=ASK%7B%7D", b"ASK {}", "application/sparql-query", 400),
        ("/sparql?query=ASK%7B%7D&default-graph-uri=no%20iri", None, "", 400),
        ("/%FF", None, "", 400),
    ],
)
def test_a_request_that_breaks_the_protocol_is_told_so(
    server: Server, path: str, body: bytes | None, kind: str, status: int
) -> None:
    method = "GET" if body is None else "POST"
    assert server.ask(path, method, body, content_type=kind).status == status


def heavy() -> str:
    lists = " ".join(
        f"VALUES ?v{at} {{ {' '.join(f'{chr(34)}{at}-{n}{chr(34)}' for n in range(40))} }}"
        for at in range(6)
    )
    return f"SELECT (COUNT(*) AS ?n) {{ {lists} FILTER(STRLEN(CONCAT(?v0, ?v5)) > 1) }}"


def test_a_product_of_billions_of_rows_is_stopped_with_a_reason(server: Server) -> None:
    found = server.post(heavy())
    assert (found.status, found.headers["retry-after"]) == (503, "60")
    assert "stopped after 3 seconds" in found.text
    assert truth(server, "ASK {}")
