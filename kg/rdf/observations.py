"""Observations as two data cubes a report: numbers, and words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

from kg.iris import Iris
from kg.model import Bound, Observation, Quantity
from kg.rdf import evidence, labels, slices, standards
from kg.rdf.evidence import Passages
from kg.rdf.nquads import as_stated, chinese, decimal, digits, english, integer, link, plain
from kg.rdf.things import concept, title
from kg.rdf.using import Mapping
from kg.terms import Cube, Plan, PlanClass, Prov, Qb, Rdf, Schema, Scheme
from kg.text.units import BaseUnits

Key: TypeAlias = tuple[str, ...]

_CUBES = {"quantities": Cube.QUANTITIES, "qualities": Cube.QUALITIES}


class Stated(NamedTuple):
    """One statement of one value for one key, wherever and how often the report makes it."""

    node: str
    cube: str
    variant: int
    places: tuple[Observation, ...]
    against: tuple[str, ...] = ()  # earlier values of the same key in the same unit


def triples(found: Iterable[Observation], passages: Passages) -> Iterator[str]:
    """All observations of one report, with their data sets."""
    gathered = stated(found, passages)
    for cube in sorted({one.cube for one in gathered}):
        yield from _data_set(cube, passages)
        yield from slices.triples(cube, [o for o in gathered if o.cube == cube], passages)
    for one in gathered:
        yield from _observation(one, passages)
        yield from evidence.confidences((one.node, place.confidence) for place in one.places)
        for place in one.places:
            yield from evidence.statement(one.node, place.evidence, passages)


def stated(found: Iterable[Observation], passages: Passages) -> tuple[Stated, ...]:
    """Put equal statements together; number the different values of one key by their place."""
    cells: dict[Key, dict[Key, list[Observation]]] = defaultdict(lambda: defaultdict(list))
    for observation in sorted(found, key=lambda o: (o.evidence.span, repr(o))):
        key = _key(observation, passages.iris)
        cells[key][_value(observation, passages.units)].append(observation)
    return tuple(one for key, values in cells.items() for one in _of_key(key, values, passages))


def _of_key(key: Key, values: dict[Key, list[Observation]], passages: Passages) -> Iterator[Stated]:
    """The values of one key, each against the earlier ones that are numbers of its unit."""
    before: dict[str, list[str]] = defaultdict(list)
    for number, (value, places) in enumerate(values.items(), 1):
        node = passages.iris.statement("observation", passages.document.id, *key, *value)
        quantity = places[0].quantity
        unit = passages.units.value(quantity)[1] if quantity else ""
        against = tuple(before[unit]) if quantity else ()
        before[unit].append(node)
        yield Stated(node, key[0], number, tuple(places), against)


def _key(observation: Observation, iris: Iris) -> Key:
    return (
        "qualities" if observation.quantity is None else "quantities",
        iris.area(observation.area),
        iris.indicator(observation.indicator),
        observation.subject or "",
        observation.period.key,
        observation.status.value,
        observation.measure.value,
        observation.basis or "",
    )


def _value(observation: Observation, units: BaseUnits) -> Key:
    quantity = observation.quantity
    if quantity is None:
        return (observation.text or "",)
    amount, unit = units.value(quantity)
    upper = units.upper(quantity)
    return (digits(amount), "" if upper is None else digits(upper), unit, quantity.bound.value)


def _data_set(cube: str, passages: Passages) -> Iterator[str]:
    document = passages.document
    node = passages.iris.data_set(document.id, cube)
    said = passages.using.wording.data_sets[cube].filled(report=title(document))
    yield link(node, Rdf.TYPE, Qb.DATA_SET_CLASS)
    yield link(node, Qb.STRUCTURE, _CUBES[cube])
    yield link(node, Prov.WAS_DERIVED_FROM, passages.iris.report(document.id))
    yield chinese(node, Rdf.LABEL, said.zh)
    yield english(node, Rdf.LABEL, said.en)


def _observation(one: Stated, passages: Passages) -> Iterator[str]:
    node, iris, first = one.node, passages.iris, one.places[0]
    yield link(node, Rdf.TYPE, Qb.OBSERVATION)
    yield link(node, Qb.DATA_SET, iris.data_set(passages.document.id, one.cube))
    yield link(node, Plan.INDICATOR, iris.indicator(first.indicator))
    yield link(node, Qb.REF_AREA, iris.area(first.area))
    yield link(node, Qb.REF_PERIOD, iris.period(first.period))
    yield link(node, Plan.STATUS, Scheme.STATUS.code(first.status.value))
    yield link(node, Plan.MEASURE, Scheme.MEASURE.code(first.measure.value))
    yield integer(node, Plan.VARIANT, one.variant)
    for other in one.against:
        yield link(node, Plan.CONFLICTS_WITH, other)
    if first.written:
        yield plain(node, Plan.INDICATOR_AS_WRITTEN, first.written)
    yield from _coded(node, Plan.SUBJECT, first.subject, passages)
    yield from _coded(node, Plan.BASIS, first.basis, passages)
    yield chinese(node, Rdf.LABEL, labels.observation(first, passages.using))
    if first.text:
        yield chinese(node, Plan.WORDS, first.text)
    if first.quantity is None:
        yield link(node, Rdf.TYPE, PlanClass.QUALITATIVE_OBSERVATION)
        yield from _coded(node, Plan.QUALITY, first.text or "", passages)
    else:
        yield link(node, Rdf.TYPE, PlanClass.NUMERIC_OBSERVATION)
        yield from _number(node, first.quantity, passages)


_BROUGHT = {
    Plan.SUBJECT: (PlanClass.SUBJECT, Scheme.SUBJECT, "total"),
    Plan.BASIS: (PlanClass.BASIS, Scheme.BASIS, "unstated"),
    Plan.QUALITY: (PlanClass.QUALITY, Scheme.QUALITY, ""),
}


def _coded(node: str, dimension: Plan, name: str | None, passages: Passages) -> Iterator[str]:
    kind, scheme, default = _BROUGHT[dimension]
    if not name and default:
        yield link(node, dimension, scheme.code(default))
        return
    code = passages.iris.concept(scheme.name.lower(), name or "")
    yield link(node, dimension, code)
    yield from concept(code, name or "", kind, scheme, passages.using)


def units(found: Iterable[Quantity], using: Mapping) -> Iterator[str]:
    """The units of quantities as concepts: those without magnitude, and those that are stated."""
    names = {name for one in found for name in (using.units.value(one)[1], _stated_unit(one))}
    for name in sorted(filter(None, names)):
        yield from standards.unit_triples(name, using.iris, using.listed)


def _stated_unit(quantity: Quantity) -> str:
    return "".join(quantity.unit.split())


def unit_of(
    node: str, predicate: Plan | Qb, quantity: Quantity, passages: Passages
) -> Iterator[str]:
    """The base unit of a quantity, and the unit that its report states."""
    base = passages.units.value(quantity)[1]
    for at, name in ((predicate, base), (Plan.STATED_UNIT, _stated_unit(quantity))):
        if name:
            yield link(node, at, standards.unit_iri(name, passages.iris, passages.using.listed))
        else:
            yield link(node, at, Scheme.UNIT.code("none"))


def as_written(node: str, quantity: Quantity) -> Iterator[str]:
    """The number and the unit with the digits and the words of the source."""
    yield plain(node, Plan.VALUE_AS_WRITTEN, f"{quantity.amount:f}")
    if quantity.upper is not None:
        yield plain(node, Plan.UPPER_AS_WRITTEN, f"{quantity.upper:f}")
    if quantity.unit:
        yield plain(node, Plan.UNIT_AS_WRITTEN, quantity.unit)


def _number(node: str, quantity: Quantity, passages: Passages) -> Iterator[str]:
    amount, _ = passages.units.value(quantity)
    upper = passages.units.upper(quantity)
    # decimals as written where the number is: 5.50 %, but 550,000,000 yuan for 5.50 亿元
    write = as_stated if amount == quantity.amount else decimal
    yield write(node, Qb.OBS_VALUE, amount)
    yield from unit_of(node, Qb.UNIT_MEASURE, quantity, passages)
    yield link(node, Plan.BOUND, Scheme.BOUND.code(quantity.bound.value))
    yield from as_written(node, quantity)
    if upper is not None:
        yield write(node, Schema.MIN_VALUE, amount)
        yield write(node, Schema.MAX_VALUE, upper)
    elif quantity.bound is Bound.MIN:
        yield write(node, Schema.MIN_VALUE, amount)
    elif quantity.bound is Bound.MAX:
        yield write(node, Schema.MAX_VALUE, amount)
