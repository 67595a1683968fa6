"""Two sorted dumps, read side by side."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from kg.dumps import quads
from kg.errors import DumpError

Quad: TypeAlias = tuple[bytes, bytes, bytes, bytes]
REMOVED, ADDED = b"D", b"A"


def changes(old: Path, new: Path) -> Iterator[tuple[bytes, Quad]]:
    """What the new dump lacks (REMOVED) and what it has anew (ADDED), in the order of the lines."""
    before, after = _ordered(old), _ordered(new)
    left, right = next(before, None), next(after, None)
    while left is not None and right is not None:
        if left == right:
            left, right = next(before, None), next(after, None)
        elif left < right:
            yield REMOVED, left
            left = next(before, None)
        else:
            yield ADDED, right
            right = next(after, None)
    while left is not None:
        yield REMOVED, left
        left = next(before, None)
    while right is not None:
        yield ADDED, right
        right = next(after, None)


def patch(old: Path, new: Path, ids: tuple[str, str]) -> Iterator[bytes]:
    """An RDF patch (https://afs.github.io/rdf-patch/); `ids` are digests of old and new."""
    yield f"H id <urn:sha256:{ids[1]}> .\nH prev <urn:sha256:{ids[0]}> .\nTX .\n".encode()
    for sign, (subject, predicate, value, graph) in changes(old, new):
        end = b" " + graph if graph else b""
        yield b"%b %b %b %b%b .\n" % (sign, subject, predicate, value, end)
    yield b"TC .\n"


def _ordered(path: Path) -> Iterator[Quad]:
    last: Quad = (b"", b"", b"", b"")
    for number, quad in enumerate(quads(path), 1):
        if quad <= last:
            said = "stands twice" if quad == last else "is out of order"
            raise DumpError(f"this line {said}", where=f"{path}:{number}", hint="LC_ALL=C sort -u")
        last = quad
        yield quad
