"""Addresses as sources: how they are written, and how politely and how far they are fetched."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from kg.errors import InputError
from kg.read.naming import digest, known_as, shown
from kg.settings import kept_between_runs

SCHEMES = ("http", "https")
_LONGEST = 4000
_CONTROL = re.compile(r"[\x00-\x20\x7f\ud800-\udfff]")
#: Characters that stand in a path or a query as they are; what is quoted already stays so.
_PATH, _QUERY = "/%:@!$&'()*+,;=~-._", "/?%:@!$&'()*+,;=~-._"


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """How addresses are fetched; private networks are refused, so that no page leads into one."""

    allow_private: bool = False
    cache: Path | None = None  # where pages are kept; None for the usual folder
    pause: float = 1  # seconds between two requests to one host
    seconds: float = 60  # for one address, all in all
    redirects: int = 5
    pages: int = 30  # of one article

    @property
    def folder(self) -> Path:
        """Where pages are kept."""
        return self.cache or kept_between_runs("web")


def is_address(words: str) -> bool:
    """Whether it is an address of the web rather than a path."""
    return words.lower().startswith(tuple(f"{scheme}://" for scheme in SCHEMES))


def cleaned(address: str) -> str:
    """An address as it is asked for: ASCII, without fragment; InputError where it is none.

    >>> cleaned("HTTP://例子.中国/公开/报告 1.html#top")
    'http://xn--fsqu00a.xn--fiqs8s/%E5%85%AC%E5%BC%80/%E6%8A%A5%E5%91%8A%201.html'
    """
    words = address.strip()
    if len(words) > _LONGEST or _CONTROL.search(words.replace(" ", "")):
        raise InputError("this is no address")
    try:
        parts = urlsplit(words)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode()
    except ValueError as error:
        raise InputError("this is no address") from error
    if parts.scheme.lower() not in SCHEMES or not host:
        raise InputError("this is no address of the web", hint="http:// or https://")
    if parts.username is not None or parts.password is not None:
        raise InputError("an address with a name or a password in it is not fetched")
    site = f"[{host}]" if ":" in host else host
    return urlunsplit(
        (
            parts.scheme.lower(),
            site if port is None else f"{site}:{port}",
            quote(parts.path or "/", safe=_PATH),
            quote(parts.query, safe=_QUERY),
            "",
        )
    )


def file_name(address: str) -> str:
    """The last part of its path, of a folder its host."""
    parts = urlsplit(address)
    return shown(unquote(parts.path.rpartition("/")[2]) or parts.hostname or "page").strip()


def known_by(address: str) -> str:
    """The id of the report at an address: its file's stem and a digest of all of it.

    >>> known_by("https://example.org/gk/t2024_1.html"), known_by("https://example.org/")
    ('t2024_1-0e01da23', 'example-8198d1ba')
    """
    return f"{known_as(file_name(address))}-{digest(address)}"
