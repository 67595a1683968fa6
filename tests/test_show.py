"""kg show: the output of every stage for one report, line by line."""

import json
from pathlib import Path
from typing import Any

import pytest

from kg import store
from kg.cli import main, showing
from kg.pipeline.reading import Reader
from kg.read import text
from kg.settings import Settings
from kg.show import STAGES, Asked, lines

EXAMPLE = Path(__file__).parents[1] / "examples" / "wuzhong-2023-plan.txt"


@pytest.fixture(scope="module")
def asked(reader: Reader) -> Asked:
    """The example, read once for all stages."""
    made = Asked(EXAMPLE, Settings())
    made.__dict__["reading"] = reader.text(text(EXAMPLE))
    return made


def shown(stage: str, asked: Asked) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines(stage, asked)]


def test_the_command_knows_every_stage() -> None:
    assert tuple(STAGES) == showing.STAGES


@pytest.mark.parametrize("stage", [stage for stage in STAGES if stage != "rdf"])
def test_offsets_cover_the_words_beside_them(stage: str, asked: Asked) -> None:
    content = asked.text.text
    rows = shown(stage, asked)
    placed = [row for row in rows if "start" in row]
    assert placed or stage == "findings"
    for row in placed:
        assert content[row["start"] : row["end"]] == row["words"]
        assert content.count("\n", 0, row["start"]) + 1 == row["line"]


@pytest.mark.parametrize(
    ("stage", "kinds"),
    [
        ("read", {"source", "piece"}),
        ("structure", {"document", "section", "block", "table", "row"}),
        ("tag", {"mention"}),
        ("observations", {"observation"}),
        ("events", {"event"}),
        ("projects", {"project", "part"}),
        ("contributions", {"contribution"}),
        ("coverage", {"coverage", "number"}),
    ],
)
def test_every_line_says_what_it_is(stage: str, kinds: set[str], asked: Asked) -> None:
    assert {row["kind"] for row in shown(stage, asked)} == kinds


def test_observations_are_those_of_the_reading_in_its_order(asked: Asked) -> None:
    told = [(row["indicator"], row["period"]) for row in shown("observations", asked)]
    assert told == [(one.indicator, one.period.key) for one in asked.reading.observations]


def test_the_quads_are_those_that_a_build_keeps(asked: Asked, graph: Path) -> None:
    kept = store.report_file(graph, EXAMPLE.stem, store.QUADS).decode()
    assert [f"{line}\n" for line in lines("rdf", asked)] == kept.splitlines(keepends=True)


def test_findings_are_those_that_a_build_keeps(asked: Asked, graph: Path) -> None:
    assert len(shown("findings", asked)) == len(store.findings(graph, EXAMPLE.stem))


def test_the_command_prints_chinese_as_it_is_and_the_same_twice(
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    printed = []
    for _ in range(2):
        with pytest.raises(SystemExit) as exit_:
            main(["show", "structure", str(EXAMPLE)])
        assert exit_.value.code == 0
        printed.append(capsysbinary.readouterr().out)
    assert printed[0] == printed[1]
    assert "国民经济和社会发展计划" in printed[0].decode("utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("words", str(EXAMPLE)), "no stage words (there are: read, structure, tag, "),
        (("tag", "nowhere.txt"), "nowhere.txt: "),
    ],
)
def test_what_cannot_be_shown_is_refused_in_one_line(
    arguments: tuple[str, str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["show", *arguments])
    printed = capsys.readouterr()
    assert (exit_.value.code, printed.out, printed.err.count("\n")) == (2, "", 1)
    assert printed.err.startswith(f"kg: {said}")
