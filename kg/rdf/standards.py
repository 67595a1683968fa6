"""Units and indicators as concepts, described by what the lexicon knows of them.

A report's graph describes the units and indicators that it uses with the same triples as the
vocabulary's graph, so that each graph can be read and checked alone.
"""

from collections.abc import Iterator, Mapping
from decimal import Context, Decimal
from fractions import Fraction
from itertools import chain
from pathlib import Path

from kg.iris import Iris
from kg.lexicon import indicators as known
from kg.lexicon import quantities
from kg.lexicon import units as about
from kg.lexicon.indicators import Direction, Indicator, IndicatorTable
from kg.lexicon.quantities import Units
from kg.rdf import nquads
from kg.rdf.nquads import chinese, decimal, english, link, plain
from kg.terms import Plan, PlanClass, Qudt, Rdf, Scheme, Skos

_QUDT = "http://qudt.org/vocab/unit/"
_CURRENCY = "http://publications.europa.eu/resource/authority/currency/"
_DBPEDIA = "http://dbpedia.org/resource/"
_PRECISION = Context(prec=12)


def lines(lexicon: Path, base: str) -> tuple[str, ...]:
    """All units and indicators of the lexicon, as sorted lines of the vocabulary's graph."""
    iris, table, units = Iris(base), known.load(lexicon), quantities.units_of(lexicon)
    units_and_indicators = chain(
        standard_units(iris, units, table), standard_indicators(iris, table, units)
    )
    return tuple(nquads.quads(units_and_indicators, iris.graph("vocabulary")))


def standard_units(iris: Iris, units: Units, table: IndicatorTable) -> Iterator[str]:
    """Every unit that the lexicon tells of, and those that indicators usually have."""
    named = set(units.details) - set(units.stated.parts)
    for name in sorted(named.union(each.unit for each in table.indicators)):
        yield from unit_triples(name, iris, units)


def unit_iri(name: str, iris: Iris, units: Units) -> str:
    """The concept of a unit in any of its spellings."""
    regular = about.facts(name, units).name
    return iris.concept("unit", regular) if regular else Scheme.UNIT.code("none")


def unit_triples(name: str, iris: Iris, units: Units) -> Iterator[str]:
    """A unit: names, kind, what it converts to, what it is called elsewhere. None for no unit."""
    found = about.facts(name, units)
    if not found.name:
        return
    node = iris.concept("unit", found.name)
    yield link(node, Rdf.TYPE, PlanClass.UNIT)
    yield from _concept(node, Scheme.UNIT, found.name, found.label_en)
    yield from _defined(node, about.definition(found, units, units.definitions))
    yield link(node, Plan.UNIT_KIND, Scheme.UNIT_KIND.code(found.kind))
    if found.detail:
        yield from _elsewhere(node, found.detail)
    if not found.base:
        yield from _top(node, Scheme.UNIT)
        return
    base = unit_iri(found.base, iris, units)
    yield link(node, Plan.BASE_UNIT, base)
    yield link(node, Skos.BROADER, base)
    yield decimal(node, Qudt.CONVERSION_MULTIPLIER, _decimal(found.factor))
    yield from unit_triples(found.base, iris, units)


def _elsewhere(node: str, detail: about.Detail) -> Iterator[str]:
    if detail.qudt:
        yield link(node, Skos.EXACT_MATCH, _QUDT + detail.qudt)
    if detail.currency:
        yield link(node, Skos.EXACT_MATCH, _CURRENCY + detail.currency)
    if detail.ucum:
        yield plain(node, Qudt.UCUM_CODE, detail.ucum)


def _decimal(factor: Fraction) -> Decimal:
    """A factor as a number: exact where it can be, else to twelve digits."""
    return _PRECISION.divide(Decimal(factor.numerator), Decimal(factor.denominator))


def standard_indicators(iris: Iris, table: IndicatorTable, units: Units) -> Iterator[str]:
    """Every indicator of the lexicon."""
    for each in table.indicators:
        yield from indicator_triples(each.name, iris, table, units)


