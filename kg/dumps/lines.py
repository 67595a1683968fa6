"""Lines and subjects of a dump."""

import gzip
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from kg.dumps.packed import zstd
from kg.errors import DumpError

ENDINGS = (".nq", ".nt", ".nq.gz", ".nt.gz", ".nq.zst", ".nt.zst")
_SORTED = "sort it by bytes: LC_ALL=C sort -u"


class Block(NamedTuple):
    """All that a dump says of one subject: the subject, then each line behind it."""

    subject: str
    tails: list[str]


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
        raise DumpError(f"cannot be read: {error}", where=str(path)) from error


def lines(path: Path) -> Iterator[str]:
    """Each line of a dump with its line feed; DumpError names the first that is no statement."""
    with opened(path) as file:
        text = TextIOWrapper(file, encoding="utf-8", newline="\n")
        number = 0
        try:
            for number, line in enumerate(text, 1):  # told in the error
                if line[-3:] != " .\n" or line[0] != "<":
                    raise DumpError(_wrong(line), where=f"{path}:{number}")
                yield line
        except UnicodeDecodeError as error:
            raise DumpError(f"not UTF-8: {error}", where=f"{path}:{number + 1}") from error


def blocks(path: Path) -> Iterator[Block]:
    """The subjects of a dump in their order; DumpError where one comes after a greater one."""
    subject, tails = "", list[str]()
    for number, line in enumerate(lines(path), 1):
        head, _, tail = line.partition(" ")
        if head != subject:
            if head < subject:
                raise DumpError(f"{head} is out of order", where=f"{path}:{number}", hint=_SORTED)
            if tails:
                yield Block(subject, tails)
            subject, tails = head, []
        tails.append(tail)
    if tails:
        yield Block(subject, tails)


def triples_of(tails: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Predicate and object of each triple once, whatever the graphs that hold it."""
    last = ""
    for tail in tails:
        triple, _ = parted(tail)
        if triple != last:
            last = triple
            predicate, _, value = triple.partition(" ")
            yield predicate, value


def parted(tail: str) -> tuple[str, str]:
    """Predicate with object, and the graph, which is empty in N-Triples.

    >>> parted('<p> "a <b>" <g> .\\n'), parted('<p> <o> .\\n'), parted('<p> "a <b>" .\\n')
    (('<p> "a <b>"', '<g>'), ('<p> <o>', ''), ('<p> "a <b>"', ''))
    """
    head, _, last = tail[:-3].rpartition(" ")
    if last[-1:] == ">" and last[0] == "<" and " " in head:
        return head, last
    return tail[:-3], ""


def _wrong(line: str) -> str:
    if line.startswith("_:"):
        return "a blank node, which has no name to compare"
    if not line.endswith("\n"):
        return "the last line is cut off"
    return f"no statement: {line.strip()[:60]}"
