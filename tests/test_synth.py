"""kg synth: reports that follow from a seed, with a truth that quotes what they say."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.cli import main
from kg.errors import LexiconError
from kg.lexicon.synth import load
from kg.settings import Settings
from kg.synth import REPORTS, TRUTH, Report, most, report
from kg.synth.drawing import Draw
from kg.synth.figures import history
from kg.synth.series import series
from kg.synth.truth import Observation
from tests import needs

LEXICON = Settings().lexicon
YEARS = load(LEXICON).years
LAYERS = ("entities", "observations", "facts", "links", "projects", "disagreements")
#: What kg reached at the least in either of two seeds that the sentences were not written on.
REACHED = {"entities": 0.94, "observations": 0.95, "facts": 0.95, "projects": 0.96}


def kg(*arguments: str | Path | int) -> int:
    with pytest.raises(SystemExit) as exit_:
        main([str(one) for one in arguments])
    assert isinstance(exit_.value.code, int)
    return exit_.value.code


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def made(number: int, seed: int = 3, characters: int = 5000) -> Report:
    return report(LEXICON, seed, number, characters)


def test_a_seed_gives_the_same_bytes_however_many_are_asked_for_and_in_parallel(
    tmp_path: Path,
) -> None:
    few, many = tmp_path / "few", tmp_path / "many"
    size = ("--characters", 3000, "--truth", "--seed", 7)
    assert kg("synth", few, "--reports", 5, "--workers", 1, *size) == 0
    assert kg("synth", many, "--reports", 22, "--workers", 2, *size) == 0
    one, other = files(few), files(many)
    assert len(one) == 5 * (1 + len(LAYERS))
    assert len(other) == 22 * (1 + len(LAYERS))
    assert one.items() <= other.items()


def test_another_seed_gives_other_reports() -> None:
    assert made(0, seed=1).text != made(0, seed=2).text


def test_what_is_there_already_stays_and_nothing_else_is_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("synth", tmp_path, "--reports", 2, "--workers", 1, "--characters")
    assert kg(*asked, 3000) == 0
    before = files(tmp_path)
    assert kg(*asked, 3000) == 0
    capsys.readouterr()
    assert kg(*asked, 4000) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert "is there already" in said.err
    assert files(tmp_path) == before


@pytest.mark.parametrize(
    "wrong",
    [
        ("--reports", 0),
        ("--reports", "many"),
        ("--reports", 10**9),
        (),
        ("--reports", 1, "--seed", -1),
        ("--reports", 1, "--characters", 0),
    ],
)
def test_bad_arguments_are_refused_on_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], wrong: tuple[str | int, ...]
) -> None:
    assert kg("synth", tmp_path / "out", *wrong) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert not (tmp_path / "out").exists()


def test_no_folder_holds_more_than_a_thousand_files(tmp_path: Path) -> None:
    assert kg("synth", tmp_path, "--reports", 102, "--characters", 1, "--truth") == 0
    folders = [path for path in tmp_path.rglob("*") if path.is_dir()]
    counts = {str(one.relative_to(tmp_path)): len(list(one.iterdir())) for one in folders}
    assert counts[f"{REPORTS}/000"] == 100
    assert counts[f"{TRUTH}/001"] == 2 * len(LAYERS)
    assert max(counts.values()) <= 1000


@given(st.integers(1, 10**6), st.integers(0, 20_000))
@settings(max_examples=25, deadline=None)
def test_the_truth_quotes_the_text_and_nothing_is_left_unfilled(seed: int, number: int) -> None:
    found = report(LEXICON, seed, number, 4000)
    truth = found.truth
    for entity in truth.entities:
        assert found.text[entity.start : entity.end] == entity.text
    quotes = [(one.start, one.end, one.quote) for one in truth.observations]
    quotes += [(one.start, one.end, one.quote) for one in truth.facts]
    quotes += [(one.start, one.end, one.quote) for one in truth.links]
    quotes += [(one.start, one.end, one.quote) for one in truth.disagreements]
    for start, end, quote in quotes:
        assert found.text[start:end] == quote
    for one in truth.disagreements:
        assert found.text[one.other_start : one.other_end] == one.other_quote != one.quote
    assert not set("{}[]~") & set(found.text)
    assert "None" not in found.text


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("，{remark}。", "，{remork}。", "nothing fills {remork}"),
        ("[!{we}{action:create}", "!{we}{action:create}", "square brackets hold one clause each"),
        ('name = "工业投资"', 'name = "工业投姿"', "no such indicator: 工业投姿"),
        ("plain = 9 }", "plane = 9 }", "plane is not known here"),
    ],
)
def test_a_wrong_wording_is_told_with_its_place(
    tmp_path: Path, right: str, wrong: str, said: str
) -> None:
    for path in LEXICON.iterdir():
        (tmp_path / path.name).symlink_to(path)
    copy = tmp_path / "synth.toml"
    text = copy.read_text("utf-8")
    assert right in text
    copy.unlink()
    copy.write_text(text.replace(right, wrong, 1), "utf-8")
    with pytest.raises(LexiconError) as error:
        load(tmp_path)
    assert said in str(error.value)
    assert re.search(r"synth\.toml:\d+: ", str(error.value))


def test_figures_of_the_smallest_areas_can_be_told() -> None:
    wording = load(LEXICON)
    for seed in range(60):
        courses = history(wording, Draw(seed), 0.01, 5)
        assert all(one.level.value != "0" for course in courses.values() for one in course)


@given(st.integers(1, 10**6), st.integers(0, 8000))
@settings(max_examples=15, deadline=None)
def test_names_of_an_area_stand_for_one_thing_each(seed: int, number: int) -> None:
    known = series(LEXICON, seed, number)
    names = (*known.enterprises, *(one.name for one in known.projects), *known.bodies)
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[一-鿿5]{3,24}", name) for name in names)


def test_entities_of_a_report_do_not_overlap() -> None:
    for number in range(4):
        spans = sorted((one.start, one.end) for one in made(number).truth.entities)
        assert all(one[1] <= other[0] for one, other in pairwise(spans))


def told(found: Report, status: str, period: str) -> dict[str, set[tuple[object, ...]]]:
    told: dict[str, set[tuple[object, ...]]] = {}
    for one in found.truth.observations:
        if (one.status == "target") == (status == "target") and one.period == period:
            meant = (one.measure, one.value, one.upper, one.unit, one.bound, one.text)
            told.setdefault(one.indicator, set()).add(meant)
    return told


def test_a_report_accounts_for_the_targets_of_the_one_before() -> None:
    area, compared = series(LEXICON, 3, 0), 0
    for year in range(YEARS - 1):
        period = str(area.first + year + 1)
        aimed, accounted = (told(made(year + at), "target", period) for at in (0, 1))
        for name in accounted:
            assert accounted[name] <= aimed[name], name
        compared += len(accounted)
        assert set(told(made(year + 1), "actual", period)) & set(aimed)
    assert compared


def test_projects_go_on_from_year_to_year() -> None:
    names = [{one.name for one in made(year, characters=12_000).truth.projects} for year in (0, 1)]
    assert len(names[0] & names[1]) > 5


def test_a_report_is_about_as_long_as_was_asked_for() -> None:
    for characters in (6000, 12_000, 25_000):
        sizes = [len(made(number, characters=characters).text) for number in range(4)]
        assert all(0.85 < size / characters < 1.15 for size in sizes), sizes


def test_figures_agree_but_for_those_that_are_known_not_to() -> None:
    disagreements = 0
    for number in range(0, 40, 2):
        found = made(number, characters=12_000)
        odd = {(one.indicator, one.period) for one in found.truth.disagreements}
        values: dict[tuple[str | None, ...], set[object]] = {}
        for one in found.truth.observations:
            if one.measure == "growth" and one.status != "target":
                key = (one.indicator, one.subject, one.period, one.area)
                values.setdefault(key, set()).add(one.value)
        several = {(key[0], key[2]) for key, all_ in values.items() if len(all_) > 1}
        assert several == odd
        disagreements += len(odd)
    assert disagreements


def test_truth_has_the_keys_of_gold(tmp_path: Path) -> None:
    assert kg("synth", tmp_path, "--reports", 1, "--characters", 4000, "--truth") == 0
    (path,) = tmp_path.rglob("*.observations.jsonl")
    first = json.loads(path.read_text("utf-8").splitlines()[0])
    assert tuple(first) == Observation._fields
    (text,) = (tmp_path / REPORTS).rglob("*.txt")
    assert path.name.split(".")[0] == text.stem


def test_there_are_more_than_ten_thousand_reports_of_a_seed() -> None:
    assert most(LEXICON, 1) > 10_000


@needs.gold
def test_reports_are_read_well_and_without_a_violation(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, graph = tmp_path / "out", tmp_path / "graph"
    size = ("--characters", 6000, "--seed", 4, "--workers", 1)
    assert kg("synth", out, "--reports", 2, "--truth", *size) == 0
    assert kg("build", out / REPORTS, "--out", graph, "--workers", 1) == 0
    assert kg("validate", "--graph", graph, "--workers", 1) == 0
    capsys.readouterr()
    scorer = needs.GOLD / "score.py"
    assert kg("evaluate", out / TRUTH / "000", "--graph", graph, "--scorer", scorer) == 0
    said = capsys.readouterr().out
    for layer, least in REACHED.items():
        scored = re.search(rf"^{layer} .*F1 ([\d.]+)", said, re.MULTILINE)
        assert scored is not None
        assert float(scored.group(1)) > least, layer
