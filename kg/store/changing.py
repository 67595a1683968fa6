"""A sorted file of quads changed subject by subject: all that stays is copied as it lies."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from mmap import ACCESS_READ, MADV_DONTNEED, mmap
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from kg.store.merging import Block, triple_of

#: A line, and whether it comes (or else goes).
Change = tuple[bytes, bool]
#: No subject is longer.
_LONGEST = 1 << 12
#: Bytes of what stays that are copied at once.
_PIECE = 1 << 24
#: Subjects looked for before the memory of what was looked at is given back.
_LOOKED = 256


class Touched(NamedTuple):
    """A subject of which something changes: where its lines lie, and what they were and will be."""

    subject: bytes
    start: int
    end: int
    before: Block
    after: Block


class OtherLinesError(Exception):
    """A file does not hold what should go from it: it is not the one that was thought."""


class Lines:
    """A sorted file of quads, found in by subject without being read."""

    def __init__(self, path: Path) -> None:
        """Open it; close it with `with`."""
        with path.open("rb") as file:
            size = path.stat().st_size  # nothing cannot be mapped
            self.data: mmap | bytes = mmap(file.fileno(), 0, access=ACCESS_READ) if size else b""
        self._looked = 0

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, what: BaseException | None, at: TracebackType | None
    ) -> None:
        """Close the file."""
        if isinstance(self.data, mmap):
            self.data.close()

    def of(self, subject: bytes, start: int = 0) -> tuple[int, int]:
        """Where the lines of a subject begin and end, looked for from the start of a line on."""
        self._looked += 1
        if self._looked % _LOOKED == 0:
            self._forget()
        begin = self._first(subject + b" ", start)
        return begin, self._first(subject + b"!", begin)  # the sign after a space

    def all_of(self, subject: bytes) -> Block:
        """The lines of a subject."""
        return self.between(*self.of(subject))

    def woven(self, touched: Iterable[Touched]) -> Iterator[tuple[bytes, bytes]]:
        """The file piece by piece, as it is and as it will be."""
        at = 0
        for one in touched:
            yield from self._same(at, one.start)
            yield b"".join(one.before), b"".join(one.after)
            at = one.end
        yield from self._same(at, len(self.data))

    def between(self, start: int, end: int) -> Block:
        """Whole lines, with their ends."""
        return [line + b"\n" for line in self.data[start:end].split(b"\n")[:-1]]

    def touched(self, changes: Iterable[Change]) -> Iterator[Touched]:
        """All subjects of sorted changes; OtherLinesError where lines that go are not there."""
        at = 0
        for subject, of_subject in groupby(changes, key=lambda one: one[0].split(b" ", 1)[0]):
            start, at = self.of(subject, at)
            before = self.between(start, at)
            come, gone = set[bytes](), set[bytes]()
            for line, comes in of_subject:
                (come if comes else gone).add(line)
            if not gone.issubset(before):
                raise OtherLinesError
            after = sorted(come.union(before) - gone)
            yield Touched(subject, start, at, before, after)

    def _same(self, start: int, end: int) -> Iterator[tuple[bytes, bytes]]:
        """What lies between two places and stays."""
        for at in range(start, end, _PIECE):
            piece = self.data[at : min(at + _PIECE, end)]
            yield piece, piece
            self._forget()

    def _forget(self) -> None:
        """Give memory back: what was read of a mapped file counts as memory of this process."""
        if isinstance(self.data, mmap):
            self.data.madvise(MADV_DONTNEED)

    def _first(self, key: bytes, start: int) -> int:
        """Where the first line that is not before the key begins, at or after `start`.

        Subjects that change lie together more often than not, so steps begin small.
        """
        low, step = start, 1 << 10
        while (high := self._line(low + step)) < len(self.data) and self._starts(high) < key:
            low, step = high, step * 4
        while low < high:
            middle = self.data.rfind(b"\n", low, (low + high) // 2) + 1 or low
            if self._starts(middle) < key:
                low = self._line(middle + 1)
            else:
                high = middle
        return low

    def _line(self, at: int) -> int:
        """The start of the first line at or after a place."""
        if at <= 0:
            return 0
        end = self.data.find(b"\n", at - 1)
        return end + 1 if end >= 0 else len(self.data)

    def _starts(self, at: int) -> bytes:
        """A line from its start on, as much of it as a subject is long."""
        return self.data[at : at + _LONGEST]


def differences(gone: Iterable[bytes], come: Iterable[bytes]) -> Iterator[Change]:
    """The changes in order, of two sorted runs; what stands in both is none."""
    going, coming = iter(gone), iter(come)
    old, new = next(going, None), next(coming, None)
    while old is not None or new is not None:
        if old == new:
            old, new = next(going, None), next(coming, None)
        elif new is None or (old is not None and old < new):
            yield old or b"", False
            old = next(going, None)
        else:
            yield new, True
            new = next(coming, None)


def triples(lines: Iterable[bytes]) -> set[bytes]:
    """The triples of lines of quads, without full stop."""
    return set(map(triple_of, lines))
