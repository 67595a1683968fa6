"""Decisions by people about names: they win over rules, are checked, and are listed."""

import csv
import io
import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import curated
from kg.errors import CuratedError
from kg.lexicon import identity
from kg.model import Decision, Judgement, MentionType
from kg.settings import Settings
from tests.test_cli import Capture, Said, kg, one_line

FIRST = """苏州市吴江区2024年政府工作报告
一、2024年工作回顾
地区生产总值2630亿元，增长7%。亨通集团、恒力集团等企业入选中国企业500强。吴江高新区获评全国示范园区。
"""
SECOND = """苏州市吴江区2025年政府工作报告
一、2025年工作回顾
地区生产总值2700亿元，增长6%。华佳集团、恒力集团等企业入选中国企业500强。
"""
SIGNED = 'who = "张三"\nwhen = 2026-01-31\nwhy = "工商登记"\n'
PLAIN = identity.load(Settings().lexicon).plain


def same(kind: str, *names: str, name: str = "", key: str = "same") -> str:
    listed = ", ".join(f'"{one}"' for one in names)
    called = f'name = "{name}"\n' if name else ""
    return f'[[{key}]]\ntype = "{kind}"\nnames = [{listed}]\n{called}{SIGNED}\n'


def apart(kind: str, *names: str) -> str:
    return same(kind, *names, key="not-same")


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text(FIRST, encoding="utf-8")
    (folder / "b.txt").write_text(SECOND, encoding="utf-8")
    return folder


@pytest.fixture
def build(reports: Path, tmp_path: Path, capsys: Capture) -> Callable[..., Said]:
    """Build with decisions, given by file or laid beside the sources."""

    def run(decisions: str | None, *more: str, out: str = "graph", beside: bool = False) -> Said:
        arguments: list[str | Path] = ["build", reports, "--out", tmp_path / out, "--workers", "1"]
        if decisions is not None:
            path = reports / curated.NAME if beside else tmp_path / "decisions.toml"
            path.write_text(decisions, encoding="utf-8")
            arguments += [] if beside else ["--curated", path]
        return kg(capsys, *arguments, *more)

    return run


def dump(folder: Path) -> bytes:
    return (folder / "dump.nq").read_bytes()


def labels(folder: Path) -> set[str]:
    """The one names of all things that reports speak of."""
    lines = [line for line in dump(folder).decode().splitlines() if "/graph/vocab" not in line]
    marked = (line.split('rdf-schema#label> "', 1) for line in lines)
    return {parts[1].split('"', 1)[0] for parts in marked if len(parts) == 2}


def listed(capsys: Capture, folder: Path, *more: str) -> list[dict[str, str]]:
    said = kg(capsys, "decisions", "--graph", folder, "--format", "csv", *more)
    assert said.code == 0
    return list(csv.DictReader(io.StringIO(said.out)))


def test_a_decision_gives_the_name_that_people_want(
    build: Callable[..., Said], tmp_path: Path
) -> None:
    assert build(None).code == 0
    assert "亨通" in labels(tmp_path / "graph")
    assert build(same("enterprise", "亨通", "亨通集团", name="亨通集团有限公司")).code == 0
    assert "亨通集团有限公司" in labels(tmp_path / "graph")
    assert "亨通" not in labels(tmp_path / "graph")


def test_names_that_no_rule_joins_are_joined(build: Callable[..., Said], tmp_path: Path) -> None:
    assert build(same("enterprise", "恒力", "华佳")).code == 0
    assert len(labels(tmp_path / "graph") & {"恒力", "华佳"}) == 1


def test_names_that_rules_join_are_kept_apart(build: Callable[..., Said], tmp_path: Path) -> None:
    assert build(apart("enterprise", "亨通集团", "亨通")).code == 0
    assert "亨通集团" in labels(tmp_path / "graph")


def test_an_area_and_an_indicator_are_named_by_decision(
    build: Callable[..., Said], tmp_path: Path
) -> None:
    decisions = same("indicator", "地区生产总值", name="生产总值（本地）")
    assert build(decisions + same("area", "吴江高新区", name="吴江高新区")).code == 0
    found = labels(tmp_path / "graph")
    assert "生产总值（本地）" in found
    assert "地区生产总值" not in found
    assert "吴江高新区" in found
    assert "吴江高新技术产业开发区" not in found


