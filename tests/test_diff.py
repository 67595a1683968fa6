"""What changed is told in words, and as a patch that makes one dump of the other."""

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import diff, store
from kg.pipeline import build
from kg.settings import Settings
from tests.test_cli import Said, kg, one_line
from tests.test_registry import REPORT, built

Capture = pytest.CaptureFixture[str]
IDS = ("0" * 64, "1" * 64)


def lines(capsys: Capture, old: Path, new: Path, *more: str) -> list[str]:
    said = kg(capsys, "diff", old, new, *more)
    assert (said.code, said.error) == (1, "")
    return said.out.splitlines()


def test_a_report_put_in_is_told_with_all_that_it_says(tmp_path: Path, capsys: Capture) -> None:
    old = built(tmp_path / "old", {"a": REPORT})
    other = REPORT.replace("吴江区", "昆山市").replace("亨通光电", "恒力集团")
    new = built(tmp_path / "new", {"a": REPORT, "b": other})
    said = lines(capsys, old, new)
    assert said[1] == "报告 Report: +1 -0 ~0"
    assert "观测 Observation: +2 -0 ~0" in said
    (gdp,) = [one for one in said if one.startswith("+ 观测 Observation") and "2630" in one]
    about = "昆山市 2024 地区生产总值 水平 level 实际 actual"
    assert gdp == f"+ 观测 Observation {about}: 2630 亿元 [b: 2630亿元]"
    assert any(one.startswith("+ 企业 Enterprise 恒力") for one in said)
    assert [one[0] for one in said[1:] if one[1] == " "].count("-") == 0
    assert "- 报告 Report" in "\n".join(lines(capsys, new, old))


def test_another_value_for_the_same_key_is_a_change(tmp_path: Path, capsys: Capture) -> None:
    old = built(tmp_path / "old", {"a": REPORT})
    new = built(tmp_path / "new", {"a": REPORT.replace("2630", "2640")})
    said = lines(capsys, old, new)
    assert "观测 Observation: +0 -0 ~1" in said
    (value,) = [one for one in said if one.startswith("~ 观测")]
    assert "2630 亿元 → 2640 亿元 [a: 2640亿元]" in value


def test_json_has_the_iris_and_the_words(tmp_path: Path, capsys: Capture) -> None:
    old = built(tmp_path / "old", {"a": REPORT})
    new = built(tmp_path / "new", {"a": REPORT.replace("2630", "2640")})
    data = json.loads("\n".join(lines(capsys, old, new, "--format", "json")))
    assert data["counts"]["observation"] == {"~": 1}
    (row,) = [one for one in data["changes"] if one["kind"] == "observation"]
    assert row["report"] == "a"
    assert row["old"] != row["new"]
    assert row["quote"] == "2640亿元"


def test_equal_graphs_end_with_0_and_a_patch_of_nothing(graph: Path, capsys: Capture) -> None:
    assert kg(capsys, "diff", graph, graph) == Said(0, "N-Quads: +0 -0\n", "")
    said = kg(capsys, "diff", graph, graph / store.DUMP, "--format", "patch")
    assert said.code == 0
    assert [line.split()[0] for line in said.out.splitlines()] == ["H", "H", "TX", "TC"]


def test_the_patch_makes_the_new_graph_of_the_old_one(tmp_path: Path, capsys: Capture) -> None:
    old = built(tmp_path / "old", {"a": REPORT})
    new = built(tmp_path / "new", {"a": REPORT.replace("2630", "2640"), "b": REPORT})
    patch = "".join(f"{one}\n" for one in lines(capsys, old, new, "--format", "patch"))
    before, after = ((one / store.DUMP).read_text(encoding="utf-8") for one in (old, new))
    assert applied(before, patch) == after
    assert patch == "".join(f"{one}\n" for one in lines(capsys, old, new, "--format", "patch"))


def applied(dump: str, patch: str) -> str:
    found = set(dump.splitlines())
    for line in patch.splitlines():
        sign, _, rest = line.partition(" ")
        if sign == "D":
            found.remove(rest)
        elif sign == "A":
            assert rest not in found
            found.add(rest)
    return "".join(f"{line}\n" for line in sorted(found))


