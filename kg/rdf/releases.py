"""Files of a release as distributions of the catalogue: media type, size, digest."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.iris import Iris, digest
from kg.publication import Publication
from kg.rdf import nquads
from kg.rdf.catalogue import GRAPH
from kg.rdf.distributions import IANA, Form, checksum, distribution
from kg.rdf.nquads import link, typed
from kg.terms import Dcat, Dct, Rdf, Xsd


class Released(NamedTuple):
    """One file: name in the release, media type, EU file type, title, bytes, SHA-256."""

    name: str
    media_type: str
    file_type: str
    title: str
    size: int
    sha256: str


def catalogue_lines(lines: Iterable[str], base: str) -> Iterator[str]:
    """The lines of the catalogue's graph among all lines of a dump."""
    ending = f" <{Iris(base).graph(GRAPH)}> .\n"
    return (line for line in lines if line.endswith(ending))


def released(files: Iterable[Released], about: Publication, base: str) -> tuple[str, ...]:
    """The files as distributions of the data set of everything; lines with their ends."""
    iris = Iris(base)
    triples = (triple for file in files for triple in _distribution(file, about, iris))
    return tuple(f"{line}\n" for line in nquads.quads(triples, iris.graph(GRAPH)))


def _distribution(file: Released, about: Publication, iris: Iris) -> Iterator[str]:
    whole = iris.data_set_of("all")
    node = f"{whole}#{digest(file.name, length=10)}"
    address = f"{about.access.landing_page}{file.name}"
    form = Form(file.title, file.media_type, file.file_type)
    yield from distribution(whole, node, form, address, about.licence.iri)
    yield from checksum(node, f"{node}-checksum", file.sha256)
    if file.name.endswith(".gz"):
        packed = f"{IANA}application/gzip"
        yield link(node, Dcat.COMPRESS_FORMAT, packed)
        yield link(packed, Rdf.TYPE, Dct.MEDIA_TYPE)
    yield typed(node, Dcat.BYTE_SIZE, str(file.size), Xsd.NON_NEGATIVE)
