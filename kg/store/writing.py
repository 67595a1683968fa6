"""Putting reports into a graph folder, so that readers see the old graph or the new one, whole.

All is written beside what stands and named by its content; build.json, replaced last, names what
counts. Whatever it does not name is a leftover, and the next writer removes it.
"""

import errno
import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, Protocol, TextIO

from pyoxigraph import RdfFormat, Store

from kg.errors import StoreError, reason
from kg.iris import document_key
from kg.store import merging, record
from kg.store.merging import Block
from kg.store.record import Entry, Record

QUADS = "quads.nq"
TEXT = "text.txt"
SOURCE = "source.json"
FINDINGS = "findings.json"
FIGURES = "figures.jsonl"
DUMP = "dump.nq"
REPORTS = "reports"
#: Whoever changes the folder holds this file.
LOCK = ".lock"
#: How files begin that a writer left behind unless it still works on them.
TEMPORARY = ".new-"
_INDEX = "search-"
_PENDING = ".pending"
_SHORT = 12


class Describer(Protocol):
    """What makes the catalogue, once it was told of everything else."""

    def count(self, triples: Block) -> object:
        """Take note of triples, without full stop, that come after those before, each once."""

    def lines(self) -> Iterable[str]:
        """The catalogue as sorted lines of N-Quads."""


class _Undescribed:
    """No catalogue."""

    def count(self, triples: Block) -> None:
        """Take no note."""

    def lines(self) -> tuple[str, ...]:
        """Nothing."""
        return ()


class Writer:
    """One change of a graph folder; nothing counts before `commit`."""

    def __init__(self, directory: Path, entries: Iterable[Entry]) -> None:
        """Start from the reports that stand."""
        self._directory = directory
        self._entries = {entry.id: entry for entry in entries}

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The reports as they will stand, by id."""
        return tuple(self._entries[key] for key in sorted(self._entries))

    def put(self, report: str, name: str, digest: str, files: Mapping[str, bytes]) -> None:
        """Add or replace a report: its source's name and digest, its files (QUADS among them)."""
        content = sha256()
        for file in sorted(files):
            content.update(f"{file}\0{len(files[file])}\0".encode())
            content.update(files[file])
        folder = f"{document_key(report)}-{content.hexdigest()[:_SHORT]}"
        target = self._directory / REPORTS / folder
        if not target.is_dir():
            _write_folder(target, files)
        self._entries[report] = Entry(id=report, name=name, sha256=digest, folder=folder)

    def kept(self, entry: Entry, name: str) -> bytes:
        """A file of a report that stands or was put."""
        return (self._directory / REPORTS / entry.folder / name).read_bytes()

    def lines(self) -> Iterator[bytes]:
        """The quads of all reports in order, each once."""
        for block in self._blocks(()):
            yield from block

    def remove(self, report: str) -> None:
        """Take a report out; StoreError where it is not in."""
        if report not in self._entries:
            known = "、".join(sorted(self._entries)) or "none"
            raise StoreError(
                f"no report {report}", where=str(self._directory), hint=f"known: {known}"
            )
        del self._entries[report]

    def commit(
        self,
        shared: Iterable[str],
        *,
        described: Describer | None = None,
        **said: Any,  # noqa: ANN401  # the other fields of the Record
    ) -> Record:
        """Write dump and store of all reports and what they share; the record makes them count.

        `shared` are sorted lines of N-Quads, `described` makes those of the catalogue of all lines.
        `said` are the fields of the Record that the writer does not know by itself.
        """
        dump, union = (self._directory / f"{TEMPORARY}{name}" for name in (DUMP, "union.nt"))
        digest = self._write(shared, described or _Undescribed(), dump, union)
        store = f"store-{digest[:_SHORT]}"
        if not (self._directory / store).is_dir():
            _write_store(dump, union, self._directory / store)
        union.unlink()
        made = Record(reports=self.entries, dump_sha256=digest, store=store, **said)
        # dump and record cannot be replaced at once: a writer that dies between the two leaves a
        # sign, and the next build writes both anew
        sign = self._directory / _PENDING
        sign.touch()
        dump.replace(self._directory / DUMP)
        _replace(self._directory / record.NAME, record.dumps(made).encode())
        sign.unlink()
        _clean(self._directory, made)
        return made

    def _write(self, shared: Iterable[str], described: Describer, dump: Path, union: Path) -> str:
        """Write all quads, and all triples without their graphs; the digest of the quads.

        The catalogue is known when all others were counted: they are written, then woven with it.
        """
        others = dump.with_name(f"{TEMPORARY}others.nq")
        with others.open("wb") as quads, union.open("wb") as triples:
            for block, fresh in merging.triples(self._blocks(shared)):
                quads.writelines(block)
                triples.writelines(_statements(fresh))
                described.count(fresh)
            catalogue = tuple(described.lines())
            for _, fresh in merging.triples(merging.blocks((), catalogue, others)):
                triples.writelines(_statements(fresh))
        digest = _write_dump(dump, merging.blocks((others,), catalogue, others))
        others.unlink()
        return digest

    def _blocks(self, shared: Iterable[str]) -> Iterator[Block]:
        folders = (self._directory / REPORTS / entry.folder for entry in self.entries)
        scratch = self._directory / f"{TEMPORARY}merged"
        return merging.blocks([folder / QUADS for folder in folders], shared, scratch)


def interrupted(directory: Path) -> bool:
    """Whether a writer died when dump and record were not both in place."""
    return (directory / _PENDING).exists()


