"""Putting reports into a graph folder, so that readers see the old graph or the new one, whole.

All is written beside what stands and named by its content; build.json, replaced last, names what
counts. Whatever it does not name is a leftover, and the next writer removes it.
"""

import errno
import fcntl
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, TextIO

from kg.errors import StoreError, reason
from kg.iris import document_key
from kg.store import merging, record, whole
from kg.store.changing import OtherLinesError
from kg.store.loading import Filling
from kg.store.record import Entry, Record
from kg.store.whole import Describer, Fresh, SharedChange, Standing

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
_STORE, _KEPT = "store", "kept"
_SHORT = 12


class Writer:
    """One change of a graph folder; nothing counts before `commit`."""

    def __init__(self, directory: Path, standing: Record | None) -> None:
        """Start from the reports that stand."""
        self._directory = directory
        #: The record of what stands.
        self.standing = standing
        entries = standing.reports if standing else ()
        self._entries = {entry.id: entry for entry in entries}
        self._were = {entry.folder for entry in entries}
        # a new graph's store is filled while its reports are read
        self._filling = None if standing else Filling(self._fresh().store)
        self._filled: set[str] = set()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The reports as they will stand, by id."""
        return tuple(self._entries[key] for key in sorted(self._entries))

    def put(self, report: str, name: str, digest: str, files: Mapping[str, bytes]) -> None:
        """Add or replace a report: its source's name and digest, its files (QUADS among them)."""
        folder = folder_of(report, files)
        target = self._directory / REPORTS / folder
        if not target.is_dir():
            _write_folder(target, files)
        self._entries[report] = Entry(id=report, name=name, sha256=digest, folder=folder)
        if self._filling:
            self._filling.add(target / QUADS)
            self._filled.add(folder)

    def kept(self, entry: Entry, name: str) -> bytes:
        """A file of a report that stands or was put."""
        return (self._directory / REPORTS / entry.folder / name).read_bytes()

    def lines(self) -> Iterator[bytes]:
        """The quads of all reports in order, each once."""
        return self.merged(QUADS)

    def merged(self, name: str) -> Iterator[bytes]:
        """The lines of a sorted file of all reports in order, each once."""
        _, files = self.sides(name)
        return merging.lines(files, self._directory / f"{TEMPORARY}merged")

    def sides(self, name: str) -> tuple[list[Path], list[Path]]:
        """The files of one name of all reports that stood, and of all that will."""
        now = {entry.folder for entry in self._entries.values()}
        was, will = (self._files(folders, name) for folders in (self._were, now))
        return was, will

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
        changed: Callable[[], SharedChange] | None = None,
        described: Describer | None = None,
        **said: Any,  # noqa: ANN401  # the other fields of the Record
    ) -> Record:
        """Write dump and store of all reports and what they share; the record makes them count.

        `shared` are lines of N-Quads in any order, which are not looked at where `changed` tells
        how they differ from those before and little changes. `described` makes the lines of the
        catalogue of all lines. `said` are the fields of the Record that the writer does not know.
        """
        fresh = self._fresh()
        fresh.kept.mkdir()
        digest = self._write(fresh, shared, changed, described or whole.Undescribed())
        store, kept = (f"{name}-{digest[:_SHORT]}" for name in (_STORE, _KEPT))
        _settle(fresh.store, self._directory / store)
        _settle(fresh.kept, self._directory / kept)
        made = Record(reports=self.entries, dump_sha256=digest, store=store, **said)
        # dump and record cannot be replaced at once: a writer that dies between the two leaves a
        # sign, and the next build writes both anew
        sign = self._directory / _PENDING
        sign.touch()
        fresh.dump.replace(self._directory / DUMP)
        _replace(self._directory / record.NAME, record.dumps(made).encode())
        sign.unlink()
        _clean(self._directory, made)
        return made

    def close(self) -> None:
        """Leave what is not written unwritten."""
        if self._filling:
            self._filling.stop()

    def _write(
        self,
        fresh: Fresh,
        shared: Iterable[str],
        changed: Callable[[], SharedChange] | None,
        described: Describer,
    ) -> str:
        was, now = self._were, {entry.folder for entry in self.entries}
        gone, come = (self._files(folders, QUADS) for folders in (was - now, now - was))
        before = self._before()
        standing = before if before and whole.little(before, gone, come) else None
        change = changed if standing else None
        if not change:
            whole.share(shared, fresh)
        if standing:
            with suppress(OtherLinesError):  # damaged: nothing of it is used
                sides = whole.reshare(standing, fresh, change()) if change else None
                out, into = sides or (side.kept / whole.SHARED for side in (standing, fresh))
                return whole.again(standing, (*gone, out), (*come, into), fresh, described)
            if change:
                whole.share(shared, fresh)
        quads = self._files(now, QUADS)
        if self._filled == now:
            return whole.anew(quads, fresh, described, self._filling)
        self.close()
        return whole.anew(quads, fresh, described, None)

    def _files(self, folders: Iterable[str], name: str) -> list[Path]:
        return [self._directory / REPORTS / folder / name for folder in sorted(folders)]

    def _fresh(self) -> Fresh:
        """Where all is written: names that the next writer removes."""
        names = (DUMP, _STORE, _KEPT, "")
        return Fresh(*(self._directory / f"{TEMPORARY}{name}" for name in names))

    def _before(self) -> Standing | None:
        """What was written last, where it is whole."""
        made = self.standing
        if made is None or interrupted(self._directory):
            return None
        kept = self._directory / f"{_KEPT}-{made.dump_sha256[:_SHORT]}"
        dump, store = (self._directory / name for name in (DUMP, made.store))
        return Standing(dump=dump, sha256=made.dump_sha256, store=store, kept=kept)


def folder_of(report: str, files: Mapping[str, bytes]) -> str:
    """The name of a report's folder, which tells what is in its files."""
    content = sha256()
    for file in sorted(files):
        content.update(f"{file}\0{len(files[file])}\0".encode())
        content.update(files[file])
    return f"{document_key(report)}-{content.hexdigest()[:_SHORT]}"


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
            with closing(Writer(directory, standing)) as writer:
                yield writer
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


def _write_folder(target: Path, files: Mapping[str, bytes]) -> None:
    fresh = target.with_name(f"{TEMPORARY}{target.name}")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for name, data in files.items():
        (fresh / name).write_bytes(data)
    fresh.replace(target)


def _settle(fresh: Path, target: Path) -> None:
    """Give a folder its name, which is that of its content."""
    if target.is_dir():
        shutil.rmtree(fresh)
    else:
        fresh.replace(target)


def _replace(path: Path, data: bytes) -> None:
    fresh = path.with_name(f"{TEMPORARY}{path.name}")
    with fresh.open("wb") as file:
        file.write(data)
        whole.flush(file)
    os.replace(fresh, path)  # noqa: PTH105  # the name says what happens


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
    if name.startswith(f"{_STORE}-"):
        return not standing or name != standing.store
    if name.startswith(f"{_KEPT}-"):
        return not standing or name != f"{_KEPT}-{standing.dump_sha256[:_SHORT]}"
    return name.startswith(_INDEX) and not (standing and name.startswith(index_file(standing, "")))


def index_file(standing: Record, made_with: str) -> str:
    """The name of a file in the folder that is derived of its store, and goes with it."""
    return f"{_INDEX}{standing.store.removeprefix('store-')}-{made_with}"


def _discard(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
