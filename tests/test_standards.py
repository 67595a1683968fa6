"""Units and indicators are concepts that say what they are, in both languages."""

from collections.abc import Iterable
from fractions import Fraction

import pytest

from kg import rdf
from kg.iris import Iris
from kg.lexicon import indicators, quantities
from kg.lexicon.units import facts
from kg.rdf import ontology, standards
from kg.settings import Settings
from kg.terms import Plan, Scheme, Skos

SETTINGS = Settings()
IRIS = Iris(SETTINGS.base)
UNITS = quantities.units_of(SETTINGS.lexicon)
TABLE = indicators.load(SETTINGS.lexicon)
CODES = {
    str(triple.subject).strip("<>")
    for path in ontology.files(SETTINGS.ontology)
    for triple in ontology.read(path)
}


def unit(name: str) -> list[str]:
    return list(standards.unit_triples(name, IRIS, UNITS))


def indicator(name: str) -> list[str]:
    return list(standards.indicator_triples(name, IRIS, TABLE, UNITS))


def values(triples: Iterable[str], node: str, predicate: str) -> set[str]:
    start = f"<{node}> <{predicate}> "
    return {triple.removeprefix(start) for triple in triples if triple.startswith(start)}


def test_every_unit_that_is_looked_for_has_an_english_name() -> None:
    listed = {UNITS.same.get(name, name) for name in UNITS.known}
    assert [name for name in sorted(listed) if not facts(name, UNITS).label_en] == []
    assert set(UNITS.magnitudes) == set(UNITS.magnitude_labels)


def test_no_two_units_share_an_english_name() -> None:
    listed = set(UNITS.details) - set(UNITS.stated.parts)
    names = [facts(name, UNITS).label_en for name in listed]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    ("name", "base", "factor"),
    [
        ("亿元", "元", Fraction(10**8)),
        ("亩", "平方米", Fraction(2000, 3)),
        ("万亩", "平方米", Fraction(20_000_000, 3)),
        ("万人次", "人次", Fraction(10_000)),
        ("万㎡", "平方米", Fraction(10_000)),
        ("公顷", "平方米", Fraction(10_000)),
        ("斤", "千克", Fraction(1, 2)),
        ("亿千瓦时", "千瓦时", Fraction(10**8)),
        ("万元/人", "元/人", Fraction(10_000)),
        ("元", "", Fraction(1)),
    ],
)
def test_a_unit_converts_to_its_base_unit_in_one_step(
    name: str, base: str, factor: Fraction
) -> None:
    found = facts(name, UNITS)
    assert (found.base, found.factor) == (base, factor)
    node = standards.unit_iri(name, IRIS, UNITS)
    expected = {f"<{IRIS.concept('unit', base)}>"} if base else set()
    assert values(unit(name), node, Plan.BASE_UNIT) == expected


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("亿元", "money"),
        ("万亩", "area"),
        ("%", "percent"),
        ("个百分点", "points"),
        ("万户", "people"),
        ("微克/立方米", "compound"),
        ("分/千瓦时", "money"),
        ("曼", "unknown"),
    ],
)
def test_a_unit_says_what_it_measures(name: str, kind: str) -> None:
    node = standards.unit_iri(name, IRIS, UNITS)
    code = Scheme.UNIT_KIND.code(kind)
    assert values(unit(name), node, Plan.UNIT_KIND) == {f"<{code}>"}
    assert code in CODES


@pytest.mark.parametrize(
    ("name", "label"),
    [("元/月", "yuan per month"), ("/亩", "per mu"), (":1", "per one"), ("曼/亩", "")],
)
def test_two_units_that_are_joined_are_named_by_both(name: str, label: str) -> None:
    assert facts(name, UNITS).label_en == label


def test_no_unit_is_the_code_for_none() -> None:
    assert unit("") == []
    assert standards.unit_iri("", IRIS, UNITS) in CODES


def test_spellings_of_one_unit_are_one_concept() -> None:
    same = ("㎡", "m²", "平米", "平方", "平方米")
    assert len({standards.unit_iri(name, IRIS, UNITS) for name in same}) == 1


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("森林覆盖率", "share"),
        ("城乡居民收入比", "ratio"),
        ("GDP", "amount"),
        ("桑蚕产业产值增速", "rate-of-change"),
        ("一件事改革", "unknown"),
    ],
)
def test_every_indicator_says_what_sort_of_number_it_has(name: str, kind: str) -> None:
    found = indicator(name)
    node = IRIS.indicator(name)
    code = Scheme.INDICATOR_KIND.code(kind)
    assert values(found, node, Plan.INDICATOR_KIND) == {f"<{code}>"}
    assert code in CODES


def test_a_ratio_names_what_it_divides_and_describes_it() -> None:
    found = indicator("工业增加值占GDP比重")
    parts = {
        node
        for predicate in (Plan.NUMERATOR, Plan.DENOMINATOR)
        for node in values(found, IRIS.indicator("工业增加值占GDP比重"), predicate)
    }
    assert parts == {f"<{IRIS.indicator(name)}>" for name in ("工业增加值", "地区生产总值")}
    assert all(values(found, node.strip("<>"), Skos.PREF_LABEL) for node in parts)


def test_standards_are_lines_of_the_vocabulary_graph() -> None:
    lines = rdf.standard_concepts(SETTINGS.lexicon, SETTINGS.base)
    assert list(lines) == sorted(set(lines))
    assert all(line.endswith(f"<{IRIS.graph('vocabulary')}> .") for line in lines)
    described = {line.split(" ", 1)[0] for line in lines}
    assert {f"<{IRIS.indicator(each.name)}>" for each in TABLE.indicators} <= described


def test_codes_that_standards_point_at_are_in_the_lists() -> None:
    found = [
        *standards.standard_units(IRIS, UNITS, TABLE),
        *standards.standard_indicators(IRIS, TABLE, UNITS),
    ]
    pointed = {word.strip("<>") for line in found for word in line.split() if "/code/" in word}
    assert pointed <= CODES


def test_standards_are_labelled_and_defined_in_chinese_and_english() -> None:
    found = [
        *standards.standard_units(IRIS, UNITS, TABLE),
        *standards.standard_indicators(IRIS, TABLE, UNITS),
    ]
    told: dict[tuple[str, str], set[str]] = {}
    for line in found:
        node, predicate, value = line.split(" ", 2)
        told.setdefault((node, predicate), set()).add(value.rsplit("@", 1)[-1])
    for node in {node for node, _ in told if "/id/" in node}:
        for predicate in (Skos.PREF_LABEL, Skos.DEFINITION):
            assert told[node, f"<{predicate}>"] == {"zh", "en"}, (node, predicate)
