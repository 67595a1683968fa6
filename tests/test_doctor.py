"""kg doctor: what is installed, whether data load, how a graph folder is; each fault is seen."""

import fcntl
import json
import shutil
from pathlib import Path

import pytest

from kg import store
from kg.cli import main
from kg.doctor import State, data, examine, folder, installed, machine
from kg.lexicon import everything
from kg.settings import Settings

SETTINGS = Settings()
PARTS = ("lexicon", "ontology", "queries", "shapes")


@pytest.fixture
def copied(tmp_path: Path) -> Settings:
    """Data that a test may break."""
    for part in PARTS:
        shutil.copytree(SETTINGS.root / part, tmp_path / "data" / part)
    return Settings(root=tmp_path / "data")


@pytest.fixture
def own(graph: Path, tmp_path: Path) -> Path:
    """A graph folder that a test may break."""
    return Path(shutil.copytree(graph, tmp_path / "graph"))


def of_graph(graph: Path) -> dict[str, tuple[State, str]]:
    found = folder.checks(SETTINGS, graph)
    return {one.part.removeprefix("graph "): (one.state, one.found) for one in found}


def test_all_that_is_needed_is_found_here(graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["doctor", "--graph", str(graph), "--format", "json"])
    rows = json.loads(capsys.readouterr().out)
    assert [row for row in rows if row["state"] == "fault"] == []
    assert exit_.value.code == 0
    names = {row["check"] for row in rows}
    assert {"Python", "format txt", "model", "lexicon", "ontology", "shapes"} <= names
    assert {"queries", "fonts", "disk", "memory", "locale", "graph", "graph lock"} <= names
    assert all(row["found"] for row in rows)


def test_a_fault_ends_with_2_and_says_where_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_LANG", "zh")
    monkeypatch.setattr("kg.doctor.examining.EXAMINATIONS", {"graph": folder.checks})
    monkeypatch.setattr("kg.doctor.examining._SLOW", ())
    with pytest.raises(SystemExit) as exit_:
        main(["doctor", "--graph", str(tmp_path)])
    table = "".join(capsys.readouterr().out.split())
    assert exit_.value.code == 2
    assert "故障graph" in table
    assert "这里没有图谱" in table


def test_the_checks_of_the_lexicon_know_every_file_of_it() -> None:
    assert set(everything.LOADERS) == {path.name for path in SETTINGS.lexicon.iterdir()}


def test_the_entries_of_the_lexicon_are_counted() -> None:
    (found,) = data.lexicon(SETTINGS, None)
    assert found.state is State.OK
    divisions = (SETTINGS.lexicon / "areas.tsv").read_text("utf-8").count("\n")
    assert int(found.values["entries"]) > divisions > 40_000


def test_a_wrong_entry_is_named_with_file_line_and_key(
    copied: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = copied.lexicon / "levels.toml"
    text = path.read_text("utf-8")
    path.write_text(f"unheard = 1\n{text}", "utf-8")
    monkeypatch.setattr("kg.doctor.examining.EXAMINATIONS", {"lexicon": data.lexicon})
    monkeypatch.setattr("kg.doctor.examining._SLOW", ())
    (found,) = examine(copied)
    assert found.state is State.FAULT
    assert str(found.error).startswith(f"{path}:1: unheard: unknown key")


def test_ontology_shapes_and_questions_are_checked_each_by_itself(copied: Settings) -> None:
    assert {one.state for one in data.vocabulary(copied, None)} == {State.OK}
    (copied.queries / "honours.rq").write_text("# title: x\nSELECT nonsense\n", "utf-8")
    copied.ontology.write_text("this is no Turtle", "utf-8")
    found = {one.part: one for one in data.vocabulary(copied, None)}
    assert {part: one.state for part, one in found.items()} == dict.fromkeys(
        ("ontology", "shapes", "queries"), State.FAULT
    )
    assert "honours.rq" in str(found["queries"].values["file"])


def test_a_model_that_is_not_there_or_damaged_is_told(tmp_path: Path) -> None:
    (good,) = data.model(SETTINGS, None)
    assert (good.state, good.found) == (State.OK, "model-good")
    (none,) = data.model(Settings(model=None), None)
    assert none.state is State.WARNING
    broken = tmp_path / "names.npz"
    broken.write_bytes(b"PK")
    with pytest.raises(Exception, match="damaged"):
        tuple(data.model(Settings(model=broken), None))


def test_python_and_packages_have_versions() -> None:
    found = {one.part: one for one in installed.checks(SETTINGS, None)}
    assert found["Python"].state is State.OK
    assert found["plan-kg"].values["version"]
    assert {found[name].state for name in ("rdflib", "spacy", "pyoxigraph")} == {State.OK}


def test_fonts_room_memory_and_locale_are_told(tmp_path: Path) -> None:
    (font,) = machine.fonts(SETTINGS, None)
    assert font.found == "font-good" or font.error
    found = {one.part: one for one in machine.checks(SETTINGS, tmp_path / "not" / "made" / "yet")}
    assert set(found) == {"disk", "memory", "locale"}
    assert "iB" in str(found["disk"].values["free"])


def test_a_whole_graph_has_nothing_to_mend(graph: Path) -> None:
    assert set(of_graph(graph).values()) == {
        (State.OK, found)
        for found in (
            *("graph-good", "dump-good", "reports-good", "store-good", "made-same"),
            *("unheld", "no-leftovers"),
        )
    }


def test_what_is_wrong_with_a_graph_is_seen(own: Path) -> None:
    (own / ".new-dump.nq").write_bytes(b"")
    (own / "dump.nq").write_bytes(b"<a> <b> <c> <d> .\n")
    next((own / "reports").glob("*/findings.json")).unlink()
    record = own / "build.json"
    told = json.loads(record.read_text("utf-8"))
    record.write_text(json.dumps(told | {"made_with": "0" * 64}), "utf-8")
    found = of_graph(own)
    assert found["dump"] == (State.FAULT, "dump-other")
    assert found["reports"] == (State.FAULT, "reports-missing")
    assert found["made with"] == (State.WARNING, "made-libraries")
    assert found["leftovers"] == (State.WARNING, "leftovers")


def test_a_text_that_is_not_the_one_that_was_read_is_seen(own: Path) -> None:
    next((own / "reports").glob("*/text.txt")).write_text("别的话。", "utf-8")
    assert of_graph(own)["reports"] == (State.FAULT, "texts-other")


def test_a_graph_made_with_another_lexicon_names_the_lexicon(graph: Path, copied: Settings) -> None:
    path = copied.lexicon / "levels.toml"
    path.write_text(path.read_text("utf-8") + "\n# changed\n", "utf-8")
    (found,) = (one for one in folder.checks(copied, graph) if one.part == "graph made with")
    assert (found.found, found.values["parts"]) == ("made-other", "lexicon")


def test_a_writer_that_died_between_dump_and_record_is_told(own: Path) -> None:
    (own / ".pending").touch()
    assert of_graph(own)["dump"] == (State.FAULT, "dump-interrupted")


def test_whoever_writes_to_a_graph_is_named(own: Path) -> None:
    assert store.holder(own) is None
    with (own / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert store.holder(own)
        assert of_graph(own)["lock"] == (State.WARNING, "held")
        assert "leftovers" not in of_graph(own)
    assert store.holder(own) is None
