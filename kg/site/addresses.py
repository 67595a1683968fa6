"""Where on the site things stand: IRIs to paths and back, and links from page to page.

The same paths serve a live site and one of files: the document about an IRI stands at the IRI's own
path with an ending; pages in English stand under /en/.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import quote, unquote

from kg.terms import ONTOLOGY

#: The part of the web that belongs to the vocabulary, whatever the base of data is.
VOCABULARY = ONTOLOGY.removesuffix("ontology")
ENGLISH = "/en"
#: Paths of IRIs that the graph describes and that belong to others.
ELSEWHERE = "/elsewhere/"
_THINGS = "/id/"
ENDINGS = ("html", "ttl", "jsonld", "nt", "rdf")
_ENDING = re.compile(rf"(.+)\.({'|'.join(ENDINGS)})")
_LINKS = re.compile(r"(.+)~([a-z0-9-]+)\.([A-Za-z0-9_-]+)\.([1-9]\d{0,6})")
_UNSAFE = re.compile(r"[^A-Za-z0-9]+")
_SAFE = "/:~@!$&'()*+,;="  # what a path may hold as it is


class Address(NamedTuple):
    """A path taken apart: language, path of the thing, ending ("" where there is none)."""

    language: str
    path: str
    ending: str


class Page(NamedTuple):
    """A page of links that lead to a thing: its path, the predicate as prefix:name, the number."""

    path: str
    predicate: str
    number: int


def parse(path: str) -> Address:
    """Take a path apart.

    >>> parse("/en/id/area/320509.html")
    Address(language='en', path='/id/area/320509', ending='html')
    """
    english = path == ENGLISH or path.startswith(f"{ENGLISH}/")
    rest = (path[len(ENGLISH) :] or "/") if english else path
    match = _ENDING.fullmatch(rest)
    language = "en" if english else "zh"
    return Address(language, match[1], match[2]) if match else Address(language, rest, "")


def kind_of(path: str) -> str:
    """The kind of a thing of the graph, by the path of its document; empty for all else.

    >>> kind_of("/id/area/320509"), kind_of("/code/status/target")
    ('area', '')
    """
    return path.split("/")[2] if path.startswith(_THINGS) else ""


def links_page(path: str) -> Page | None:
    """What page of links a path is, None where it is none.

    >>> links_page("/code/status/target~plan.status.2")
    Page(path='/code/status/target', predicate='plan:status', number=2)
    """
    match = _LINKS.fullmatch(path)
    return Page(match[1], f"{match[2]}:{match[3]}", int(match[4])) if match else None


def links_path(path: str, predicate: str, number: int) -> str:
    """The path of a page of links; `predicate` is prefix:name."""
    prefix, _, local = predicate.partition(":")
    return f"{path}~{prefix}.{local}.{number}"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Paths of IRIs under one base."""

    base: str

    def path(self, iri: str) -> str:
        """The path of a thing, without an ending; of its document where the IRI has a fragment."""
        return _path(self.base, iri)

    def own(self, iri: str) -> bool:
        """Whether an IRI belongs to the graph or its vocabulary."""
        return iri.startswith((self.base, VOCABULARY))

    def iris(self, path: str) -> tuple[str, ...]:
        """What IRIs a path may stand for."""
        rest = quote(path[1:], safe=_SAFE)
        return tuple(dict.fromkeys(f"{space}{rest}" for space in (self.base, VOCABULARY)))


@lru_cache(maxsize=20_000)
def _path(base: str, iri: str) -> str:
    whole = iri.partition("#")[0]
    for space in (base, VOCABULARY):
        if whole.startswith(space):
            return f"/{unquote(whole[len(space) :])}"
    return f"{ELSEWHERE}{elsewhere(iri)}"


def elsewhere(iri: str) -> str:
    """A key for an IRI that belongs to others: its end for the eye, and a digest."""
    end = _UNSAFE.sub("-", iri.rstrip("/#").rsplit("/", 1)[-1]).strip("-").lower()
    return f"{end[:40]}-{sha256(iri.encode()).hexdigest()[:10]}"


def relative(here: str, there: str) -> str:
    """A link from one path of the site to another; both start with a slash.

    >>> relative("/id/area/320509.html", "/static/site.css")
    '../../static/site.css'
    >>> relative("/index.html", "/en/index.html")
    'en/index.html'
    """
    return f"{'../' * (here.count('/') - 1)}{quoted(there)}" or "./"


@lru_cache(maxsize=20_000)
def quoted(path: str) -> str:
    """A path from the root of the site on as links hold it, without its first slash."""
    return quote(path[1:], safe=_SAFE, errors="replace")


def english(path: str) -> str:
    """The same page in English."""
    return f"{ENGLISH}{path}"
