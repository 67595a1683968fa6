"""Some statements of a dump in memory: what asks for all of them is answered from there sooner.

A store on disk fetches each statement by itself, from places all over it; here those that a query
can touch are read once, in order. A kind of statement is its predicate; of `rdf:type` it is the
predicate with the class, "<…#type> <…>".
"""

from collections.abc import Collection, Iterator
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from kg.store.merging import triple_of
from kg.terms import Rdf

#: Bytes of memory that a statement takes, measured with 3 million of them.
STATEMENT = 440
_TYPE = f"<{Rdf.TYPE}>".encode()
#: Bytes of statements that are loaded at once.
_BATCH = 16 << 20


def excerpt(dump: Path, kinds: Collection[str]) -> Store:
    """The statements of these kinds as a default graph, whatever graph tells them."""
    made = Store()
    for batch in _batches(dump, {kind.encode() for kind in kinds}):
        # written by a build, of IRIs that were checked when they were made
        made.bulk_load(batch, format=RdfFormat.N_TRIPLES, lenient=True)
    return made


def _batches(dump: Path, kinds: Collection[bytes]) -> Iterator[bytes]:
    found: list[bytes] = []
    length, before = 0, b""
    with dump.open("rb") as file:
        for line in file:
            if (kind := _kind(line)) in kinds or (_TYPE in kinds and kind.startswith(_TYPE)):
                triple = triple_of(line)
                if triple != before:  # what several graphs tell stands together
                    found.append(triple + b" .\n")
                    length, before = length + len(line), triple
                if length >= _BATCH:
                    yield b"".join(found)
                    found, length = [], 0
    yield b"".join(found)


def _kind(line: bytes) -> bytes:
    _, predicate, thing, _ = line.split(b" ", 3)
    return predicate + b" " + thing if predicate == _TYPE else predicate
