"""Sorted pieces of lines become one sorted dump in parts, each a range of subjects.

Reports come sorted: each is cut at the bounds of the parts, the pieces go to their part, where
they are put together. All lines of a subject are in one part, so that counts of parts add up.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from hashlib import sha256
from itertools import pairwise
from typing import Any

import pyarrow as pa

from kg import dumps
from kg.pipeline.spark import packing
from kg.rdf import Counting, Links
from kg.store.merging import triple_of

#: Bytes of lines in a part, before those that several reports have are put together.
_PART = 1 << 26
#: Parts at most: their numbers have five digits, and are put in order as names.
_MOST = 99_999
#: Bytes of lines in a row.
_ROW = 1 << 20
_PIECES = pa.schema([("part", pa.int32()), ("data", pa.binary())])
_COUNTS = "counts binary, said binary"
_COUNT_FIELDS = pa.schema([("counts", pa.binary()), ("said", pa.binary())])
_FACTS = "part int, lines long, bytes long, sha256 string"
_TEXT = pa.schema([("value", pa.string())])
_COLUMNS = ("subject", "predicate", "object", "datatype", "language", "graph")
#: What canonical N-Quads leave unsaid.
_STRING = "http://www.w3.org/2001/XMLSchema#string"
_LANGUAGE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
_TERMS = pa.schema([(name, pa.string()) for name in _COLUMNS])


def bounds(marks: Iterable[bytes], size: int) -> tuple[bytes, ...]:
    """The first subject of each part but the first, of subjects that tell how all are spread."""
    found = sorted(marks)
    parts = min(-(-size // _PART), len(found), _MOST) or 1
    return tuple(sorted({found[at * len(found) // parts] for at in range(1, parts)}))


def parts(pieces: Any, cuts: Sequence[bytes]) -> Any:  # noqa: ANN401  # frames of pyspark
    """Packed lines, in any order, as a partition a part: sorted, each line once, packed."""
    columns = "part int, data binary"
    cut = pieces.mapInArrow(partial(_cut, cuts=tuple(cuts)), columns)
    spread = cut.repartitionById(len(cuts) + 1, "part")
    return spread.mapInArrow(_sorted, columns)


def ranges(lines: Iterable[str], cuts: Sequence[bytes]) -> dict[int, bytes]:
    """Sorted lines, packed by the part that they fall into."""
    ended = [f"{line}\n".encode() for line in lines]
    return {part: packing.packed(b"".join(own)) for part, own in _split(ended, cuts)}


def counts(
    sorted_: Any,  # noqa: ANN401  # frame of pyspark
    asked: dict[int, bytes],
    links: Links,
) -> Iterator[tuple[bytes, list[bytes]]]:
    """What each part counts, and the triples that it says of subjects that are `asked` for."""
    found = sorted_.mapInArrow(partial(_count, asked=asked, links=links), _COUNTS)
    for row in found.collect():  # a row a part; a partition at a time would be sorted alone
        yield bytes(row["counts"]), packing.unpacked(row["said"]).splitlines()


def facts(sorted_: Any, more: dict[int, bytes]) -> list[dict[str, Any]]:  # noqa: ANN401
    """Number of lines and bytes, and digest, of each part with the lines woven in."""
    found = sorted_.mapInArrow(partial(_facts, more=more), _FACTS)
    rows = (row.asDict() for row in found.collect())
    return sorted(rows, key=lambda row: int(row["part"]))


def text(sorted_: Any, more: dict[int, bytes]) -> Any:  # noqa: ANN401
    """Lines with those woven in, many in a row, each row without its last end."""
    return sorted_.mapInArrow(partial(_text, more=more), "value string")


def terms(sorted_: Any, more: dict[int, bytes]) -> Any:  # noqa: ANN401
    """The same lines as columns of terms."""
    columns = ", ".join(f"{name} string" for name in _COLUMNS)
    return sorted_.mapInArrow(partial(_terms, more=more), columns)


def _cut(batches: Iterable[Any], cuts: Sequence[bytes]) -> Iterator[Any]:
    for row in packing.rows(batches):
        lines = packing.unpacked(row["data"]).splitlines(keepends=True)
        lines.sort()
        found = ({"part": p, "data": packing.packed(b"".join(o))} for p, o in _split(lines, cuts))
        yield packing.batch(found, _PIECES)


def _split(lines: Sequence[bytes], cuts: Sequence[bytes]) -> Iterator[tuple[int, Sequence[bytes]]]:
    """Sorted lines by parts; parts without any are left out.

    A line is not before a bound where its subject is not: none begins with the whole of another.
    """
    starts = [0, *(bisect_left(lines, cut) for cut in cuts), len(lines)]
    for part, (start, end) in enumerate(pairwise(starts)):
        if start < end:
            yield part, lines[start:end]


def _sorted(batches: Iterable[Any]) -> Iterator[Any]:
    part, lines = None, list[bytes]()
    for row in packing.rows(batches):
        part = row["part"]
        lines += packing.unpacked(row["data"]).splitlines(keepends=True)
    lines.sort()
    lines = list(dict.fromkeys(lines))
    for piece in _pieces(lines):
        yield packing.batch([{"part": part, "data": packing.packed(piece)}], _PIECES)


def _pieces(lines: Sequence[bytes]) -> Iterator[bytes]:
    """Lines joined to pieces of about the size of a row."""
    start, size = 0, 0
    for at, line in enumerate(lines, 1):
        size += len(line)
        if size >= _ROW:
            yield b"".join(lines[start:at])
            start, size = at, 0
    if start < len(lines):
        yield b"".join(lines[start:])


def _lines(batches: Iterable[Any], more: dict[int, bytes]) -> tuple[int, list[bytes]]:
    """The number of a part and its lines, with those woven in."""
    part, lines = 0, list[bytes]()
    for row in packing.rows(batches):
        part = row["part"]
        lines += packing.unpacked(row["data"]).splitlines(keepends=True)
    if part in more and lines:
        lines += packing.unpacked(more[part]).splitlines(keepends=True)
        lines.sort()
        lines = list(dict.fromkeys(lines))
    return part, lines


def _count(batches: Iterable[Any], asked: dict[int, bytes], links: Links) -> Iterator[Any]:
    part, lines = _lines(batches, {})
    if not lines:
        return
    wanted = set(packing.unpacked(asked[part]).splitlines()) if part in asked else set()
    triples = list(dict.fromkeys(map(triple_of, lines)))
    said = [triple for triple in triples if triple.split(b" ", 1)[0] in wanted]
    row = {
        "counts": Counting(links).count(triples).dumps(),
        "said": packing.packed(b"\n".join(said)),
    }
    yield packing.batch([row], _COUNT_FIELDS)


def _facts(batches: Iterable[Any], more: dict[int, bytes]) -> Iterator[Any]:
    part, lines = _lines(batches, more)
    if lines:
        data = b"".join(lines)
        row = {
            "part": part,
            "lines": len(lines),
            "bytes": len(data),
            "sha256": sha256(data).hexdigest(),
        }
        yield pa.RecordBatch.from_pylist([row], schema=_FACT_FIELDS)


_FACT_FIELDS = pa.schema(
    [("part", pa.int32()), ("lines", pa.int64()), ("bytes", pa.int64()), ("sha256", pa.string())]
)


def _text(batches: Iterable[Any], more: dict[int, bytes]) -> Iterator[Any]:
    _, lines = _lines(batches, more)
    for piece in _pieces(lines):
        yield packing.batch([{"value": piece[:-1].decode()}], _TEXT)


def _terms(batches: Iterable[Any], more: dict[int, bytes]) -> Iterator[Any]:
    _, lines = _lines(batches, more)
    for piece in _pieces(lines):
        columns = zip(*map(_quad, piece[:-1].decode().split("\n")), strict=True)
        arrays = [pa.array(column, pa.string()) for column in columns]
        yield pa.RecordBatch.from_arrays(arrays, schema=_TERMS)


def _quad(line: str) -> tuple[str, str, str, str | None, str | None, str]:
    """A line as columns; an IRI has no datatype.

    >>> _quad('<http://a/s> <http://a/p> "x"@zh <http://a/g> .')[2:5]
    ('x', 'http://www.w3.org/1999/02/22-rdf-syntax-ns#langString', 'zh')
    """
    subject, predicate, rest = line.split(" ", 2)
    term, graph, _ = rest.rsplit(" ", 2)
    said = (subject[1:-1], predicate[1:-1])
    if term.startswith("<"):
        return *said, term[1:-1], None, None, graph[1:-1]
    value, mark = dumps.text(term), term[term.rindex('"') + 1 :]
    if mark.startswith("@"):
        return *said, value, _LANGUAGE, mark[1:], graph[1:-1]
    return *said, value, mark[3:-1] or _STRING, None, graph[1:-1]
