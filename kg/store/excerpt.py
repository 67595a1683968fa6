"""Some statements of a dump in memory: what asks for all of them is answered from there sooner.

A store on disk fetches each statement by itself, from places all over it; here those that a query
can touch are read once, in order. A kind of statement is its predicate; of `rdf:type` it is the
predicate with the class, "<…#type> <…>".
"""

from collections.abc import Collection, Iterator
from hashlib import sha256
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from kg.store.merging import Block, triple_of
from kg.terms import Rdf

#: Bytes of memory that a statement takes, measured with 3 million of them.
STATEMENT = 440
_TYPE = f"<{Rdf.TYPE}>".encode()
#: Bytes of the dump that are read at once.
_BATCH = 32 << 20


def excerpt(dump: Path, digest: str, kinds: Collection[str]) -> Store | None:
    """The statements of these kinds as a default graph, whatever graph tells them.

    None where the dump has another SHA-256: that of a later build, or it is damaged. OSError,
    SyntaxError and ValueError where it cannot be read at all.
    """
    made, found = Store(), sha256()
    wanted = {kind.encode() for kind in kinds}
    for lines in _read(dump):
        found.update(b"".join(lines))
        batch = b"".join(_chosen(lines, wanted))
        # written by a build, of IRIs that were checked when they were made
        made.bulk_load(batch, format=RdfFormat.N_TRIPLES, lenient=True)
    return made if found.hexdigest() == digest else None


def _read(dump: Path) -> Iterator[Block]:
    with dump.open("rb") as file:
        while lines := file.readlines(_BATCH):
            yield lines


def _chosen(lines: Block, kinds: Collection[bytes]) -> Iterator[bytes]:
    before, any_class = b"", _TYPE in kinds
    for line in lines:
        if (kind := _kind(line)) in kinds or (any_class and kind.startswith(_TYPE)):
            triple = triple_of(line)
            if triple != before:  # what several graphs tell stands together
                before = triple
                yield triple + b" .\n"


def _kind(line: bytes) -> bytes:
    _, predicate, thing, _ = line.split(b" ", 3)
    return predicate + b" " + thing if predicate == _TYPE else predicate
