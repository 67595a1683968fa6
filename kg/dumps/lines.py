"""Lines and subjects of a dump, as bytes: text is decoded where it is looked at."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypeAlias, cast

from kg.dumps.packed import zstd
from kg.errors import DumpError, reason

ENDINGS = (".nq", ".nt", ".nq.gz", ".nt.gz", ".nq.zst", ".nt.zst")
#: Predicate and object, spelt as in the dump.
Pair: TypeAlias = tuple[bytes, bytes]
_SORTED = "sort it by bytes: LC_ALL=C sort -u"


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The bytes of a dump, unpacked; DumpError where there is none."""
    if not path.name.endswith(ENDINGS):
        raise DumpError("no dump by its name", where=str(path), hint=f"one of {', '.join(ENDINGS)}")
    try:
        with path.open("rb") as raw:
            if path.name.endswith(".gz"):
                yield cast(BinaryIO, gzip.GzipFile(fileobj=raw))
            elif path.name.endswith(".zst"):
                yield cast(BinaryIO, zstd().ZstdDecompressor().stream_reader(raw))
            else:
                yield raw
    except (OSError, EOFError) as error:
        raise DumpError(f"cannot be read: {reason(error)}", where=str(path)) from error


def quads(path: Path) -> Iterator[tuple[bytes, bytes, bytes, bytes]]:
    """Subject, predicate, object and graph of each line; the graph is empty in N-Triples.

    DumpError where a line is no statement, or a subject comes after a greater one.
    """
    triples = ".nt" in path.suffixes
    last, line, number = b"", b"", 0
    with opened(path) as file:
        try:
            for number, line in enumerate(file, 1):
                subject, predicate, rest = line.split(b" ", 2)
                if triples:
                    value, graph, end = rest[:-3], b"", rest[-2:]
                else:
                    value, graph, end = rest.rsplit(b" ", 2)
                if subject != last:
                    _check(subject, last, f"{path}:{number}")
                    last = subject
                if end != b".\n":
                    raise _no_statement(line, f"{path}:{number}")
                yield subject, predicate, value, graph
        except ValueError:
            raise _no_statement(line, f"{path}:{number}") from None


def unions(path: Path) -> Iterator[tuple[bytes, list[Pair]]]:
    """Each subject with all predicates and objects, each pair once, whatever graphs hold it.

    DumpError as in `quads`. Most exports go through it, and a loop of its own saves them a fifth
    of the time of a generator over a generator.
    """
    triples = ".nt" in path.suffixes
    last, at, before, line, number = b"", b"", b"", b"", 0
    pairs: list[Pair] = []
    with opened(path) as file:
        try:
            for number, line in enumerate(file, 1):
                subject, predicate, rest = line.split(b" ", 2)
                if triples:
                    value, end = rest[:-3], rest[-2:]
                else:
                    value, _, end = rest.rsplit(b" ", 2)
                if end != b".\n":
                    raise _no_statement(line, f"{path}:{number}")
                if subject != last:
                    _check(subject, last, f"{path}:{number}")
                    if pairs:
                        yield last, pairs
                    last, pairs = subject, [(predicate, value)]
                elif value != before or predicate != at:
                    pairs.append((predicate, value))
                at, before = predicate, value
        except ValueError:
            raise _no_statement(line, f"{path}:{number}") from None
    if pairs:
        yield last, pairs


def _check(subject: bytes, last: bytes, where: str) -> None:
    said = subject.decode(errors="replace")
    if subject.startswith(b"_:"):
        raise DumpError(f"{said} is a blank node, which has no name to compare", where=where)
    if not subject.startswith(b"<"):
        raise DumpError(f"no statement: {said[:60]}", where=where)
    if subject < last:
        raise DumpError(f"{said} is out of order", where=where, hint=_SORTED)


def _no_statement(line: bytes, where: str) -> DumpError:
    if not line.endswith(b"\n"):
        return DumpError("the last line is cut off", where=where)
    return DumpError(f"no statement: {line.decode(errors='replace').strip()[:60]}", where=where)
