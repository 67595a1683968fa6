"""What the catalogue says of a graph is true: counts, files, digests, links."""

from collections import Counter
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import publication, store
from kg.pipeline import build, remove
from kg.pipeline.publishing import Published
from kg.rdf.counting import Counting, total
from kg.settings import Settings
from kg.terms import Dcat, Dct, Owl, Prov, Rdf, Schema, Spdx, Void

SETTINGS = Settings()
ABOUT = publication.load(publication.PACKAGED)
TEXT = "苏州市吴江区2024年政府工作报告\n一、2024年工作回顾\n工业投资20亿元，增长5.50%。\n"


def triples(folder: Path) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(path=folder / store.DUMP, format=ox.RdfFormat.N_QUADS)}


def objects(found: set[ox.Triple], predicate: str) -> dict[str, list[str]]:
    """The values of a predicate, by subject."""
    values: dict[str, list[str]] = {}
    for triple in found:
        if triple.predicate.value == predicate:
            values.setdefault(triple.subject.value, []).append(triple.object.value)  # type: ignore[union-attr]
    return values


def one(found: set[ox.Triple], predicate: str) -> dict[str, str]:
    return {subject: value for subject, (value,) in objects(found, predicate).items()}


@pytest.fixture(scope="module")
def dump(graph: Path) -> set[ox.Triple]:
    return triples(graph)


def test_all_triples_and_subjects_are_counted_this_graph_included(dump: set[ox.Triple]) -> None:
    whole = f"{SETTINGS.base}id/dataset/all"
    assert int(one(dump, Void.TRIPLES)[whole]) == len(dump)
    subjects = {triple.subject.value for triple in dump}  # type: ignore[union-attr]
    assert int(one(dump, Void.DISTINCT_SUBJECTS)[whole]) == len(subjects)


def test_every_class_and_property_has_a_partition_with_its_count(dump: set[ox.Triple]) -> None:
    types = Counter(t.object.value for t in dump if t.predicate.value == Rdf.TYPE)  # type: ignore[union-attr]
    used = Counter(triple.predicate.value for triple in dump)
    classes, entities = one(dump, Void.CLASS), one(dump, Void.ENTITIES)
    assert {classes[part]: int(entities[part]) for part in classes} == types
    properties, numbers = one(dump, Void.PROPERTY), one(dump, Void.TRIPLES)
    assert {properties[part]: int(numbers[part]) for part in properties} == used


def test_a_linkset_counts_the_links_to_its_target(dump: set[ox.Triple]) -> None:
    numbers = one(dump, Void.TRIPLES)
    node = f"{SETTINGS.base}id/void/links/gov-uk-intervals"
    known = {link.key: link for link in ABOUT.links}["gov-uk-intervals"]
    linked = [
        t
        for t in dump
        if t.predicate.value == known.predicate and t.object.value.startswith(known.space)  # type: ignore[union-attr]
    ]
    assert int(numbers[node]) == len(linked) > 0


def test_every_report_is_a_data_set_whose_file_has_the_size_and_digest_said(
    graph: Path, dump: set[ox.Triple]
) -> None:
    sizes, digests = one(dump, Schema.CONTENT_SIZE), one(dump, Spdx.VALUE)
    checksums, addresses = one(dump, Spdx.CHECKSUM), one(dump, Dcat.DOWNLOAD_URL)
    assert len(sizes) == len(store.read(graph).reports) == 3
    for held, size in sizes.items():
        data = (graph / addresses[held].removeprefix(ABOUT.access.landing_page)).read_bytes()
        assert size == f"{len(data)} B"
        assert digests[checksums[held]] == sha256(data).hexdigest()


def test_statements_and_quoted_words_have_rights_of_their_own(dump: set[ox.Triple]) -> None:
    whole = f"{SETTINGS.base}id/dataset/all"
    assert objects(dump, Dct.LICENSE)[whole] == [ABOUT.licence.iri]
    (rights,) = objects(dump, Dct.RIGHTS)[whole]
    labels = set(objects(dump, Rdf.LABEL)[rights])
    assert labels == {ABOUT.source_rights.statement.zh, ABOUT.source_rights.statement.en}


def test_each_graph_is_made_by_a_run_of_known_versions(dump: set[ox.Triple]) -> None:
    runs, used = objects(dump, Prov.USED), one(dump, Schema.SHA256)
    assert len(runs) == 3
    for parts in runs.values():
        assert all(len(used[part]) == 64 for part in parts)
        names = {part.rsplit("/", 1)[-1].split("-")[0] for part in parts if "/version/" in part}
        assert names == {"code", "lexicon", "model", "ontology", "shapes"}


