"""The named graphs of a graph folder, each as a file of its own.

Those of reports lie there. What reports share stands in the dump alone, which is sorted by subject:
one pass takes it out, counts the statements of every graph and proves that the dump is whole.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from kg import store
from kg.errors import StoreError, reason
from kg.iris import Iris
from kg.store import Record

_READ = 1 << 20
_SHORT = 16
_AGAIN = "build again, and load when no build is at work"


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """A named graph: `version` follows from its content, `opened` gives its N-Quads."""

    iri: str
    version: str
    triples: int
    opened: Callable[[], AbstractContextManager[BinaryIO]] = field(repr=False, compare=False)


@contextmanager
def found(directory: Path, record: Record) -> Iterator[tuple[Graph, ...]]:
    """All named graphs by IRI; those that reports share are kept in files without a name.

    StoreError where the folder is damaged, or a build changes it meanwhile.
    """
    iris = Iris(record.base)
    folders = {iris.graph(entry.id): entry.folder for entry in record.reports}
    with ExitStack() as stack:
        counts, shared = _parted(directory / store.DUMP, record, frozenset(folders), stack)
        made = [
            Graph(
                iri=iri,
                version=folder,  # named by content
                triples=counts[iri],
                opened=partial(_file, directory / store.REPORTS / folder / store.QUADS),
            )
            for iri, folder in folders.items()
        ]
        made += [
            Graph(iri=iri, version=part.digest, triples=counts[iri], opened=part.opened)
            for iri, part in shared.items()
        ]
        yield tuple(sorted(made, key=lambda one: one.iri))


def _file(path: Path) -> BinaryIO:
    return path.open("rb")


def _parted(
    dump: Path, record: Record, reports: frozenset[str], stack: ExitStack
) -> tuple[Mapping[str, int], Mapping[str, "_Part"]]:
    """Statements of each graph, and those graphs that are no report's."""
    whole, counts = sha256(), Counter[bytes]()
    ours = {f"<{iri}>".encode() for iri in reports}
    others: dict[bytes, _Part] = {}
    for lines in _blocks(dump):
        whole.update(b"".join(lines))
        named = [line[line.rfind(b" <") + 1 : -3] for line in lines]
        counts.update(named)
        if ours.issuperset(named):
            continue
        for line, name in zip(lines, named, strict=True):
            if name not in ours:
                if name not in others:
                    others[name] = stack.enter_context(_part())
                others[name].add(line)
    if whole.hexdigest() != record.dump_sha256:
        said = "it is not the dump that build.json speaks of"
        raise StoreError(said, where=str(dump), hint=_AGAIN)
    return (
        {_iri(name): count for name, count in counts.items()},
        {_iri(name): part for name, part in others.items()},
    )


class _Part:
    """A graph that reports share, taken out of the dump."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._digest = file, sha256()

    def add(self, line: bytes) -> None:
        self._file.write(line)
        self._digest.update(line)

    @property
    def digest(self) -> str:
        return self._digest.hexdigest()[:_SHORT]

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        self._file.seek(0)
        yield self._file


@contextmanager
def _part() -> Iterator[_Part]:
    with TemporaryFile() as file:
        yield _Part(file)


def _iri(name: bytes) -> str:
    return name[1:-1].decode()


def _blocks(path: Path) -> Iterator[Sequence[bytes]]:
    try:
        with path.open("rb") as file:
            while lines := file.readlines(_READ):
                yield lines
    except OSError as error:
        raise _unread(error, str(path)) from error


def pieces(graph: Graph, most: int, *, quads: bool) -> Iterator[bytes]:
    """The lines of a graph in pieces of about `most` bytes, as N-Quads or as N-Triples.

    StoreError where they are not those of the dump.
    """
    end, count = f" <{graph.iri}> .\n".encode(), 0
    try:
        with graph.opened() as file:
            while lines := file.readlines(most):
                count += len(lines)
                if not all(line.endswith(end) for line in lines):
                    said = "it has lines of another graph, or cut off"
                    raise StoreError(said, where=graph.iri, hint=_AGAIN)
                yield b"".join(lines if quads else [line[: -len(end)] + b" .\n" for line in lines])
    except OSError as error:
        raise _unread(error, graph.iri) from error
    if count != graph.triples:
        said = f"it has {count} statements, the dump {graph.triples}"
        raise StoreError(said, where=graph.iri, hint=_AGAIN)


def _unread(error: OSError, where: str) -> StoreError:
    return StoreError(f"cannot be read: {reason(error)}", where=where, hint=_AGAIN)
