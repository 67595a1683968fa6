"""The page: a template filled with the vocabulary, self-contained."""

from collections.abc import Iterator
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kg.docs import diagram
from kg.docs.reading import Both, CodeList, Vocabulary, code_anchor
from kg.lexicon import units as about
from kg.lexicon.indicators import Direction, Indicator
from kg.rdf import standards
from kg.terms import Scheme


class UnitRow(NamedTuple):
    """A unit as the page shows it."""

    anchor: str
    name: Both
    kind: Both
    base: str
    base_anchor: str
    factor: str
    qudt: str
    currency: str
    ucum: str


class IndicatorRow(NamedTuple):
    """An indicator as the page shows it."""

    anchor: str
    name: Both
    kind: Both
    category: Both
    unit: str
    unit_anchor: str
    direction: Both
    parts: tuple[str, ...]
    broader: str
    match: str


def render(vocabulary: Vocabulary) -> str:
    """The whole page."""
    environment = Environment(
        loader=PackageLoader("kg.docs", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.j2").render(
        vocabulary=vocabulary,
        diagram=Markup(diagram.svg(vocabulary)),  # noqa: S704  # made by this package, escaped there
        units=tuple(_units(vocabulary)),
        indicators=tuple(_indicators(vocabulary)),
        list_anchor=lambda one: code_anchor(one.iri),
    )


def _labels(lists: tuple[CodeList, ...], scheme: Scheme) -> dict[str, Both]:
    found = next(one for one in lists if one.iri == scheme)
    return {code.notation: code.label for code in found.codes}


def _anchor(iri: str) -> str:
    """What an IRI of a thing is called on the page."""
    return "-".join(iri.rsplit("/", 2)[1:])


def _units(vocabulary: Vocabulary) -> Iterator[UnitRow]:
    units, iris = vocabulary.units, vocabulary.iris
    kinds = _labels(vocabulary.lists, Scheme.UNIT_KIND)
    order = {kind: at for at, kind in enumerate(kinds)}
    usual = {each.unit for each in vocabulary.indicators.indicators if each.unit}
    names = (set(units.details) - set(units.stated.parts)) | usual
    names |= {base for name in names if (base := about.facts(name, units).base)}
    facts = {found.name: found for found in (about.facts(name, units) for name in names)}
    for found in sorted(facts.values(), key=lambda one: (order[one.kind], one.base, one.name)):
        base = standards.unit_iri(found.base, iris, units) if found.base else ""
        detail = found.detail
        yield UnitRow(
            anchor=_anchor(standards.unit_iri(found.name, iris, units)),
            name=Both(found.name, found.label_en),
            kind=kinds[found.kind],
            base=found.base,
            base_anchor=_anchor(base) if base else "",
            factor=str(found.factor) if found.base else "",
            qudt=detail.qudt if detail else "",
            currency=detail.currency if detail else "",
            ucum=detail.ucum if detail else "",
        )


def _indicators(vocabulary: Vocabulary) -> Iterator[IndicatorRow]:
    kinds = _labels(vocabulary.lists, Scheme.INDICATOR_KIND)
    directions = _labels(vocabulary.lists, Scheme.DIRECTION)
    for each in vocabulary.indicators.indicators:
        yield IndicatorRow(
            anchor=_anchor(vocabulary.iris.indicator(each.name)),
            name=Both(each.name, each.label_en),
            kind=kinds[each.kind.value],
            category=Both(each.category, vocabulary.indicators.categories[each.category].label_en),
            unit=each.unit,
            unit_anchor=_unit_anchor(each, vocabulary),
            direction=Both("", "")
            if each.direction is Direction.NONE
            else directions[each.direction.value],
            parts=tuple(filter(None, (each.numerator, each.denominator))),
            broader=each.broader or "",
            match=each.close_match,
        )


def _unit_anchor(each: Indicator, vocabulary: Vocabulary) -> str:
    return _anchor(standards.unit_iri(each.unit, vocabulary.iris, vocabulary.units))