def test_the_file_beside_the_sources_is_found(build: Callable[..., Said], tmp_path: Path) -> None:
    assert build(same("enterprise", "亨通", name="亨通集团"), beside=True).code == 0
    assert "亨通集团" in labels(tmp_path / "graph")


def test_a_changed_file_builds_anew_and_an_unchanged_one_does_not(
    build: Callable[..., Said],
) -> None:
    decisions = same("enterprise", "亨通", name="亨通集团")
    assert "2 read, 0 unchanged" in build(decisions).out
    assert "0 read, 2 unchanged" in build(decisions).out
    assert "2 read, 0 unchanged" in build(decisions + same("enterprise", "恒力", "华佳")).out


def test_a_graph_keeps_its_decisions_until_other_ones_are_given(
    build: Callable[..., Said], tmp_path: Path, capsys: Capture
) -> None:
    plain = build(None, out="plain")
    assert plain.code == 0
    build(same("enterprise", "亨通", name="亨通集团"))
    assert "0 read, 2 unchanged" in build(None).out
    assert kg(capsys, "remove", "b", "--graph", tmp_path / "graph").code == 0
    assert "1 read, 1 unchanged" in build(None).out
    assert len(listed(capsys, tmp_path / "graph")) == 1
    assert "2 read" in build("").out
    assert dump(tmp_path / "graph") == dump(tmp_path / "plain")


def test_order_and_history_of_builds_do_not_matter(
    build: Callable[..., Said], tmp_path: Path, reports: Path, capsys: Capture
) -> None:
    parts = [
        same("enterprise", "恒力", "华佳"),
        same("enterprise", "华佳", "恒力化纤"),
        apart("enterprise", "亨通", "恒力"),
    ]
    made = set()
    for index, order in enumerate((parts, parts[::-1])):
        build("".join(order), out=f"graph{index}")
        made.add(dump(tmp_path / f"graph{index}"))
    file = tmp_path / "decisions.toml"
    for name in ("b.txt", "a.txt"):
        steps = ("--out", tmp_path / "steps", "--curated", file, "--workers", "1")
        kg(capsys, "build", reports / name, *steps)
    assert made == {dump(tmp_path / "steps")}


def test_decisions_are_listed_with_their_state(
    build: Callable[..., Said], tmp_path: Path, capsys: Capture
) -> None:
    decisions = same("enterprise", "亨通", name="亨通集团") + apart("project", "东站", "西站")
    said = build(decisions)
    assert said.out.endswith("1 decisions stale (kg decisions --stale)\n")
    assert said.error == (
        "kg: curated.toml:9: no report names what this decision is about: "
        "not-same project: 东站 ≠ 西站 (decision-stale)\n"
    )
    rows = listed(capsys, tmp_path / "graph")
    assert [(row["decision"], row["state"], row["reports"], row["line"]) for row in rows] == [
        ("same", "applied", "a", "1"),
        ("not-same", "stale", "", "9"),
    ]
    assert {(row["who"], row["when"], row["why"]) for row in rows} == {
        ("张三", "2026-01-31", "工商登记")
    }
    assert [row["names"] for row in listed(capsys, tmp_path / "graph", "--stale")] == ["东站、西站"]


def test_a_stale_decision_is_a_finding_that_harms_nothing(
    build: Callable[..., Said], tmp_path: Path, capsys: Capture
) -> None:
    build(same("project", "东站", "西站"))
    said = kg(capsys, "validate", "--graph", tmp_path / "graph", "--format", "json")
    (found,) = [one for one in json.loads(said.out) if one["code"] == "decision-stale"]
    assert (said.code, found["severity"], found["line"]) == (0, "info", 1)
    assert found["quote"] == "same project: 东站 = 西站"


def test_a_graph_without_decisions_lists_none(
    build: Callable[..., Said], tmp_path: Path, capsys: Capture
) -> None:
    build(None)
    assert listed(capsys, tmp_path / "graph") == []


