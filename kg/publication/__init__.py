"""kg.toml: what a graph is published as — by whom, under which licence, where."""

from collections.abc import Mapping
from dataclasses import field, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from kg.errors import InputError
from kg.lexicon.tables import STRICT, read, wrong
from kg.settings import ROOT

NAME = "kg.toml"
#: The settings that come with the package.
PACKAGED = ROOT / NAME
_NOT_IN = ' <>"{}|\\^`'


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Words:
    """A text in Chinese and English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Graph:
    """What the graph is called and about; IRIs of EU authority tables for language and theme.

    `version` and `modified` are those of a release, left out where there is none.
    """

    base: str
    title: Words
    description: Words
    language: str
    frequency: str
    theme: str
    theme_label: Words
    keywords: Words
    version: str = ""
    modified: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Publisher:
    """Who answers for the graph."""

    iri: str
    name: Words
    homepage: str


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Licence:
    """Under which terms the statements may be used."""

    iri: str
    label: Words


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class SourceRights:
    """On what ground the reports are quoted."""

    statement: Words


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Access:
    """Where the graph is published; empty where it is not."""

    landing_page: str
    dump: str = ""
    endpoint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Links:
    """Links with one predicate to IRIs that begin alike."""

    key: str
    predicate: str
    space: str
    title: Words


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Publication:
    """All of kg.toml."""

    graph: Graph
    publisher: Publisher
    licence: Licence
    source_rights: SourceRights
    access: Access
    links: tuple[Links, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class _File(Publication):
    """The file says how the graph is served too, which is no part of what is published."""

    serve: dict[str, Any] = field(default_factory=dict)


def load(path: Path) -> Publication:
    """Read a kg.toml; InputError names file, line and key."""
    read_whole = read(path, _File, InputError, patterns=False)
    found = Publication(**{one.name: getattr(read_whole, one.name) for one in fields(Publication)})
    if not (found.access.dump or found.access.endpoint):
        hint = "where can the graph be had?"
        raise wrong(path, ("access",), "neither dump nor endpoint", hint, InputError)
    for keys, iri in _iris(found):
        if not _address(iri):
            raise wrong(path, keys, f"no address: {iri}", "like https://example.org/", InputError)
    if not found.graph.base.endswith("/"):
        raise wrong(path, ("graph", "base"), "must end with /", raised=InputError)
    return found


def to_json(about: Publication) -> dict[str, Any]:
    """The settings as a build records them."""
    return dict(TypeAdapter(Publication).dump_python(about, mode="json"))


def from_json(data: Mapping[str, Any]) -> Publication:
    """The settings that a build recorded."""
    return TypeAdapter(Publication).validate_python(dict(data))


def here() -> Path | None:
    """The kg.toml of the working folder, where there is one."""
    path = Path(NAME)
    return path if path.is_file() else None


def based(about: Publication, base: str) -> Publication:
    """The same with another base of IRIs; InputError where it is none."""
    if not _address(base) or not base.endswith("/"):
        raise InputError(f"{base} is no base of IRIs", hint="like https://example.org/")
    return replace(about, graph=replace(about.graph, base=base))


def _address(iri: str) -> bool:
    return iri.startswith(("http://", "https://")) and iri.isascii() and not set(iri) & set(_NOT_IN)


def _iris(found: Publication) -> list[tuple[tuple[str | int, ...], str]]:
    graph, access = found.graph, found.access
    said: list[tuple[tuple[str | int, ...], str]] = [
        (("graph", "base"), graph.base),
        (("graph", "language"), graph.language),
        (("graph", "frequency"), graph.frequency),
        (("graph", "theme"), graph.theme),
        (("publisher", "iri"), found.publisher.iri),
        (("publisher", "homepage"), found.publisher.homepage),
        (("licence", "iri"), found.licence.iri),
        (("access", "landing_page"), access.landing_page),
    ]
    said += [(("access", "dump"), access.dump)] if access.dump else []
    said += [(("access", "endpoint"), access.endpoint)] if access.endpoint else []
    for at, one in enumerate(found.links):
        said += [(("links", at, "predicate"), one.predicate), (("links", at, "space"), one.space)]
    return said
