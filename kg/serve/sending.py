"""What goes back to the client: heads, bodies and streams, and nothing that it has already."""

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any, TypeAlias

from kg.serve.asked import Scope
from kg.serve.cache import Kept
from kg.serve.jobs import Stream
from kg.serve.replies import Reply, encoded

Message: TypeAlias = MutableMapping[str, Any]
Send: TypeAlias = Callable[[Message], Awaitable[None]]

READS = frozenset({"GET", "HEAD"})
#: What a client that has the answer already still needs.
_UNCHANGED = frozenset(
    {
        b"etag",
        b"vary",
        b"cache-control",
        b"content-location",
        b"last-modified",
        b"access-control-allow-origin",
        b"access-control-expose-headers",
    }
)


class Sending:
    """The answer to one request on its way; `status` and `size` say what was sent so far."""

    __slots__ = ("_method", "_said", "_send", "_version", "size", "status")

    def __init__(self, scope: Scope, said: Mapping[bytes, bytes], send: Send) -> None:
        """Nothing was sent yet; `said` are the headers of the request."""
        self._method, self._version = scope["method"], scope["http_version"]
        self._said, self._send = said, send
        self.status, self.size = 499, 0

    async def start(self, status: int, headers: list[tuple[bytes, bytes]]) -> None:
        """Send the head."""
        self.status = int(status)
        await self._send({"type": "http.response.start", "status": int(status), "headers": headers})

    async def part(self, body: bytes) -> None:
        """Send a part of the body."""
        self.size += len(body)
        await self._send({"type": "http.response.body", "body": body, "more_body": True})

    async def end(self, body: bytes = b"") -> None:
        """Send the last of the body."""
        self.size += len(body)
        await self._send({"type": "http.response.body", "body": body})

    async def reply(self, reply: Reply) -> None:
        """Send an answer that the front gives by itself."""
        headers = encoded(reply.headers)
        if reply.status != HTTPStatus.NO_CONTENT:
            headers.append((b"content-length", b"%d" % len(reply.body)))
        await self.start(reply.status, headers)
        await self.end(b"" if self._method == "HEAD" else reply.body)

    async def kept(self, kept: Kept) -> None:
        """Send an answer that is there whole, or say that the client has it."""
        if kept.tag and self.known(kept):
            headers = [pair for pair in kept.headers if pair[0] in _UNCHANGED]
            await self.start(HTTPStatus.NOT_MODIFIED, headers)
            await self.end()
            return
        await self.start(kept.status, kept.headers)
        await self.end(b"" if self._method == "HEAD" else kept.body)

    def known(self, kept: Kept) -> bool:
        """Whether the client has the answer already, and only reads."""
        if self._method not in READS:
            return False
        tags = self._said.get(b"if-none-match")
        if tags is not None:
            known = {tag.strip().removeprefix(b"W/") for tag in tags.split(b",")}
            return kept.tag in known or b"*" in known
        said = self._said.get(b"if-modified-since")
        if said is None:
            return False
        since, modified = _date(said), _date(kept.modified)
        return since is not None and modified is not None and modified <= since

    async def stream(self, status: int, headers: list[tuple[bytes, bytes]], stream: Stream) -> None:
        """Pass parts on as they come; who speaks HTTP/1.0 gets them whole, with their length."""
        if self._method == "HEAD":
            await self.start(status, headers)
            await self.end()
        elif self._version == "1.0":
            body = b"".join([part async for part in stream.parts()])
            await self.start(status, [*headers, (b"content-length", b"%d" % len(body))])
            await self.end(body)
        else:
            await self.start(status, headers)
            async for part in stream.parts():
                await self.part(part)
            await self.end()


def _date(said: bytes | None) -> datetime | None:
    """The moment that a header names, None where it names none."""
    if not said:
        return None
    try:
        found = parsedate_to_datetime(said.decode("latin-1"))
    except ValueError:
        return None
    return found if found.tzinfo else None
