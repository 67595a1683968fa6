"""Answers to questions on pages: words instead of keys, figures in one cell, names as said."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest

from kg.settings import Settings
from kg.site import Request, Site
from tests.timing import less_than

KEY = re.compile(r">\s*[0-9a-f]{16}\s*<")


@pytest.fixture(scope="module")
def site(graph: Path) -> Site:
    """The site of the examples."""
    return Site(graph, Settings())


def body(site: Site, path: str) -> str:
    response = site.respond(Request(path=path))
    assert response.status == 200, path
    return response.body.decode()


def table(html: str) -> str:
    return html.partition('<table class="answer">')[2].partition("</table>")[0]


def cells(html: str, column: str) -> set[str]:
    return set(re.findall(f'<td data-name="{column}">(.*?)</td>', table(html)))


def test_what_a_figure_is_in_a_check_is_said_in_the_language_of_the_page(site: Site) -> None:
    assert cells(body(site, "/questions/checks.html"), "身份") == {"所述", "推算所据"}
    assert cells(body(site, "/en/questions/checks.html"), "role") == {"stated", "operand"}


@pytest.mark.parametrize("question", ["witnesses", "disagreements"])
def test_what_belongs_together_has_a_label_and_a_page(site: Site, question: str) -> None:
    found = cells(body(site, f"/questions/{question}.html"), "相关说法")
    assert not KEY.search(table(body(site, f"/questions/{question}.html")))
    for one in found:
        there = re.search(r'href="\.\./(id/agreement/[0-9a-f]{16})\.html">([^<]+)</a>', one)
        assert there
        assert there[2] in body(site, f"/{there[1]}.html")
    assert found or question == "disagreements"


def test_changes_of_indicators_show_a_figure_with_its_unit_in_one_cell(site: Site) -> None:
    html = body(site, "/en/questions/indicator-changes.html")
    heads = re.findall(r'<th scope="col">(.*?)</th>', table(html))
    assert len(heads) <= 7
    assert not any("unit" in head or "basis" in head for head in heads)
    assert any(re.search(r"\d%|\d+亿元", cell) for cell in cells(html, "value now"))


def test_names_of_a_network_are_told_how_they_sound_on_english_pages(site: Site) -> None:
    html = body(site, "/en/analysis")
    assert "<title>吴江区 (wu jiang qu)</title>" in html
    assert "how one sounds" in html
    assert "<title>吴江区</title>" in body(site, "/analysis")
    around = body(site, "/en/graph/area/320509")
    assert "<title>吴江区 (wu jiang qu)</title>" in around


def test_what_takes_long_is_made_before_anybody_asks(graph: Path) -> None:
    warmed = Site(graph, Settings())
    warmed.warm()
    with less_than(0.5):
        for language in ("", "/en"):
            body(warmed, f"{language}/analysis")
            body(warmed, f"{language}/ask")


# -- the page of questions in words ---------------------------------------------------------------


def ask(text: str) -> Request:
    return Request(path="/ask", query=(("q", text),))


@pytest.mark.parametrize(
    "text",
    ["", "  ", "吴" * 10_000, "a" * 10_000, "<script>alert(1)</script>", '"><img src=x onerror=1>'],
)
def test_whatever_is_asked_gets_a_page_in_time(site: Site, text: str) -> None:
    site.respond(ask("GDP是多少"))
    with less_than(0.3):
        response = site.respond(ask(text))
    assert response.status == 200
    assert b"<script>alert" not in response.body
    assert b"<img src=x" not in response.body
    assert len(response.body) < 20_000


def test_the_page_says_how_rows_were_chosen(site: Site) -> None:
    html = site.respond(ask("2024年哪个区GDP增速最高")).body.decode()
    lead = html.partition('<p class="lead">')[2].partition("</p>")[0]
    assert "只列增长" in lead
    assert "从高到低" in lead
    assert quote("GDP") in html
