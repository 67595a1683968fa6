"""Dump and store of a whole graph: made anew of all files, or of those before by what changed.

Both ways end at the same bytes. What the next change goes on from lies in a folder beside them:
the lines that are of no report, those of the catalogue, and what was counted for it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import file_digest, sha256
from os import fsync
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

from kg.store import changing, loading, merging
from kg.store.changing import Lines, OtherLinesError, Touched
from kg.store.loading import Changes, Filling
from kg.store.merging import Block

SHARED, CATALOGUE, COUNTS = "shared.nq", "catalogue.nq", "counts.json"
#: The digest of the shared lines: most of them are copied from change to change.
_DIGEST = "shared.sha256"
#: The most of a dump that may change where it is not made anew: two updates cost as much.
_MOST = 0.5


class SharedChange(NamedTuple):
    """Lines that are of no report, without their ends, which go and come with a change."""

    gone: AbstractSet[str]
    come: AbstractSet[str]


class Describer(Protocol):
    """What makes the catalogue, once it was told of everything else."""

    @property
    def subjects(self) -> AbstractSet[bytes]:
        """All that the catalogue will speak of."""

    def begin(self) -> object:
        """Forget what was noted."""

    def count(self, triples: Block) -> object:
        """Take note of triples, without full stop, that come after those before, each once."""

    def counts(self) -> bytes:
        """What was noted of all triples."""

    def resume(self, counts: bytes) -> bool:
        """Go on from what was noted; false where that cannot be."""

    def change(self, before: AbstractSet[bytes], after: AbstractSet[bytes]) -> object:
        """Take note of all triples of one subject, which were others before."""

    def lines(self, others: Callable[[bytes], AbstractSet[bytes]]) -> Iterable[str]:
        """The catalogue as sorted lines of N-Quads; `others` are the triples of a subject."""


class Undescribed:
    """No catalogue."""

    subjects: AbstractSet[bytes] = frozenset()

    def begin(self) -> None:
        """Nothing was noted."""

    def count(self, triples: Block) -> None:
        """Take no note."""

    def counts(self) -> bytes:
        """Nothing."""
        return b"{}"

    def resume(self, counts: bytes) -> bool:
        """From nothing it can go on."""
        return counts == self.counts()

    def change(self, before: AbstractSet[bytes], after: AbstractSet[bytes]) -> None:
        """Take no note."""

    def lines(self, others: Callable[[bytes], AbstractSet[bytes]]) -> tuple[str, ...]:  # noqa: ARG002
        """Nothing."""
        return ()


@dataclass(frozen=True, slots=True)
class Standing:
    """A graph as it was written last: dump with its digest, store, and the folder beside them."""

    dump: Path
    sha256: str
    store: Path
    kept: Path

    @property
    def usable(self) -> bool:
        """Whether all is there that a change goes on from."""
        files = (self.dump, *(self.kept / name for name in (SHARED, _DIGEST, CATALOGUE, COUNTS)))
        there = self.store.is_dir() and all(file.is_file() for file in files)
        return there and (self.kept / _DIGEST).read_text() == _digest(self.kept / SHARED)


@dataclass(frozen=True, slots=True)
class Fresh:
    """Where all is written before it counts; `scratch` is how names of further files begin."""

    dump: Path
    store: Path
    kept: Path
    scratch: Path

    def beside(self, name: str) -> Path:
        """A further file for a while."""
        return self.scratch.with_name(f"{self.scratch.name}{name}")


def anew(quads: Sequence[Path], fresh: Fresh, described: Describer, filling: Filling | None) -> str:
    """Write all from the files of reports and the `share`d lines; the digest of the dump.

    `filling` is a store that has those files already. The catalogue is known when all others were
    counted: they are written, then woven with it.
    """
    if filling is None:
        filling = Filling(fresh.store)
        for path in quads:
            filling.add(path)
    filling.hasten()
    described.begin()  # a change that came to nothing may have been noted
    shared, catalogue = fresh.kept / SHARED, fresh.kept / CATALOGUE
    filling.add(shared)
    others = fresh.beside("others.nq")
    with others.open("wb") as file:
        every = merging.blocks((*quads, shared), (), fresh.beside("merged"))
        for block, triples in merging.triples(every):
            file.write(b"".join(block))
            described.count(triples)
    digest = sha256()
    with Lines(others) as lines:
        found = described.lines(lambda subject: changing.triples(lines.all_of(subject)))
        _keep(fresh, described, found)
        filling.add(catalogue)
        touched = lines.touched(_changes(fresh, (), (catalogue,)))
        with fresh.dump.open("wb") as file:
            for _, data in lines.woven(touched):
                digest.update(data)
                file.write(data)
            flush(file)
    others.unlink()
    filling.end()
    return digest.hexdigest()


def share(lines: Iterable[str], fresh: Fresh) -> None:
    """Write the lines that are of no report, given in any order."""
    merging.written(lines, fresh.kept / SHARED)
    _sign(fresh)


def little(standing: Standing, gone: Iterable[Path], come: Iterable[Path]) -> bool:
    """Whether so little changes that it is less work than to make all anew."""
    changed = sum(path.stat().st_size for path in (*gone, *come))
    return standing.usable and changed <= _MOST * standing.dump.stat().st_size


def reshare(standing: Standing, fresh: Fresh, change: SharedChange) -> tuple[Path, Path]:
    """Write the lines that are of no report from those before; files of what goes and comes.

    OtherLinesError where what goes was not there.
    """
    gone, come = (fresh.beside(name) for name in ("shared-gone.nq", "shared-come.nq"))
    for path, lines in ((gone, change.gone), (come, change.come)):
        merging.written(lines, path)
    with Lines(standing.kept / SHARED) as old, (fresh.kept / SHARED).open("wb") as file:
        touched = old.touched(_changes(fresh, (gone,), (come,)))
        file.writelines(after for _, after in old.woven(touched))
    _sign(fresh)
    return gone, come


def again(
    standing: Standing,
    gone: Sequence[Path],
    come: Sequence[Path],
    fresh: Fresh,
    described: Describer,
) -> str:
    """Write all from what stands, with files of quads gone and come; the digest of the dump.

    OtherLinesError where what stands is not what was written.
    """
    if not described.resume((standing.kept / COUNTS).read_bytes()):
        raise OtherLinesError
    own = _graph_of(standing.kept / CATALOGUE)
    with Lines(standing.dump) as lines:
        told = dict[bytes, set[bytes]]()
        asked = described.subjects
        for one in lines.touched(_changes(fresh, gone, come)):
            before, after = (_others(block, own) for block in (one.before, one.after))
            described.change(before, after)
            if one.subject in asked:
                told[one.subject] = after

        def others(subject: bytes) -> set[bytes]:
            there = told.get(subject)
            return _others(lines.all_of(subject), own) if there is None else there

        _keep(fresh, described, described.lines(others))
        out, into = (*gone, standing.kept / CATALOGUE), (*come, fresh.kept / CATALOGUE)
        touched = lines.touched(_changes(fresh, out, into))
        digest, changes = _rewritten(lines, standing.sha256, touched, fresh)
    loading.changed(standing.store, fresh.store, changes)
    for path in changes:
        path.unlink()
    return digest


def _sign(fresh: Fresh) -> None:
    (fresh.kept / _DIGEST).write_text(_digest(fresh.kept / SHARED))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _changes(fresh: Fresh, gone: Sequence[Path], come: Sequence[Path]) -> Iterator[changing.Change]:
    out = merging.lines(gone, fresh.beside("gone-merged"))
    into = merging.lines(come, fresh.beside("come-merged"))
    return changing.differences(out, into)


def _keep(fresh: Fresh, described: Describer, catalogue: Iterable[str]) -> None:
    text = "".join(f"{line}\n" for line in catalogue)
    (fresh.kept / CATALOGUE).write_text(text, encoding="utf-8", newline="\n")
    (fresh.kept / COUNTS).write_bytes(described.counts())


def _graph_of(catalogue: Path) -> bytes:
    """How lines of the catalogue end, and no others."""
    with catalogue.open("rb") as file:
        line = file.readline()
    return line.removeprefix(merging.triple_of(line)) if line else b"\0"


def _others(lines: Iterable[bytes], own: bytes) -> set[bytes]:
    return changing.triples(line for line in lines if not line.endswith(own))


def _rewritten(
    old: Lines, expected: str, touched: Iterable[Touched], fresh: Fresh
) -> tuple[str, Changes[Path]]:
    """Write the dump, and what changes in the store; OtherLinesError where the old is another."""
    changes = Changes(*(fresh.beside(name) for name in ("come.nq", "gone.nq", "gone.nt")))
    was, now = sha256(), sha256()
    with fresh.dump.open("wb") as dump, ExitStack() as files:
        into: Changes[BinaryIO] = Changes(
            *(files.enter_context(path.open("wb")) for path in changes)
        )
        for before, after in old.woven(_noted(touched, into)):
            was.update(before)
            now.update(after)
            dump.write(after)
        flush(dump)
    if was.hexdigest() != expected:
        raise OtherLinesError
    return now.hexdigest(), changes


def _noted(touched: Iterable[Touched], into: Changes[BinaryIO]) -> Iterator[Touched]:
    """The same, with what the store has to take in and out written on the way."""
    for one in touched:
        before, after = (changing.triples(lines) for lines in (one.before, one.after))
        into.come.writelines(sorted(set(one.after).difference(one.before)))
        into.come.writelines(triple + b" .\n" for triple in sorted(after - before))
        into.gone.writelines(sorted(set(one.before).difference(one.after)))
        into.gone_triples.writelines(triple + b" .\n" for triple in sorted(before - after))
        yield one


def flush(file: BinaryIO) -> None:
    """Onto the disk, so that a name never stands before its bytes do."""
    file.flush()
    fsync(file.fileno())
