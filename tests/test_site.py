"""Pages that are about no single thing, and IRIs that are used no longer."""

import json
import re
from pathlib import Path

import pytest

from kg.pipeline import build
from kg.pipeline.publishing import chosen
from kg.query import questions
from kg.registry import Retired, write
from kg.settings import Settings
from kg.site import Request, Response, Site
from kg.site.words import words
from tests.conftest import EXAMPLES

BASE = "https://w3id.org/plan-kg/"


@pytest.fixture(scope="module")
def site(graph: Path) -> Site:
    """The site of the examples."""
    return Site(graph, Settings())


def page(site: Site, path: str, **query: str) -> Response:
    return site.respond(Request(path=path, accept="text/html", query=tuple(query.items())))


def text(site: Site, path: str, **query: str) -> str:
    found = page(site, path, **query)
    assert found.status == 200, found.body[:500]
    return found.body.decode()


def test_the_start_page_counts_what_is_there_and_asks_what_can_be_answered(site: Site) -> None:
    start = text(site, "/")
    for kind in ("area", "enterprise", "project", "indicator", "report"):
        assert f"list/{kind}.html" in start
    for question in ("who-did-what", "project-indicators", "targets-and-outcomes"):
        assert f"questions/{question}.html?" in start


def test_what_the_catalogue_calls_a_part_of_the_start_page_is_one(graph: Path, site: Site) -> None:
    dump = (graph / "dump.nq").read_text(encoding="utf-8")
    parts = set(re.findall(rf"<{re.escape(BASE)}#([^>]+)>", dump))
    assert parts == {"contact", "source-rights"}
    for start in (text(site, "/index.html"), text(site, "/en/index.html")):
        assert parts <= set(re.findall(r'id="([^"]+)"', start))


def test_a_question_shows_sentences_that_lead_to_their_report(site: Site) -> None:
    shown = text(site, "/questions/targets-and-outcomes.html", area="吴中区")
    assert "<blockquote" in shown
    assert "../id/report/" in shown
    assert 'value="吴中区"' in shown


def test_a_question_without_what_it_needs_says_so(site: Site) -> None:
    assert "*" in text(site, "/questions/explain.html")


def test_a_name_that_nobody_bears_is_answered_with_close_ones(site: Site) -> None:
    found = page(site, "/questions/honours.html", area="吴中曲")
    assert found.status == 400
    assert "吴中区" in found.body.decode()


def test_what_is_asked_is_escaped(site: Site) -> None:
    attack = "<script>alert(1)</script>"
    for path, name in (
        ("/questions/honours.html", "area"),
        ("/search.html", "q"),
        ("/compare.html", "area"),
        ("/sparql.html", "query"),
    ):
        assert b"<script>alert" not in page(site, path, **{name: attack}).body


@pytest.mark.parametrize("name", [one.name for one in questions(Settings().queries)])
def test_every_question_has_a_page_in_both_languages(site: Site, name: str) -> None:
    for language in ("", "/en"):
        assert page(site, f"{language}/questions/{name}.html").status == 200
    data = site.respond(Request(path=f"/questions/{name}.csv"))
    columns = data.body.decode().partition("\n")[0].split(",") if data.status == 200 else []
    for column in {*columns} - {"outcome_document", "outcome_quote"}:
        assert f"col-{column.strip()}" in words()


def test_verdicts_are_shown_by_their_names(site: Site) -> None:
    assert '<td data-name="结论">互相印证</td>' in text(site, "/questions/witnesses.html")
    assert re.search('<td data-name="结论">[^a-z<]+</td>', text(site, "/questions/fulfilment.html"))


def test_an_answer_is_a_table_too(site: Site) -> None:
    shown = site.respond(Request(path="/questions/honours.csv")).body.decode()
    rows = json.loads(site.respond(Request(path="/questions/honours.json")).body)
    assert shown.count("\n") == len(rows) + 1


def test_figures_of_one_indicator_are_drawn_beside_the_answer(site: Site) -> None:
    assert '<figure class="chart' in text(
        site, "/questions/time-series.html", indicator="一般公共预算收入"
    )


def test_amounts_of_a_year_and_of_a_half_are_not_joined(site: Site) -> None:
    shown = text(site, "/questions/time-series.html", indicator="进出口总额", area="吴江区")
    titles = re.findall(r"<figcaption>(.*?)</figcaption>", shown)
    assert titles == ["进出口总额·增速（%）"]


def test_a_chart_is_scaled_in_the_unit_that_reports_use(site: Site) -> None:
    shown = text(site, "/questions/time-series.html", indicator="高标准农田面积", area="吴江区")
    _, _, chart = shown.partition("<figcaption>高标准农田面积·水平（万亩）</figcaption>")
    axis = re.findall(r"<text[^>]*>([0-9.]+)</text>", chart)
    assert axis
    assert all(1 < float(one) < 3 for one in axis)