def indicator_triples(name: str, iris: Iris, table: IndicatorTable, units: Units) -> Iterator[str]:
    """An indicator: names, kind, and for a standard one all that is known of it and its parts."""
    # by its very name: one that only looks like a standard indicator may be told apart by decision
    entry = table.index.get(name)
    entry = entry if entry and entry.name == name else None
    node = iris.indicator(name)
    kind = known.kind_of(name, table) or "unknown"
    yield link(node, Rdf.TYPE, PlanClass.INDICATOR)
    yield from _concept(node, Scheme.INDICATOR, name, entry.label_en if entry else "")
    yield link(node, Plan.INDICATOR_KIND, Scheme.INDICATOR_KIND.code(kind))
    if entry is None:
        yield from _top(node, Scheme.INDICATOR)
        yield from _defined(node, table.definitions[kind].filled({}, {}))
        return
    yield from _defined(node, _definition(entry, table, units))
    yield from _known(node, entry, iris, table)
    yield from _parts(node, entry, iris, table, units)


def _known(node: str, entry: Indicator, iris: Iris, table: IndicatorTable) -> Iterator[str]:
    for alias in entry.aliases:
        yield chinese(node, Skos.ALT_LABEL, alias)
        yield plain(node, Plan.NAME, alias)
    code = table.categories[entry.category].code
    yield link(node, Plan.CATEGORY, Scheme.INDICATOR_CATEGORY.code(code))
    if entry.direction is not Direction.NONE:
        yield link(node, Plan.DIRECTION, Scheme.DIRECTION.code(entry.direction))
    if entry.close_match:
        yield link(node, Skos.CLOSE_MATCH, _DBPEDIA + entry.close_match)
    if entry.broader:
        yield link(node, Skos.BROADER, iris.indicator(known.canonical(entry.broader, table)))
    else:
        yield from _top(node, Scheme.INDICATOR)


def _parts(
    node: str, entry: Indicator, iris: Iris, table: IndicatorTable, units: Units
) -> Iterator[str]:
    """What the indicator is made of and the whole that it is part of, described as well."""
    if entry.unit:
        yield link(node, Plan.USUAL_UNIT, unit_iri(entry.unit, iris, units))
        yield from unit_triples(entry.unit, iris, units)
    links = ((Plan.NUMERATOR, entry.numerator), (Plan.DENOMINATOR, entry.denominator))
    for predicate, said in links:
        if said:
            part = known.canonical(said, table)
            yield link(node, predicate, iris.indicator(part))
            yield from indicator_triples(part, iris, table, units)
    if entry.broader:
        yield from indicator_triples(known.canonical(entry.broader, table), iris, table, units)


def _definition(entry: Indicator, table: IndicatorTable, units: Units) -> tuple[str, str]:
    """What kind it is, its unit, its parts and its whole, a sentence each."""
    zh = {"unit": entry.unit, "numerator": entry.numerator or "", "broader": entry.broader or ""}
    en = {key: _english(name, table) for key, name in zh.items()}
    zh["denominator"] = entry.denominator or ""
    en["denominator"] = _english(zh["denominator"], table)
    en["unit"] = about.facts(entry.unit, units).label_en or entry.unit
    chosen: Mapping[str, object] = {
        entry.kind: True,
        "unit": entry.unit,
        "parts": entry.numerator,
        "broader": entry.broader,
    }
    said = [table.definitions[key].filled(zh, en) for key, there in chosen.items() if there]
    return "".join(one[0] for one in said), " ".join(one[1] for one in said)


def _english(name: str, table: IndicatorTable) -> str:
    entry = table.index.get(name)
    return entry.label_en if entry else name


def _concept(node: str, scheme: Scheme, zh: str, en: str) -> Iterator[str]:
    """In its code list with its names; what things are called in tables is Chinese."""
    yield link(node, Rdf.TYPE, Skos.CONCEPT)
    yield link(node, Skos.IN_SCHEME, scheme)
    yield chinese(node, Rdf.LABEL, zh)
    yield chinese(node, Skos.PREF_LABEL, zh)
    yield plain(node, Plan.NAME, zh)
    if en:
        yield english(node, Skos.PREF_LABEL, en)
        yield plain(node, Plan.NAME, en)


def _top(node: str, scheme: Scheme) -> Iterator[str]:
    yield link(node, Skos.TOP_CONCEPT_OF, scheme)
    yield link(scheme, Skos.HAS_TOP_CONCEPT, node)


def _defined(node: str, texts: tuple[str, str]) -> Iterator[str]:
    yield chinese(node, Skos.DEFINITION, texts[0])
    yield english(node, Skos.DEFINITION, texts[1])
