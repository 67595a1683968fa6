"""Texts put in order of their graph, on disk, in little memory."""

from collections.abc import Iterator
from tempfile import TemporaryFile
from types import TracebackType
from typing import Self

_ROOM = 8_000_000  # bytes held before they go to disk


class Spill:
    """Takes texts of many graphs in any order and gives back each graph's texts together.

    One temporary file holds them all; it has no name and is gone with the process.
    """

    def __init__(self) -> None:
        """Start empty."""
        self._file = TemporaryFile()  # noqa: SIM115  # closed by __exit__
        self._held: dict[bytes, list[bytes]] = {}
        self._places: dict[bytes, list[tuple[int, int]]] = {}
        self._size = 0

    def __enter__(self) -> Self:
        """Use it."""
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: object, _at: TracebackType | None
    ) -> None:
        """Drop the file."""
        self._file.close()

    def add(self, graph: bytes, text: bytes) -> None:
        """Keep a text of a graph."""
        held = self._held.get(graph)
        if held is None:
            held = self._held[graph] = []
        held.append(text)
        self._size += len(text)
        if self._size > _ROOM:
            self._flush()

    def graphs(self) -> Iterator[tuple[bytes, Iterator[bytes]]]:
        """Each graph by name, with its texts in pieces of some size, in the order they came."""
        self._flush()
        for graph in sorted(self._places):
            yield graph, self._texts(self._places[graph])

    def _texts(self, places: list[tuple[int, int]]) -> Iterator[bytes]:
        for start, size in places:
            self._file.seek(start)
            yield self._file.read(size)

    def _flush(self) -> None:
        at = self._file.seek(0, 2)
        for graph, texts in self._held.items():
            data = b"".join(texts)
            self._file.write(data)
            self._places.setdefault(graph, []).append((at, len(data)))
            at += len(data)
        self._held.clear()
        self._size = 0
