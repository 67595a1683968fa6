"""Answers as they are sent: a status, headers, a body; and those that say what went wrong."""

import gzip
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from http import HTTPStatus
from typing import TypeAlias

from kg.site.accept import choose
from kg.site.http import HTML

Headers: TypeAlias = tuple[tuple[str, str], ...]

TEXT = "text/plain; charset=utf-8"
_PROBLEM = "application/problem+json"
_WORTH_PACKING = 1024
_PACKED_ALREADY = ("image/png", "image/jpeg", "font/", "application/zip", "application/gzip")

#: Where scripts and styles of pages may come from: the site itself, and no line within a page.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'self'"
)
#: The editor of the query page styles its parts within the page.
EDITOR_POLICY = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")

SAFE: Headers = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "ETag, Link, Location, Retry-After, X-Truncated"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer; its body comes whole or in parts. `note` tells the statistics what happened."""

    status: int = 200
    headers: Headers = ()
    body: bytes = b""
    parts: Iterator[bytes] | None = None
    note: str = ""


def problem(  # noqa: PLR0913  # they are the members of a problem
    status: int,
    message: str,
    accept: str = "",
    *,
    line: int = 0,
    column: int = 0,
    headers: Headers = (),
    note: str = "refused",
    page: Callable[[], bytes] | None = None,
) -> Reply:
    """An error in words: plain text, or problem+json (RFC 9457) where JSON is asked for.

    Where there is a `page`, it is made for people who ask for one.
    """
    kinds = ("text/plain", "text/html", _PROBLEM, "application/json")
    wanted = choose(accept, kinds) or ""
    if "json" in wanted:
        kind, body = _PROBLEM, _as_json(status, message, line, column)
    elif page and wanted == "text/html":
        kind, body = HTML, page()
        headers += (("Content-Security-Policy", POLICY),)
    else:
        kind, body = TEXT, _as_text(message, line, column)
    always = (("Content-Type", kind), ("Cache-Control", "no-store"), ("Vary", "Accept"))
    return Reply(status=status, headers=(*always, *SAFE, *headers), body=body, note=note)


def _as_text(message: str, line: int, column: int) -> bytes:
    where = f"line {line}, column {column}: " if line else ""
    return f"{where}{message}\n".encode("utf-8", "replace")


def _as_json(status: int, message: str, line: int, column: int) -> bytes:
    said = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    place = {"line": line, "column": column} if line else {}
    return json.dumps({**said, "detail": message, **place}, ensure_ascii=False).encode(
        "utf-8", "replace"
    )


def dressed(reply: Reply, modified: str, age: int, *, packed: bool) -> Reply:
    """An answer with all headers of caching and safety, in gzip where the client takes it."""
    kind = next((value for name, value in reply.headers if name == "Content-Type"), TEXT)
    body, packing = _packed(reply.body, kind) if packed else (reply.body, ())
    headers, last = _usual(reply.headers, packing, reply.status, age)
    if reply.status == HTTPStatus.OK and reply.parts is None:
        headers += (("ETag", tag(body, kind)), ("Last-Modified", modified))
    return replace(reply, headers=headers + last, body=body)


@lru_cache(maxsize=256)
def _usual(said: Headers, packing: Headers, status: int, age: int) -> tuple[Headers, Headers]:
    """The headers that do not depend on the body, those before and those after the ones that do.

    Kept, as they took a quarter of the time of a small answer.
    """
    headers = (*_varied(said), *packing, *_missing(said))
    if any(name == "Cache-Control" for name, _ in headers):
        return headers, ()
    kept = f"public, max-age={age}" if status < HTTPStatus.BAD_REQUEST else "no-store"
    return headers, (("Cache-Control", kept),)


def tag(body: bytes, kind: str) -> str:
    """The strong entity tag of a body: of its bytes and their type."""
    return f'"{blake2b(body, digest_size=12, key=kind.encode()[:64]).hexdigest()}"'


def _packed(body: bytes, kind: str) -> tuple[bytes, Headers]:
    if len(body) < _WORTH_PACKING or kind.startswith(_PACKED_ALREADY):
        return body, ()
    return gzip.compress(body, 5, mtime=0), (("Content-Encoding", "gzip"),)


def _varied(headers: Headers) -> Headers:
    """The headers with one Vary, which names the encoding too."""
    said = [value for name, value in headers if name.lower() == "vary"]
    named = dict.fromkeys(
        part.strip() for value in [*said, "Accept-Encoding"] for part in value.split(",")
    )
    rest = tuple(pair for pair in headers if pair[0].lower() != "vary")
    return (*rest, ("Vary", ", ".join(named)))


def _missing(headers: Headers) -> Headers:
    said = {name.lower() for name, _ in headers}
    always = (*SAFE, ("Content-Security-Policy", POLICY))
    return tuple(pair for pair in always if pair[0].lower() not in said)


def encoded(headers: Iterable[tuple[str, str]]) -> list[tuple[bytes, bytes]]:
    """Headers as a server sends them; what cannot stand in one is percent-encoded."""
    return [(name.lower().encode("ascii"), _value(value)) for name, value in headers]


def _value(value: str) -> bytes:
    if value.isascii() and value.isprintable():
        return value.encode("ascii")
    return "".join(
        char if char.isascii() and char.isprintable() else _quoted(char) for char in value
    ).encode("ascii")


def _quoted(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace"))