@pytest.mark.parametrize(
    ("decisions", "message"),
    [
        ("same = 3\n", ":1: same: must be a list"),
        ("[[sam]]\n", ':1: sam: unknown key (did you mean "same"?)'),
        (
            same("enterprise", "甲", "乙") + "wy = 1\n",
            'same[1].wy: unknown key (did you mean "why"?)',
        ),
        (same("company", "甲", "乙"), ":2: same[1].type: company is not known here"),
        (same("enterprize", "甲", "乙"), 'did you mean "enterprise"?'),
        (same("enterprise", "甲"), ":3: same[1].names: too few names (give two names, or one"),
        (apart("enterprise", "甲"), "not-same[1].names: too few names (give two names)"),
        (same("enterprise", "甲", "甲"), ":3: same[1].names[2]: 甲 stands twice"),
        (same("enterprise", "甲", " "), "same[1].names[2]: empty name"),
        (same("enterprise", "甲", "乙") * 2, ":8: same[2]: decision stands twice, also as same[1]"),
        (same("area", "甲", "乙").replace("2026-01-31", '"bald"'), "when: must be a day like"),
        (same("area", "甲", "乙").replace("2026-01-31", "2026-13-31"), ":5: not TOML"),
        (same("area", "甲", "乙").replace('who = "张三"\n', ""), "same[1].who: key is missing"),
        (same("area", "甲", "乙").replace("张三", ""), "same[1].who"),
        ("[[same]\n", ":1: not TOML"),
        (
            same("area", "甲", "乙") + same("area", "乙", "丙") + apart("area", "甲", "丙"),
            "15: not-same: 甲 and 丙 are not the same here, but the same by line 1: same area: 甲",
        ),
        (
            same("area", "甲", name="乙") + apart("area", "“甲”", "乙"),
            "甲 and 乙 are not the same here",
        ),
        (
            same("area", "甲", "乙", name="甲") + same("area", "乙", "丙", name="丙"),
            ":9: same: to be called 丙 here, but 甲 by line 1 (keep one `name` for one thing)",
        ),
    ],
)
def test_a_wrong_file_is_refused_in_one_line(
    decisions: str, message: str, build: Callable[..., Said], tmp_path: Path
) -> None:
    said = one_line(build(decisions))
    assert "decisions.toml" in said
    assert message in said
    assert not (tmp_path / "graph").exists()


def test_a_file_that_is_not_there_is_refused(
    reports: Path, tmp_path: Path, capsys: Capture
) -> None:
    out = ("--out", tmp_path / "graph")
    said = one_line(kg(capsys, "build", reports, *out, "--curated", tmp_path / "none.toml"))
    assert "none.toml: file is missing" in said


def test_two_files_beside_the_sources_are_refused(tmp_path: Path, capsys: Capture) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.txt").write_text(FIRST, encoding="utf-8")
        (tmp_path / name / curated.NAME).write_text("", encoding="utf-8")
    folders = (tmp_path / "one", tmp_path / "two")
    said = one_line(kg(capsys, "build", *folders, "--out", tmp_path / "graph"))
    assert "--curated FILE" in said


NAMES = st.sampled_from(["甲", "乙", "丙", "丁", "戊"])
PAIRS = st.lists(st.tuples(st.booleans(), NAMES, NAMES).filter(lambda p: p[1] != p[2]), max_size=6)


def made(pairs: Iterable[tuple[bool, str, str]]) -> list[Decision]:
    return [
        Decision(
            judgement=Judgement.SAME if joined else Judgement.NOT_SAME,
            type=MentionType.PROJECT,
            names=(one, other),
            name="",
            who="",
            when="",
            why="",
            line=line,
        )
        for line, (joined, one, other) in enumerate(pairs, 1)
    ]


@given(PAIRS, st.randoms(use_true_random=False))
def test_decisions_hold_or_contradict_whatever_their_order(
    pairs: list[tuple[bool, str, str]], random: object
) -> None:
    shuffled = list(pairs)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    results = []
    for order in (pairs, shuffled):
        try:
            results.append(dict(curated.decided(made(order), PLAIN).names))
        except CuratedError:
            results.append({})
    assert results[0] == results[1]
    called = results[0]
    for joined, one, other in pairs if called else ():
        keys = ((MentionType.PROJECT, one), (MentionType.PROJECT, other))
        assert (called[keys[0]] == called[keys[1]]) is joined
