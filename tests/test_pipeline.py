"""Builds: the same bytes whatever the order and history, and nothing done where nothing changed."""

import json
import shutil
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kg import rdf, store
from kg.errors import InputError, StoreError
from kg.model import Reading
from kg.pipeline import build, remove
from kg.pipeline.fingerprint import made_with
from kg.rdf import Mapping
from kg.read import Web
from kg.settings import Settings
from tests.packing import packed
from tests.rights import bound_by_rights
from tests.sites import HTML, site

SETTINGS = Settings()
TITLE = "苏州市{area}2024年政府工作报告\n各位代表：\n一、2024年工作回顾\n"
REPORTS = {
    "a": TITLE.format(area="吴江区") + "工业投资20亿元，增长5%。盛泽镇获评省级卫生镇。\n",
    "b": TITLE.format(area="吴中区") + "新增省级绿色工厂3家。\n二、2025年目标\n工业投资增长6%。\n",
    "c": TITLE.format(area="相城区") + "地区生产总值1200亿元，同比增长6%。\n",
}


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    for stem, text in REPORTS.items():
        (folder / f"{stem}.txt").write_text(text, encoding="utf-8")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """All bytes but those of the store's own files; the store's name tells its content."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_file():
            found[name.split("/", maxsplit=1)[0] if name.startswith("store-") else name] = (
                b"" if name.startswith("store-") else path.read_bytes()
            )
    return found


def times(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in sorted(folder.rglob("*"))}


def made(paths: Iterable[Path], out: Path, settings: Settings = SETTINGS) -> Path:
    build(paths, out, settings, workers=1)
    return out


def test_the_order_of_files_does_not_change_a_byte(sources: Path, tmp_path: Path) -> None:
    files = sorted(sources.iterdir())
    one, two = made(files, tmp_path / "one"), made(reversed(files), tmp_path / "two")
    assert (one / store.DUMP).read_bytes()
    assert contents(one) == contents(two)


def test_processes_side_by_side_do_not_change_a_byte(sources: Path, tmp_path: Path) -> None:
    one = made([sources], tmp_path / "one")
    build([sources], tmp_path / "two", SETTINGS, workers=2)
    assert contents(one) == contents(tmp_path / "two")


def test_adding_one_by_one_ends_at_the_bytes_of_one_build(sources: Path, tmp_path: Path) -> None:
    one = made([sources], tmp_path / "one")
    for path in sorted(sources.iterdir(), reverse=True):
        made([path], tmp_path / "two")
    assert contents(one) == contents(tmp_path / "two")


def test_nothing_is_touched_where_nothing_changed(sources: Path, tmp_path: Path) -> None:
    out = made([sources], tmp_path / "graph")
    before = times(out)
    again = build([sources], out, SETTINGS, workers=1)
    assert (again.read, again.unchanged) == ((), ("a", "b", "c"))
    assert times(out) == before


def test_a_replaced_report_ends_at_the_bytes_of_a_new_build(sources: Path, tmp_path: Path) -> None:
    out = made([sources], tmp_path / "graph")
    (sources / "b.txt").write_text(REPORTS["b"] + "新增企业5家。\n", encoding="utf-8")
    again = build([sources], out, SETTINGS, workers=1)
    assert (again.read, again.unchanged) == (("b",), ("a", "c"))
    assert contents(out) == contents(made([sources], tmp_path / "new"))


def test_a_removed_report_ends_at_the_bytes_of_a_build_without_it(
    sources: Path, tmp_path: Path
) -> None:
    out = made([sources], tmp_path / "graph")
    remove("b", out, SETTINGS)
    (sources / "b.txt").unlink()
    assert contents(out) == contents(made([sources], tmp_path / "new"))


def test_a_report_that_is_not_in_cannot_be_removed(sources: Path, tmp_path: Path) -> None:
    out = made([sources], tmp_path / "graph")
    before = contents(out)
    with pytest.raises(StoreError, match="no report z"):
        remove("z", out, SETTINGS)
    assert contents(out) == before


def test_removing_from_nowhere_makes_no_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no graph here"):
        remove("a", tmp_path / "nowhere", SETTINGS)
    assert not (tmp_path / "nowhere").exists()


def test_a_bad_file_among_good_ones_is_named_and_the_good_ones_are_built(
    sources: Path, tmp_path: Path
) -> None:
    (sources / "bad.txt").write_bytes(b"\x00\x01")
    out = tmp_path / "graph"
    done = build([sources], out, SETTINGS, workers=1)
    assert done.read == ("a", "b", "c")
    assert [Path(failure.path).name for failure in done.failures] == ["bad.txt"]
    (sources / "bad.txt").unlink()
    assert contents(out) == contents(made([sources], tmp_path / "new"))


def test_a_file_that_turned_bad_leaves_its_report_as_it_was(sources: Path, tmp_path: Path) -> None:
    out = made([sources], tmp_path / "graph")
    before = contents(out)
    (sources / "b.txt").write_bytes(b"")
    done = build([sources], out, SETTINGS, workers=1)
    assert (len(done.failures), contents(out)) == (1, before)


def test_where_no_file_can_be_read_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\x00")
    with pytest.raises(InputError, match="NUL"):
        made([tmp_path / "bad.txt"], tmp_path / "graph")
    assert not (tmp_path / "graph").exists()


def test_a_report_of_no_known_area_is_built_with_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("2024年工作总结\n一、2024年工作回顾\n工业投资20亿元。\n", encoding="utf-8")
    out = made([path], tmp_path / "graph")
    codes = [finding.code for finding in store.findings(out, "x")]
    assert "report-area-unknown" in codes
    assert "未知地区" in (out / store.DUMP).read_text(encoding="utf-8")


def test_progress_is_told_report_by_report(sources: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    build(
        [sources],
        tmp_path / "graph",
        SETTINGS,
        workers=1,
        progress=lambda done, of, name: told.append((done, of, name)),
    )
    assert told == [(1, 3, "a.txt"), (2, 3, "b.txt"), (3, 3, "c.txt")]


STEPS = st.lists(
    st.tuples(st.sampled_from(["put", "remove"]), st.sampled_from("abc"), st.integers(0, 2)),
    min_size=1,
    max_size=7,
)


def _version(stem: str, number: int) -> str:
    return REPORTS[stem] + f"新增企业{number + 2}家，增长{number + 1}.50%。\n" * number


@hypothesis_settings(max_examples=6)
@given(STEPS)
def test_any_history_of_adding_replacing_and_removing_ends_at_the_bytes_of_a_clean_build(
    steps: list[tuple[str, str, int]],
) -> None:
    with TemporaryDirectory() as folder:
        root, standing = Path(folder), dict[str, str]()
        for action, stem, number in steps:
            if action == "put":
                standing[stem] = _version(stem, number)
                made([written(root / "sources", stem, standing[stem])], root / "graph")
            elif stem in standing:
                del standing[stem]
                remove(stem, root / "graph", SETTINGS)
        if not standing:
            return
        clean = [written(root / "clean", stem, text) for stem, text in standing.items()]
        assert contents(root / "graph") == contents(made(clean, root / "new"))


def written(folder: Path, stem: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{stem}.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_graph_of_the_version_before_is_brought_up_to_date(sources: Path, tmp_path: Path) -> None:
    out = made([sources], tmp_path / "graph")
    whole = contents(out)
    record = json.loads((out / "build.json").read_text(encoding="utf-8"))
    for entry in record["reports"]:
        older = (out / "reports" / entry["folder"]).rename(out / "reports" / f"{entry['id']}-old")
        (older / "catalogue.json").unlink()
        entry["folder"] = older.name
    old = {key: record[key] for key in record if key not in {"published", "retired"}}
    (out / "build.json").write_text(
        json.dumps(old | {"version": 1, "made_with": "older"}), encoding="utf-8"
    )
    again = build([sources / "a.txt"], out, SETTINGS, workers=1)
    assert again.read == ("a", "b", "c")
    assert contents(out) == whole


def test_an_interrupted_build_is_mended_by_the_next_even_where_nothing_changed(
    sources: Path, tmp_path: Path
) -> None:
    out = made([sources], tmp_path / "graph")
    whole = contents(out)
    (out / ".pending").touch()  # what a writer leaves that dies between dump and record
    (out / store.DUMP).write_bytes(b"")
    made([sources], out)
    assert contents(out) == whole


# -- what a graph was made with --------------------------------------------------------------------


@pytest.fixture
def own(tmp_path: Path) -> Settings:
    """The data folders, copied, to be changed."""
    for name in ("lexicon", "ontology", "shapes", "queries"):
        shutil.copytree(SETTINGS.root / name, tmp_path / "data" / name)
    return Settings(root=tmp_path / "data")


def test_the_same_data_elsewhere_make_the_same_fingerprint(own: Settings) -> None:
    assert made_with(own) == made_with(SETTINGS)


@pytest.mark.parametrize("name", ["lexicon/units.toml", "ontology/plan.ttl", "shapes/new.ttl"])
def test_the_fingerprint_changes_with_the_data(name: str, own: Settings) -> None:
    before = made_with(own)
    with (own.root / name).open("a", encoding="utf-8") as file:
        file.write("\n# one line more\n")
    assert made_with(own) != before


def test_the_fingerprint_changes_with_the_base_of_iris() -> None:
    assert made_with(SETTINGS) != made_with(Settings(base="https://example.org/"))


def test_a_changed_lexicon_makes_every_standing_report_anew(
    own: Settings, sources: Path, tmp_path: Path
) -> None:
    out = made([sources], tmp_path / "graph", own)
    with (own.lexicon / "units.toml").open("a", encoding="utf-8") as file:
        file.write("\n# one line more\n")
    (sources / "c.txt").unlink()
    again = build([sources], out, own, workers=1)
    assert again.read == ("a", "b", "c")  # c from the text that the graph keeps
    record = json.loads((out / "build.json").read_text(encoding="utf-8"))
    assert record["made_with"] == made_with(own)


def test_a_report_that_takes_too_long_is_named(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = made([sources / "a.txt"], tmp_path / "graph")
    whole = contents(out)
    module = import_module("kg.pipeline.making")
    monkeypatch.setattr(module, "_SECONDS", 1e-3)
    monkeypatch.setattr(module, "_CHARACTERS_A_SECOND", 1e9)
    with pytest.raises(InputError, match=r"b\.txt: reading it takes longer than 0 s"):
        build([sources / "b.txt"], out, SETTINGS, workers=1)
    assert contents(out) == whole


def test_a_fault_in_reading_one_report_leaves_the_others_to_be_built(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # no text is known that breaks the program: one would be mended, not kept for a test
    def broken(found: Reading, using: Mapping) -> Sequence[str]:
        if found.home.name == "吴中区":
            raise KeyError
        return triples(found, using)

    triples = rdf.triples
    monkeypatch.setattr("kg.rdf.triples", broken)
    built = build([sources], tmp_path / "graph", SETTINGS, workers=1)
    assert built.read == ("a", "c")
    (failure,) = built.failures
    assert "b.txt: reading it broke down: KeyError in test_pipeline.py" in str(failure.error)


def test_a_kept_text_that_was_changed_is_not_read_for_the_report(
    own: Settings, sources: Path, tmp_path: Path
) -> None:
    out = made([sources], tmp_path / "graph", own)
    with (own.lexicon / "units.toml").open("a", encoding="utf-8") as file:
        file.write("\n# one line more\n")
    next((out / "reports").glob("c-*/text.txt")).write_text("别的话。", encoding="utf-8")
    (sources / "c.txt").unlink()
    whole = contents(out)
    with pytest.raises(StoreError, match="the text that was kept of c is another one now"):
        build([sources], out, own, workers=1)
    assert contents(out) == whole


# -- what is built ---------------------------------------------------------------------------------


def test_files_of_odd_names_are_built(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a\nb.txt", "\udcff\udcfe.txt", f"{'a' * 200}.txt"):
        (folder / name).write_text(REPORTS["c"], encoding="utf-8")
    (folder / "bad\n.txt").write_bytes(b"\0")
    done = build([folder], tmp_path / "graph", SETTINGS, workers=1)
    assert len(done.read) == 3
    assert [str(one.error).count("\n") for one in done.failures] == [0]
    assert build([folder], tmp_path / "graph", SETTINGS, workers=1).read == ()


def test_folders_and_files_that_may_not_be_opened_are_named_alone(
    sources: Path, tmp_path: Path
) -> None:
    (sources / "closed").mkdir(mode=0)
    (sources / "b.txt").chmod(0)
    with bound_by_rights():
        done = build([sources], tmp_path / "graph", SETTINGS, workers=1)
    assert done.read == ("a", "c")
    assert sorted(Path(one.path).name for one in done.failures) == ["b.txt", "closed"]


def test_the_members_of_an_archive_are_built_and_skipped_where_nothing_changed(
    tmp_path: Path,
) -> None:
    path = tmp_path / "all.zip"
    path.write_bytes(packed({"a.txt": REPORTS["a"].encode(), "bad.txt": b"\0"}))
    first = build([path], tmp_path / "graph", SETTINGS, workers=1)
    assert (first.read, [one.path for one in first.failures]) == (("a",), [f"{path}/bad.txt"])
    again = build([path], tmp_path / "graph", SETTINGS, workers=1)
    assert (again.read, again.unchanged) == ((), ("a",))
    path.write_bytes(packed({"a.txt": REPORTS["b"].encode()}))
    assert build([path], tmp_path / "graph", SETTINGS, workers=1).read == ("a",)


def test_of_a_report_in_two_formats_one_is_built_and_the_other_named(sources: Path) -> None:
    (sources / "a.html").write_text("<html><p>nothing of it", encoding="utf-8")
    done = build([sources], sources / "graph", SETTINGS, workers=1)
    assert (done.read, done.failures) == (("a", "b", "c"), ())
    assert [Path(one.path).name for one in done.left_out] == ["a.html"]


def test_an_address_is_built_and_stands_in_the_graph(tmp_path: Path) -> None:
    page = f"<html><body><div>{'<p>'.join(REPORTS['a'].splitlines())}</div>".encode()
    out, web = tmp_path / "graph", Web(allow_private=True, cache=tmp_path / "cache", pause=0)
    with site({"/a.html": (200, HTML, page)}) as here:
        address = here.at("/a.html")
        done = build([address], out, SETTINGS, web=web, workers=1)
        assert (len(done.read), done.failures) == (1, ())
        assert f"<http://purl.org/dc/terms/source> <{address}>" in (out / store.DUMP).read_text()
        assert build([address], out, SETTINGS, web=web, workers=1).unchanged == done.read
        here.paths.clear()
        with pytest.raises(InputError, match="404"):
            build([address], out, SETTINGS, web=web, workers=1)
    assert [one.id for one in store.read(out).reports] == list(done.read)


def test_reports_of_one_name_stand_side_by_side_in_a_graph(tmp_path: Path) -> None:
    for place, stem in (("吴江", "a"), ("昆山", "b")):
        (tmp_path / "all" / place).mkdir(parents=True)
        written(tmp_path / "all" / place, "政府工作报告", REPORTS[stem])
    out = tmp_path / "graph"
    for count in (2, 0):
        built = build([tmp_path / "all"], out, SETTINGS, workers=1, by_path=True)
        assert len(built.read) == count
    assert [one.id for one in store.read(out).reports] == ["吴江/政府工作报告", "昆山/政府工作报告"]
    assert store.report_file(out, "昆山/政府工作报告", store.TEXT).decode() == REPORTS["b"]


def test_a_damaged_dump_is_made_anew_with_the_right_counts(tmp_path: Path) -> None:
    first = [written(tmp_path / "sources", stem, REPORTS[stem]) for stem in "ab"]
    out = made(first, tmp_path / "graph")
    dump = out / store.DUMP
    dump.write_bytes(dump.read_bytes().replace(b"/ontology#Indicator>", b"/ontology#Indicatox>"))
    every = [*first, written(tmp_path / "sources", "c", REPORTS["c"])]
    assert contents(made(every, out)) == contents(made(every, tmp_path / "clean"))


def test_damaged_lines_that_reports_share_are_made_anew(tmp_path: Path) -> None:
    first = [written(tmp_path / "sources", stem, REPORTS[stem]) for stem in "ab"]
    out = made(first, tmp_path / "graph")
    (shared,) = out.glob("kept-*/shared.nq")
    shared.write_bytes(shared.read_bytes()[:-1000])
    every = [*first, written(tmp_path / "sources", "c", REPORTS["c"])]
    assert contents(made(every, out)) == contents(made(every, tmp_path / "clean"))
