"""The document about a thing as RDF: its triples, in every format that is offered."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from kg.describe import Description, mentioned
from kg.describe.labels import Label, Labels
from kg.export.jsonld import Documents
from kg.terms import Rdf


class Format(NamedTuple):
    """A format: its ending, its media type, what writes it (None: JSON-LD, with a context)."""

    ending: str
    media_type: str
    engine: RdfFormat | None


_XSD = "http://www.w3.org/2001/XMLSchema#"
#: The first is what a client gets that takes anything but pages.
FORMATS = (
    Format("ttl", "text/turtle", RdfFormat.TURTLE),
    Format("jsonld", "application/ld+json", None),
    Format("nt", "application/n-triples", RdfFormat.N_TRIPLES),
    Format("rdf", "application/rdf+xml", RdfFormat.RDF_XML),
)


def by_ending(ending: str) -> Format | None:
    """The format with an ending."""
    return next((one for one in FORMATS if one.ending == ending), None)


def triples(about: Description, labels: Labels) -> list[Triple]:
    """What the graph says of a thing, links to it, and a label for all that is named there."""
    found = {
        Triple(NamedNode(part.subject), NamedNode(predicate), value)
        for part in about.parts
        for predicate, value in part.pairs
    }
    thing = NamedNode(about.iri)
    for link in about.incoming:
        predicate = NamedNode(link.predicate)
        found |= {Triple(NamedNode(subject), predicate, thing) for subject in link.subjects}
    label = NamedNode(Rdf.LABEL)
    for iri in mentioned(about.parts, about.incoming):
        for text in _texts(labels[iri]):
            found.add(Triple(NamedNode(iri), label, text))
    return sorted(found, key=str)


def _texts(label: Label) -> Iterator[Literal]:
    """What a term is called, in the languages in which it really is."""
    for text, language in {(label.zh, label.zh_lang), (label.en, label.en_lang)}:
        if language in {"zh", "en"} and not text.startswith("“"):
            yield Literal(text, language=language)


def write(
    said: Iterable[Triple], form: Format, prefixes: Mapping[str, str], documents: Documents
) -> bytes:
    """Triples in a format; the same ones give the same bytes."""
    if form.engine is None:
        return documents.write(_blocks(said))
    listed = list(said)
    used = {} if form.engine is RdfFormat.N_TRIPLES else _used(listed, prefixes)
    written = serialize(listed, format=form.engine, prefixes=used) or b""
    return _sorted_head(written) if form.engine is RdfFormat.TURTLE else written


def _used(said: Iterable[Triple], prefixes: Mapping[str, str]) -> dict[str, str]:
    """The prefixes that triples need."""
    names = {space: name for name, space in prefixes.items()}
    spaces: set[str] = set()
    for triple in said:
        for term in (triple.subject, triple.predicate, triple.object):
            if isinstance(term, NamedNode):
                iri = term.value
                spaces.add(iri[: max(iri.rfind("#"), iri.rfind("/")) + 1])
            elif isinstance(term, Literal):
                spaces.add(_XSD)
    return {names[space]: space for space in sorted(spaces & names.keys())}


def _sorted_head(turtle: bytes) -> bytes:
    """Turtle with its prefixes in order, whatever order the engine keeps them in."""
    lines = turtle.splitlines(keepends=True)
    count = sum(1 for line in lines if line.startswith(b"@prefix "))
    return b"".join((*sorted(lines[:count]), *lines[count:]))


def _blocks(said: Iterable[Triple]) -> Iterator[tuple[bytes, list[tuple[bytes, bytes]]]]:
    blocks: dict[bytes, list[tuple[bytes, bytes]]] = {}
    for triple in said:
        pair = (str(triple.predicate).encode(), str(triple.object).encode())
        blocks.setdefault(str(triple.subject).encode(), []).append(pair)
    yield from blocks.items()