def test_an_answer_names_reports_and_periods_as_other_pages_do(site: Site) -> None:
    shown = text(site, "/questions/time-series.html", indicator="一般公共预算收入")
    rows = site.respond(
        Request(path="/questions/time-series.json", query=(("indicator", "一般公共预算收入"),))
    )
    half = next(row for row in json.loads(rows.body) if row["period"] == "2025-H1")
    assert '<a href="../id/half/2025-H1.html">2025年上半年</a>' in shown
    report = half["document"]
    title = site.context.labels[f"{site.context.record.base}id/report/{report}"].zh
    assert f'<cite><a href="../id/report/{report}.html">{title}</a></cite>' in shown


def test_answers_are_paged(site: Site) -> None:
    first = text(site, "/questions/observations.html")
    assert "?page=2" in first
    assert text(site, "/questions/observations.html", page="2") != first
    assert page(site, "/questions/observations.html", page="99999999999").status == 200


@pytest.mark.parametrize("number", ["0", "00", "-1", "two"])
def test_what_is_no_page_number_shows_the_first_page(site: Site, number: str) -> None:
    for path, query in (("/questions/observations.html", {}), ("/search.html", {"q": "市"})):
        assert text(site, path, **query, page=number) == text(site, path, **query)


def test_a_page_number_of_thousands_of_digits_is_answered(site: Site) -> None:
    assert page(site, "/questions/observations.html", page="9" * 5000).status == 200
    assert page(site, "/search.html", q="市", page="9" * 5000).status == 200


def test_areas_stand_beside_each_other(site: Site) -> None:
    shown = text(site, "/compare.html")
    assert shown.count('<th scope="col"><a') >= 2
    assert 'class="bar"' in shown
    assert page(site, "/compare/1812.html").status == 404
    assert ">2025年上半年 <span" in shown


def test_bars_stand_where_figures_can_be_compared(site: Site) -> None:
    shown = text(site, "/compare/2024.html")
    lines = re.findall(r'<tr><th scope="row">.*?</tr>', shown, re.DOTALL)
    barred = [line for line in lines if 'class="bar"' in line]
    assert barred
    assert all(line.count('<div class="figure') > 1 for line in barred)
    ranks = [line for line in lines if "<small>位次</small>" in line]
    assert ranks
    assert not [line for line in ranks if 'class="bar"' in line]


def test_a_picture_leads_to_the_things_in_it(site: Site) -> None:
    shown = text(site, "/graph/area/320506.html")
    assert shown.count("<circle") > 3
    assert shown.count('class="dot') == shown.count("<circle")
    assert page(site, "/graph/area/none.html").status == 404


def test_search_finds_by_pinyin_initials_and_filters(site: Site) -> None:
    assert "吴中区" in text(site, "/search.html", q="wzq")
    only = text(site, "/search.html", q="wz", kind="area")
    assert "id/project/" not in only
    assert page(site, "/search.html", q="x", kind="nothing").status == 400


def test_a_site_of_files_asks_nobody_for_suggestions(site: Site) -> None:
    for path in ("/index.html", "/search.html", "/id/area/320506.html"):
        assert "data-suggest" in text(site, path)
        assert b"data-suggest" not in site.respond(Request(path=path, static=True)).body


def test_suggestions_lead_to_pages(site: Site) -> None:
    found = json.loads(site.respond(Request(path="/suggest", query=(("q", "吴中"),))).body)["hits"]
    assert found
    assert page(site, "/" + found[0]["href"]).status == 200


def test_lists_hold_everything_in_pages(site: Site) -> None:
    shown = text(site, "/list/indicator.html")
    assert "list/indicator-2.html" in shown or "indicator-2.html" in shown
    assert page(site, "/list/indicator-99.html").status == 404


def test_a_language_may_be_asked_for(site: Site) -> None:
    found = page(site, "/list/area.html", lang="en")
    assert found.status == 303
    assert dict(found.headers)["Location"] == "/en/list/area.html"


def test_the_sitemap_holds_pages_in_both_languages(site: Site) -> None:
    shown = site.respond(Request(path="/sitemap.xml", origin="https://x/")).body.decode()
    assert "<loc>https://x/id/area/320506.html</loc>" in shown
    assert "<loc>https://x/en/id/area/320506.html</loc>" in shown


def test_iris_that_are_used_no_longer_are_gone_or_lead_on(tmp_path: Path) -> None:
    registry = tmp_path / "retired.tsv"
    old, gone, new = (f"{BASE}id/{key}" for key in ("project/old", "project/gone", "area/320506"))
    write([Retired(old, new, "1", ""), Retired(gone, "", "1", "")], registry)
    graph = tmp_path / "graph"
    published = chosen(graph, None, None, registry)
    build([next(EXAMPLES.glob("wuzhong*.txt"))], graph, Settings(), published=published)
    site = Site(graph, Settings())
    moved = page(site, "/en/id/project/old.html")
    assert moved.status == 301
    assert dict(moved.headers)["Location"] == "/en/id/area/320506.html"
    plain = page(site, "/id/project/old")
    assert plain.status == 301
    assert dict(plain.headers)["Location"] == "/id/area/320506"
    lost = page(site, "/id/project/gone")
    assert lost.status == 410
    assert gone in lost.body.decode()
    tombstone = site.respond(Request(path="/id/project/gone", accept="text/turtle"))
    assert tombstone.status == 410
    assert b"deprecated" in tombstone.body
