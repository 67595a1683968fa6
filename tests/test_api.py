"""The API: questions, search and evidence as JSON and CSV, in pages, described by OpenAPI."""

import csv
import io
import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as some
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from kg import query
from kg.settings import Settings
from kg.site import Request, Response, Site

SETTINGS = Settings()
ORIGIN = "http://host/graph/"
NAMES = [one.name for one in query.questions(SETTINGS.queries)]
AREA = "https://w3id.org/plan-kg/id/area/320509"


@pytest.fixture(scope="module")
def site(graph: Path) -> Site:
    """The site of the examples."""
    return Site(graph, SETTINGS)


@pytest.fixture(scope="module")
def document(site: Site) -> dict[str, Any]:
    """The OpenAPI document."""
    return said(ask(site, "/api/openapi.json"))


def ask(site: Site, address: str, accept: str = "", method: str = "GET") -> Response:
    parts = urlsplit(address)
    pairs = tuple(parse_qsl(parts.query, keep_blank_values=True))
    return site.respond(
        Request(method=method, path=parts.path, query=pairs, accept=accept, origin=ORIGIN)
    )


def said(response: Response) -> dict[str, Any]:
    assert response.status == 200, response.body
    told: dict[str, Any] = json.loads(response.body)
    return told


def problem(response: Response) -> dict[str, Any]:
    assert response.media_type == "application/problem+json"
    told: dict[str, Any] = json.loads(response.body)
    assert told["status"] == response.status >= 400
    return told


def header(response: Response, name: str) -> str:
    return dict(response.headers).get(name, "")


# -- questions ------------------------------------------------------------------------------------


def test_all_questions_are_listed_with_their_parameters_in_both_languages(site: Site) -> None:
    listed = said(ask(site, "/api/questions"))["questions"]
    assert [one["name"] for one in listed] == NAMES
    for one in listed:
        assert one["href"] == f"{ORIGIN}api/questions/{one['name']}"
        texts = (one["title"], one["description"], *(p["description"] for p in one["parameters"]))
        assert all(text["zh"] and text["en"] for text in texts)


def test_an_answer_is_that_of_the_question(site: Site) -> None:
    asked = query.question(SETTINGS.queries, "honours")
    expected = query.answer(site.context.store, asked, {"area": "吴江"}, SETTINGS.queries)
    told = said(ask(site, "/api/questions/honours?area=吴江"))
    assert told["columns"] == list(expected.columns)
    assert [tuple(row.values()) for row in told["rows"]] == list(expected.rows)
    assert (told["total"], told["next"]) == (len(expected.rows), None)
    assert all(row["quote"] and row["document"] for row in told["rows"])


def test_pages_follow_one_another_until_all_is_told(site: Site) -> None:
    whole = said(ask(site, "/api/questions/entities?limit=10000"))
    address, rows = f"{ORIGIN}api/questions/entities?limit=97", []
    while address:
        page = said(ask(site, address.removeprefix(ORIGIN[:-1])))
        assert len(page["rows"]) <= 97
        rows += page["rows"]
        address = page["next"]
    assert rows == whole["rows"]
    assert len(rows) == whole["total"] > 97


@pytest.mark.parametrize(
    ("address", "accept"),
    [
        ("/api/questions/projects.csv", "application/json"),
        ("/api/questions/projects?format=csv", "application/json"),
        ("/api/questions/projects", "text/csv, application/json;q=0.5"),
    ],
)
def test_tables_are_told_by_ending_by_parameter_or_by_accept(
    site: Site, address: str, accept: str
) -> None:
    response = ask(site, address, accept)
    assert response.media_type == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(response.body.decode())))
    as_json = said(ask(site, "/api/questions/projects.json", "text/csv"))
    assert [row["name"] for row in rows] == [row["name"] for row in as_json["rows"]]
    assert header(response, "Link") == ""


def test_a_page_of_a_table_links_to_the_next(site: Site) -> None:
    link = header(ask(site, "/api/questions/projects.csv?limit=1"), "Link")
    assert link == f'<{ORIGIN}api/questions/projects.csv?limit=1&offset=1>; rel="next"'


