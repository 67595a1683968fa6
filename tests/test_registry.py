"""A published IRI never dies: the list of retired ones says what became of it."""

import re
from pathlib import Path

import pytest

from kg import registry
from kg.dumps import unions
from kg.errors import RegistryError
from kg.pipeline import build, remove
from kg.registry import COLUMNS, Retired
from kg.settings import Settings
from tests.test_cli import kg

BASE = "https://w3id.org/plan-kg/id/"
HEAD = "\t".join(COLUMNS)
#: By rules alone: the reports are read in a moment.
PLAIN = Settings(model=None)
REPORT = """关于吴江区2024年计划执行情况与2025年计划草案的报告
一、2024年计划执行情况
地区生产总值2630亿元，增长7.0%。亨通光电获评省级绿色工厂。
"""
OTHER = REPORT.replace("亨通光电", "亨通光电公司").replace("2630", "2640")
SAME = """[[same]]
type = "enterprise"
names = ["亨通光电", "亨通光电公司"]
name = "亨通光电公司"
who = "test"
when = 2026-01-31
why = "one company"
"""

Capture = pytest.CaptureFixture[str]


def built(folder: Path, reports: dict[str, str], curated: str = "") -> Path:
    sources = folder / "sources"
    sources.mkdir(parents=True)
    for name, text in reports.items():
        (sources / f"{name}.txt").write_text(text, encoding="utf-8")
    if curated:
        (sources / "curated.toml").write_text(curated, encoding="utf-8")
    build([sources], folder / "graph", PLAIN, workers=1)
    return folder / "graph"


def retired(old: Path, new: Path, file: Path, since: str = "0.2.0") -> dict[str, Retired]:
    said = registry.read(file) if file.exists() else ()
    found = registry.retire(old / "dump.nq", new / "dump.nq", said, since)
    registry.write(found.rows, file)
    return {row.iri.removeprefix(BASE): row for row in registry.read(file)}


def test_a_thing_that_people_merged_is_replaced_by_what_has_its_name(tmp_path: Path) -> None:
    old = built(tmp_path / "old", {"a": REPORT, "b": OTHER})
    new = built(tmp_path / "new", {"a": REPORT, "b": OTHER}, SAME)
    rows = retired(old, new, tmp_path / "retired.tsv")
    (company,) = (row for iri, row in rows.items() if iri.startswith("enterprise/"))
    assert re.search(r"enterprise/heng-tong-guang-dian-gong-si-\w+$", company.replaced_by)
    events = [row for iri, row in rows.items() if iri.startswith("event/")]
    assert events
    assert {row.replaced_by.startswith(f"{BASE}event/") for row in events} == {True}
    assert set(rows.values()) == {company, *events}


def test_a_report_taken_out_is_retired_without_replacement(tmp_path: Path) -> None:
    old = built(tmp_path / "old", {"a": REPORT, "b": OTHER})
    new = built(tmp_path / "new", {"a": REPORT, "b": OTHER})
    remove("b", new, PLAIN)
    rows = retired(old, new, tmp_path / "retired.tsv")
    assert {"report/b", "dataset/b/quantities"} < set(rows)
    assert any(iri.startswith("observation/b/") for iri in rows)
    assert {row.replaced_by for row in rows.values()} == {""}
    assert {row.since for row in rows.values()} == {"0.2.0"}
    kinds = {iri.partition("/")[0] for iri in rows}
    assert kinds & {"passage", "mention", "evidence", "instant", "graph", "phrase"} == set()


def test_what_lives_again_is_left_in_the_list_and_not_called_retired(tmp_path: Path) -> None:
    both = built(tmp_path / "old", {"a": REPORT, "b": OTHER})
    one = built(tmp_path / "new", {"a": REPORT})
    file = tmp_path / "retired.tsv"
    before = retired(both, one, file)
    living = {subject[1:-1].decode() for subject, _ in unions(both / "dump.nq")}
    assert registry.gone(before.values(), living) == ()
    after = retired(one, both, file, "0.3.0")
    assert after.keys() == before.keys()
    assert registry.gone(after.values(), ()) == ()
    assert all(row.reason.startswith("lives again; retired since 0.2.0") for row in after.values())
    assert retired(both, one, file, "0.4.0")["report/b"].since == "0.4.0"


