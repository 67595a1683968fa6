"""Sorted files of lines as one sorted run, block by block, in the memory of one block a file.

A block is everything up to the first place at which one of the files must be read on. It is sorted
as a whole, which costs a fifth of choosing the next line of all files again and again.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush
from itertools import groupby, islice
from pathlib import Path
from typing import TypeAlias

Block: TypeAlias = list[bytes]

#: Bytes that are read of a file at once.
_READ = 1 << 17
#: Lines that are sorted in memory at once.
_RUN = 1 << 18
#: Files that are read side by side, in 80 MB; more are put together in groups first.
_GROUP = 512


def blocks(files: Sequence[Path], held: Iterable[str], scratch: Path) -> Iterator[Block]:
    """The lines of sorted files, and sorted lines without their ends, in order, each once.

    In each of them a line stands once as well.
    `scratch` is the path, not yet taken, of a file for groups of files; more names begin with it.
    """
    level = 0
    while len(files) > _GROUP:
        groups = [files[at : at + _GROUP] for at in range(0, len(files), _GROUP)]
        named = [scratch.with_name(f"{scratch.name}-{level}-{n}") for n in range(len(groups))]
        for path, group in zip(named, groups, strict=True):
            with path.open("wb") as file:
                for block in _merged(group, ()):
                    file.write(b"".join(block))
        if level:
            _remove(files)
        files, level = named, level + 1
    yield from _merged(files, held)
    if level:
        _remove(files)


def _remove(groups: Iterable[Path]) -> None:
    """They are as large as all files together."""
    for path in groups:
        path.unlink()


def lines(files: Sequence[Path], scratch: Path) -> Iterator[bytes]:
    """The lines of sorted files, with their ends, in order, each once; `scratch` as for blocks."""
    for block in blocks(files, (), scratch):
        yield from block


def written(found: Iterable[str], target: Path, run: int = _RUN) -> None:
    """Lines without their ends, in any order, as a sorted file, each once.

    So many lines of a `run` are sorted in memory; runs lie meanwhile in files whose names begin
    with that of `target`.
    """
    runs: list[Path] = []
    rest = iter(found)
    while part := list(islice(rest, run)):
        path = target.with_name(f"{target.name}-run-{len(runs)}")
        path.write_bytes("".join(f"{line}\n" for line in sorted(set(part))).encode())
        runs.append(path)
    with target.open("wb") as file:
        for block in blocks(runs, (), target.with_name(f"{target.name}-merged")):
            file.writelines(block)
    for path in runs:
        path.unlink()


def triples(found: Iterable[Block]) -> Iterator[tuple[Block, Block]]:
    """Each block of quads, with those of its triples that no earlier quad has, without full stop.

    Equal triples of several graphs stand beside one another.
    """
    last = b""
    for block in found:
        said = [triple for triple, _ in groupby(map(triple_of, block))]
        fresh = said[1:] if said[0] == last else said
        last = said[-1]
        yield block, fresh


def triple_of(line: bytes) -> bytes:
    """The triple of a line of N-Quads, without full stop."""
    return line.rsplit(b" ", 2)[0]


class _Run:
    """A sorted file with the lines that were read of it and not yet given.

    It is open only while it is read: a store that is filled meanwhile has hundreds of files open.
    """

    def __init__(self, path: Path | None, lines: Block) -> None:
        """Lines that are held already, and those of a file."""
        self._path, self._read = path, 0
        self._lines, self._at = lines, 0

    def more(self) -> bool:
        """Whether there is a further line; it is read where need be."""
        if self._at == len(self._lines):
            self._lines, self._at = self._further(), 0
        return bool(self._lines)

    def _further(self) -> Block:
        if self._path is None:
            return []
        with self._path.open("rb") as file:
            file.seek(self._read)
            found = file.readlines(_READ)
            self._read = file.tell()
        return found

    @property
    def first(self) -> bytes:
        """The next line to be given."""
        return self._lines[self._at]

    @property
    def last(self) -> bytes:
        """The last line read."""
        return self._lines[-1]

    def until(self, line: bytes) -> Block:
        """All lines read that are not after this one."""
        start, self._at = self._at, bisect_right(self._lines, line, self._at)
        return self._lines[start : self._at]


class _Waiting:
    """Runs by their next lines and by their last ones: most have nothing for the next block."""

    def __init__(self, runs: Iterable[_Run]) -> None:
        self._by_first: list[tuple[bytes, int, _Run]] = []
        self._by_last: list[tuple[bytes, int, _Run]] = []
        for number, run in enumerate(runs):
            self._read_on(number, run)

    def next(self) -> list[Block]:
        """The lines up to the first place at which a run must be read on; none at the end."""
        if not self._by_last:
            return []
        last = self._by_last[0][0]
        parts, longer = list[Block](), list[tuple[int, _Run]]()
        while self._by_first and self._by_first[0][0] <= last:
            _, number, run = heappop(self._by_first)
            parts.append(run.until(last))
            if run.last > last:
                longer.append((number, run))
        for number, run in longer:
            heappush(self._by_first, (run.first, number, run))
        while self._by_last and self._by_last[0][0] == last:
            _, number, run = heappop(self._by_last)
            self._read_on(number, run)
        return parts

    def _read_on(self, number: int, run: _Run) -> None:
        if run.more():
            heappush(self._by_first, (run.first, number, run))
            heappush(self._by_last, (run.last, number, run))


def _merged(files: Iterable[Path], held: Iterable[str]) -> Iterator[Block]:
    runs = [_Run(None, [f"{line}\n".encode() for line in held])]
    runs += [_Run(path, []) for path in files]
    waiting = _Waiting(runs)
    while parts := waiting.next():
        if len(parts) == 1:  # each line stands once in a file
            yield parts[0]
        else:
            block = [line for part in parts for line in part]
            block.sort()
            yield list(dict.fromkeys(block))
