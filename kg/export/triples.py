"""N-Quads as they stand in a dump, and N-Triples without the graphs, each triple once."""

from collections.abc import Iterator
from pathlib import Path

from kg.dumps import opened, unions
from kg.errors import DumpError

_PIECE = 1 << 18


def nquads(dump: Path) -> Iterator[bytes]:
    """The bytes of a dump; DumpError where its end is cut off."""
    piece = b".\n"
    with opened(dump) as file:
        while following := file.read(_PIECE):
            piece = following
            yield piece
    if not piece.endswith(b".\n"):
        raise DumpError("the last line is cut off", where=str(dump), hint="build again")


def ntriples(dump: Path) -> Iterator[bytes]:
    """Lines of N-Triples, sorted as those of the dump."""
    for subject, pairs in unions(dump):
        for predicate, value in pairs:
            yield b"%b %b %b .\n" % (subject, predicate, value)
