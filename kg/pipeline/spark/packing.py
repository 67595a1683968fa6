"""Bytes between Python and Spark: compressed, for what a report becomes is mostly repetition."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa

_CODEC = "zstd"
_SIZE = 8


def packed(data: bytes) -> bytes:
    """Bytes with their length, compressed."""
    squeezed: bytes = pa.compress(data, codec=_CODEC, asbytes=True)
    return len(data).to_bytes(_SIZE, "big") + squeezed


def unpacked(data: bytes) -> bytes:
    """The bytes again."""
    size = int.from_bytes(data[:_SIZE], "big")
    found: bytes = pa.decompress(data[_SIZE:], size, codec=_CODEC, asbytes=True)
    return found


def packed_files(files: dict[str, bytes]) -> bytes:
    """Files with their names as one."""
    sizes = json.dumps({name: len(data) for name, data in files.items()}, ensure_ascii=False)
    return packed(b"\n".join((sizes.encode(), b"".join(files.values()))))


def unpacked_files(data: bytes) -> dict[str, bytes]:
    """The files again."""
    head, _, rest = unpacked(data).partition(b"\n")
    found, at = {}, 0
    for name, size in json.loads(head).items():
        found[name] = rest[at : at + size]
        at += size
    return found


def rows(batches: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Rows of record batches, one at a time."""
    for batch in batches:
        for at in range(batch.num_rows):
            yield batch.slice(at, 1).to_pylist()[0]


def batch(found: Iterable[dict[str, Any]], schema: Any) -> Any:  # noqa: ANN401  # of pyarrow
    """Rows as a record batch."""
    return pa.RecordBatch.from_pylist(list(found), schema=schema)
