"""From what was read to RDF: canonical N-Quads, a named graph a report.

`quads` maps one Reading, `vocabulary` the ontology with its code lists; both are sorted lines,
each once, without blank nodes. Nothing but the reading, the lexicon and the base goes in.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.iris import Iris
from kg.lexicon import indicators, levels, quantities
from kg.lexicon.indicators import IndicatorTable
from kg.lexicon.levels import Levels
from kg.model import Reading
from kg.rdf import events, evidence, nquads, observations, reports, things
from kg.rdf.evidence import Passages
from kg.rdf.ontology import vocabulary
from kg.settings import Settings
from kg.text.units import BaseUnits

__all__ = ["Mapping", "mapping", "quads", "vocabulary"]

_ENTITIES = frozenset(kind for kind in things.CLASSES if kind is not None)


@dataclass(frozen=True, slots=True)
class Mapping:
    """What the mapping needs beside a reading, of the settings and the lexicon."""

    iris: Iris
    levels: Levels
    indicators: IndicatorTable
    units: BaseUnits


def mapping(settings: Settings) -> Mapping:
    """Load what the mapping needs, once a process."""
    return Mapping(
        iris=Iris(settings.base),
        levels=levels.load(settings.lexicon),
        indicators=indicators.load(settings.lexicon),
        units=BaseUnits(quantities.load(settings.lexicon).units),
    )


def quads(reading: Reading, using: Mapping) -> tuple[str, ...]:
    """All that one report says, as sorted lines of N-Quads in the report's own graph."""
    graph = using.iris.graph(reading.document.id)
    return tuple(nquads.quads(_triples(reading, using), graph))


def _triples(reading: Reading, using: Mapping) -> Iterator[str]:
    passages = Passages(reading.document, using.iris, using.units)
    yield from reports.triples(reading, using.iris)
    yield from _things(reading, using)
    for mention in reading.mentions:
        if mention.type in _ENTITIES:
            node = using.iris.thing(things.thing_of(mention))
            yield from evidence.mention(mention, node, passages)
    yield from observations.triples(reading.observations, passages)
    yield from events.triples(reading, passages)


def _things(reading: Reading, using: Mapping) -> Iterator[str]:
    names = things.aliases(reading, using.iris, using.indicators)
    presenter = reports.issuer(reading)
    found = things.all_things(reading)
    for thing in (*found, presenter) if presenter else found:
        node = using.iris.thing(thing)
        yield from things.thing(thing, sorted(names.get(node, ())), using.iris, using.levels)
