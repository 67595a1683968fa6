"""A graph against gold: five CSV files, and what the scorer says of them."""

import csv
from pathlib import Path

import pytest

from kg.errors import InputError, StoreError
from kg.evaluate import gold
from kg.pipeline import build
from kg.settings import Settings

SHARED = Path(__file__).parents[2] / "shared"
SETTINGS = Settings()
#: Stands in for a scorer: says what it was given.
COUNTING = (
    "import sys, pathlib\nprint(*sorted(p.name for p in pathlib.Path(sys.argv[2]).iterdir()))\n"
)
COLUMNS = {
    "entities": "document,start,end,text,type,name",
    "observations": (
        "document,start,end,area,indicator,subject,period,status,measure,value,upper,unit,"
        "bound,basis,text"
    ),
    "facts": "document,start,end,actor,action,object,modality,period",
    "links": "document,start,end,project,indicator",
    "projects": "document,name,area,stage,investment,unit,enterprise",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of gold with a scorer beside it."""
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "x.facts.jsonl").write_text("{}\n", encoding="utf-8")
    (tmp_path / "gold" / "score.py").write_text(COUNTING, encoding="utf-8")
    return tmp_path / "gold"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_contract_question_is_a_file_with_its_columns(graph: Path, tmp_path: Path) -> None:
    gold.write(graph, SETTINGS, tmp_path)
    assert sorted(path.stem for path in tmp_path.iterdir()) == sorted(COLUMNS)
    for name, columns in COLUMNS.items():
        written = rows(tmp_path / f"{name}.csv")
        assert written
        assert set(columns.split(",")) <= set(written[0])


def test_offsets_point_to_the_words(graph: Path, tmp_path: Path) -> None:
    gold.write(graph, SETTINGS, tmp_path)
    examples = Path(__file__).parents[1] / "examples"
    for row in rows(tmp_path / "entities.csv"):
        text = (examples / f"{row['document']}.txt").read_text(encoding="utf-8")
        assert text[int(row["start"]) : int(row["end"])] == row["text"]


def test_the_scorer_is_given_the_files_which_stay(
    graph: Path, folder: Path, tmp_path: Path
) -> None:
    said = gold.evaluate(folder, graph, SETTINGS, tmp_path / "kept")
    assert said.split() == sorted(f"{name}.csv" for name in COLUMNS)
    assert len(list((tmp_path / "kept").iterdir())) == len(COLUMNS)


def test_a_folder_that_cannot_be_written_is_named(
    graph: Path, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be written"):
        gold.evaluate(folder, graph, SETTINGS, tmp_path / "file")


def test_gold_or_scorer_that_is_missing_is_named(graph: Path, folder: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no gold files"):
        gold.evaluate(tmp_path / "nowhere", graph, SETTINGS, tmp_path)
    (folder / "score.py").unlink()
    with pytest.raises(InputError, match=r"no score\.py here.*--scorer"):
        gold.evaluate(folder, graph, SETTINGS, tmp_path)


def test_a_scorer_that_fails_is_an_error(graph: Path, folder: Path, tmp_path: Path) -> None:
    (folder / "score.py").write_text("raise SystemExit('broken')\n", encoding="utf-8")
    with pytest.raises(InputError, match="the scorer failed: broken"):
        gold.evaluate(folder, graph, SETTINGS, tmp_path)


def test_a_graph_that_is_missing_is_named(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no graph here"):
        gold.evaluate(folder, tmp_path / "nowhere", SETTINGS, tmp_path / "out")


def test_the_real_gold_is_met(tmp_path: Path) -> None:
    sources = sorted((SHARED / "corpus").glob("00[01]*.txt"))
    if not sources or not (SHARED / "gold").is_dir():
        pytest.skip("the gold lies beside the project and is not here")
    build(sources, tmp_path / "graph", SETTINGS)
    said = gold.evaluate(SHARED / "gold", tmp_path / "graph", SETTINGS, tmp_path / "out")
    scores = {
        line.split()[0]: float(line.split()[6]) for line in said.splitlines() if " F1 " in line
    }
    least = {"entities": 0.72, "observations": 0.9, "facts": 0.6, "links": 0.6, "projects": 0.65}
    assert {name: score for name, score in least.items() if scores[name] < score} == {}
