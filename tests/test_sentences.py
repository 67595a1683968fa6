"""Sentences are found by the words in them: the same as looking through all of them finds."""

import json
import shutil
from pathlib import Path
from typing import cast

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as some

from kg import search, store
from kg.cli import main
from kg.errors import QueryError
from kg.search import Sentences
from kg.settings import Settings
from kg.site import Request, Site

QUERIES = Settings().queries
EVERY = """
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT DISTINCT ?document ?said {
  ?passage oa:hasSource/dct:identifier ?document ; oa:hasSelector ?words .
  ?words oa:exact ?exact ; oa:prefix ?before ; oa:suffix ?after .
  BIND(CONCAT(?before, ?exact, ?after) AS ?said)
}
"""


@pytest.fixture(scope="module")
def every(graph: Path) -> set[tuple[str, str]]:
    """All sentences that evidence points to, each with its report."""
    rows = cast("ox.QuerySolutions", store.open_store(graph).query(EVERY))
    return {(row["document"].value, row["said"].value) for row in rows}


@pytest.fixture(scope="module")
def index(graph: Path) -> Sentences:
    return Sentences.of(store.open_store(graph), QUERIES)


def found(index: Sentences, text: str) -> set[tuple[str, str]]:
    said = index.search(text, limit=search.MOST)
    return {(one.document, one.text) for one in said.sentences}


@pytest.mark.parametrize(
    "text", ["项目", "区", "GDP", "增长 %", "5.", "亿元 投资", "，吴", "10", "没有这样的词"]
)
def test_words_find_what_holds_them(
    text: str, index: Sentences, every: set[tuple[str, str]]
) -> None:
    held = {one for one in every if all(word in one[1] for word in text.split())}
    assert found(index, text) == held


@given(some.data())
def test_any_stretch_of_a_sentence_finds_it(
    index: Sentences, every: set[tuple[str, str]], data: some.DataObject
) -> None:
    document, text = data.draw(some.sampled_from(sorted(every)))
    start = data.draw(some.integers(0, len(text) - 1))
    words = text[start : start + data.draw(some.integers(1, 12))]
    if words.split():
        assert (document, text) in found(index, words)


@pytest.mark.parametrize("text", ["ｇｄｐ", "GDP", "gdp"])
def test_width_and_case_do_not_matter(text: str, index: Sentences) -> None:
    assert found(index, text) == found(index, "Gdp")


@pytest.mark.parametrize("text", ['"', "*", "项目 OR 区", "said : x", "NOT", "(", "^", "-"])
def test_signs_are_looked_for_as_they_are(
    text: str, index: Sentences, every: set[tuple[str, str]]
) -> None:
    held = {one for one in every if all(word in one[1] for word in text.split())}
    assert found(index, text) >= held


def test_a_sentence_leads_to_its_place_in_the_report(graph: Path, index: Sentences) -> None:
    said = index.search("增长", limit=50).sentences
    assert said
    for one in said:
        whole = store.report_file(graph, one.document, store.TEXT).decode()
        assert one.text.strip()[:6] in whole[max(0, one.start - len(one.text)) :]
    places = [(one.document, one.start) for one in said]
    assert places == sorted(places)


def test_pages_follow_one_another(index: Sentences) -> None:
    whole = index.search("区", limit=40).sentences
    assert index.search("区", 20).sentences + index.search("区", 20, 20).sentences == whole


@pytest.mark.parametrize(
    ("text", "limit", "offset", "why"),
    [
        (" ", 20, 0, "nothing"),
        ("区", 0, 0, "limit 0"),
        ("区", 20, -1, "offset -1"),
        ("区" * 301, 20, 0, "300"),
    ],
)
def test_what_cannot_be_looked_for_is_named(
    text: str, limit: int, offset: int, why: str, index: Sentences
) -> None:
    with pytest.raises(QueryError, match=why):
        index.search(text, limit, offset)


def test_the_index_is_kept_beside_the_store_in_the_same_bytes(graph: Path, tmp_path: Path) -> None:
    kept = []
    for name in ("a", "b"):
        copy = tmp_path / name
        shutil.copytree(graph, copy, ignore=shutil.ignore_patterns("search-*"))
        with search.sentences_opened(copy, QUERIES) as made:
            assert made.search("区").total
        (path,) = copy.glob("search-*-text-*")
        kept.append(path.read_bytes())
    assert kept[0] == kept[1]


def test_the_command_prints_sentences(
    graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "graph"
    shutil.copytree(graph, copy, ignore=shutil.ignore_patterns("search-*"))
    with pytest.raises(SystemExit, match="0"):
        main(["search", "增长", "--text", "--graph", str(copy), "--limit", "2", "--format", "csv"])
    said = capsys.readouterr()
    assert said.out.splitlines()[0] == "document,start,quote"
    assert len(said.out.splitlines()) == 3
    assert "more sentences" in said.err


@pytest.fixture(scope="module")
def site(graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    copy = tmp_path_factory.mktemp("site") / "graph"
    shutil.copytree(graph, copy, ignore=shutil.ignore_patterns("search-*"))
    return Site(copy, Settings())


@pytest.mark.parametrize("path", ["/search.html", "/en/search.html"])
def test_the_page_marks_the_words_and_leads_to_their_place(path: str, site: Site) -> None:
    asked = Request(path=path, query=(("q", "增长"), ("in", "text")))
    body = site.respond(asked).body.decode()
    assert "<mark>增长</mark>" in body
    assert "#c" in body
    other = Request(path=path, query=(("q", "没有这样的词"), ("in", "text")))
    assert "<mark>" not in site.respond(other).body.decode()


def test_the_api_lists_sentences(site: Site) -> None:
    asked = Request(path="/api/sentences", query=(("q", "增长"), ("limit", "2")))
    said = json.loads(site.respond(asked).body)
    assert [("增长" in one["text"]) for one in said["sentences"]] == [True, True]
    assert said["total"] > 2
    assert said["next"]
    path = said["sentences"][0]["path"].partition("#")
    assert f'id="{path[2]}"' in site.respond(Request(path=path[0])).body.decode()
