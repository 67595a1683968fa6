"""What commands say: in Chinese or English by locale, every common message in both."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import store
from kg.cli import main, words
from kg.errors import InputError

ROOT = Path(__file__).parents[1]
#: Where the messages are raised that everybody meets: all of them must be in Chinese too.
COMMON = ("kg/read", "kg/store", "kg/query", "kg/curated", "kg/cli", "kg/search/index.py")
COMMON_TOO = (
    *("kg/lexicon/tables.py", "kg/tag/learned/weights.py", "kg/publication", "kg/load"),
    "kg/pipeline/spark",
)
#: Arguments that are no words: texts of questions that are Chinese already, or words of the system.
SAID = {"message", "hint"}
#: What is filled in says it all, or may be empty.
PUT_TOGETHER = {"{}there are: {}", "{} is {}", "another build is writing here{}"}
#: Code puts these together of parts.
ASSEMBLED = {
    "another build is writing here, process {number}",
    "cannot read this kind of file",
    "did you mean {name}? there are: {known}",
    "give two names, or one and the `name` wanted for it",
}
PLACE = re.compile(r"\{\w*\}")


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands speak Chinese."""
    monkeypatch.setenv("KG_LANG", "zh")


def refused(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    with pytest.raises(SystemExit) as exit_:
        main([str(one) for one in arguments])
    assert exit_.value.code == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    return said.err


def catalogue() -> dict[str, dict[str, str]]:
    return tomllib.loads(words.MESSAGES.read_text("utf-8"))


def template(node: ast.expr) -> str | None:
    """A text as code has it, with {} for what is filled in; None where it has no words itself."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = (p.value if isinstance(p, ast.Constant) else "{}" for p in node.values)
        return "".join(str(part) for part in parts)
    return None


def templates(path: Path) -> Iterator[str]:
    """The messages and hints of the errors that a module raises."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not ast.unparse(node.func).endswith(
            ("Error", "raised", "wrong")
        ):
            continue
        first = 2 if ast.unparse(node.func) == "wrong" else 0
        told = [*node.args[first:], *(k.value for k in node.keywords if k.arg in SAID)]
        yield from (said for one in told if (said := template(one)))


def modules(*places: str) -> Iterator[Path]:
    for place in places:
        path = ROOT / place
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


def worded(said: str) -> bool:
    """Whether there is a word in it besides what is filled in."""
    return re.search("[a-z]{2}", PLACE.sub("", said)) is not None and not said.startswith("--")


@pytest.mark.usefixtures("chinese")
def test_every_common_message_is_in_chinese() -> None:
    found = {said for path in modules(*COMMON, *COMMON_TOO) for said in templates(path)}
    wanted = {said for said in found if worded(said)}
    assert len(wanted) > 60
    filled = {said: PLACE.sub("X1", said) for said in wanted - PUT_TOGETHER}
    missing = {said for said, text in filled.items() if words.translated(text) == text}
    assert {said for said in missing if not said.startswith("pip install")} == set()


def test_every_translated_message_is_one_that_code_says() -> None:
    texts: set[str] = set()
    for path in modules("kg"):
        code = path.read_text("utf-8")
        for node in ast.walk(ast.parse(code)) if "Error" in code else ():
            if isinstance(node, ast.expr) and (said := template(node)):
                texts.add(PLACE.sub("{}", said))
    known = "\n".join(texts)
    stale = {
        english
        for english in catalogue()["messages"]
        if any(part.strip() not in known for part in PLACE.split(english))
    }
    assert stale == ASSEMBLED


