"""The dump of a graph in other formats: same triples, same bytes each time, little memory.

All is written from the build's sorted dump and never from the store, which rewrites literals.
N-Quads and TriG hold all named graphs; N-Triples, Turtle, RDF/XML and JSON-LD each distinct triple
once. CSV on the Web and Parquet are tables of the statements.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from kg.dumps import sink
from kg.export.jsonld import context_file, jsonld
from kg.export.names import Spelling, spelling
from kg.export.rdfxml import rdfxml
from kg.export.spill import Spill
from kg.export.triples import nquads, ntriples
from kg.export.turtle import trig, turtle

__all__ = ["CONTEXT", "RDF_FORMATS", "Spelling", "export", "pieces", "spelling"]

RDF_FORMATS = ("nq", "trig", "ttl", "nt", "jsonld", "rdfxml")
#: File that stands beside an export in JSON-LD.
CONTEXT = "context.jsonld"
_BATCH = 1 << 16


def export(
    dump: Path, form: str, using: Spelling, out: Path | None, compress: str = "none"
) -> None:
    """Write a dump in one of RDF_FORMATS to a file, which is whole or not there, or to stdout."""
    with sink(out, compress) as file:
        _pour(pieces(dump, form, using), file)
    if form == "jsonld" and out is not None:
        with sink(out.with_name(CONTEXT)) as file:
            file.write(context_file(using).encode())


def pieces(dump: Path, form: str, using: Spelling) -> Iterator[bytes]:
    """The pieces of an export, one after the other."""
    if form == "trig":
        with Spill() as spill:
            yield from trig(dump, using.prefixes, spill)
    elif form == "ttl":
        yield from turtle(dump, using.prefixes)
    elif form == "rdfxml":
        yield from rdfxml(dump, using.prefixes)
    elif form == "jsonld":
        yield from jsonld(dump, using)
    elif form == "nt":
        yield from ntriples(dump)
    else:
        yield from nquads(dump)


def _pour(found: Iterable[bytes], file: BinaryIO) -> None:
    batch, size = list[bytes](), 0
    for piece in found:
        batch.append(piece)
        size += len(piece)
        if size > _BATCH:
            file.write(b"".join(batch))
            batch, size = [], 0
    file.write(b"".join(batch))