def test_a_value_corrected_is_replaced_by_the_one_of_the_same_key(tmp_path: Path) -> None:
    old = built(tmp_path / "old", {"a": REPORT})
    new = built(tmp_path / "new", {"a": REPORT.replace("2630", "2640")})
    rows = retired(old, new, tmp_path / "retired.tsv")
    ((iri, row),) = rows.items()
    assert iri.startswith("observation/a/")
    assert row.replaced_by.startswith(f"{BASE}observation/a/")
    assert row.replaced_by != row.iri


def test_a_replacement_that_is_retired_gives_way_to_its_own(tmp_path: Path) -> None:
    file = tmp_path / "retired.tsv"
    graphs = [
        built(tmp_path / number, {"a": REPORT.replace("2630", number)})
        for number in ("2630", "2640", "2650")
    ]
    (first,) = retired(graphs[0], graphs[1], file, "0.2.0").values()
    rows = retired(graphs[1], graphs[2], file, "0.3.0")
    assert len(rows) == 2
    (last,) = {row.replaced_by for row in rows.values()}
    assert last not in {first.iri, first.replaced_by}


def test_nothing_lost_leaves_the_bytes_as_they_are(tmp_path: Path) -> None:
    graph = built(tmp_path / "graph", {"a": REPORT})
    file = tmp_path / "retired.tsv"
    file.write_text(f"{HEAD}\nhttp://x/a\thttp://x/b\t0.1.0\twhy\n", encoding="utf-8")
    before = file.read_bytes()
    retired(graph, graph, file)
    assert file.read_bytes() == before


def test_the_command_writes_the_list(tmp_path: Path, capsys: Capture) -> None:
    old = built(tmp_path / "old", {"a": REPORT, "b": OTHER})
    new = built(tmp_path / "new", {"a": REPORT})
    file = tmp_path / "retired.tsv"
    said = kg(capsys, "retire", old, "--graph", new, "--registry", file, "--since", "2026-02")
    assert said.code == 0
    assert re.fullmatch(rf"{file}: \d+ retired, 0 live again\n", said.out)
    assert file.read_text(encoding="utf-8").startswith(f"{HEAD}\n{BASE}")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("iri\tsince\n", 1, "must name the columns"),
        (f"{HEAD}\nhttp://x/a\t\t1\n", 2, "3 cells for 4 columns"),
        (f"{HEAD}\n\n", 2, "1 cells for 4 columns"),
        (f"{HEAD}\nx a\t\t1\twhy\n", 2, "x a is no IRI"),
        (f"{HEAD}\nhttp://x/a\tb c\t1\twhy\n", 2, "b c is no IRI"),
        (f"{HEAD}\nhttp://x/a\t\t1\twhy\nhttp://x/a\t\t1\twhy\n", 3, "stands on line 2 already"),
        (f"{HEAD}\nhttp://x/a\thttp://x/a\t1\twhy\n", 2, "replaced by itself"),
        (f"{HEAD}\nhttp://x/a\thttp://x/b\t\twhy\n", 2, "since when?"),
        (
            f"{HEAD}\nhttp://x/a\thttp://x/b\t1\twhy\nhttp://x/b\thttp://x/c\t1\twhy\n",
            2,
            "itself retired (name http://x/c)",
        ),
        (
            f"{HEAD}\nhttp://x/a\thttp://x/b\t1\twhy\nhttp://x/b\thttp://x/a\t1\twhy\n",
            2,
            "two rows replace each other",
        ),
    ],
)
def test_a_wrong_list_is_one_clear_line(text: str, line: int, said: str, tmp_path: Path) -> None:
    file = tmp_path / "retired.tsv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RegistryError) as error:
        registry.read(file)
    assert str(error.value).startswith(f"{file}:{line}: ")
    assert said in str(error.value)
