"""The command: what it prints, its exit codes, and bad input in one clear line each."""

import csv
import html
import io
import json
import os
import pty
import re
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg import __version__, store
from kg.cli import main, words
from tests import models

EXAMPLES = Path(__file__).parents[1] / "examples"
REPORT = "苏州市吴江区2024年政府工作报告\n一、2024年工作回顾\n工业投资20亿元，增长5%。\n"


@dataclass(frozen=True, slots=True)
class Said:
    """What a command printed, and its exit code."""

    code: int
    out: str
    error: str


Capture = pytest.CaptureFixture[str]


def kg(capsys: Capture, *arguments: str | Path) -> Said:
    with pytest.raises(SystemExit) as exit_:
        main([str(one) for one in arguments])
    printed = capsys.readouterr()
    code = exit_.value.code
    assert isinstance(code, int)
    return Said(code, printed.out, printed.err)


def command(*arguments: str | Path, cwd: Path | None = None) -> Said:
    """The real command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)


def one_line(said: Said) -> str:
    """A refusal: exit code 2, one line on standard error, nothing else."""
    assert (said.code, said.out) == (2, "")
    assert said.error.startswith("kg: ")
    assert said.error.count("\n") == 1
    return said.error


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


# -- bad sources -----------------------------------------------------------------------------------

BAD = {
    "an empty file": (b"", "the file is empty"),
    "a binary file": (b"\x7fELF\x00\x01", "this is no text"),
    "a wrong encoding": (
        "政府活動報告、経済は安定して成長している。".encode("shift-jis"),
        "encoding",
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_refused_in_one_line_and_nothing_is_written(
    kind: str, tmp_path: Path, capsys: Capture
) -> None:
    data, message = BAD[kind]
    bad = tmp_path / "bad.txt"
    bad.write_bytes(data)
    line = one_line(kg(capsys, "build", bad, "--out", tmp_path / "graph"))
    assert message in line
    assert "bad.txt" in line
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.txt"]


def test_a_missing_path_is_refused_in_one_line(tmp_path: Path, capsys: Capture) -> None:
    line = one_line(kg(capsys, "build", tmp_path / "nowhere", "--out", tmp_path / "graph"))
    assert "nowhere: no such file or folder" in line
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_reports_is_refused_in_one_line(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "notes.log").write_text("x", encoding="utf-8")
    line = one_line(kg(capsys, "build", tmp_path, "--out", tmp_path / "graph"))
    assert "no report in this folder" in line
    assert not (tmp_path / "graph").exists()


def test_a_bad_file_among_good_ones_is_named_and_the_good_ones_are_built(
    report: Path, tmp_path: Path, capsys: Capture
) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"")
    said = kg(capsys, "build", report, bad, "--out", tmp_path / "graph", "--workers", "1")
    assert said.code == 2
    assert said.error == f"kg: {bad}: the file is empty\n"
    assert "1 read, 0 unchanged, 1 could not be read" in said.out
    answer = kg(capsys, "query", "observations", "--graph", tmp_path / "graph", "--format", "csv")
    assert "工业投资" in answer.out


def test_a_report_of_no_known_area_is_built_under_an_unknown_one(
    tmp_path: Path, capsys: Capture
) -> None:
    path = tmp_path / "x.txt"
    path.write_text("一、2024年工作回顾\n工业投资20亿元。\n", encoding="utf-8")
    out = tmp_path / "graph"
    assert kg(capsys, "build", path, "--out", out).code == 0
    said = kg(capsys, "validate", "--graph", out)
    assert "report-area-unknown" in said.out
    assert "未知地区" in kg(capsys, "query", "observations", "--graph", out).out


def test_a_graph_folder_that_is_a_file_is_refused(report: Path, capsys: Capture) -> None:
    assert str(report) in one_line(kg(capsys, "build", report, "--out", report))
    assert report.read_text(encoding="utf-8") == REPORT


def test_a_base_that_is_no_address_is_refused(
    report: Path, tmp_path: Path, capsys: Capture
) -> None:
    said = kg(capsys, "build", report, "--out", tmp_path / "graph", "--base", "example")
    assert "example is no base of IRIs" in one_line(said)


# -- bad questions ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["observation"], "did you mean observations?"),
        (["targets"], "no question targets"),
        ([], "which question?"),
        (["time-series", "--param", "area"], "area is no parameter"),
        (["time-series", "--param", "year=2024"], "no parameter year"),
        (["who-did-what", "--param", "period=soon"], "period"),
        (["who-did-what", "--param", "area=不存在的地方"], "不存在的地方"),
        (["--file", "nowhere.rq"], "nowhere.rq"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_question_that_cannot_be_asked_is_refused_in_one_line(
    arguments: list[str], message: str, graph: Path, capsys: Capture
) -> None:
    assert message in one_line(kg(capsys, "query", *arguments, "--graph", graph))


def test_a_missing_parameter_is_named(graph: Path, tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "own.rq"
    path.write_text(
        "# title: x\n# param: number! integer 一个数\nSELECT ?the_number WHERE {}\n",
        encoding="utf-8",
    )
    asked = ("query", "--file", path, "--graph", graph)
    assert "parameter number is missing" in one_line(kg(capsys, *asked))
    assert "number" in one_line(kg(capsys, *asked, "--param", "number=three"))
    assert kg(capsys, *asked, "--param", "number=3").code == 0


def test_a_file_that_is_no_sparql_is_refused(graph: Path, tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "own.rq"
    path.write_text("SELECT nonsense", encoding="utf-8")
    one_line(kg(capsys, "query", "--file", path, "--graph", graph))


@pytest.mark.parametrize(
    "arguments",
    [
        ("query", "observations"),
        ("validate",),
        ("coverage",),
        ("explain", "https://example.org/x"),
        ("remove", "a"),
        ("analyse", "overview"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_folder_without_a_graph_is_refused_and_left_alone(
    arguments: tuple[str, ...], tmp_path: Path, capsys: Capture
) -> None:
    assert "no graph here" in one_line(kg(capsys, *arguments, "--graph", tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_what_nothing_is_said_of_cannot_be_explained(graph: Path, capsys: Capture) -> None:
    line = one_line(kg(capsys, "explain", "https://example.org/x", "--graph", graph))
    assert "nothing is said of https://example.org/x" in line


@pytest.mark.parametrize(
    "arguments",
    [[], ["nonsense"], ["build"], ["build", "x"], ["build", "x", "--out", "y", "--workers", "0"],
     ["query", "observations", "--format", "xml"], ["validate"]],
)  # fmt: skip
def test_wrong_use_exits_with_2_and_one_line_that_says_where_help_is(
    arguments: list[str], capsys: Capture
) -> None:
    said = kg(capsys, *arguments)
    assert (said.code, said.out) == (2, "")
    assert said.error.count("\n") == 1
    assert said.error.startswith("kg")
    assert "--help" in said.error


# -- good use --------------------------------------------------------------------------------------


def test_a_build_says_what_it_read_and_what_it_left(
    report: Path, tmp_path: Path, capsys: Capture
) -> None:
    build = ("build", report, "--model", models.written(tmp_path), "--out", tmp_path / "graph")
    assert kg(capsys, *build) == Said(0, f"{tmp_path / 'graph'}: 1 read, 0 unchanged\n", "")
    assert kg(capsys, *build) == Said(0, f"{tmp_path / 'graph'}: 0 read, 1 unchanged\n", "")


def test_a_build_on_a_terminal_says_that_it_writes_once_all_is_read(
    report: Path, tmp_path: Path
) -> None:
    ours, theirs = pty.openpty()
    arguments = ["build", str(report), "--out", str(tmp_path / "graph"), "--model", "none"]
    with subprocess.Popen(
        [sys.executable, "-m", "kg", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
    ) as running:
        os.close(theirs)
        shown = b""
        with suppress(OSError):  # so a terminal ends that nobody writes to
            while part := os.read(ours, 4096):
                shown += part
    os.close(ours)
    said = shown.decode()
    assert running.returncode == 0
    assert 0 < said.index(report.name) < said.index(words.said("writing"))


def test_a_build_without_the_name_model_says_so(
    report: Path, tmp_path: Path, capsys: Capture
) -> None:
    said = kg(capsys, "build", report, "--model", "none", "--out", tmp_path / "graph")
    assert said.code == 0
    assert "1 read, 0 unchanged, names by rules alone" in said.out


def test_another_name_model_has_the_reports_read_again(
    report: Path, tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "graph"
    kg(capsys, "build", report, "--model", "none", "--out", out)
    said = kg(capsys, "build", report, "--model", models.written(tmp_path), "--out", out)
    assert said.out == f"{out}: 1 read, 0 unchanged\n"


def test_a_model_that_is_not_there_or_damaged_is_refused_in_one_line(
    report: Path, tmp_path: Path, capsys: Capture
) -> None:
    broken = tmp_path / "broken.npz"
    broken.write_bytes(b"PK no model")
    for path in (tmp_path / "none.npz", broken):
        said = kg(capsys, "build", report, "--model", path, "--out", tmp_path / "graph")
        assert (said.code, said.out) == (2, "")
        assert said.error.startswith(f"kg: {path}: ")
        assert "make train" in said.error
        assert said.error.count("\n") == 1
        assert not (tmp_path / "graph" / "build.json").exists()


def test_a_removed_report_answers_no_more(report: Path, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "graph"
    kg(capsys, "build", report, "--out", out)
    assert kg(capsys, "remove", "report", "--graph", out).code == 0
    said = kg(capsys, "query", "observations", "--graph", out, "--format", "csv")
    assert len(said.out.splitlines()) == 1
    assert "no report report" in one_line(kg(capsys, "remove", "report", "--graph", out))


@pytest.mark.parametrize("name", ["entities", "observations", "facts", "links", "projects"])
def test_a_contract_question_answers_in_every_format(
    name: str, graph: Path, capsys: Capture
) -> None:
    asked = ("query", name, "--graph", graph, "--format")
    table = kg(capsys, *asked, "table")
    rows = list(csv.DictReader(io.StringIO(kg(capsys, *asked, "csv").out)))
    objects = json.loads(kg(capsys, *asked, "json").out)
    assert (table.code, bool(table.out)) == (0, True)
    assert rows
    assert len(rows) == len(objects)
    assert {row["document"] for row in rows} <= {path.stem for path in EXAMPLES.glob("*.txt")}


@pytest.mark.parametrize(
    "name", ["who-did-what", "project-indicators", "targets-and-outcomes", "time-series", "honours"]
)
def test_a_question_without_parameters_answers_with_document_and_quote(
    name: str, graph: Path, capsys: Capture
) -> None:
    said = kg(capsys, "query", name, "--graph", graph, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(said.out)))
    assert rows
    assert all(row["document"] and row["quote"] for row in rows)


def test_a_name_parameter_takes_any_name_of_the_thing(graph: Path, capsys: Capture) -> None:
    asked = ("query", "time-series", "--graph", graph, "--format", "csv", "--param")
    short, long = (kg(capsys, *asked, f"indicator={name}").out for name in ("GDP", "地区生产总值"))
    assert short == long
    assert len(short.splitlines()) > 1


def test_a_limit_leaves_rows_out_and_says_so(graph: Path, capsys: Capture) -> None:
    said = kg(capsys, "query", "entities", "--graph", graph, "--format", "csv", "--limit", "3")
    assert len(said.out.splitlines()) == 4
    assert "more rows" in said.error


def test_the_questions_are_listed_with_their_parameters(capsys: Capture) -> None:
    said = kg(capsys, "query", "--list")
    assert said.code == 0
    for name in ("observations", "who-did-what", "targets-and-outcomes"):
        assert name in said.out
    assert "indicator=" in said.out


def test_findings_are_shown_as_text_and_as_json(graph: Path, capsys: Capture) -> None:
    text = kg(capsys, "validate", "--graph", graph)
    found = json.loads(kg(capsys, "validate", "--graph", graph, "--format", "json").out)
    assert text.code == 0
    assert f"3 reports, {len(found)} findings, 0 violations" in text.out


def test_findings_are_written_for_editors_and_as_a_page(graph: Path, capsys: Capture) -> None:
    log = json.loads(kg(capsys, "validate", "--graph", graph, "--format", "sarif").out)
    assert log["runs"][0]["tool"]["driver"]["name"] == "plan-kg"
    page = kg(capsys, "validate", "--graph", graph, "--format", "html").out
    assert page.startswith("<!DOCTYPE html>")
    assert kg(capsys, "validate", "--graph", graph, "--summary").out.count("\n") < 10


SHAPE_ERRORS = {
    "plan:actor ;": ("plan:actr ;", "plan:actr is not defined in the ontology"),
    'plan:findingCode "structure"': ('plan:findingCode "strange"', "no such finding code: strange"),
    "a sh:NodeShape ;": ("a sh:NodeShape", "cannot be read"),
}


@pytest.mark.parametrize("words", SHAPE_ERRORS)
def test_a_wrong_shape_is_one_line_with_file_and_line(
    graph: Path, tmp_path: Path, words: str
) -> None:
    for part in ("kg", "lexicon", "ontology", "shapes"):
        shutil.copytree(EXAMPLES.parent / part, tmp_path / part)
    path = tmp_path / "shapes" / "Event.ttl"
    other, said = SHAPE_ERRORS[words]
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(words, other, 1), encoding="utf-8")
    error = one_line(command("validate", "--graph", graph, cwd=tmp_path))
    assert re.search(r"shapes/Event\.ttl:\d+: ", error)
    assert said in error


def test_coverage_is_told_in_percent_and_number_by_number(graph: Path, capsys: Capture) -> None:
    rows = json.loads(kg(capsys, "coverage", "--graph", graph, "--format", "json").out)
    assert [float(row["percent"]) >= 95 for row in rows] == [True] * 3
    assert kg(capsys, "coverage", "--graph", graph, "--list").code == 0


def test_an_observation_is_explained_by_its_sentence(graph: Path, capsys: Capture) -> None:
    dump = (graph / "dump.nq").read_text(encoding="utf-8")
    node = next(word.strip("<>") for word in dump.split() if "/id/observation/" in word)
    said = kg(capsys, "explain", node, "--graph", graph, "--format", "csv")
    assert said.code == 0
    assert "wu" in said.out


@pytest.mark.parametrize("what", ["overview", "centrality", "communities"])
def test_an_analysis_is_a_table_like_any_other(what: str, graph: Path, capsys: Capture) -> None:
    said = kg(capsys, "analyse", what, "--graph", graph, "--format", "csv", "--limit", "3")
    assert said.code == 0
    assert 2 <= len(said.out.splitlines()) <= 4


def test_a_path_leads_from_one_name_to_another(graph: Path, capsys: Capture) -> None:
    asked = ("analyse", "path", "--graph", graph, "--format", "csv")
    said = kg(capsys, *asked, "--from", "亨通光电", "--to", "吴江区")
    assert said.code == 0
    assert "亨通光电" in said.out
    assert "没有这样的公司" in one_line(
        kg(capsys, *asked, "--from", "没有这样的公司", "--to", "吴江区")
    )


@pytest.mark.parametrize(("what", "name"), [("graphml", "net.graphml"), ("picture", "net.svg")])
def test_a_graph_and_its_picture_are_written_where_that_is_asked(
    what: str, name: str, graph: Path, tmp_path: Path, capsys: Capture
) -> None:
    said = kg(capsys, "analyse", what, "--graph", graph, "--out", tmp_path / name)
    assert said == Said(0, f"{tmp_path / name}\n", "")
    assert "亨通光电" in html.unescape((tmp_path / name).read_text(encoding="utf-8"))
    assert "--out FILE" in one_line(kg(capsys, "analyse", what, "--graph", graph))


def test_the_version_is_that_of_the_package(capsys: Capture) -> None:
    assert kg(capsys, "--version").out == f"plan-kg {__version__}\n"


# -- the command in a process of its own -----------------------------------------------------------


def test_the_command_reads_asks_and_refuses(report: Path, tmp_path: Path) -> None:
    out = tmp_path / "graph"
    assert command("build", report, "--out", out).code == 0
    said = command("query", "observations", "--graph", out, "--format", "csv")
    assert (said.code, "工业投资" in said.out) == (0, True)
    refused = command("build", tmp_path / "nowhere.txt", "--out", tmp_path / "other")
    assert "no such file" in one_line(refused)
    assert not (tmp_path / "other").exists()


def test_a_question_needs_nothing_heavy(graph: Path) -> None:
    program = (
        "import sys; sys.argv = ['kg', 'query', 'observations', '--graph', sys.argv[1]]\n"
        "from kg.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'spacy', 'rdflib', 'pyshacl', 'networkx', 'matplotlib', 'pypinyin', 'pydantic'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(graph)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stderr.strip() == "[]"


def test_the_first_use_of_a_large_graph_says_that_indexes_are_made(
    graph: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "graph"
    shutil.copytree(graph, copy, ignore=shutil.ignore_patterns("search-*"))
    search = ("search", "吴江", "--graph", copy)
    small = command(*search)
    for path in copy.glob("search-*"):
        path.unlink()
    os.truncate(copy / store.DUMP, 64 << 20)  # as long as the dump of a large one; nobody reads it
    first, second = command(*search), command(*search)
    assert small.error == second.error == ""
    assert "first use of this graph" in first.error
    assert small.out == first.out == second.out


def test_a_question_is_answered_within_a_second_or_two(graph: Path) -> None:
    began = time.perf_counter()
    assert command("query", "facts", "--graph", graph).code == 0
    assert time.perf_counter() - began < 3  # 1 s on a free machine


def test_a_reader_that_goes_away_is_no_error(graph: Path) -> None:
    asked = ["query", "entities", "--graph", str(graph), "--format", "csv"]
    with subprocess.Popen(
        [sys.executable, "-m", "kg", *asked], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_a_command_that_ends_does_not_look_for_cycles_once_more() -> None:
    told = """