def test_the_decimals_of_a_number_stay_as_they_are_written(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    build([tmp_path / "a.txt"], tmp_path / "graph", SETTINGS, workers=1)
    text = (tmp_path / "graph" / store.DUMP).read_text(encoding="utf-8")
    decimal = "^^<http://www.w3.org/2001/XMLSchema#decimal>"
    assert f'measure#obsValue> "5.50"{decimal}' in text
    assert f'measure#obsValue> "2000000000"{decimal}' in text


def test_a_graph_is_published_anew_without_being_read_anew(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    out = tmp_path / "graph"
    build([tmp_path / "a.txt"], out, SETTINGS, workers=1)
    other = replace(ABOUT, licence=replace(ABOUT.licence, iri="https://example.test/licence"))
    said = Published(other)
    again = build([tmp_path / "a.txt"], out, SETTINGS, workers=1, published=said)
    assert again.read == ()
    assert "https://example.test/licence" in (out / store.DUMP).read_text(encoding="utf-8")
    kept = build([tmp_path / "a.txt"], out, SETTINGS, workers=1)
    assert (kept.read, store.read(out).published["licence"]["iri"]) == (
        (),
        "https://example.test/licence",
    )


def test_a_retired_iri_says_so_and_names_what_replaces_it_unless_it_lives_again(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    out, gone = tmp_path / "graph", f"{SETTINGS.base}id/project/lao-0123456789"
    area, other = f"{SETTINGS.base}id/area/320509", f"{SETTINGS.base}id/project/b-1"
    own = f"{SETTINGS.base}id/dataset/a"
    said = Published(ABOUT, ((area, ""), (gone, area), (other, ""), (own, "")))
    build([tmp_path / "a.txt"], out, SETTINGS, workers=1, published=said)
    found = triples(out)
    assert set(objects(found, Owl.DEPRECATED)) == {gone, other}
    assert objects(found, Dct.IS_REPLACED_BY) == {gone: [area]}
    (tmp_path / "b.txt").write_text(TEXT.replace("吴江", "吴中"), encoding="utf-8")
    build([tmp_path / "b.txt"], out, SETTINGS, workers=1)
    remove("a", out, SETTINGS)
    assert {area, own} <= set(objects(triples(out), Owl.DEPRECATED))


def test_a_subject_that_goes_on_counts_once_and_triples_counted_apart_not_at_all() -> None:
    a, b = b"<http://a>", b"<http://b>"
    first, second, third = b" ".join((a, b, a)), b" ".join((a, b, b)), b" ".join((b, b, b))
    counting = Counting({"to-b": ("http://b", "http://b")})
    counted = total(counting.count([first]).count([]).count([second, third]))
    assert (counted.triples, counted.subjects) == (3, 2)
    assert (counted.properties, counted.links) == ({"http://b": 3}, {"to-b": 2})
    others = {a: {first, second}, b: {third}}
    apart = total(counting, counting.overlap([first], lambda subject: others[subject]))
    assert (apart.triples, apart.subjects) == (2, 1)


def test_counts_of_parts_with_subjects_of_their_own_are_those_of_the_whole() -> None:
    lines = [b"<http://a> <http://p> <http://b>", b"<http://b> <http://p> <http://b>"]
    links = {"to-b": ("http://p", "http://b")}
    added = Counting(links)
    for line in lines:
        added.add(Counting(links).count([line]))
    assert total(added) == total(Counting(links).count(lines))


@given(st.lists(st.sets(st.integers(0, 40)), max_size=4))
def test_counts_that_are_changed_are_those_of_counting_anew(states: list[set[int]]) -> None:
    links = {"to-b": ("http://p1", "http://o")}
    going, before = Counting(links), set[bytes]()
    for state in states:
        now = {b"<http://s%d> <http://p%d> <http://o%d>" % (n % 3, n % 2, n % 5) for n in state}
        for subject in (b"<http://s0>", b"<http://s1>", b"<http://s2>"):
            of = [{one for one in held if one.startswith(subject)} for held in (before, now)]
            going.change(*of)
        before = now
        assert total(going) == total(Counting(links).count(sorted(now)))
        again = Counting(links)
        assert again.resume(going.dumps())
        assert total(again) == total(going)
    assert not Counting({}).resume(going.dumps())