def test_placeholders_of_both_languages_agree() -> None:
    pairs = [(en, zh) for table in catalogue().values() for en, zh in table.items()]
    for english, _ in pairs:
        places = PLACE.findall(english)
        assert len(places) == len(set(places)), english
    said = tomllib.loads(words.WORDS.read_text("utf-8"))["words"].values()
    pairs += [(one["en"], one["zh"]) for one in said]
    for english, chinese in pairs:
        assert set(PLACE.findall(english)) == set(PLACE.findall(chinese)), english
        assert chinese.strip(), english


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_TW"}, "zh"),
        ({"LANG": "zh_CN", "KG_LANG": "en"}, "en"),
        ({"LC_ALL": "C", "KG_LANG": "zh"}, "zh"),
        ({"LANG": "zh_CN", "LC_ALL": ""}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_the_first_variable_that_is_set_says_the_language(
    variables: dict[str, str], language: str
) -> None:
    assert words.language(variables) == language


@pytest.mark.usefixtures("chinese")
def test_common_refusals_come_in_chinese(
    graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "graph"
    empty, other, odd = tmp_path / "空.txt", tmp_path / "b.txt", tmp_path / "x.xyz"
    empty.write_bytes(b"")
    other.write_bytes("某縣政府工作報告，全年經濟穩定發展。".encode("big5"))
    odd.write_bytes(b"x")
    expected = {
        (tmp_path / "nowhere",): "没有这个文件或文件夹",
        (empty,): "空.txt: 文件是空的",
    }
    for sources, said in expected.items():
        assert said in refused(capsys, "build", *sources, "--out", out)
    said = refused(capsys, "build", odd, "--out", out)
    assert said.startswith(f"kg: {odd}: 读不了 .xyz（能读的有 ")
    said = refused(capsys, "query", "observation", "--graph", graph)
    assert said.startswith("kg: 没有问题 observation（是不是 observations？已有：")
    asked = ("query", "who-did-what", "--graph", graph, "--param")
    assert "没有参数 year" in refused(capsys, *asked, "year=2024")
    assert "不是时期：soon（如 2024" in refused(capsys, *asked, "period=soon")
    assert "没有名为 不存在的地方 的area" in refused(capsys, *asked, "area=不存在的地方")
    assert "这里没有图谱（先建：kg build" in refused(capsys, "coverage", "--graph", tmp_path)
    assert "缺少参数：--out（kg build --help）" in refused(capsys, "build", "x")
    assert "参数 --workers：0 不是从 1 起的整数" in refused(
        capsys, "build", "x", "--out", out, "--workers", "0"
    )


@pytest.mark.usefixtures("chinese")
def test_what_the_disk_says_and_who_holds_a_graph_come_in_chinese(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "a.txt"
    report.write_text("吴江区2024年政府工作报告\n", "utf-8")
    said = refused(capsys, "build", report, "--out", report, "--model", "none")
    assert said == f"kg: {report}/reports: 无法写入：不是目录\n"
    out = tmp_path / "graph"
    with store.writing(out):
        said = refused(capsys, "build", report, "--out", out, "--model", "none")
    assert said == f"kg: {out}: 另一次构建正在写入这里，进程 {os.getpid()}（等它结束）\n"


@pytest.mark.usefixtures("chinese")
def test_a_wrong_entry_of_the_lexicon_is_told_in_chinese_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report, decisions = tmp_path / "a.txt", tmp_path / "curated.toml"
    report.write_text("吴江区2024年政府工作报告\n", "utf-8")
    decisions.write_text('[[same]]\ntyp = "area"\n', "utf-8")
    said = refused(capsys, "build", report, "--out", tmp_path / "graph")
    assert said == f"kg: {decisions}:2: same[1].typ: 未知的键（是不是“type”？）\n"


@pytest.mark.usefixtures("chinese")
def test_summaries_come_in_chinese(graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["query", "honours", "--graph", str(graph), "--limit", "1"]
    with pytest.raises(SystemExit):
        main(asked)
    said = capsys.readouterr()
    assert said.out.endswith("\n1 行\n")
    assert re.fullmatch(r"kg: 另有 \d+ 行因 --limit 未列出\n", said.err)


def test_a_command_of_its_own_process_heeds_the_locale(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kg", "coverage", "--graph", str(tmp_path)]
    variables = {name: value for name, value in os.environ.items() if name not in words.VARIABLES}
    for locale, expected in {"zh_CN.UTF-8": "这里没有图谱", "en_US.UTF-8": "no graph here"}.items():
        done = subprocess.run(
            command,
            env=variables | {"LANG": locale, "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert (done.returncode, expected in done.stderr) == (2, True)


@pytest.mark.usefixtures("chinese")
def test_what_has_no_translation_stays_english() -> None:
    error = InputError("something that nobody foresaw", where="a.txt", hint="look at it")
    assert words.error(error) == "a.txt: something that nobody foresaw（look at it）"


@pytest.mark.usefixtures("chinese")
def test_what_is_filled_in_is_kept_as_it_is() -> None:
    assert words.translated("no question a{b}") == "没有问题 a{b}"
    assert words.translated("cannot be written: [Errno 28] No space left on device: 'x'") == (
        "无法写入：磁盘已满：'x'（errno 28）"
    )


def test_an_encoding_that_cannot_hold_an_answer_is_told_in_one_line() -> None:
    command = [sys.executable, "-m", "kg", "query", "--list"]
    done = subprocess.run(
        command,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == (
        "kg: the output's encoding ascii cannot hold these characters (set PYTHONUTF8=1)\n"
    )
