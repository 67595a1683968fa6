"""Readings become canonical N-Quads in which every statement shows its evidence."""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import rdf
from kg.model import Bound, Evidence, Measure, Quantity, Reading, Span
from kg.rdf import nquads
from kg.rdf.evidence import Passages
from kg.settings import Settings
from kg.terms import Oa, Plan, Qb, Rdf, Schema, Scheme
from tests import readings

MAPPING = rdf.mapping(Settings())
Nodes = dict[str, dict[str, list[str]]]


def nodes(reading: Reading) -> Nodes:
    """Subject, predicate and the values of its objects."""
    found: Nodes = defaultdict(lambda: defaultdict(list))
    lines = "\n".join(rdf.quads(reading, MAPPING))
    for quad in ox.parse(lines, format=ox.RdfFormat.N_QUADS):
        found[quad.subject.value][quad.predicate.value].append(quad.object.value)
    return found


def of_class(found: Nodes, name: str) -> list[dict[str, list[str]]]:
    return [values for values in found.values() if name in values[Rdf.TYPE]]


def test_lines_are_canonical_sorted_and_each_once() -> None:
    lines = rdf.quads(readings.small(), MAPPING)
    parsed = ox.parse("\n".join(lines), format=ox.RdfFormat.N_QUADS)
    written = ox.serialize(parsed, format=ox.RdfFormat.N_QUADS)
    assert written is not None
    assert written.decode().splitlines() == list(lines)
    assert sorted(set(lines)) == list(lines)


def test_all_stands_in_the_graph_of_the_report() -> None:
    graph = f" <{MAPPING.iris.graph('small')}> ."
    assert all(line.endswith(graph) for line in rdf.quads(readings.small(), MAPPING))


def test_the_order_of_what_was_read_does_not_matter() -> None:
    reading = readings.small()
    turned = replace(
        reading,
        mentions=reading.mentions[::-1],
        observations=reading.observations[::-1],
        events=reading.events[::-1],
    )
    assert rdf.quads(turned, MAPPING) == rdf.quads(reading, MAPPING)


def test_every_statement_has_evidence_that_quotes_the_text() -> None:
    found = nodes(readings.small())
    statements = [values for values in found.values() if Plan.EVIDENCE in values]
    assert len(statements) == 8
    for values in statements:
        for note in values[Plan.EVIDENCE]:
            (passage,) = found[note][Oa.HAS_TARGET]
            start, end = (found[f"{passage}#position"][p][0] for p in (Oa.START, Oa.END))
            quoted = found[f"{passage}#quote"][Oa.EXACT][0]
            assert readings.TEXT[int(start) : int(end)] == quoted


def test_prefix_and_suffix_make_up_the_sentence() -> None:
    found = nodes(readings.small())
    passage = MAPPING.iris.passage("small", readings.place_of("省级绿色工厂"))
    quotation = found[f"{passage}#quote"]
    parts = (quotation[p][0] for p in (Oa.PREFIX, Oa.EXACT, Oa.SUFFIX))
    assert "".join(parts) == "亨通光电获评省级绿色工厂。"


def test_amounts_are_in_base_units_and_as_written() -> None:
    found = of_class(nodes(readings.small()), Qb.OBSERVATION)
    (level,) = [o for o in found if Scheme.MEASURE.code("level") in o[Plan.MEASURE]]
    assert level[Qb.OBS_VALUE] == ["263000000000"]
    assert level[Plan.VALUE_AS_WRITTEN] == ["2630"]
    assert level[Plan.UNIT_AS_WRITTEN] == ["亿元"]


def test_the_same_statement_made_twice_is_one_observation_with_two_evidences() -> None:
    found = of_class(nodes(readings.small()), Qb.OBSERVATION)
    (growth,) = [o for o in found if len(o[Plan.EVIDENCE]) > 1]
    assert len(growth[Plan.EVIDENCE]) == 2
    assert growth[Plan.VARIANT] == ["1"]


def test_two_values_for_one_key_are_kept_apart_and_numbered_by_place() -> None:
    first = readings.observation("增长7.0%", readings.GDP)
    second = readings.observation("增长7.0%", readings.GDP, nth=1)._replace(
        quantity=Quantity(amount=Decimal("7.1"), unit="%"),
    )
    reading = replace(readings.small(), observations=(second, first))
    found = of_class(nodes(reading), Qb.OBSERVATION)
    assert sorted((o[Plan.VARIANT][0], o[Plan.VALUE_AS_WRITTEN][0]) for o in found) == [
        ("1", "7.0"),
        ("2", "7.1"),
    ]


