"""A wrong graph becomes findings that name shape, sentence and line."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import SH, Graph

from kg import rdf, validate
from kg.errors import OntologyError
from kg.model import Area, Finding, Quantity, Reading, Severity
from kg.settings import Settings
from tests import readings

SETTINGS = Settings()
MAPPING = rdf.mapping(SETTINGS)
SHAPES = validate.shapes(SETTINGS.shapes)


def lines(reading: Reading) -> tuple[str, ...]:
    return rdf.quads(reading, MAPPING)


def check(quads: Iterable[str], text: str = readings.TEXT) -> tuple[Finding, ...]:
    return validate.findings(quads, text, SHAPES)


def without(reading: Reading, words: str) -> list[str]:
    return [line for line in lines(reading) if words not in line]


@pytest.mark.parametrize("reading", [readings.small(), readings.everything()])
def test_what_the_mapping_writes_is_right(reading: Reading) -> None:
    assert [f for f in check(lines(reading)) if f.severity is not Severity.WARNING] == []


def test_a_target_without_a_unit_is_reported_with_its_sentence_and_line() -> None:
    reading = readings.small()
    aim = replace(reading, observations=reading.observations[3:4])
    (found,) = check(without(aim, "unitMeasure"))
    assert (found.code, found.severity) == ("numeric-unit", Severity.VIOLATION)
    assert (found.document, found.line) == ("small", 7)
    assert found.quote == "——地区生产总值增长6%以上，推进南湖路项目建设。"
    assert "单位" in found.message_zh
    assert "unit" in found.message_en


def test_a_statement_without_evidence_is_reported() -> None:
    codes = {found.code for found in check(without(readings.small(), "ontology#evidence>"))}
    assert codes == {
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
    assert (found.code, found.severity) == ("observation-conflict", Severity.WARNING)
    assert found.line == 8


def test_a_quotation_that_does_not_stand_at_its_place_is_reported() -> None:
    found = check(lines(readings.small()), readings.TEXT.replace("7.0%", "7.1%"))
    assert {finding.code for finding in found} == {"passage-quote"}


def test_an_explicit_unknown_home_breaks_no_shape() -> None:
    assert check(lines(replace(readings.small(), home=Area(name="未知", level="unknown")))) == ()


def test_an_unknown_level_is_reported_at_the_first_mention() -> None:
    broken = [
        line.replace("area-level/county", "area-level/planet") for line in lines(readings.small())
    ]
    found = {finding.code: finding for finding in check(broken)}
    assert found["area-level"].line == 1


def test_findings_come_in_the_order_of_the_text() -> None:
    found = check(without(readings.small(), "unitMeasure"))
    assert [finding.line for finding in found] == sorted(finding.line for finding in found)
    assert check(without(readings.small(), "unitMeasure")) == found


def test_leaving_out_what_no_shape_looks_at_changes_nothing() -> None:
    broken = without(readings.everything(), "unitMeasure")
    quads = ox.parse("\n".join(broken), format=ox.RdfFormat.N_QUADS)
    triples = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES)
    assert triples is not None
    whole = Graph().parse(data=triples, format="nt")
    _, report, _ = pyshacl.validate(whole, shacl_graph=SHAPES.graph)
    assert isinstance(report, Graph)
    expected = sorted(
        (str(report.value(result, SH.focusNode)), str(report.value(result, SH.sourceShape)))
        for result in report.subjects(SH.focusNode, None)
    )
    got = sorted((f.hint, f"https://w3id.org/plan-kg/shape/{f.code}") for f in check(broken))
    assert got == expected


def test_a_broken_shape_is_reported_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "Area.ttl").write_text("shape:Area a", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"Area\.ttl"):
        validate.shapes(tmp_path)


def test_a_folder_without_shapes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="no shapes"):
        validate.shapes(tmp_path)


@pytest.mark.skipif(not readings.SHARED.is_dir(), reason="the corpus is not here")
def test_the_gold_of_a_report_has_no_violation() -> None:
    reading = readings.gold()
    found = check(lines(reading), reading.document.text)
    assert {finding.code for finding in found} <= {"observation-conflict"}
