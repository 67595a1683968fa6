"""Pages as browsers save them into one file (MHTML): the page itself, its pictures left alone."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message

from kg.errors import InputError
from kg.read import html
from kg.read.limits import Limits
from kg.read.parts import Part

_PAGES = ("text/html", "application/xhtml+xml")


def parts(data: bytes, limits: Limits) -> Iterator[Part]:
    """The report of the page."""
    page = _page(message_from_bytes(data, policy=policy.compat32), limits)
    if page is None:
        raise InputError("no page in this file")
    body = page.get_payload(decode=True)
    charset = page.get_content_charset() or ""
    yield from html.article([body if isinstance(body, bytes) else b""], limits, charset)


def _page(message: Message, limits: Limits) -> Message | None:
    """The first part that is a page: by the standard it is the one that the file is about."""
    open_ones, seen = [message], 0
    while open_ones:
        one = open_ones.pop()
        seen += 1
        limits.check("members", seen)
        if one.get_content_type() in _PAGES:
            return one
        if one.is_multipart():
            inner = one.get_payload()
            if isinstance(inner, list):
                open_ones += [part for part in reversed(inner) if isinstance(part, Message)]
    return None
