"""What front and workers tell each other over a socket: frames with a length before them.

A frame has a kind, something said as JSON, and bytes.
"""

import json
import socket
import struct
from collections.abc import Iterator
from enum import IntEnum
from typing import Any, NamedTuple

_HEAD = struct.Struct("!BII")  # kind, length of what is said, length of the bytes
_CHUNK = 256 * 1024
_written = json.JSONEncoder(separators=(",", ":")).encode


class Kind(IntEnum):
    """What a frame is."""

    READY = 1  # a worker may be asked
    FAILED = 2  # a worker cannot open the graph, or cannot go on
    ASK = 3
    WHOLE = 4  # a whole answer
    BEGIN = 5  # an answer whose parts follow
    PART = 6
    END = 7
    CUT = 8  # an answer that cannot be brought to its end
    STALE = 9  # the graph was built anew meanwhile: another worker can answer


class Frame(NamedTuple):
    """One message."""

    kind: Kind
    said: Any
    body: bytes


def pack(kind: Kind, said: object, body: bytes = b"") -> bytes:
    """A frame as bytes."""
    words = _written(said).encode()
    return b"".join((_HEAD.pack(kind, len(words), len(body)), words, body))


class Reader:
    """Frames out of a stream of bytes that comes in pieces of any size."""

    def __init__(self) -> None:
        """Nothing was read yet."""
        self._held = bytearray()

    def feed(self, data: bytes) -> Iterator[Frame]:
        """The frames that are whole now."""
        self._held += data
        while len(self._held) >= _HEAD.size:
            kind, words, body = _HEAD.unpack_from(self._held)
            start, end = _HEAD.size + words, _HEAD.size + words + body
            if len(self._held) < end:
                return
            said = json.loads(self._held[_HEAD.size : start])
            frame = Frame(Kind(kind), said, bytes(self._held[start:end]))
            del self._held[:end]
            yield frame


def frames(channel: socket.socket) -> Iterator[Frame]:
    """The frames that come from a socket, until the other side closes it."""
    reader = Reader()
    while data := channel.recv(_CHUNK):
        yield from reader.feed(data)
