"""A graph folder is the same whatever the order, and whole whenever it is read."""

import itertools
import json
import os
import random
import shutil
import subprocess
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from shutil import which

import pytest

from kg import rdf, store
from kg.errors import StoreError
from kg.model import Finding, Severity
from kg.settings import Settings
from kg.store import loading, optimizing
from tests import readings

SETTINGS = Settings()
MAPPING = rdf.mapping(SETTINGS)
VOCABULARY = rdf.vocabulary(SETTINGS.ontology, SETTINGS.base)
FINDING = Finding(
    code="x",
    severity=Severity.WARNING,
    document="a",
    line=3,
    quote="增长",
    message_zh="错",
    message_en="wrong",
)


def files(stem: str) -> dict[str, bytes]:
    lines = rdf.quads(readings.small(stem), MAPPING)
    return {
        store.QUADS: "".join(f"{line}\n" for line in lines).encode(),
        store.TEXT: readings.TEXT.encode(),
        store.FINDINGS: store.findings_json([FINDING]),
    }


#: Tables of the engine that a graph fills: an index for each order of terms, and texts.
INDEXES = 10


def build(directory: Path, stems: Iterable[str]) -> store.Record:
    with store.writing(directory) as writer:
        for stem in stems:
            writer.put(stem, f"{stem}.txt", "0" * 64, files(stem))
        return writer.commit(VOCABULARY, made_with="test", base=SETTINGS.base)


def contents(directory: Path) -> dict[str, bytes]:
    """All bytes but those of the store, whose name tells its content."""
    found = {}
    for path in sorted(directory.rglob("*")):
        name = str(path.relative_to(directory))
        if path.is_file() and not name.startswith("store-"):
            found[name] = path.read_bytes()
        elif path.name.startswith("store-"):
            found[name] = b""
    return found


def test_the_order_of_reports_does_not_matter(tmp_path: Path) -> None:
    build(tmp_path / "one", ["a", "b", "c"])
    build(tmp_path / "two", ["c", "a", "b"])
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_adding_and_removing_ends_at_the_bytes_of_a_clean_build(tmp_path: Path) -> None:
    build(tmp_path / "one", ["a", "b"])
    build(tmp_path / "one", ["c"])
    with store.writing(tmp_path / "one") as writer:
        writer.remove("b")
        writer.commit(VOCABULARY, made_with="test", base=SETTINGS.base)
    build(tmp_path / "two", ["a", "c"])
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_the_dump_is_sorted_and_holds_each_line_once(tmp_path: Path) -> None:
    build(tmp_path, ["a", "b"])
    lines = (tmp_path / store.DUMP).read_text(encoding="utf-8").splitlines()
    assert lines == sorted(set(lines))
    expected = {*VOCABULARY}
    for stem in ("a", "b"):
        expected.update(rdf.quads(readings.small(stem), MAPPING))
    assert set(lines) == expected


def test_the_default_graph_holds_what_two_reports_say_once(tmp_path: Path) -> None:
    build(tmp_path, ["a", "b"])
    found = store.open_store(tmp_path).query(
        'SELECT ?area WHERE { ?area <https://w3id.org/plan-kg/ontology#name> "吴江区" }'
    )
    assert len(list(found)) == 1  # type: ignore[arg-type]


def test_a_store_is_filled_in_parts_however_long_a_file_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "_BATCH", 20_000)
    build(tmp_path, ["a", "b"])
    filled = store.open_store(tmp_path)
    quads = (tmp_path / store.DUMP).read_bytes().splitlines()
    triples = {line.rsplit(b" ", 2)[0] for line in quads}
    assert len(b"".join(quads)) > 200_000, "many parts"
    assert len(filled) == len(quads) + len(triples)
    files = list((tmp_path / store.read(tmp_path).store).glob("*.sst"))
    # a few names of graphs may lie beside them, which the engine merges when it likes
    indexes = [file for file in files if file.stat().st_size > 10_000]
    assert 0 < len(indexes) <= INDEXES, "merged in the end"


def test_a_store_whose_files_cannot_be_merged_says_so(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"no-store: its files could not be merged: .*No such file"):
        optimizing.optimize(tmp_path / "none" / "no-store")


def test_the_store_opens_as_an_rdflib_dataset(tmp_path: Path) -> None:
    build(tmp_path, ["a"])
    dataset = store.dataset(tmp_path)
    assert (len(dataset) > 0, dataset.store.__class__.__name__) == (True, "OxigraphStore")


def test_what_was_put_with_a_report_can_be_read_again(tmp_path: Path) -> None:
    build(tmp_path, ["a"])
    assert store.report_file(tmp_path, "a", store.TEXT).decode() == readings.TEXT
    assert store.findings(tmp_path, "a") == (FINDING,)


def test_nothing_counts_before_the_commit(tmp_path: Path) -> None:
    build(tmp_path, ["a"])
    before = contents(tmp_path)
    with store.writing(tmp_path) as writer:
        writer.put("b", "b.txt", "1" * 64, files("b"))
    assert [entry.id for entry in store.read(tmp_path).reports] == ["a"]
    build(tmp_path, ["a"])
    assert contents(tmp_path) == before


