"""Each kind of finding is brought by a small report, at the line that its page names."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.check import check
from kg.evaluate import decisions
from kg.lexicon import findings
from kg.lexicon.findings import FindingCode
from kg.model import Finding
from kg.pipeline import build
from kg.render.finding_pages import pages
from kg.settings import Settings
from kg.validate.rules import load

ROOT = Path(__file__).parents[1]
SETTINGS = Settings(model=None)
CODES = findings.load(SETTINGS.lexicon)
PAGES = ROOT / "docs" / "findings"
BUILDER = """@prefix plan: <https://w3id.org/plan-kg/ontology#> .
@prefix shape: <https://w3id.org/plan-kg/shape/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
shape:Own a sh:NodeShape ; sh:property shape:own-builder .
shape:own-builder a sh:PropertyShape ;
    sh:targetClass plan:ProjectState ; sh:path plan:undertakenBy ; sh:minCount 1 ;
    plan:findingCode "structure" ;
    sh:message "须写明承建企业"@zh , "who builds it is missing"@en .
"""
CURATED = """[[same]]
type = "enterprise"
names = ["甲厂", "甲工厂"]
who = "张三"
when = 2026-01-31
why = "工商登记"
"""
WORK = """苏州市吴江区2025年政府工作报告
一、2024年工作回顾
实施区重点项目258个。
"""
Change = Callable[[Path], object]


def replaced(file: str, words: str, other: str) -> Change:
    """A change of one file of the project's data."""

    def change(root: Path) -> None:
        path = root / file
        text = path.read_text(encoding="utf-8")
        assert words in text
        path.write_text(text.replace(words, other), encoding="utf-8")

    return change


def added(file: str, text: str) -> Change:
    """One more file beside the project's data, or beside the report."""
    return lambda root: (root / file).write_text(text, encoding="utf-8")


#: What must be otherwise than it is, for findings that no report brings by itself.
BEFORE: dict[str, Change] = {
    "structure": added("shapes/Own.ttl", BUILDER),
    "code-list": replaced("lexicon/levels.toml", 'level = "provincial"', 'level = "planetary"'),
    "label-language": replaced(
        "lexicon/wording.toml", 'en = "An area of China: {level}."', 'en = ""'
    ),
    "decision-stale": added("curated.toml", CURATED),
    "reports-contradict": added("a.txt", WORK),
}
#: What happens to the graph folder after the build.
AFTER: dict[str, Change] = {
    "passage-quote": lambda graph: [
        path.write_text(path.read_text(encoding="utf-8").replace("20亿", "21亿"), encoding="utf-8")
        for path in graph.glob("reports/*/text.txt")
    ],
}


def found(code: FindingCode, folder: Path, text: str) -> tuple[Finding, ...]:
    """All that is found in a graph made of one small report."""
    for part in ("lexicon", "ontology", "shapes"):
        shutil.copytree(SETTINGS.root / part, folder / part)
    BEFORE.get(code.code, Path.exists)(folder)
    (folder / "x.txt").write_text(text, encoding="utf-8")
    settings, graph = Settings(root=folder, model=None), folder / "graph"
    build(sorted(folder.glob("*.txt")), graph, settings, workers=1)
    AFTER.get(code.code, Path.exists)(graph)
    return (*check(graph, settings, workers=1), *decisions.stale(graph, settings))


@pytest.mark.parametrize("code", CODES.values(), ids=lambda c: c.code)
def test_the_example_of_a_page_brings_its_finding(code: FindingCode, tmp_path: Path) -> None:
    same = [one for one in found(code, tmp_path, code.example.text) if one.code == code.code]
    assert code.example.line in {one.line for one in same}
    for one in same:
        assert one.severity is code.severity
        assert re.search("[一-龥]", one.message_zh)
        assert one.message_en


def test_pages_are_made_of_the_lexicon() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in PAGES.glob("*.md")}
    assert written == pages(CODES)


def test_every_page_is_linked_from_the_list() -> None:
    index = (PAGES / "README.md").read_text(encoding="utf-8")
    assert {path.name for path in PAGES.glob("*.md")} - {"README.md"} == set(
        re.findall(r"\]\(([a-z-]+\.md)\)", index)
    )


def test_every_code_is_used_by_a_shape_or_by_the_reading() -> None:
    rules = load(SETTINGS.shapes, SETTINGS.ontology, CODES).rules.values()
    used = {rule.code for rule in rules}
    for path in sorted((ROOT / "kg").rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        used |= {code for code in CODES if f'"{code}"' in source}
    assert used == set(CODES)


def test_findings_that_are_kept_are_read_again_as_they_were(tmp_path: Path) -> None:
    code = CODES["value-conflict"]
    ones = found(code, tmp_path, code.example.text)
    kept = json.loads(next(tmp_path.glob("graph/reports/*/findings.json")).read_text("utf-8"))
    assert [row["message_zh"] for row in kept] == [one.message_zh for one in ones]
