"""The site as files."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from html import unescape
from os.path import normpath
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pyoxigraph as ox
import pytest

from kg import dumps, store
from kg.errors import InputError
from kg.pipeline import build
from kg.publish import Published, publish
from kg.settings import Settings
from kg.site.addresses import Addresses

_LINK = re.compile(r'(?:href|src|action)="([^"]*)"')
_PLACE = re.compile(r' id="([^"]*)"')
URL = "https://example.org/plan"
OTHER = "苏州市相城区2024年政府工作报告\n一、2024年工作回顾\n地区生产总值1200亿元，同比增长6%。\n"


@pytest.fixture(scope="module")
def site(graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the examples."""
    out = tmp_path_factory.mktemp("published") / "site"
    publish(graph, out, URL, Settings())
    return out


@pytest.fixture(scope="module")
def small_site(part: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a part of an example, for what takes long on three."""
    out = tmp_path_factory.mktemp("small") / "site"
    publish(part, out, URL, Settings())
    return out


def _inside(page: Path, html: str, site: Path) -> Iterator[tuple[str, str]]:
    """The files that a page links to, each with the fragment."""
    for link in set(_LINK.findall(html)):
        address, fragment = urldefrag(unescape(link))
        address = address.partition("?")[0]
        if "://" in address or address.startswith(("data:", "mailto:")):
            continue
        there = normpath(f"{page.parent}/{unquote(address)}") if address else str(page)
        assert there.startswith(f"{site}/"), f"{page}: {link} leads out of the site"
        yield there, "" if ":~:" in fragment else fragment


def test_every_link_inside_the_site_leads_to_a_file_and_a_place_in_it(site: Path) -> None:
    linked: dict[tuple[str, str], Path] = {}
    anchors: dict[str, set[str]] = {}
    for page in site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        places = _PLACE.findall(html)
        assert len(places) == len(set(places)), page
        anchors[str(page)] = set(places)
        linked.update((link, page) for link in _inside(page, html, site))
    assert len(anchors) > 5000
    for start in (site / "index.html", site / "en" / "index.html"):
        del anchors[str(start)]  # it stands for things that it does not show
    for (there, fragment), page in linked.items():
        assert Path(there).exists() or "/suggest" in there, f"{page}: {there}"
        known = anchors.get(there)
        assert not fragment or known is None or fragment in known, f"{page}: {there}#{fragment}"


def test_every_thing_of_the_dump_has_its_page_and_its_data(site: Path, graph: Path) -> None:
    addresses = Addresses(Settings().base)
    for subject, _ in dumps.unions(graph / store.DUMP):
        path = addresses.path(subject[1:-1].decode())[1:] or "index"
        for ending in ("html", "ttl"):
            assert (site / f"{path}.{ending}").is_file(), f"{subject!r} has no {ending}"
        assert (site / "en" / f"{path}.html").is_file()


def test_the_data_files_hold_what_the_dump_says(site: Path, graph: Path) -> None:
    addresses = Addresses(Settings().base)
    for number, (subject, pairs) in enumerate(dumps.unions(graph / store.DUMP)):
        if number % 97 or b"#" in subject:
            continue
        path = addresses.path(subject[1:-1].decode())[1:]
        quads = ox.parse(path=site / f"{path}.ttl", format=ox.RdfFormat.TURTLE)
        written = {
            (str(q.predicate).encode(), str(q.object).encode())
            for q in quads
            if str(q.subject).encode() == subject
        }
        assert set(pairs) <= written, subject


def test_publishing_again_changes_nothing(small_site: Path, part: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in small_site.rglob("*") if path.is_file()}
    again = publish(part, small_site, URL, Settings(), workers=1)
    assert again == Published(files=len(before) - 1, changed=0, removed=0)
    assert before == {path: path.stat().st_mtime_ns for path in before}


def test_the_checksums_are_those_of_the_files(site: Path) -> None:
    for line in (site / "checksums.txt").read_text(encoding="utf-8").splitlines()[::50]:
        digest, name = line.split("  ", 1)
        assert sha256((site / name).read_bytes()).hexdigest() == digest


def test_the_release_page_tells_digests_of_what_it_offers(site: Path, graph: Path) -> None:
    page = (site / "release" / "index.html").read_text(encoding="utf-8")
    packed = (site / "release" / "graph.ttl.gz").read_bytes()
    assert sha256(packed).hexdigest() in page
    assert (site / "dump.nq").read_bytes() == (graph / store.DUMP).read_bytes()


def test_a_smaller_graph_takes_pages_away_and_tells_what_changed(
    part: Path, small_site: Path, tmp_path: Path
) -> None:
    graph, out = tmp_path / "graph", tmp_path / "site"
    shutil.copytree(part, graph)
    (tmp_path / "other.txt").write_text(OTHER, encoding="utf-8")
    build([tmp_path / "other.txt"], graph, Settings(), workers=1)
    publish(graph, out, URL, Settings())
    gone = out / "id" / "report" / "other.html"
    assert gone.exists()
    (out / "own.txt").write_text("left alone")
    made = publish(part, out, URL, Settings())
    assert made.removed > 0
    assert not gone.exists()
    assert (out / "own.txt").read_text() == "left alone"
    assert "-" in (out / "release" / "changes.txt").read_text(encoding="utf-8")
    assert _pages(out) - {"own.txt"} == _pages(small_site)


def _pages(site: Path) -> set[str]:
    return {str(path.relative_to(site)) for path in site.rglob("*") if path.is_file()}


def test_a_folder_of_other_things_is_left_alone(graph: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match="other things than a site"):
        publish(graph, tmp_path, URL, Settings())
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    "url", ["example.org", "ftp://example.org/", "https://x/?q", 'https://x/"']
)
def test_a_wrong_address_is_refused(graph: Path, tmp_path: Path, url: str) -> None:
    with pytest.raises(InputError, match="no address of a site"):
        publish(graph, tmp_path / "site", url, Settings())
    assert not (tmp_path / "site").exists()


def test_an_editor_that_is_not_there_is_told_in_one_line(graph: Path, tmp_path: Path) -> None:
    kg = Path(sys.executable).with_name("kg")
    done = subprocess.run(
        [kg, "publish", "--graph", graph, "--out", tmp_path / "site", "--editor", tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "yasgui.min.js" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "site").exists()