class Told:
    def __del__(self):
        print("looked")
told = Told()
told.cycle = told
"""
    ended = (told, f"from kg.cli import main\n{told}main(['--version'])")
    said = [
        subprocess.run([sys.executable, "-c", one], capture_output=True, text=True, check=True)
        for one in ended
    ]
    last = [one.stdout.splitlines()[-1] for one in said]
    assert last == ["looked", f"plan-kg {__version__}"]


def test_ctrl_c_while_the_command_is_read_is_one_line() -> None:
    program = """
import sys
class Stop:
    def find_spec(self, name, path=None, target=None):
        if name == "kg.cli.arguments":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Stop())
from kg.cli import main, words
main(["search", "x", "--graph", "x"])
"""
    said = subprocess.run(  # the program is the one above
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert said.returncode == 130
    assert "Traceback" not in said.stderr
    assert said.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "{examples}", "--out", "{file}/graph"],
        ["query", "--graph", "{graph}", "--file", "{folder}"],
        ["diff", "{folder}", "{folder}"],
        ["search", "x", "--graph", "{file}"],
    ],
)
def test_what_the_system_refuses_is_told_in_words(
    arguments: list[str], graph: Path, tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    places = {
        "file": tmp_path / "file",
        "folder": tmp_path,
        "graph": graph,
        "examples": Path(__file__).parent.parent / "examples",
    }
    said = kg(capsys, *(one.format(**places) for one in arguments))
    assert said.code == 2
    assert "Errno" not in said.error
    assert one_line(said)
