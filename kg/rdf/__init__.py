"""From what was read to RDF: canonical N-Quads, a named graph a report.

`quads` maps one Reading, `vocabulary` the ontology with its code lists; both are sorted lines,
each once, without blank nodes. Nothing but the reading, the lexicon and the base goes in.
"""

from collections.abc import Iterable, Iterator

from kg.model import Reading
from kg.rdf import events, evidence, nquads, observations, reports, things
from kg.rdf.agreement import AgreementGraph
from kg.rdf.catalogue import Catalogue, Part, part
from kg.rdf.checks import formula
from kg.rdf.checks import value as written
from kg.rdf.counting import Counting, Links
from kg.rdf.evidence import Passages
from kg.rdf.figures import figures
from kg.rdf.ontology import prefixes, vocabulary
from kg.rdf.questions import Asked, questions
from kg.rdf.releases import Released, catalogue_lines, released
from kg.rdf.retired import registry
from kg.rdf.standards import lines as standard_concepts
from kg.rdf.using import Mapping, Version, labels_of, load
from kg.settings import Settings

__all__ = [
    "AgreementGraph",
    "Asked",
    "Catalogue",
    "Counting",
    "Links",
    "Mapping",
    "Part",
    "Released",
    "Version",
    "catalogue_lines",
    "figures",
    "formula",
    "labels_of",
    "mapping",
    "part",
    "prefixes",
    "quads",
    "questions",
    "registry",
    "released",
    "standard_concepts",
    "statements",
    "triples",
    "vocabulary",
    "written",
]

_ENTITIES = frozenset(kind for kind in things.CLASSES if kind is not None)


def mapping(settings: Settings, versions: Iterable[Version] = ()) -> Mapping:
    """Load what the mapping needs, once a process; `versions` are what the graphs are made with."""
    return load(settings, versions)


def triples(reading: Reading, using: Mapping) -> tuple[str, ...]:
    """All that one report says, as sorted lines of N-Triples without the full stop."""
    # a dict keeps runs that are in order already, which sorting goes through twice as fast
    return tuple(sorted(dict.fromkeys(statements(reading, using))))


def quads(reading: Reading, using: Mapping) -> tuple[str, ...]:
    """The same as lines of N-Quads in the report's own graph."""
    return tuple(nquads.quads(triples(reading, using), using.iris.graph(reading.document.id)))


def statements(reading: Reading, using: Mapping) -> Iterator[str]:
    """The same as they come, some of them more than once."""
    passages = Passages(reading.document, using)
    yield from reports.triples(reading, using)
    yield from _things(reading, using)
    for mention in reading.mentions:
        if mention.type in _ENTITIES:
            node = using.iris.thing(things.thing_of(mention))
            yield from evidence.mention(mention, node, passages)
    yield from _measures(reading, using)
    yield from observations.triples(reading.observations, passages)
    yield from events.triples(reading, passages)


def _measures(reading: Reading, using: Mapping) -> Iterator[str]:
    """Periods and units, each described once."""
    dated = {one.period for one in reading.observations}
    for when in sorted(dated.union(event.period for event in reading.events)):
        yield from things.period(when, using)
    stated = [one.quantity for one in reading.observations]
    stated += [project.investment for project in reading.projects]
    yield from observations.units(filter(None, stated), using)


def _things(reading: Reading, using: Mapping) -> Iterator[str]:
    names = things.aliases(reading, using.iris, using.indicators)
    presenter = reports.issuer(reading)
    found = things.all_things(reading)
    for thing in (*found, presenter) if presenter else found:
        node = using.iris.thing(thing)
        yield from things.thing(thing, sorted(names.get(node, ())), using)
    yield from things.parts(reading, using.iris)
