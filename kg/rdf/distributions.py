"""A file that a data set can be had in: its format, its address, its digest."""

from collections.abc import Iterator
from typing import NamedTuple

from kg.rdf.nquads import english, link, typed
from kg.terms import Dcat, Dct, Rdf, Spdx, Xsd

#: Where media types have their IRIs.
IANA = "http://www.iana.org/assignments/media-types/"
_FILE_TYPE = "http://publications.europa.eu/resource/authority/file-type/"


class Form(NamedTuple):
    """What a file is: its title, its media type, its name in the EU's list of file types."""

    title: str
    media_type: str
    file_type: str


def distribution(of: str, node: str, form: Form, address: str, licence: str) -> Iterator[str]:
    """One distribution of a data set."""
    media_type, file_type = f"{IANA}{form.media_type}", f"{_FILE_TYPE}{form.file_type}"
    yield link(of, Dcat.DISTRIBUTION, node)
    yield link(node, Rdf.TYPE, Dcat.DISTRIBUTION_CLASS)
    yield english(node, Dct.TITLE, form.title)
    yield link(node, Dcat.ACCESS_URL, address)
    yield link(node, Dcat.DOWNLOAD_URL, address)
    yield link(node, Dcat.MEDIA_TYPE, media_type)
    yield link(media_type, Rdf.TYPE, Dct.MEDIA_TYPE)
    yield link(node, Dct.FORMAT, file_type)
    yield link(file_type, Rdf.TYPE, Dct.FORMAT_CLASS)
    yield link(node, Dct.LICENSE, licence)


def checksum(of: str, node: str, sha256: str) -> Iterator[str]:
    """The digest of a distribution's file, as a node of its own."""
    yield link(of, Spdx.CHECKSUM, node)
    yield link(node, Rdf.TYPE, Spdx.CHECKSUM_CLASS)
    yield link(node, Spdx.ALGORITHM, Spdx.SHA256)
    yield typed(node, Spdx.VALUE, sha256, Xsd.HEX_BINARY)