@contextmanager
def writing(directory: Path) -> Iterator[Writer]:
    """Hold a graph folder for a change; a second writer is refused, leftovers are removed.

    StoreError names the process that holds the folder, or what the disk says. A change that fails
    leaves the graph as it was, and no folder where there was none.
    """
    fresh = not directory.exists()
    with ExitStack() as stack:
        try:
            (directory / REPORTS).mkdir(parents=True, exist_ok=True)
            # opened without being emptied: it says who holds it
            lock = stack.enter_context((directory / LOCK).open("a+"))
        except OSError as error:
            raise _unwritten(error, directory) from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise _held(lock, directory) from None
        standing = _standing(directory)
        _clean(directory, standing)
        try:
            os.ftruncate(lock.fileno(), 0)
            _sign(lock)
            yield Writer(directory, standing.reports if standing else ())
        except OSError as error:
            _undo(directory, fresh=fresh)
            raise _unwritten(error, directory) from error
        except BaseException:
            _undo(directory, fresh=fresh)
            raise
        finally:
            os.ftruncate(lock.fileno(), 0)


def _sign(lock: TextIO) -> None:
    """Say in the lock who holds it."""
    with suppress(OSError):  # a full disk takes no name
        os.pwrite(lock.fileno(), f"{os.getpid()}\n".encode(), 0)


def _held(lock: TextIO, directory: Path) -> StoreError:
    lock.seek(0)
    holder = lock.read(_SHORT).strip()
    who = f", process {holder}" if holder.isdecimal() else ""
    return StoreError(
        f"another build is writing here{who}", where=str(directory), hint="wait until it ends"
    )


def _unwritten(error: OSError, directory: Path) -> StoreError:
    """What the disk says, and how to mend it."""
    full = os.strerror(errno.ENOSPC)
    if error.errno in {errno.ENOSPC, errno.EDQUOT} or full in str(error):  # the store's own words
        hint = "free some space and build again; the graph is as it was"
        return StoreError(f"cannot be written: {full}", where=str(directory), hint=hint)
    where = os.fsdecode(error.filename or directory)
    return StoreError(f"cannot be written: {reason(error)}", where=where)


def _undo(directory: Path, *, fresh: bool) -> None:
    """Take away what a writer that failed has made; where no graph stood, the folder too."""
    with suppress(OSError):  # else it is a leftover, and the next writer removes it
        _clean(directory, _standing(directory))
        if not (directory / record.NAME).exists():
            (directory / REPORTS).rmdir()
            (directory / LOCK).unlink()
            if fresh:
                directory.rmdir()


def _standing(directory: Path) -> Record | None:
    if not (directory / record.NAME).exists():
        return None
    try:
        return record.read(directory)
    except StoreError:
        return None  # made by another version or damaged: all is built anew


def file_lines(path: Path) -> Iterator[str]:
    """The lines of a file of quads, with their ends."""
    with path.open(encoding="utf-8", newline="\n") as file:
        yield from file


def _write_dump(path: Path, found: Iterable[Block]) -> str:
    digest = sha256()
    with path.open("wb") as file:
        for block in found:
            data = b"".join(block)
            digest.update(data)
            file.write(data)
        _flush(file)
    return digest.hexdigest()


def _write_store(dump: Path, union: Path, target: Path) -> None:
    """Load all graphs, and their union once more as the default graph.

    Oxigraph can query the union of named graphs without this, but then a triple that stands in
    five graphs counts five times in every join.
    """
    fresh = target.with_name(f"{TEMPORARY}{target.name}")
    shutil.rmtree(fresh, ignore_errors=True)
    store = Store(str(fresh))
    store.bulk_load(path=str(dump), format=RdfFormat.N_QUADS)
    store.bulk_load(path=str(union), format=RdfFormat.N_TRIPLES)
    store.flush()
    del store
    fresh.replace(target)


def _statements(triples: Block) -> list[bytes]:
    return [triple + b" .\n" for triple in triples]


def _write_folder(target: Path, files: Mapping[str, bytes]) -> None:
    fresh = target.with_name(f"{TEMPORARY}{target.name}")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for name, data in files.items():
        (fresh / name).write_bytes(data)
    fresh.replace(target)


def _replace(path: Path, data: bytes) -> None:
    fresh = path.with_name(f"{TEMPORARY}{path.name}")
    with fresh.open("wb") as file:
        file.write(data)
        _flush(file)
    os.replace(fresh, path)  # noqa: PTH105  # the name says what happens


def _flush(file: BinaryIO) -> None:
    """Onto the disk, so that a name never stands before its bytes do."""
    file.flush()
    os.fsync(file.fileno())


def leftovers(directory: Path, standing: Record | None) -> tuple[Path, ...]:
    """What lies in a graph folder and counts no longer, or not yet while a writer works there."""
    kept = {entry.folder for entry in standing.reports} if standing else set()
    reports = directory / REPORTS
    found = (
        [path for path in reports.iterdir() if path.name not in kept] if reports.is_dir() else []
    )
    found += [
        path
        for path in directory.iterdir()
        if path.name.startswith(TEMPORARY) or _outdated(path.name, standing)
    ]
    return tuple(sorted(found))


def _clean(directory: Path, standing: Record | None) -> None:
    for path in leftovers(directory, standing):
        _discard(path)


def _outdated(name: str, standing: Record | None) -> bool:
    """Whether a file is the store, or an index, of what stands no longer."""
    if name.startswith("store-"):
        return not standing or name != standing.store
    return name.startswith(_INDEX) and not (standing and name.startswith(index_file(standing, "")))


def index_file(standing: Record, made_with: str) -> str:
    """The name of a file in the folder that is derived of its store, and goes with it."""
    return f"{_INDEX}{standing.store.removeprefix('store-')}-{made_with}"


def _discard(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
