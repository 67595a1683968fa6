"""What a request's headers say, as far as the front needs it."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import unquote_to_bytes

from kg.serve.fairness import client_of
from kg.serve.guard import Refused

Scope = Mapping[str, Any]

_HOST = re.compile(rb"(?:[A-Za-z0-9._-]{1,255}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")
_CONTROL = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
_WANTED = frozenset(
    {
        b"host",
        b"accept",
        b"accept-language",
        b"accept-encoding",
        b"if-none-match",
        b"if-modified-since",
        b"content-length",
        b"content-type",
        b"transfer-encoding",
        b"user-agent",
        b"referer",
        b"x-forwarded-for",
        b"x-forwarded-proto",
        b"x-forwarded-host",
    }
)
_SEVERAL = frozenset({b"accept", b"accept-language", b"accept-encoding", b"if-none-match"})


def headers(sent: Iterable[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """The headers that count, by name; lists that came in several lines are joined."""
    found: dict[bytes, bytes] = {}
    for name, value in sent:
        if name in _WANTED:
            if name in found and name in _SEVERAL:
                value = found[name] + b", " + value  # noqa: PLW2901  # one list in two lines
            found[name] = value
    return found


def key(said: Mapping[bytes, bytes], path: bytes, query: bytes) -> tuple[object, ...]:
    """All that an answer to a GET depends on."""
    get = said.get
    return (
        path,
        query,
        get(b"accept"),
        get(b"accept-language"),
        packed(said),
        get(b"host"),
        get(b"x-forwarded-proto"),
        get(b"x-forwarded-host"),
    )


def client(said: Mapping[bytes, bytes], peer: Any, *, behind_proxy: bool) -> str:  # noqa: ANN401
    """Who asks; behind a proxy it is who the proxy says."""
    if behind_proxy:
        last = said.get(b"x-forwarded-for", b"").decode("latin-1").rpartition(",")[2].strip()
        if last:
            return client_of(last)
    return client_of(peer[0] if peer else "")


def packed(said: Mapping[bytes, bytes]) -> bool:
    """Whether the client takes gzip."""
    encodings = said.get(b"accept-encoding")
    if encodings is None:
        return False
    for part in encodings.split(b","):
        name, _, weight = part.partition(b";")
        if name.strip().lower() in {b"gzip", b"*"}:
            return weight.replace(b" ", b"").rstrip(b"0.") != b"q="
    return False


def refuse_wrong(said: Mapping[bytes, bytes]) -> None:
    """Refused where a header holds what no header may, or names no host."""
    for name, value in said.items():
        if _CONTROL.search(value):
            raise Refused(f"the header {name.decode()} holds control characters")
    if b"host" in said and not _HOST.fullmatch(said[b"host"]):
        raise Refused("the header host is no name of a host")


def origin(said: Mapping[bytes, bytes], scope: Scope, *, url: str, behind_proxy: bool) -> str:
    """Where the client sees the server, ending in a slash."""
    if url:
        return url if url.endswith("/") else f"{url}/"
    scheme, host = str(scope.get("scheme", "http")), said.get(b"host", b"")
    if behind_proxy:
        forwarded = said.get(b"x-forwarded-host", host)
        host = forwarded if _HOST.fullmatch(forwarded) else host
        proto = said.get(b"x-forwarded-proto", b"").decode("latin-1")
        scheme = proto if proto in {"http", "https"} else scheme
    name = host.decode("ascii") or _listening(scope)
    return f"{scheme}://{name}/"


def _listening(scope: Scope) -> str:
    host, port = scope.get("server") or ("localhost", None)
    return f"{host}:{port}" if port else str(host)


def path(scope: Scope) -> str:
    """The path, percent-decoded; Refused where it is not in UTF-8."""
    raw = scope.get("raw_path") or b"/"
    try:
        found = unquote_to_bytes(raw).decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("the path is not in UTF-8") from None
    return found if found.startswith("/") else f"/{found}"