def test_what_fits_neither_form_is_refused_with_those_there_are(site: Site) -> None:
    for response in (
        ask(site, "/api/questions/projects", "image/png"),
        ask(site, "/api/questions/projects?format=xml"),
    ):
        assert response.status == 406
        assert problem(response)["offered"] == ["application/json", "text/csv"]


# -- what is asked wrongly ------------------------------------------------------------------------

WRONG = {
    "/api/questions/who-did-whta": (404, "", "did you mean who-did-what?"),
    "/api/questions/../secret": (404, "", "no question ../secret"),
    "/api/questions/who-did-what.xml": (404, "", "no question who-did-what.xml"),
    "/api/questions/explain": (400, "iri", "parameter iri is missing"),
    "/api/questions/explain?iri=": (400, "iri", "parameter iri is missing"),
    "/api/questions/explain?iri=x+y": (400, "iri", "no IRI: x y"),
    "/api/questions/honours?city=x": (400, "city", "no parameter city (there are: honour, "),
    "/api/questions/honours?area=吴江市区": (400, "area", "close names: 吴江"),
    "/api/questions/honours?area=吴江&area=盛泽": (400, "area", "given twice"),
    "/api/questions/honours?limit=0": (400, "limit", "no whole number from 1 to 10000: 0"),
    "/api/questions/honours?limit=10001": (400, "limit", "no whole number from 1 to 10000"),
    "/api/questions/honours?limit=²": (400, "limit", "no whole number"),
    "/api/questions/honours?offset=-1": (400, "offset", "no whole number from 0"),
    "/api/questions/targets-and-outcomes?period=soon": (400, "period", "no period: soon"),
    "/api/questions/honours?area=%00": (400, "area", "no text in UTF-8"),
    f"/api/questions/honours?area={'长' * 1001}": (400, "area", "more than 1000 characters"),
    "/api/search": (400, "q", "parameter q is missing"),
    "/api/search?q=吴江&kind=city": (400, "", "no kind city"),
    "/api/search?q=吴江&limit=1001": (400, "limit", "from 1 to 1000"),
    "/api/search?q=吴江&offset=10000": (400, "", "offset 10000 is out of range"),
    "/api/suggest?q=吴江&limit=101": (400, "limit", "from 1 to 100"),
    "/api/evidence?iri=320509": (400, "iri", "no IRI: 320509"),
    "/api/evidence?iri=http://example.org/nothing": (404, "iri", "nothing is said of"),
    "/api/describe?iri=<script>": (400, "iri", "no IRI: <script>"),
    "/api/nothing": (404, "", "no /api/nothing here"),
}


@pytest.mark.parametrize("address", WRONG)
def test_what_is_asked_wrongly_is_told_in_words(site: Site, address: str) -> None:
    status, parameter, words = WRONG[address]
    response = ask(site, address)
    told = problem(response)
    assert response.status == status
    assert told.get("parameter", "") == parameter
    assert words in told["detail"]


def test_bytes_that_are_no_text_are_refused(site: Site) -> None:
    for pair in (("area", "\udcff"), ("\udcff", "x")):
        response = site.respond(Request(path="/api/questions/honours", query=(pair,)))
        assert response.status == 400
        assert "no text in UTF-8" in problem(response)["detail"]


@pytest.mark.parametrize("path", ["/api/questions", "/api/search"])
def test_nothing_is_written(site: Site, path: str) -> None:
    response = ask(site, path, method="POST")
    assert response.status == 405
    assert header(response, "Allow") == "GET, HEAD, OPTIONS"


@given(
    some.sampled_from([*(f"questions/{name}" for name in NAMES), "search", "suggest", "evidence"]),
    some.lists(some.tuples(some.sampled_from(["q", "iri", "kind", "limit", "area"]), some.text())),
)
def test_whatever_is_asked_is_answered(
    graph: Path, path: str, pairs: list[tuple[str, str]]
) -> None:
    site = _ANSWERING.setdefault(graph, Site(graph, SETTINGS))
    response = site.respond(Request(path=f"/api/{path}", query=tuple(pairs)))
    assert response.status in {200, 400, 404}
    json.loads(response.body)


_ANSWERING: dict[Path, Site] = {}


# -- search and evidence --------------------------------------------------------------------------


