"""The dump of a graph in other formats: same triples, same bytes each time, little memory.

All is written from the build's sorted dump and never from the store, which rewrites literals.
N-Quads and TriG hold all named graphs; N-Triples, Turtle, RDF/XML and JSON-LD each distinct triple
once. CSV on the Web and Parquet are tables of the statements.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from kg.dumps import folder, sink
from kg.export.csvw import METADATA, write_csv
from kg.export.jsonld import context_file, jsonld
from kg.export.layout import layout
from kg.export.names import Spelling, spelling
from kg.export.parquet import library, write_parquet
from kg.export.rdfxml import rdfxml
from kg.export.rows import rows
from kg.export.spill import Spill
from kg.export.triples import nquads, ntriples
from kg.export.turtle import trig, turtle

__all__ = [
    "CONTEXT",
    "METADATA",
    "RDF_FORMATS",
    "TABLE_FORMATS",
    "Spelling",
    "export",
    "pieces",
    "spelling",
    "tables",
]

RDF_FORMATS = ("nq", "trig", "ttl", "nt", "jsonld", "rdfxml")
TABLE_FORMATS = ("csvw", "parquet")
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


def tables(dump: Path, form: str, using: Spelling, out: Path) -> None:
    """Write a dump as tables in one of TABLE_FORMATS into a folder, which is whole or not there.

    Rows are read from the dump and not asked of the store: numbers keep the digits written.
    """
    if form == "parquet":
        library()  # refuses before anything is written
    found = layout(using.ontology, using)
    write, ending = (write_csv, "csv") if form == "csvw" else (write_parquet, "parquet")
    names = frozenset({METADATA, *(f"{one.name}.{ending}" for one in found)})
    with folder(out, names) as fresh:
        write(rows(dump, found), found, fresh)


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