_WORDS = ["x", "x/y", "x y", "\\n", "", "吴", "𠀀", "x\\" + '"']
_LINES = st.builds(
    "<http://{}> <http://x/{}> {} <http://g/{}> .".format,
    st.sampled_from(["x", "x/y", "x#y"]),
    st.sampled_from("pq"),
    st.sampled_from([f'"{one}"{mark}' for one in _WORDS for mark in ("", "@zh", "^^<http://d>")]),
    st.sampled_from("ab"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("dumps")


@given(st.sets(_LINES, max_size=12), st.sets(_LINES, max_size=12))
def test_any_patch_makes_one_dump_of_the_other(folder: Path, a: set[str], b: set[str]) -> None:
    files = folder / "a.nq", folder / "b.nq"
    texts = ["".join(f"{line}\n" for line in sorted(one)) for one in (a, b)]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, encoding="utf-8", newline="\n")
    patch = b"".join(diff.patch(*files, IDS)).decode()
    assert applied(texts[0], patch) == texts[1]


# -- what goes wrong -------------------------------------------------------------------------------


def changed(graph: Path, folder: Path, old: str, new: str) -> Path:
    path = folder / "other.nq"
    text = (graph / store.DUMP).read_text(encoding="utf-8")
    path.write_text(
        "".join(sorted(text.replace(old, new).splitlines(keepends=True))), encoding="utf-8"
    )
    return path


def test_a_dump_of_another_version_is_one_line_with_file_and_line(
    graph: Path, tmp_path: Path, capsys: Capture
) -> None:
    here = diff.refuse(graph / store.DUMP, graph / store.DUMP, Settings().ontology)[0].version
    other = changed(graph, tmp_path, f'#versionInfo> "{here}"', '#versionInfo> "0.0.1"')
    text = other.read_text(encoding="utf-8").splitlines()
    (line,) = [number for number, one in enumerate(text, 1) if '"0.0.1"' in one]
    for pair in ((graph, other), (other, graph), (other, other)):
        said = one_line(kg(capsys, "diff", *pair))
        assert f"{other}:{line}: made with version 0.0.1 of the ontology, this is {here}" in said


def test_a_dump_of_another_base_is_one_line(tmp_path: Path, capsys: Capture) -> None:
    old = built(tmp_path / "old", {"a": REPORT})
    sources, new = tmp_path / "old" / "sources", tmp_path / "new"
    build([sources], new, Settings(model=None, base="https://example.org/"), workers=1)
    said = one_line(kg(capsys, "diff", old, new))
    assert f"{new / store.DUMP}: its IRIs begin with https://example.org/" in said


def test_what_is_no_dump_is_one_line(graph: Path, tmp_path: Path, capsys: Capture) -> None:
    empty = tmp_path / "empty.nq"
    empty.touch()
    unsorted = tmp_path / "unsorted.nq"
    text = (graph / store.DUMP).read_text(encoding="utf-8").splitlines(keepends=True)
    unsorted.write_text("".join(reversed(text)), encoding="utf-8")
    wrong = {
        empty: "says no version",
        unsorted: "unsorted.nq:",
        tmp_path / "missing.nq": "cannot be read",
        tmp_path / "graph.ttl": "no dump by its name",
        tmp_path: "no graph here",
    }
    for path, said in wrong.items():
        assert said in one_line(kg(capsys, "diff", graph, path))


def test_a_graph_folder_of_another_version_is_one_line(
    graph: Path, tmp_path: Path, capsys: Capture
) -> None:
    other = tmp_path / "graph"
    other.mkdir()
    shutil.copy(graph / store.DUMP, other)
    record = json.loads((graph / "build.json").read_text(encoding="utf-8"))
    (other / "build.json").write_text(json.dumps(record | {"version": 0}), encoding="utf-8")
    said = one_line(kg(capsys, "diff", graph, other))
    assert f"{other / 'build.json'}: damaged record: made by another version" in said
