"""The vocabulary's page: every term, both languages, a diagram to read, nothing from elsewhere."""

import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest

from kg import docs, terms
from kg.cli import main
from kg.docs import layout, reading
from kg.errors import KgError, OntologyError
from kg.settings import Settings

SETTINGS = Settings()
VOCABULARY = reading.read(SETTINGS)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs")
    docs.write(SETTINGS, folder)
    return folder


@pytest.fixture(scope="module")
def page(out: Path) -> str:
    return (out / "index.html").read_text(encoding="utf-8")


class Links(HTMLParser):
    """Anchors, links inside the page, files beside it, and whatever a browser would fetch."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.inside: set[str] = set()
        self.beside: set[str] = set()
        self.fetched: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            elif name == "href" and value and value.startswith("#"):
                self.inside.add(value[1:])
            elif name == "href" and value:
                self.beside.add(value)
            elif name in {"src", "srcset", "action", "data", "poster"} and value:
                self.fetched.add(value)
        if tag in {"script", "iframe", "img", "object", "embed"}:
            self.fetched.add(tag)


def test_every_term_code_unit_and_indicator_has_an_anchor(page: str) -> None:
    ids = Links(page).ids
    wanted = {t.removeprefix(terms.PLAN) for t in (*terms.PlanClass, *terms.Plan, *terms.Cube)}
    wanted |= {reading.code_anchor(one) for one in terms.Scheme}
    wanted |= {code.anchor for one in VOCABULARY.lists for code in one.codes}
    assert wanted <= set(ids)
    assert len(ids) == len(set(ids))


def test_every_link_inside_the_page_leads_somewhere(page: str) -> None:
    links = Links(page)
    assert links.inside <= set(links.ids)


def test_files_beside_the_page_are_there(page: str, out: Path) -> None:
    assert [name for name in Links(page).beside if not (out / name).is_file()] == []


def test_the_page_fetches_nothing(page: str) -> None:
    assert Links(page).fetched == set()
    assert not re.search(r"url\(\s*['\"]?(?!#)", page)
    assert "@import" not in page
    assert "default-src 'none'" in page


def test_every_term_is_told_in_both_languages(page: str) -> None:
    for term in VOCABULARY.terms:
        for text in (term.label, term.definition, term.example):
            assert text.zh, term.iri
            assert text.en, term.iri
    for part in re.findall(r'<section class="term".*?</section>', page, re.DOTALL):
        assert 'lang="zh"' in part
        assert 'lang="en"' in part


def test_the_diagram_is_sound_xml_with_every_class(page: str) -> None:
    drawn = re.search(r"<svg.*?</svg>", page, re.DOTALL)
    assert drawn
    root = ET.fromstring(drawn.group())  # noqa: S314  # made here
    words = {text.text for text in root.iter("{http://www.w3.org/2000/svg}text")}
    for term in VOCABULARY.group("class"):
        assert layout.title(term) in words
    assert len(root.findall(".//{http://www.w3.org/2000/svg}polyline")) > len(terms.PlanClass)


def test_boxes_of_the_diagram_are_apart_and_hold_their_words() -> None:
    drawn = layout.plan(VOCABULARY)
    for at, one in enumerate(drawn.boxes):
        assert one.x + one.width <= drawn.width
        assert one.y + one.height <= drawn.height
        for text in (*map(layout.row, one.rows), layout.above(one.term)):
            assert layout.text_width(text, layout.SMALL) + layout.PAD < one.width
        for other in drawn.boxes[at + 1 :]:
            aside = one.x + one.width <= other.x or other.x + other.width <= one.x
            over = one.y + one.height <= other.y or other.y + other.height <= one.y
            assert aside or over, (one.term.local, other.term.local)


def test_arrows_run_beside_each_other() -> None:
    tracks = [arrow.points[1][0] for arrow in layout.plan(VOCABULARY).arrows]
    assert len(tracks) == len(set(tracks))


def test_the_same_vocabulary_gives_the_same_bytes(out: Path, tmp_path: Path) -> None:
    for path in docs.write(SETTINGS, tmp_path):
        assert path.read_bytes() == (out / path.relative_to(tmp_path)).read_bytes()


def test_the_code_lists_hold_what_the_lexicon_knows(out: Path) -> None:
    found = {
        q.subject.value
        for q in ox.parse(path=out / "code" / "indicator.ttl", format=ox.RdfFormat.TURTLE)
    }
    names = {VOCABULARY.iris.indicator(each.name) for each in VOCABULARY.indicators.indicators}
    assert names <= found
    for name in ("ontology.ttl", "code/unit.ttl"):
        assert list(ox.parse(path=out / name, format=ox.RdfFormat.TURTLE))


def test_a_broken_ontology_is_told_with_file_and_line(tmp_path: Path) -> None:
    shutil.copytree(SETTINGS.root / "ontology", tmp_path / "ontology")
    shutil.copytree(SETTINGS.root / "lexicon", tmp_path / "lexicon")
    plan = tmp_path / "ontology" / "plan.ttl"
    plan.write_text(plan.read_text(encoding="utf-8") + "\nplan:x a", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"plan\.ttl:\d+: is no Turtle"):
        docs.write(replace(SETTINGS, root=tmp_path), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(KgError, match="cannot be written"):
        docs.write(SETTINGS, tmp_path / "file")
    with pytest.raises(SystemExit) as raised:
        main(["docs", "--out", str(tmp_path / "file")])
    assert raised.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_command_says_what_it_wrote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        main(["docs", "--out", str(tmp_path / "docs")])
    assert not raised.value.code
    assert "index.html" in capsys.readouterr().out
