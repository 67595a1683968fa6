"""HTTP on a connection, as uvicorn reads it, with bounds on time and size."""

import asyncio
import re
from collections.abc import Sequence
from typing import Any, Protocol

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kg.serve.cache import Kept

#: Bytes of the first line and all headers of a request.
HEADERS = 64 * 1024
#: What a header costs beside its text.
_OBJECT = 32
#: Seconds between a refusal and the end of the connection.
_LINGER = 1.0


def _refusal(status: bytes, words: bytes) -> bytes:
    """An answer that says why no request is read, after which the connection ends."""
    return (
        b"HTTP/1.1 %b\r\ncontent-type: text/plain; charset=utf-8\r\n"
        b"content-length: %d\r\nconnection: close\r\n\r\n%b"
    ) % (status, len(words), words)


_TOO_LONG = _refusal(
    b"431 Request Header Fields Too Large",
    b"the address and the headers of a request may have %d KB\n" % (HEADERS // 1024),
)
_TOO_SLOW = _refusal(b"408 Request Timeout", b"the request did not come whole in time\n")
_OK = b"HTTP/1.1 200 OK\r\n"
_PLAIN = re.compile(rb"[\x80-\xff]")


class Shelf(Protocol):
    """Where answers are kept."""

    def at_once(self, url: bytes, headers: Sequence[tuple[bytes, bytes]], peer: Any) -> Kept | None:  # noqa: ANN401
        """What is answered to a plain GET without any work."""


class Transport(HttpToolsProtocol):
    """A connection whose requests must come whole in time, with headers of no endless length."""

    slow = 10.0
    shelf: "Shelf"

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client is there: its first request must come."""
        super().connection_made(transport)
        self._heading = 0
        self._refused = self._short = False
        self._between = self._first_line = True
        self._clock: asyncio.TimerHandle | None = None
        self._start_clock()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone."""
        self._stop_clock()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """The client sends something."""
        if self._refused:
            return
        if self._between or self._first_line:
            data = self._encoded(data)
        super().data_received(data)

    def _encoded(self, data: bytes) -> bytes:
        """The same with an address in plain UTF-8, as curl sends it, percent-encoded.

        The parser refuses it else. What a client sends before it was answered is left as it is.
        """
        self._between = False
        line, end, rest = data.partition(b"\n")
        self._first_line = not end
        return data if line.isascii() else _PLAIN.sub(_percent, line) + end + rest

    def on_headers_complete(self) -> None:
        """The headers are whole: the request may be answered."""
        self._short = not self._refused and self._answer_at_once()
        if not self._refused and not self._short:
            super().on_headers_complete()

    def _answer_at_once(self) -> bool:
        """Send what is kept without calling the application; False where that cannot be."""
        busy = self.cycle is not None and not self.cycle.response_complete
        parser = self.parser
        if busy or self.flow.write_paused or parser.get_method() != b"GET":
            return False
        if parser.get_http_version() != "1.1" or not parser.should_keep_alive():
            return False
        kept = self.shelf.at_once(self.url, self.headers, self.client)
        if kept is None:
            return False
        always = b"".join(b"%s: %s\r\n" % pair for pair in self.server_state.default_headers)
        self.transport.write(b"".join((_OK, always, kept.wire, kept.body)))
        return True

    def on_body(self, body: bytes) -> None:
        """A piece of the body."""
        if not self._short and not self._refused:
            super().on_body(body)

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._between = False
        self._heading = 0
        if self._clock is None:
            self._start_clock()

    def on_url(self, url: bytes) -> None:
        """A piece of the first line."""
        super().on_url(url)
        self._measure(len(url))

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header."""
        super().on_header(name, value)
        self._measure(len(name) + len(value) + _OBJECT)

    def on_message_complete(self) -> None:
        """The request is whole."""
        self._between = True
        self._stop_clock()
        if self._short:
            self.on_response_complete()
        elif not self._refused:
            super().on_message_complete()

    def _measure(self, more: int) -> None:
        self._heading += more
        if self._heading > HEADERS:
            self._refuse(_TOO_LONG)

    def _start_clock(self) -> None:
        self._clock = self.loop.call_later(self.slow, self._too_slow)

    def _stop_clock(self) -> None:
        if self._clock:
            self._clock.cancel()
            self._clock = None

    def _too_slow(self) -> None:
        self._clock = None
        cycle = self.cycle
        if cycle is None or cycle.response_complete or cycle.more_body:
            self._refuse(_TOO_SLOW)
        else:  # another request is being answered: the slow one after it may wait as long
            self._start_clock()

    def _refuse(self, answer: bytes) -> None:
        """Answer, and read on for a moment without looking, so that the answer arrives."""
        if not self._refused and not self.transport.is_closing():
            self._refused = True
            self._stop_clock()
            self.transport.write(answer)
            self.transport.write_eof()
            self.loop.call_later(_LINGER, self.transport.close)


def _percent(found: re.Match[bytes]) -> bytes:
    return b"%%%02X" % found[0][0]


def transport(shelf: Shelf, slow: float) -> type[Transport]:
    """Connections that answer from a shelf, and wait so many seconds for a request."""
    return type("Connection", (Transport,), {"slow": slow, "shelf": shelf})
