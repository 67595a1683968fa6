"""A graph against gold: five CSV files, and what the scorer says of them."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import InputError, StoreError
from kg.evaluate import gold
from kg.lexicon import confidence
from kg.pipeline import build
from kg.settings import Settings
from tests import needs

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


def evaluated(folder: Path, graph: Path, out: Path) -> str:
    return gold.evaluate([folder], graph, SETTINGS, out, scorer=gold.scorer([folder]))


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
    said = evaluated(folder, graph, tmp_path / "kept")
    assert said.split() == sorted(f"{name}.csv" for name in COLUMNS)
    assert len(list((tmp_path / "kept").iterdir())) == len(COLUMNS)


def test_a_folder_that_cannot_be_written_is_named(
    graph: Path, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be written"):
        evaluated(folder, graph, tmp_path / "file")


def test_gold_or_scorer_that_is_missing_is_named(graph: Path, folder: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no gold files"):
        gold.evaluate([tmp_path / "nowhere"], graph, SETTINGS, tmp_path, scorer=folder / "score.py")
    (folder / "score.py").unlink()
    with pytest.raises(InputError, match=r"no score\.py here.*--scorer"):
        evaluated(folder, graph, tmp_path)


def test_a_scorer_that_fails_is_an_error(graph: Path, folder: Path, tmp_path: Path) -> None:
    (folder / "score.py").write_text("raise SystemExit('broken')\n", encoding="utf-8")
    with pytest.raises(InputError, match="the scorer failed: broken"):
        evaluated(folder, graph, tmp_path)


def test_a_graph_that_is_missing_is_named(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no graph here"):
        evaluated(folder, tmp_path / "nowhere", tmp_path / "out")


@needs.gold
def test_the_real_gold_is_met(tmp_path: Path) -> None:
    sources = sorted((SHARED / "corpus").glob("00[01]*.txt"))
    build(sources, tmp_path / "graph", SETTINGS)
    said = evaluated(SHARED / "gold", tmp_path / "graph", tmp_path / "out")
    scores = {
        line.split()[0]: float(line.split()[6]) for line in said.splitlines() if " F1 " in line
    }
    least = {"entities": 0.72, "observations": 0.9, "facts": 0.6, "links": 0.6, "projects": 0.65}
    assert {name: score for name, score in least.items() if scores[name] < score} == {}


# -- calibration -----------------------------------------------------------------------------------

SCORER = SHARED / "gold" / "score.py"
ANSWERED = ("entities", "observations", "facts", "links", "projects")


@pytest.fixture
def own_gold(graph: Path, tmp_path: Path) -> Path:
    """Gold that the graph's own answers make, but for every third, which says something else."""
    if not SCORER.is_file():
        pytest.skip(needs.NO_GOLD)
    made = tmp_path / "own"
    made.mkdir()
    gold.write(graph, SETTINGS, tmp_path / "answers")
    for layer in ANSWERED:
        found: dict[str, list[str]] = {}
        for number, row in enumerate(rows(tmp_path / "answers" / f"{layer}.csv")):
            line: dict[str, object] = {key: value or None for key, value in row.items()}
            if number % 3 == 2:
                line |= {"start": 0, "end": 1, "name": "别的"}
            found.setdefault(row["document"], []).append(
                json.dumps(line | {"aliases": []}, ensure_ascii=False)
            )
        for document, lines in found.items():
            path = made / f"{document}.{layer}.jsonl"
            path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return made


def command(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_reliabilities_are_learnt_from_gold_and_the_same_each_time(
    graph: Path, own_gold: Path, tmp_path: Path
) -> None:
    scored = ("evaluate", own_gold, "--graph", graph, "--out", tmp_path, "--scorer", SCORER)
    files = [tmp_path / name for name in ("one.toml", "two.toml")]
    said = [command(*scored, "--calibrate", path) for path in files]
    assert [one.returncode for one in said] == [0, 0]
    assert said[0].stdout == said[1].stdout
    assert "ece_left_out" in said[0].stdout
    assert files[0].read_bytes() == files[1].read_bytes()
    files[0].rename(tmp_path / confidence.NAME)
    learnt = confidence.load(tmp_path)
    assert 0.5 < learnt.mentions.probability({}) < 0.8  # two of three are right
    assert learnt.mentions.weights


def test_the_layers_count_as_the_scorer_counts(graph: Path, own_gold: Path, tmp_path: Path) -> None:
    said = json.loads(
        subprocess.run(
            [sys.executable, str(SCORER), str(own_gold), str(tmp_path / "answers"), "--json"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    )
    judged = gold.judged([own_gold], tmp_path / "answers", SCORER)
    for layer, scores in said.items():
        ones = [one for one in judged if one.layer == layer]
        assert sum(len(one.pairs) for one in ones) == scores["matched"]
        assert sum(len(one.golds) for one in ones) == scores["gold"]
        assert sum(len(one.pairs) + len(one.false) for one in ones) == scores["given"]
    assert graph.is_dir()


def test_a_scorer_that_cannot_judge_answers_one_by_one_is_named(folder: Path) -> None:
    (folder / "score.py").write_text("MATCH = {}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"score\.py: the scorer has no pair"):
        gold.judged([folder], folder, folder / "score.py")
    (folder / "score.py").write_text("1 / 0\n", encoding="utf-8")
    with pytest.raises(InputError, match="the scorer cannot be loaded"):
        gold.judged([folder], folder, folder / "score.py")
