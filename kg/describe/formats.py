"""The document about a thing as RDF, in every format that is offered."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from pyoxigraph import NamedNode, RdfFormat, parse, serialize

from kg.describe import Description, mentioned
from kg.describe.labels import Block, Labels
from kg.describe.parts import term
from kg.export.jsonld import Documents
from kg.export.names import Short
from kg.export.turtle import paragraph

Pair: TypeAlias = tuple[bytes, bytes]
#: Names of a format's head, prefixes or keys, that stand in what was written.
_Names: TypeAlias = Callable[[bytes], AbstractSet[bytes]]
_KEPT = 20_000


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
#: What stands before the colon of a name in Turtle, and much else that does no harm.
_NAMED = re.compile(rb"(?<![A-Za-z0-9_-])([a-z][a-z0-9-]*):")


def by_ending(ending: str) -> Format | None:
    """The format with an ending."""
    return next((one for one in FORMATS if one.ending == ending), None)


def blocks(about: Description, labels: Labels) -> list[Block]:
    """What the graph says of a thing, links to it, and a label for all that is named there."""
    found: dict[str, set[Pair]] = {}
    for part in about.parts:
        found.setdefault(part.subject, set()).update(part.written)
    for link in about.incoming:
        pair = (term(link.predicate), term(about.iri))
        for subject in link.subjects:
            found.setdefault(subject, set()).add(pair)
    made = []
    for iri in mentioned(about.parts, about.incoming):
        named = labels.block(iri)
        if iri in found:
            found[iri].update(named.pairs)
        elif named.pairs:
            made.append(named)
    made += [Block(term(iri), sorted(pairs)) for iri, pairs in found.items() if pairs]
    return sorted(made, key=attrgetter("subject"))


class _Writing:
    """How one format writes blocks, and which names of the format's head stand in them."""

    def __init__(self, write: Callable[[bytes, Iterable[Pair]], bytes], names: _Names) -> None:
        self._write, self._names = write, names
        self._kept: dict[bytes, tuple[bytes, AbstractSet[bytes]]] = {}

    def all(self, said: Iterable[Block]) -> tuple[list[bytes], set[bytes]]:
        """The blocks as they are written, and the names in all of them."""
        made = [self._one(block) for block in said]
        return [written for written, _ in made], set[bytes]().union(*(names for _, names in made))

    def _one(self, block: Block) -> tuple[bytes, AbstractSet[bytes]]:
        found = self._kept.get(block.subject) if block.common else None
        if found is None:
            written = self._write(block.subject, block.pairs)
            found = written, self._names(written)
            if block.common:
                if len(self._kept) >= _KEPT:
                    self._kept.clear()
                self._kept[block.subject] = found
        return found


class Writer:
    """Writes the documents of one store in any format; the same ones give the same bytes."""

    def __init__(self, prefixes: Mapping[str, str], documents: Documents) -> None:
        """Take the prefixes for Turtle and RDF/XML, and what knows the context of JSON-LD."""
        self._prefixes = prefixes
        self._documents = documents
        short = Short(prefixes)
        known = {name.encode() for name in prefixes}
        self._turtle = _Writing(
            lambda subject, pairs: paragraph(subject, pairs, short),
            lambda written: known & set(_NAMED.findall(written)),
        )
        self._jsonld = _Writing(documents.node, documents.names)

    def write(self, said: Iterable[Block], form: Format) -> bytes:
        """Blocks in a format."""
        if form.ending == "jsonld":
            return self._documents.whole(*self._jsonld.all(said))
        if form.ending == "ttl":
            written, names = self._turtle.all(said)
            return b"".join((*self._head(names), *written))
        lines = b"".join(_lines(said))
        return lines if form.ending == "nt" else self._xml(lines)

    def _head(self, names: Iterable[bytes]) -> Iterator[bytes]:
        for name in sorted(one.decode() for one in names):
            yield f"@prefix {name}: <{self._prefixes[name]}> .\n".encode()

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


def _lines(said: Iterable[Block]) -> Iterator[bytes]:
    for block in said:
        for predicate, value in block.pairs:
            yield b"%b %b %b .\n" % (block.subject, predicate, value)
