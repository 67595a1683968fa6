"""A wrong graph becomes findings that name shape, sentence and line."""

import shutil
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from kg import rdf, validate
from kg.errors import OntologyError
from kg.model import Area, Finding, Quantity, Reading, Severity
from kg.settings import Settings
from tests import needs, readings

SETTINGS = Settings()
MAPPING = rdf.mapping(SETTINGS)
SHAPES = validate.shapes(SETTINGS)


def lines(reading: Reading) -> tuple[str, ...]:
    return rdf.quads(reading, MAPPING)


def check(quads: Iterable[str], text: str = readings.TEXT) -> tuple[Finding, ...]:
    return validate.findings(validate.triples_of(quads), text, SHAPES)


def without(reading: Reading, words: str) -> list[str]:
    return [line for line in lines(reading) if words not in line]


@pytest.mark.parametrize("reading", [readings.small(), readings.everything()])
def test_what_the_mapping_writes_is_right(reading: Reading) -> None:
    assert [f for f in check(lines(reading)) if f.severity is Severity.VIOLATION] == []


def test_a_target_without_a_unit_is_reported_with_its_sentence_and_line() -> None:
    reading = readings.small()
    aim = replace(reading, observations=reading.observations[3:4])
    (found,) = check(without(aim, "unitMeasure"))
    assert (found.code, found.severity) == ("structure", Severity.VIOLATION)
    assert found.shape == "numeric-unit"
    assert (found.document, found.line) == ("small", 7)
    assert found.quote == "——地区生产总值增长6%以上，推进南湖路项目建设。"
    assert "单位" in found.message_zh
    assert "unit" in found.message_en


def test_a_statement_without_evidence_is_reported() -> None:
    shapes = {found.shape for found in check(without(readings.small(), "ontology#evidence>"))}
    assert shapes == {
        "observation-evidence",
        "event-evidence",
        "state-evidence",
        "contribution-evidence",
    }


def test_two_values_for_one_key_are_a_warning() -> None:
    first = readings.observation("增长7.0%", readings.GDP)
    second = readings.observation("增长7.0%", readings.GDP, nth=1)._replace(
        quantity=Quantity(amount=Decimal("7.1"), unit="%"),
    )
    reading = replace(readings.small(), observations=(first, second))
    (found,) = check(lines(reading))
    assert (found.code, found.severity) == ("value-conflict", Severity.WARNING)
    assert (found.line, found.others) == (8, (3,))
    assert "第3行" in found.message_zh
    assert "line 3" in found.message_en


def test_a_quotation_that_does_not_stand_at_its_place_is_reported() -> None:
    found = check(lines(readings.small()), readings.TEXT.replace("7.0%", "7.1%"))
    assert {finding.code for finding in found} == {"passage-quote"}


def test_an_explicit_unknown_home_breaks_no_shape() -> None:
    assert check(lines(replace(readings.small(), home=Area(name="未知", level="unknown")))) == ()


def test_an_unknown_level_is_reported_at_the_first_mention() -> None:
    broken = [
        line.replace("area-level/county", "area-level/planet") for line in lines(readings.small())
    ]
    found = {finding.shape: finding for finding in check(broken)}
    assert (found["area-level-code"].code, found["area-level-code"].line) == ("code-list", 1)


def test_findings_come_in_the_order_of_the_text() -> None:
    found = check(without(readings.small(), "unitMeasure"))
    assert [finding.line for finding in found] == sorted(finding.line for finding in found)
    assert check(without(readings.small(), "unitMeasure")) == found


def test_both_engines_find_the_same_in_a_broken_graph() -> None:
    broken = without(readings.everything(), "unitMeasure")
    reference = validate.shapes(SETTINGS, validate.REFERENCE)
    triples = validate.triples_of(broken)
    assert check(broken) == validate.findings(triples, readings.TEXT, reference)


def shapes_with(folder: Path, name: str, text: str) -> Settings:
    """The project's data with one more file of shapes."""
    for part in ("lexicon", "ontology"):
        (folder / part).symlink_to(SETTINGS.root / part)
    shutil.copytree(SETTINGS.shapes, folder / "shapes")
    (folder / "shapes" / name).write_text(PREFIXES + text, encoding="utf-8")
    return Settings(root=folder)


PREFIXES = """@prefix plan: <https://w3id.org/plan-kg/ontology#> .
@prefix shape: <https://w3id.org/plan-kg/shape/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix status: <https://w3id.org/plan-kg/code/status/> .
"""
RULE = """shape:more a sh:PropertyShape ;
    sh:targetClass plan:Event ;
    sh:path plan:actor ;
    sh:minCount 1 ;
    plan:findingCode "structure" ;
    sh:message "须有主体"@zh , "an actor is missing"@en .
"""
WRONG = {
    "no Turtle": ("shape:more a sh:", r"More\.ttl:\d+: "),
    "a class that is not defined": (
        RULE.replace("plan:Event", "plan:Evnt"),
        r"More\.ttl:6: plan:Evnt is not defined",
    ),
    "a property that is not defined": (
        RULE.replace("plan:actor", "plan:actors"),
        r"More\.ttl:7: plan:actors is not defined",
    ),
    "a code that is not defined": (
        RULE.replace("sh:minCount 1", "sh:hasValue status:wished"),
        r"More\.ttl:8: status:wished is not defined",
    ),
    "an unknown code of findings": (
        RULE.replace('"structure"', '"strange"'),
        r"More\.ttl:5: shape:more: no such finding code: strange",
    ),
    "no code of findings": (
        RULE.replace('    plan:findingCode "structure" ;\n', ""),
        r"More\.ttl:5: shape:more: no such finding code: none",
    ),
    "a count that is no number": (
        RULE.replace("sh:minCount 1", 'sh:minCount "x"'),
        r"More\.ttl:8: no shapes: .*sh:minCount",
    ),
    "a query that cannot be run": (
        """shape:more a sh:NodeShape ; sh:targetClass plan:Event ; plan:findingCode "structure" ;
    sh:sparql shape:q .
shape:q sh:message "无"@zh , "none"@en ; sh:select "SELECT $this WHERE { $this " .
""",
        r"More\.ttl:7: no shapes: SPARQL",
    ),
}


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=list(WRONG))
def test_a_wrong_shape_is_reported_with_file_and_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(OntologyError, match=said):
        validate.shapes(shapes_with(tmp_path, "More.ttl", text))


def test_a_folder_without_shapes_is_refused(tmp_path: Path) -> None:
    for part in ("lexicon", "ontology"):
        (tmp_path / part).symlink_to(SETTINGS.root / part)
    with pytest.raises(OntologyError, match="no shapes"):
        validate.shapes(Settings(root=tmp_path))


@needs.gold
def test_the_gold_of_a_report_has_no_violation() -> None:
    reading = readings.gold()
    found = check(lines(reading), reading.document.text)
    assert {finding.code for finding in found} <= {
        "several-values",
        "unit-kind",
        "share-out-of-bounds",
        "value-conflict",
    }
