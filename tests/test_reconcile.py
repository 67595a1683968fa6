"""Reconciliation: names matched with things, as OpenRefine and other clients ask."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kg.settings import Settings
from kg.site import Request, Response, Site
from kg.site.reconcile.spaces import KINDS, TYPES, properties

SETTINGS = Settings()
ORIGIN = "http://host/graph/"
AREA = "area/320509"
_IRI = "https://w3id.org/plan-kg/id/area/320509"


@pytest.fixture(scope="module")
def site(graph: Path) -> Site:
    """The site of the examples."""
    return Site(graph, SETTINGS)


def get(site: Site, path: str = "/reconcile", **query: str) -> Response:
    return site.respond(Request(path=path, query=tuple(query.items()), origin=ORIGIN))


def post(site: Site, body: bytes, kind: str = "application/x-www-form-urlencoded") -> Response:
    asked = Request(method="POST", path="/reconcile", body=body, content_type=kind, origin=ORIGIN)
    return site.respond(asked)


def said(response: Response) -> Any:  # noqa: ANN401  # whatever JSON holds
    assert response.status == 200, response.body
    assert response.media_type == "application/json"
    return json.loads(response.body)


def match(site: Site, query: str, **more: object) -> list[dict[str, Any]]:
    asked = json.dumps({"q": {"query": query, **more}})
    found: list[dict[str, Any]] = said(get(site, queries=asked))["q"]["result"]
    return found


# -- what the service says of itself --------------------------------------------------------------


def test_the_manifest_names_spaces_types_and_services(site: Site) -> None:
    told = said(get(site))
    assert told["versions"] == ["0.2"]
    assert told["identifierSpace"] + AREA == _IRI
    assert [one["id"] for one in told["defaultTypes"]] == list(TYPES)
    assert told["view"]["url"] == f"{ORIGIN}id/{{{{id}}}}"
    assert set(told["preview"]) == {"url", "width", "height"}
    assert set(told["suggest"]) == {"entity", "property", "type"}
    for one in (*told["suggest"].values(), told["extend"]["propose_properties"]):
        assert one["service_url"] + "/" == ORIGIN


def test_every_address_of_the_manifest_answers(site: Site) -> None:
    told = said(get(site))
    for what, key in (("entity", AREA), ("property", "area/code"), ("type", "Area")):
        service = told["suggest"][what]
        assert said(get(site, service["service_path"], prefix=""))["result"] is not None
        path, _, name = service["flyout_service_path"].partition("?")
        assert name == "id=${id}"
        flyout = said(get(site, path, id=key))
        assert flyout["id"] == key
        assert flyout["html"].startswith("<p>")
    assert said(get(site, told["extend"]["propose_properties"]["service_path"]))["properties"]
    view = told["view"]["url"].replace("{{id}}", quote(AREA, safe=""))
    assert get(site, view.removeprefix(ORIGIN[:-1]).replace("%2F", "/")).status == 303


# -- matching -------------------------------------------------------------------------------------


def test_one_exact_name_of_a_type_is_a_match(site: Site) -> None:
    best, *others = match(site, "吴江", type="Area")
    assert (best["id"], best["name"], best["score"], best["match"]) == (AREA, "吴江区", 100, True)
    assert best["type"][0]["id"] == "Area"
    assert not any(other["match"] for other in others)
    assert all(other["score"] < 100 for other in others)


def test_a_name_that_several_things_bear_is_no_match_before_a_type_decides(site: Site) -> None:
    found = match(site, "2024赛迪百强区")
    exact = [one for one in found if one["score"] == 100]
    assert {one["type"][0]["id"] for one in exact} == {"Honour", "Indicator"}
    assert not any(one["match"] for one in found)
    assert match(site, "2024赛迪百强区", type="Honour")[0]["match"]


def test_candidates_are_of_the_types_asked_for(site: Site) -> None:
    assert {one["type"][0]["id"] for one in match(site, "吴江", type=["Area", "Project"])} == {
        "Area",
        "Project",
    }
    should = match(site, "吴江", type="Area", type_strict="should", limit=50)
    assert should[0]["id"] == AREA
    assert len({one["type"][0]["id"] for one in should}) > 1
    assert match(site, "吴江", type=["Area", "Project"], type_strict="all") == []


def test_properties_weigh_in_the_score(site: Site) -> None:
    within = [{"pid": "area/part-of", "v": {"id": "area/320500"}}]
    best = match(site, "吴江", type="Area", properties=within)[0]
    assert (best["score"], best["match"]) == (100, True)
    elsewhere = [{"pid": "area/part-of", "v": "南京市"}, {"pid": "area/code", "v": 320509}]
    best = match(site, "吴江", type="Area", properties=elsewhere)[0]
    assert (best["id"], best["score"], best["match"]) == (AREA, 75, False)
    assert {"id": "properties", "value": 0.5} in best["features"]


def test_a_longer_name_than_the_graph_knows_finds_what_is_like_it(site: Site) -> None:
    found = match(site, "苏州市吴江区某某有限公司")
    assert found
    assert all(0 < one["score"] < 100 and not one["match"] for one in found)
    assert match(site, "查无此名") == []


@pytest.mark.parametrize("key", [AREA, _IRI])
def test_an_identifier_finds_its_thing(site: Site, key: str) -> None:
    (best,) = match(site, key)
    assert (best["id"], best["match"]) == (AREA, True)


def test_scores_fall_and_limits_hold(site: Site) -> None:
    for limit in (1, 3, 100):
        found = match(site, "项目", limit=limit)
        assert len(found) <= limit
        scores = [one["score"] for one in found]
        assert scores == sorted(scores, reverse=True)


def test_a_batch_by_form_is_answered_as_one_in_the_address(site: Site) -> None:
    batch = json.dumps({"a": {"query": "吴江"}, "b": {"query": "GDP", "type": "Indicator"}})
    told = said(post(site, urlencode({"queries": batch}).encode()))
    assert told == said(get(site, queries=batch))
    assert [told["b"]["result"][0][key] for key in ("name", "match")] == ["地区生产总值", True]
    typed = "application/x-www-form-urlencoded; charset=UTF-8"
    assert said(post(site, urlencode({"queries": batch}).encode(), typed)) == told


# -- suggesting and extending ---------------------------------------------------------------------


def test_things_are_suggested_page_by_page(site: Site) -> None:
    first = said(get(site, "/reconcile/suggest/entity", prefix="吴江"))["result"]
    assert first[0]["id"] == AREA
    assert first[0]["notable"] == [{"id": "Area", "name": "区域 / Area"}]
    rest = said(get(site, "/reconcile/suggest/entity", prefix="吴江", cursor="1"))["result"]
    assert rest[: len(first) - 1] == first[1:]


def test_types_and_properties_are_suggested_in_both_languages(site: Site) -> None:
    for prefix in ("indic", "指标"):
        told = said(get(site, "/reconcile/suggest/type", prefix=prefix))["result"]
        assert [one["id"] for one in told] == ["Indicator"]
    for prefix in ("division", "行政区划"):
        told = said(get(site, "/reconcile/suggest/property", prefix=prefix))["result"]
        assert [one["id"] for one in told] == ["area/code"]


def test_properties_are_proposed_for_a_type(site: Site) -> None:
    told = said(get(site, "/reconcile/properties", type="Project", limit="3"))
    assert (told["type"], told["limit"], len(told["properties"])) == ("Project", 3, 3)
    ids = {one["id"] for one in said(get(site, "/reconcile/properties", type="Area"))["properties"]}
    assert {"area/code", "any/name"} < ids
    assert not any(one.startswith("project/") for one in ids)


def test_values_are_fetched_for_things(site: Site) -> None:
    wanted: list[dict[str, object]] = [
        {"id": "area/code"},
        {"id": "area/part-of"},
        {"id": "area/level"},
        {"id": "any/name", "settings": {"limit": 1}},
    ]
    asked = {"ids": [AREA, "area/none"], "properties": wanted}
    told = said(get(site, extend=json.dumps(asked)))
    assert [one["id"] for one in told["meta"]] == [one["id"] for one in wanted]
    row = told["rows"][AREA]
    assert row["area/code"] == [{"str": "320509"}]
    assert row["area/part-of"] == [{"id": "area/320500", "name": "苏州市"}]
    assert list(row["area/level"][0]) == ["str"]
    assert len(row["any/name"]) == 1
    assert not any(told["rows"]["area/none"].values())
    assert said(post(site, urlencode({"extend": json.dumps(asked)}).encode())) == told


def test_every_property_says_something_of_a_thing_of_the_examples(site: Site) -> None:
    known = properties(SETTINGS.queries)
    silent = []
    for one in known.values():
        kinds = KINDS if one.kind == "any" else (one.kind,)
        things = [hit.iri for kind in kinds for hit in site.context.index.top(kind, 1000)]
        if not any(one.values(site.context.store, iri) for iri in things):
            silent.append(one.id)
        assert all((one.asked.title, one.asked.title_en, one.kind in {*KINDS, "any"}))
    assert silent == []


# -- previews -------------------------------------------------------------------------------------


def test_a_preview_is_a_small_page_that_others_may_frame(site: Site) -> None:
    response = get(site, "/reconcile/preview", id=AREA)
    page = response.body.decode()
    assert "吴江区" in page
    assert 'href="../id/area/320509.html"' in page
    assert "<script" not in page
    assert "frame-ancestors *" in dict(response.headers)["Content-Security-Policy"]
    assert "(area" in get(site, "/en/reconcile/preview", id=AREA).body.decode()


# -- what is asked wrongly ------------------------------------------------------------------------

WRONG = {
    "no JSON": ({"queries": "{"}, "queries: no JSON"),
    "deep JSON": ({"queries": "[" * 100_000}, "queries: no JSON"),
    "a number that is none": (
        {"queries": '{"q": {"query": "x", "limit": NaN}}'},
        "NaN is no number",
    ),
    "a list": ({"queries": "[]"}, "queries: Input should be a valid dictionary"),
    "a query that is no object": ({"queries": '{"q": "x"}'}, "queries.q: "),
    "a name that is no text": ({"queries": '{"q": {"query": 1}}'}, "queries.q.query: "),
    "an unknown member": ({"queries": '{"q": {"query": "x", "y": 1}}'}, "queries.q.y: "),
    "an empty query": ({"queries": '{"q": {}}'}, "queries.q: neither query nor properties"),
    "a limit of none": ({"queries": '{"q": {"query": "x", "limit": 0}}'}, "queries.q.limit: "),
    "an unknown type": ({"queries": '{"q": {"query": "x", "type": "City"}}'}, "no type City"),
    "an unknown strictness": (
        {"queries": '{"q": {"query": "x", "type_strict": "some"}}'},
        "queries.q.type_strict: ",
    ),
    "an unknown property": (
        {"queries": '{"q": {"query": "吴江", "properties": [{"pid": "x", "v": 1}]}}'},
        "no property x",
    ),
    "too many queries": (
        {"queries": json.dumps({str(n): {"query": "x"} for n in range(501)})},
        "more than 500 queries at once: 501",
    ),
    "too many cells": (
        {"extend": json.dumps({"ids": ["a"] * 5001, "properties": [{"id": "area/code"}]})},
        "more than 5000 cells",
    ),
    "both at once": ({"queries": "{}", "extend": "{}"}, "either queries or extend"),
    "no name of a function": ({"callback": "alert(1)//"}, "callback: no name of a function"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_asked_wrongly_is_told_in_words(site: Site, case: str) -> None:
    query, words = WRONG[case]
    response = get(site, **query)
    assert response.status == 400
    assert response.media_type == "application/problem+json"
    assert words in json.loads(response.body)["detail"]


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        (b"", "application/x-www-form-urlencoded", "neither queries nor extend"),
        (b"queries=%ff", "application/x-www-form-urlencoded", "no form in UTF-8"),
        (b"queries=\xff", "application/x-www-form-urlencoded", "no form in UTF-8"),
        (b"&".join([b"a=1"] * 11), "application/x-www-form-urlencoded", "no form in UTF-8"),
        (b"{}", "application/json", "no form: application/json"),
        (b"{}", "", "no form: no content type"),
        (b"queries={}&queries={}", "application/x-www-form-urlencoded", "given twice"),
        (b"a" * 4_000_001, "application/x-www-form-urlencoded", "more than 4000000 bytes"),
    ],
)
def test_forms_that_are_none_are_told_in_words(
    site: Site, body: bytes, kind: str, words: str
) -> None:
    response = post(site, body, kind)
    assert response.status == 400
    assert words in json.loads(response.body)["detail"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/reconcile/nothing", 404),
        ("/reconcile/preview", 400),
        ("/reconcile/flyout/type", 400),
        ("/reconcile/flyout/property", 400),
    ],
)
def test_what_is_not_there_is_told(site: Site, path: str, status: int) -> None:
    assert get(site, path).status == status


def test_other_methods_are_refused_with_those_there_are(site: Site) -> None:
    response = site.respond(Request(method="PUT", path="/reconcile"))
    assert response.status == 405
    assert dict(response.headers)["Allow"] == "GET, HEAD, POST, OPTIONS"


def test_a_function_may_be_named_to_be_called_with_the_answer(site: Site) -> None:
    response = get(site, callback="jQuery1_2.done", queries='{"q": {"query": "吴江"}}')
    assert response.media_type == "text/javascript; charset=utf-8"
    text = response.body.decode("ascii")
    inside = re.fullmatch(r"/\*\*/jQuery1_2\.done\((.*)\);\n", text)
    assert inside
    assert json.loads(inside[1])["q"]["result"][0]["name"] == "吴江区"


_JSON = some.recursive(
    some.none() | some.booleans() | some.floats() | some.text() | some.integers(),
    lambda inner: some.lists(inner) | some.dictionaries(some.text(), inner),
)


@given(some.sampled_from(["queries", "extend", "callback", "prefix", "id"]), _JSON | some.text())
def test_whatever_is_sent_is_answered(graph: Path, name: str, value: object) -> None:
    site = _ANSWERING.setdefault(graph, Site(graph, SETTINGS))
    text = value if isinstance(value, str) else json.dumps(value)
    for path in ("", "/suggest/entity", "/preview", "/flyout/entity"):
        assert get(site, f"/reconcile{path}", **{name: text}).status in {200, 400}


_ANSWERING: dict[Path, Site] = {}
