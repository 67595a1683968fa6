"""VoID: how many triples, classes, properties and links a graph has."""

from collections.abc import Iterator

from kg.iris import Iris, digest
from kg.publication import Publication
from kg.rdf.counting import Counts
from kg.rdf.nquads import chinese, english, integer, link, plain
from kg.terms import Dct, Foaf, Rdf, Void

_FORMATS = "http://www.w3.org/ns/formats/N-Quads"


def triples(counts: Counts, example: str, about: Publication, iris: Iris) -> Iterator[str]:
    """The description of everything, a partition each class and property, a linkset each target."""
    node = iris.data_set_of("all")
    page = iris.void()
    yield link(page, Rdf.TYPE, Void.DESCRIPTION)
    yield link(page, Foaf.PRIMARY_TOPIC, node)
    yield chinese(page, Dct.TITLE, about.graph.title.zh)
    yield english(page, Dct.TITLE, about.graph.title.en)
    yield link(node, Rdf.TYPE, Void.DATASET)
    yield integer(node, Void.TRIPLES, counts.triples)
    yield integer(node, Void.DISTINCT_SUBJECTS, counts.subjects)
    yield integer(node, Void.CLASSES, len(counts.classes))
    yield integer(node, Void.PROPERTIES, len(counts.properties))
    yield plain(node, Void.URI_SPACE, f"{iris.base}id/")
    yield link(node, Void.FEATURE, _FORMATS)
    if about.access.dump:
        yield link(node, Void.DATA_DUMP, about.access.dump)
    if about.access.endpoint:
        yield link(node, Void.SPARQL_ENDPOINT, about.access.endpoint)
    if example:
        yield link(node, Void.EXAMPLE_RESOURCE, example)
    for namespace in sorted({_namespace(iri) for iri in (*counts.classes, *counts.properties)}):
        yield link(node, Void.VOCABULARY, namespace)
    yield from _partitions(node, counts, iris)
    yield from _linksets(node, counts, about, iris)


def _partitions(node: str, counts: Counts, iris: Iris) -> Iterator[str]:
    for name, number in counts.classes.items():
        part = iris.partition("class", digest(name, length=10))
        yield link(node, Void.CLASS_PARTITION, part)
        yield link(part, Void.CLASS, name)
        yield integer(part, Void.ENTITIES, number)
    for name, number in counts.properties.items():
        part = iris.partition("property", digest(name, length=10))
        yield link(node, Void.PROPERTY_PARTITION, part)
        yield link(part, Void.PROPERTY, name)
        yield integer(part, Void.TRIPLES, number)


def _linksets(node: str, counts: Counts, about: Publication, iris: Iris) -> Iterator[str]:
    for links in about.links:
        number = counts.links.get(links.key, 0)
        if not number:
            continue
        part, target = iris.partition("links", links.key), iris.partition("target", links.key)
        yield link(node, Void.SUBSET, part)
        yield link(part, Rdf.TYPE, Void.LINKSET)
        yield chinese(part, Dct.TITLE, links.title.zh)
        yield english(part, Dct.TITLE, links.title.en)
        yield link(part, Void.LINK_PREDICATE, links.predicate)
        yield link(part, Void.SUBJECTS_TARGET, node)
        yield link(part, Void.OBJECTS_TARGET, target)
        yield plain(target, Void.URI_SPACE, links.space)
        yield integer(part, Void.TRIPLES, number)


def _namespace(iri: str) -> str:
    """What all terms of a vocabulary begin with: up to the last # or /."""
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]