def test_an_unknown_report_cannot_be_removed(tmp_path: Path) -> None:
    build(tmp_path, ["a"])
    with store.writing(tmp_path) as writer, pytest.raises(StoreError, match="no report z"):
        writer.remove("z")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 24 MB; skipped where none can be mounted."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = which("mount")
    made = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(disk)],
        capture_output=True,
        check=False,
    )
    if not made or made.returncode:
        pytest.skip("no disk can be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_is_told_in_one_line_and_the_graph_stays(small_disk: Path) -> None:
    graph = small_disk / "graph"
    build(graph, ["a"])
    before = contents(graph)
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(shutil.disk_usage(small_disk).free - 4096))
    with pytest.raises(StoreError, match=r"No space left on device.*as it was"):
        build(graph, ["a", "b"])
    assert contents(graph) == before
    assert len(store.open_store(graph)) > 0
    ballast.unlink()
    build(graph, ["a", "b"])
    build(small_disk.parent / "other", ["a", "b"])
    assert contents(graph) == contents(small_disk.parent / "other")


def test_a_full_disk_leaves_no_folder_where_there_was_none(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(shutil.disk_usage(small_disk).free))
    with pytest.raises(StoreError, match="No space left on device"):
        build(small_disk / "graph", ["a"])
    assert [path.name for path in small_disk.iterdir()] == ["ballast"]


def test_a_disk_that_may_only_be_read_is_told_in_one_line(small_disk: Path) -> None:
    build(small_disk / "graph", ["a"])
    before = contents(small_disk / "graph")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    for graph in (small_disk / "graph", small_disk / "new"):
        with pytest.raises(StoreError, match="Read-only file system"):
            build(graph, ["a", "b"])
    assert contents(small_disk / "graph") == before


def test_a_second_writer_is_refused_and_told_who_writes(tmp_path: Path) -> None:
    with (
        store.writing(tmp_path),
        pytest.raises(StoreError, match=f"another build is writing here, process {os.getpid()}"),
        store.writing(tmp_path),
    ):
        pass


def test_a_folder_without_a_graph_is_refused_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no graph here.*kg build"):
        store.open_store(tmp_path / "nowhere")


@pytest.mark.parametrize("record", ["", "{", "[]", '{"version": 99}', '{"version": 2}'])
def test_a_damaged_record_is_refused_and_the_next_build_mends_it(
    tmp_path: Path, record: str
) -> None:
    build(tmp_path, ["a"])
    before = contents(tmp_path)
    (tmp_path / "build.json").write_text(record, encoding="utf-8")
    with pytest.raises(StoreError, match="damaged"):
        store.read(tmp_path)
    build(tmp_path, ["a"])
    assert contents(tmp_path) == before


def test_a_missing_store_is_refused(tmp_path: Path) -> None:
    record = build(tmp_path, ["a"])
    (tmp_path / record.store).rename(tmp_path / "elsewhere")
    with pytest.raises(StoreError, match="cannot be opened"):
        store.open_store(tmp_path)


def test_the_record_holds_no_clock_and_its_keys_are_sorted(tmp_path: Path) -> None:
    build(tmp_path, ["a"])
    data = json.loads((tmp_path / "build.json").read_text(encoding="utf-8"))
    assert list(data) == sorted(data)
    assert not [key for key in data if "time" in key or "date" in key]


def test_a_report_with_a_chinese_name_is_kept(tmp_path: Path) -> None:
    build(tmp_path, ["吴江 2024"])
    assert store.report_file(tmp_path, "吴江 2024", store.TEXT)


SETS = (("a",), ("a", "b"), ("b", "c"), ("a", "c"), ("a", "b", "c"))


def _forever(directory: Path) -> None:
    """Change a graph folder from one set of reports to the next, until killed."""
    for wanted in itertools.cycle(SETS):
        with store.writing(directory) as writer:
            for entry in writer.entries:
                if entry.id not in wanted:
                    writer.remove(entry.id)
            for stem in wanted:
                writer.put(stem, f"{stem}.txt", "0" * 64, files(stem))
            writer.commit(VOCABULARY, made_with="test", base=SETTINGS.base)


def test_a_build_killed_at_any_moment_leaves_a_whole_graph(tmp_path: Path) -> None:
    dumps, sizes = set(), {}
    for stems in SETS:
        clean = tmp_path / "-".join(stems)
        record = build(clean, stems)
        dumps.add(sha256((clean / store.DUMP).read_bytes()).hexdigest())
        sizes[record.dump_sha256] = len(store.open_store(clean))
    graph, moments = tmp_path / "graph", random.Random(4)  # noqa: S311
    build(graph, ["a"])
    for _ in range(60):
        child = get_context("fork").Process(target=_forever, args=(graph,))
        child.start()
        time.sleep(moments.uniform(0.0, 0.3))
        child.kill()
        child.join()
        assert sha256((graph / store.DUMP).read_bytes()).hexdigest() in dumps
        assert len(store.open_store(graph)) == sizes[store.read(graph).dump_sha256]
    with store.writing(graph) as writer:
        for entry in writer.entries:
            writer.remove(entry.id)
        for stem in ("a", "b", "c"):
            writer.put(stem, f"{stem}.txt", "0" * 64, files(stem))
        writer.commit(VOCABULARY, made_with="test", base=SETTINGS.base)
    assert contents(graph) == contents(tmp_path / "a-b-c")
    assert not store.interrupted(graph)


def test_replacing_a_report_leaves_no_trace_of_the_old(tmp_path: Path) -> None:
    build(tmp_path, ["a"])
    fewer = replace(readings.small("a"), events=())
    lines = "".join(f"{line}\n" for line in rdf.quads(fewer, MAPPING)).encode()
    with store.writing(tmp_path) as writer:
        writer.put("a", "a.txt", "2" * 64, {store.QUADS: lines})
        writer.commit(VOCABULARY, made_with="test", base=SETTINGS.base)
    dump = (tmp_path / store.DUMP).read_text(encoding="utf-8")
    assert "/id/event/" not in dump
    assert len(list((tmp_path / "reports").iterdir())) == 1
