"""kg init: a project folder that works, and never changes what is there."""

import shutil
from pathlib import Path

import pytest

from kg import curated, publication
from kg.cli import main

ROOT = Path(__file__).parents[1]
REPORT = "苏州市吴江区2024年政府工作报告\n一、2024年工作回顾\n工业投资20亿元，增长5%。\n"


def kg(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as exit_:
        main([str(one) for one in arguments])
    assert isinstance(exit_.value.code, int)
    return exit_.value.code


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_project_folder_builds_answers_and_heeds_its_decisions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "my project"
    assert kg("init", folder) == 0
    said = capsys.readouterr().out
    assert files(folder) == ["README.md", "kg.toml", "reports/curated.toml"]
    assert f"cd '{folder}'" in said
    monkeypatch.chdir(folder)
    Path("reports/a.txt").write_text(REPORT, "utf-8")
    commands = Path("README.md").read_text("utf-8")
    build = "kg build reports --out graph"
    assert build in said
    assert build in commands
    settings = Path("kg.toml")
    own = settings.read_text("utf-8").replace('zh = "plan-kg"', 'zh = "某研究院"')
    settings.write_text(own, "utf-8")
    assert kg(*build.split()[1:], "--model", "none") == 0
    assert "某研究院" in Path("graph/dump.nq").read_text("utf-8")
    capsys.readouterr()
    assert kg("query", "observations", "--graph", "graph") == 0
    assert "a: 20亿元" in capsys.readouterr().out


def test_the_example_of_a_decision_works_once_its_marks_are_taken_away(tmp_path: Path) -> None:
    assert kg("init", tmp_path) == 0
    path = tmp_path / "reports" / "curated.toml"
    lines = path.read_text("utf-8").split("Take away the # to use it.")[1].splitlines()[2:]
    path.write_text("".join(f"{line.removeprefix('# ').lstrip('#')}\n" for line in lines), "utf-8")
    assert [one.judgement.value for one in curated.read(path)] == ["same", "not-same"]


def test_the_settings_are_those_of_the_package_in_both_languages(tmp_path: Path) -> None:
    assert kg("init", tmp_path) == 0
    settings = tmp_path / "kg.toml"
    assert publication.load(settings) == publication.load(publication.PACKAGED)
    comments = [line for line in settings.read_text("utf-8").splitlines() if line.startswith("# ")]
    assert sum(line.isascii() for line in comments) >= 6
    assert sum(not line.isascii() for line in comments) >= 6


@pytest.mark.parametrize("name", ["kg.toml", "README.md", "reports/curated.toml"])
def test_what_is_there_is_never_changed(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("mine", "utf-8")
    assert kg("init", tmp_path) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert f"{path}: is there already" in said.err
    assert (files(tmp_path), path.read_text("utf-8")) == ([name], "mine")


def test_reports_that_lie_there_already_stay(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "reports")
    before = files(tmp_path)
    assert kg("init", tmp_path) == 0
    assert set(before) < set(files(tmp_path))


def test_a_folder_that_cannot_be_made_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    assert kg("init", tmp_path / "file") == 2
    assert capsys.readouterr().err.count("\n") == 1