def test_search_tells_hits_counts_and_the_next_page(site: Site) -> None:
    told = said(ask(site, "/api/search?q=吴江&kind=area&kind=project&limit=1"))
    assert told["hits"][0]["iri"] == AREA
    assert told["hits"][0]["path"] == "/id/area/320509.html"
    assert told["total"] == told["by_kind"]["area"] + told["by_kind"]["project"]
    following = said(ask(site, told["next"].removeprefix(ORIGIN[:-1])))
    assert following["offset"] == 1
    assert following["hits"][0]["kind"] in {"area", "project"}
    assert following["hits"][0]["iri"] != AREA


def test_suggestions_are_told_while_somebody_types(site: Site) -> None:
    told = said(ask(site, "/api/suggest?q=wjq&kind=area"))
    assert told["hits"][0]["name"] == {"zh": "吴江区", "en": ""}
    assert said(ask(site, "/api/suggest?q="))["hits"] == []


def test_evidence_tells_sentence_report_and_place(site: Site) -> None:
    told = said(ask(site, f"/api/evidence?iri={AREA}&limit=3"))
    assert told["name"]["zh"] == "吴江区"
    assert len(told["evidence"]) == 3 < told["total"]
    for place in told["evidence"]:
        text = site.context.text(place["document"])
        assert text[place["start"] : place["end"]] == place["exact"]
        assert place["quote"] in text


def test_a_thing_leads_to_its_document(site: Site) -> None:
    response = ask(site, f"/api/describe?iri={AREA}")
    assert response.status == 303
    assert header(response, "Location") == f"{ORIGIN}id/area/320509"


# -- the description ------------------------------------------------------------------------------


def test_the_document_is_valid_and_names_every_question(document: dict[str, Any]) -> None:
    validate(document)
    assert {f"/api/questions/{name}" for name in NAMES} < set(document["paths"])
    assert document["servers"] == [{"url": ORIGIN[:-1]}]
    assert not [key for key in document if key.startswith("x-")]


def parameters(document: dict[str, Any], path: str) -> list[dict[str, Any]]:
    """The parameters of an operation, references followed."""
    known = document["components"]["parameters"]
    listed = document["paths"][path]["get"].get("parameters", [])
    return [known[one["$ref"].rsplit("/", 1)[1]] if "$ref" in one else one for one in listed]


def test_the_document_names_the_parameters_that_questions_have(document: dict[str, Any]) -> None:
    for one in query.questions(SETTINGS.queries):
        told = parameters(document, f"/api/questions/{one.name}")
        own = {(p.name, p.required) for p in one.parameters}
        common = {(name, False) for name in ("limit", "offset", "format")}
        assert {(p["name"], p["required"]) for p in told} == own | common
        assert all(" / " in p["description"] for p in told)


def fits(document: dict[str, Any], schema: dict[str, Any], told: object) -> None:
    Draft202012Validator({**schema, "components": document["components"]}).validate(told)


def test_its_examples_run_and_answers_are_as_it_describes_them(
    site: Site, document: dict[str, Any]
) -> None:
    run = 0
    for path, item in document["paths"].items():
        content = item["get"]["responses"].get("200", {}).get("content", {})
        if any(p.get("required") and "example" not in p for p in parameters(document, path)):
            continue
        taken = [p for p in parameters(document, path) if "example" in p]
        pairs = [(p["name"], p["example"]) for p in taken]
        must = [(p["name"], p["example"]) for p in taken if p.get("required")]
        optional = [[pair] for pair in pairs if pair not in must]
        for more in optional or [[]]:
            asked = (*must, *more)
            response = site.respond(Request(path=path, query=asked, origin=ORIGIN))
            assert response.status in {200, 303}, (path, asked, response.body)
            if response.status == 200:
                fits(document, content["application/json"]["schema"], json.loads(response.body))
                run += 1
    assert run > len(NAMES)


def test_problems_are_as_it_describes_them(site: Site, document: dict[str, Any]) -> None:
    schema = document["components"]["schemas"]["Problem"]
    for address in WRONG:
        Draft202012Validator(schema).validate(problem(ask(site, address)))


def test_the_root_leads_to_the_description(site: Site) -> None:
    assert header(ask(site, "/api/"), "Location") == f"{ORIGIN}api/openapi.json"
