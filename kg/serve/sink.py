"""Where an answer is written to: kept whole while it is small, sent in parts once it is not."""

import zlib
from collections.abc import Callable

from kg.serve.replies import Headers

#: What is kept before the first byte is sent, so that small answers have a length and a tag.
KEPT = 1024 * 1024
_PART = 64 * 1024
_GZIP = 16 + zlib.MAX_WBITS

#: Told the headers when an answer is begun.
Begin = Callable[[Headers], None]
Send = Callable[[bytes], None]


class Sink:
    """One answer on its way; `kept` is None where it may not be sent before its end is known."""

    def __init__(self, begin: Begin, send: Send, *, packed: bool) -> None:
        """Nothing was written yet."""
        self.headers: Headers = ()
        self.begun = False
        self.size = 0
        self.kept: int | None = KEPT
        self._begin, self._send = begin, send
        self._held = bytearray()
        self._packing = zlib.compressobj(5, wbits=_GZIP) if packed else None

    def write(self, data: bytes) -> int:
        """Take more of the answer."""
        self._held += data
        self.size += len(data)
        if self.begun:
            if len(self._held) >= _PART:
                self._pass_on()
        elif self.kept is not None and len(self._held) > self.kept:
            self._start()
        return len(data)

    def flush(self) -> None:
        """Files have one."""

    def whole(self) -> bytes | None:
        """The answer, if none of it was sent; else its last part is sent."""
        if not self.begun:
            return bytes(self._held)
        self._pass_on()
        if self._packing:
            self._send(self._packing.flush())
        return None

    def _start(self) -> None:
        self.begun = True
        packing: Headers = (("Content-Encoding", "gzip"),) if self._packing else ()
        self._begin((*self.headers, *packing))
        self._pass_on()

    def _pass_on(self) -> None:
        data = bytes(self._held)
        self._held.clear()
        if self._packing:
            data = self._packing.compress(data)
        if data:
            self._send(data)
