"""Files of a release as distributions of the catalogue: media type, size, digest."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.iris import Iris, digest
from kg.publication import Publication
from kg.rdf import nquads
from kg.rdf.catalogue import GRAPH
from kg.rdf.nquads import english, link, typed
from kg.terms import Dcat, Dct, Rdf, Spdx, Xsd

_IANA = "http://www.iana.org/assignments/media-types/"
_FILE_TYPE = "http://publications.europa.eu/resource/authority/file-type/"


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
    checksum, address = f"{node}-checksum", f"{about.access.landing_page}{file.name}"
    media_type, file_type = f"{_IANA}{file.media_type}", f"{_FILE_TYPE}{file.file_type}"
    yield link(whole, Dcat.DISTRIBUTION, node)
    yield link(node, Rdf.TYPE, Dcat.DISTRIBUTION_CLASS)
    yield english(node, Dct.TITLE, file.title)
    yield link(node, Dcat.ACCESS_URL, address)
    yield link(node, Dcat.DOWNLOAD_URL, address)
    yield link(node, Dcat.MEDIA_TYPE, media_type)
    yield link(media_type, Rdf.TYPE, Dct.MEDIA_TYPE)
    yield link(node, Dct.FORMAT, file_type)
    yield link(file_type, Rdf.TYPE, Dct.FORMAT_CLASS)
    if file.name.endswith(".gz"):
        packed = f"{_IANA}application/gzip"
        yield link(node, Dcat.COMPRESS_FORMAT, packed)
        yield link(packed, Rdf.TYPE, Dct.MEDIA_TYPE)
    yield link(node, Dct.LICENSE, about.licence.iri)
    yield typed(node, Dcat.BYTE_SIZE, str(file.size), Xsd.NON_NEGATIVE)
    yield link(node, Spdx.CHECKSUM, checksum)
    yield link(checksum, Rdf.TYPE, Spdx.CHECKSUM_CLASS)
    yield link(checksum, Spdx.ALGORITHM, Spdx.SHA256)
    yield typed(checksum, Spdx.VALUE, file.sha256, Xsd.HEX_BINARY)
