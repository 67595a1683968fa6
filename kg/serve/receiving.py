"""What comes from the client after the headers: a body, and that it has gone."""

from collections.abc import Awaitable, Callable, Mapping

from kg.serve.guard import Refused
from kg.serve.sending import Message

Receive = Callable[[], Awaitable[Message]]


class Gone(Exception):  # noqa: N818  # nobody is there to be told
    """The client went away before its request was whole."""


async def body(receive: Receive, method: str, said: Mapping[bytes, bytes], most: int) -> bytes:
    """The body of a request with these headers.

    Refused where it has more than `most` bytes, or none should be there; Gone where it breaks off.
    """
    length = said.get(b"content-length", b"0")
    if method != "POST":
        if length != b"0" or b"transfer-encoding" in said:
            raise Refused(f"{method} has no body")
        return b""
    too_long = Refused(f"a body of more than {most} bytes", status=413)
    if not length.isdigit() or int(length) > most:
        raise too_long
    found = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        found += message.get("body", b"")
        if len(found) > most:
            raise too_long
        if not message.get("more_body"):
            return bytes(found)


async def until_gone(receive: Receive) -> None:
    """Wait until the client goes away."""
    while (await receive())["type"] != "http.disconnect":
        pass
