"""The document about a thing as RDF, in every format that is offered."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

from pyoxigraph import NamedNode, RdfFormat, parse, serialize

from kg.describe import Description, mentioned
from kg.describe.labels import Labels
from kg.export.jsonld import Documents
from kg.export.names import Short
from kg.export.turtle import paragraph
from kg.terms import Rdf

#: A subject with its predicates and objects, spelt as in N-Triples, all in order.
Block: TypeAlias = tuple[bytes, list[tuple[bytes, bytes]]]


class Format(NamedTuple):
    """A format: its ending and its media type."""

    ending: str
    media_type: str


#: The first is what a client gets that takes anything but pages.
FORMATS = (
    Format("ttl", "text/turtle"),
    Format("jsonld", "application/ld+json"),
    Format("nt", "application/n-triples"),
    Format("rdf", "application/rdf+xml"),
)
_LABEL = f"<{Rdf.LABEL}>".encode()
#: What stands before the colon of a name in Turtle, and much else that does no harm.
_NAMED = re.compile(rb"(?<![A-Za-z0-9_-])([a-z][a-z0-9-]*):")


def by_ending(ending: str) -> Format | None:
    """The format with an ending."""
    return next((one for one in FORMATS if one.ending == ending), None)


def blocks(about: Description, labels: Labels) -> list[Block]:
    """What the graph says of a thing, links to it, and a label for all that is named there."""
    found: dict[bytes, set[tuple[bytes, bytes]]] = {}
    for part in about.parts:
        said = found.setdefault(_term(part.subject), set())
        said.update((_term(predicate), str(value).encode()) for predicate, value in part.pairs)
    thing = _term(about.iri)
    for link in about.incoming:
        pair = (_term(link.predicate), thing)
        for subject in link.subjects:
            found.setdefault(_term(subject), set()).add(pair)
    for iri in mentioned(about.parts, about.incoming):
        written = labels.written(iri)
        if written:
            found.setdefault(_term(iri), set()).update((_LABEL, text) for text in written)
    return [(subject, sorted(found[subject])) for subject in sorted(found)]


def _term(iri: str) -> bytes:
    return f"<{iri}>".encode()


class Writer:
    """Writes documents in any format; the same ones give the same bytes."""

    def __init__(self, prefixes: Mapping[str, str], documents: Documents) -> None:
        """Take the prefixes for Turtle and RDF/XML, and what knows the context of JSON-LD."""
        self._prefixes = prefixes
        self._short = Short(prefixes)
        self._documents = documents

    def write(self, said: list[Block], form: Format) -> bytes:
        """Blocks in a format."""
        if form.ending == "jsonld":
            return self._documents.write(said)
        if form.ending == "ttl":
            return self._turtle(said)
        lines = b"".join(_lines(said))
        return lines if form.ending == "nt" else self._xml(lines)

    def _turtle(self, said: list[Block]) -> bytes:
        body = b"".join(paragraph(subject, pairs, self._short) for subject, pairs in said)
        used = {match[1].decode() for match in _NAMED.finditer(body)}
        prefixes = sorted(used & self._prefixes.keys())
        head = "".join(f"@prefix {name}: <{self._prefixes[name]}> .\n" for name in prefixes)
        return head.encode() + body

    def _xml(self, lines: bytes) -> bytes:
        triples = [quad.triple for quad in parse(lines, format=RdfFormat.N_TRIPLES)]
        spaces = {space: name for name, space in self._prefixes.items()}
        used = {
            iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]
            for iri in (one.predicate.value for one in triples)
        }
        types = (one.object.value for one in triples if isinstance(one.object, NamedNode))
        used |= {iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] for iri in types}
        prefixes = {spaces[space]: space for space in sorted(used & spaces.keys())}
        return serialize(triples, format=RdfFormat.RDF_XML, prefixes=prefixes) or b""


def _lines(said: list[Block]) -> Iterator[bytes]:
    for subject, pairs in said:
        for predicate, value in pairs:
            yield b"%b %b %b .\n" % (subject, predicate, value)
