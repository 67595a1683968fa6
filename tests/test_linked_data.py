"""What the site answers to those who follow IRIs."""

import json
from pathlib import Path
from urllib.parse import unquote, urljoin

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.settings import Settings
from kg.site import Request, Response, Site
from kg.site.addresses import Addresses, relative

BASE = "https://w3id.org/plan-kg/"
STATUS = "/code/status/target"


@pytest.fixture(scope="module")
def site(graph: Path) -> Site:
    """The site of the examples."""
    return Site(graph, Settings())


def header(response: Response, name: str) -> str:
    return dict(response.headers).get(name, "")


def ask(site: Site, path: str, accept: str = "", **query: str) -> Response:
    asked = Request(path=path, accept=accept, query=tuple(query.items()), origin="http://host/")
    return site.respond(asked)


@pytest.mark.parametrize(
    ("accept", "ending"),
    [
        ("text/html,application/xhtml+xml,*/*;q=0.8", "html"),
        ("text/turtle", "ttl"),
        ("application/ld+json", "jsonld"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml, text/turtle;q=0.5", "rdf"),
        ("text/html;q=0, text/*", "ttl"),
        ("*/*", "html"),
    ],
)
def test_a_thing_leads_to_the_document_that_the_client_likes(
    site: Site, accept: str, ending: str
) -> None:
    response = ask(site, STATUS, accept)
    assert response.status == 303
    assert header(response, "Location") == f"http://host{STATUS}.{ending}"
    assert "Accept" in header(response, "Vary")


def test_a_format_may_be_named(site: Site) -> None:
    assert header(ask(site, STATUS, format="nt"), "Location").endswith(".nt")
    assert ask(site, STATUS, format="docx").status == 406


def test_what_fits_nothing_is_told_what_there_is(site: Site) -> None:
    response = ask(site, STATUS, "image/png")
    assert response.status == 406
    assert b"text/turtle" in response.body


def test_a_client_that_speaks_english_gets_the_english_page(site: Site) -> None:
    response = site.respond(Request(path=STATUS, accept="text/html", languages="en-GB"))
    assert header(response, "Location") == f"/en{STATUS}.html"


def test_all_formats_of_a_document_say_the_same(site: Site) -> None:
    formats = {
        "ttl": ox.RdfFormat.TURTLE,
        "jsonld": ox.RdfFormat.JSON_LD,
        "nt": ox.RdfFormat.N_TRIPLES,
        "rdf": ox.RdfFormat.RDF_XML,
    }
    for path in (STATUS, "/id/area/320509", "/id/catalogue", "/ontology"):
        said = [
            {
                (q.subject, q.predicate, q.object)
                for q in ox.parse(ask(site, f"{path}.{ending}").body, format=form)
            }
            for ending, form in formats.items()
        ]
        assert len(said[0]) > 3
        assert all(one == said[0] for one in said), path


def test_a_document_names_its_other_forms_and_its_licence(site: Site) -> None:
    links = header(ask(site, f"{STATUS}.ttl"), "Link")
    assert header(ask(site, f"{STATUS}.html"), "Vary") == "Accept"
    for part in ('rel="alternate"', 'rel="describedby"', 'rel="license"', f"{STATUS}.jsonld"):
        assert part in links


def test_all_terms_of_a_document_have_labels(site: Site) -> None:
    body = ask(site, "/id/area/320509.ttl").body
    quads = list(ox.parse(body, format=ox.RdfFormat.TURTLE))
    label = "http://www.w3.org/2000/01/rdf-schema#label"
    named = {q.subject.value for q in quads if q.predicate.value == label}
    predicates = {q.predicate.value for q in quads} - {label}
    assert predicates <= named | {f"{label}"}


def test_many_links_are_counted_and_paged(site: Site) -> None:
    hub = "/code/basis/unstated"
    assert "unstated~plan.basis.2.html" in ask(site, f"{hub}.html").body.decode()
    assert ask(site, f"{hub}~plan.basis.2.html").status == 200
    linked = []
    for page in ("", "~plan.basis.2"):
        body = ask(site, f"{hub}{page}.ttl").body
        to = ox.NamedNode(f"{BASE}code/basis/unstated")
        quads = ox.parse(body, format=ox.RdfFormat.TURTLE)
        linked += [quad.subject for quad in quads if quad.object == to]
    assert 100 < len(linked) == len(set(linked))
    assert ask(site, f"{hub}~plan.basis.9999.html").status == 404


@pytest.mark.parametrize(
    "path",
    [
        "/id/nothing",
        "/id/area/320509/../x",
        "/%00",
        "/\ud800",
        "/id/<script>",
        "/static/../http.py",
        "/" * 99,
    ],
)
def test_what_is_not_there_is_said_to_be_missing(site: Site, path: str) -> None:
    response = ask(site, path, "text/html")
    assert response.status == 404
    assert b"<script>alert" not in response.body
    problem = ask(site, path, "application/problem+json")
    assert json.loads(problem.body)["status"] == 404


def test_statistics_stand_where_programs_look(site: Site) -> None:
    response = ask(site, "/.well-known/void")
    assert response.status == 303
    body = ask(site, header(response, "Location").removeprefix("http://host")).body
    assert b"DatasetDescription" in body


@given(st.text(alphabet="abc/~.:#?%é中", max_size=20))
def test_relative_links_lead_where_they_should(path: str) -> None:
    here, there = "/en/id/area/1.html", f"/id/{path}"
    if any(part in {"", ".", ".."} for part in there.split("/")[1:]):
        return
    assert unquote(urljoin(f"http://h{here}", relative(here, there))) == f"http://h{there}"


def test_paths_and_iris_are_the_same_thing_twice() -> None:
    addresses = Addresses("https://example.org/x/")
    for iri in ("https://example.org/x/id/year/2024", "https://w3id.org/plan-kg/code/status"):
        assert iri in addresses.iris(addresses.path(iri))