@pytest.mark.parametrize(
    ("quantity", "low", "high"),
    [
        (Quantity(amount=Decimal(6), bound=Bound.MIN), ["6"], []),
        (Quantity(amount=Decimal(6), bound=Bound.MAX), [], ["6"]),
        (Quantity(amount=Decimal(10), upper=Decimal(20), unit="万人"), ["100000"], ["200000"]),
        (Quantity(amount=Decimal(6)), [], []),
    ],
)
def test_bounds_and_ranges_have_limits(quantity: Quantity, low: list[str], high: list[str]) -> None:
    stated = readings.observation("增长7.0%", readings.GDP)._replace(quantity=quantity)
    (found,) = of_class(nodes(replace(readings.small(), observations=(stated,))), Qb.OBSERVATION)
    assert found.get(Schema.MIN_VALUE, []) == low
    assert found.get(Schema.MAX_VALUE, []) == high


def test_an_area_is_described_up_to_its_province() -> None:
    found = nodes(readings.small())
    names, area = [], MAPPING.iris.area(readings.WUJIANG)
    while area:
        names.append(found[area][Rdf.LABEL][0])
        area = next(iter(found[area].get(Plan.PART_OF, [])), "")
    assert names == ["吴江区", "苏州市", "江苏省"]


def test_names_that_the_report_uses_lead_to_the_thing() -> None:
    found = nodes(readings.small())
    company = found[MAPPING.iris.thing(readings.HENGTONG)]
    assert sorted(company[Plan.NAME]) == ["亨通光电", "江苏亨通光电股份有限公司"]


def test_an_honour_has_the_level_that_its_name_tells() -> None:
    honour = nodes(readings.small())[MAPPING.iris.thing(readings.FACTORY)]
    assert honour[Plan.HONOUR_LEVEL] == [Scheme.HONOUR_LEVEL.code("provincial")]


def test_passages_outside_sentences_are_quoted_with_their_line() -> None:
    document = replace(readings.small().document, blocks=())
    passages = Passages(document, MAPPING)
    around = passages.around(readings.place_of("省级绿色工厂"))
    assert around.of(readings.TEXT) == "亨通光电获评省级绿色工厂。苏台高速建成通车。"


@given(st.text())
def test_any_text_survives_the_writing(text: str) -> None:
    line = f"{nquads.plain('http://s', 'http://p', text)} ."
    (triple,) = ox.parse(line.encode("utf-8", "surrogatepass"), format=ox.RdfFormat.N_TRIPLES)
    assert triple.object.value == text


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3))
def test_numbers_keep_their_value(number: Decimal) -> None:
    assert Decimal(nquads.digits(number)) == number


@pytest.mark.parametrize(
    ("amount", "unit", "expected"),
    [
        ("1.95", "万人", ("19500", "人")),
        ("1.2", "万亿元", ("1200000000000", "元")),
        ("7.0", "%", ("7", "%")),
        ("3", "千瓦时", ("3", "千瓦时")),
        ("2260", "万 人次", ("22600000", "人次")),
    ],
)
def test_base_values(amount: str, unit: str, expected: tuple[str, str]) -> None:
    units = MAPPING.units
    value, base = units.value(Quantity(amount=Decimal(amount), unit=unit))
    assert (nquads.digits(value), base) == expected


def test_evidence_is_shared_by_all_statements_on_a_span() -> None:
    span = Evidence(span=Span(0, 4), rule="one")
    one = readings.observation("增长7.0%", readings.GDP)._replace(evidence=span)
    two = one._replace(indicator="工业投资", measure=Measure.LEVEL)
    found = nodes(replace(readings.small(), observations=(one, two)))
    note = MAPPING.iris.evidence("small", span.span)
    assert len(found[note][Oa.HAS_BODY]) == 2


def confidences(reading: Reading) -> list[str]:
    lines = rdf.quads(reading, MAPPING)
    return sorted(line.split('"')[1] for line in lines if f"<{Plan.CONFIDENCE}>" in line)


def test_a_statement_that_several_places_make_is_as_sure_as_its_surest() -> None:
    reading = readings.small()
    said = readings.observation("增长7.0%", "GDP")
    twice = (
        said._replace(confidence=Decimal("0.70")),
        readings.observation("增长7.0%", "GDP", nth=1)._replace(confidence=Decimal("0.95")),
    )
    assert confidences(replace(reading, observations=twice, events=(), projects=())) == ["0.95"]


def test_mentions_and_statements_are_as_sure_as_they_were_judged() -> None:
    reading = readings.small()
    judged = replace(
        reading,
        mentions=tuple(one._replace(confidence=Decimal(1)) for one in reading.mentions[:1]),
        events=tuple(one._replace(confidence=Decimal("0.50")) for one in reading.events[:1]),
        observations=(),
        projects=tuple(one._replace(confidence=Decimal("0.25")) for one in reading.projects[:1]),
        contributions=(),
    )
    assert confidences(judged) == ["0.25", "0.5", "1"]
