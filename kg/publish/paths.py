"""What a site consists of: the paths of its pages, and the things that have documents."""

from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from kg import dumps, query
from kg.iris import Iris
from kg.site import around, assets, comparing, listing
from kg.site.addresses import ENGLISH, VOCABULARY, kind_of, links_path
from kg.site.context import KINDS, Context
from kg.site.things import described
from kg.site.view import kept
from kg.terms import ONTOLOGY

_PAGES = ("/index", "/questions", "/search", "/sparql", "/data", "/ontology", "/404")
_MACHINES = ("/sitemap.xml", "/robots.txt", "/opensearch.xml")


def pages(context: Context) -> Iterator[str]:
    """The pages that are about no thing of their own, in Chinese, without an ending."""
    yield from _PAGES
    yield f"{listing.FOLDER}/index"
    for kind in listing.KINDS:
        count = len(listing.members(context, kind))
        for number in range(listing.page_count(count)):
            yield listing.path(kind, number + 1)
    yield comparing.FOLDER
    yield from (f"{comparing.FOLDER}/{key}" for key in comparing.keys(context))
    for one in query.questions(context.settings.queries):
        yield f"/questions/{one.name}"


def files(context: Context) -> Iterator[str]:
    """The paths of whatever is no page in two languages."""
    yield from _MACHINES
    yield from assets.files()
    yield from assets.editor(context)
    yield from (f"/index.{ending}" for ending in kept("/index"))
    yield from (f"/ontology.{ending}" for ending in kept("/index"))
    for one in query.questions(context.settings.queries):
        if not any(parameter.required for parameter in one.parameters):
            yield from (f"/questions/{one.name}.{form}" for form in ("csv", "json"))


def things(context: Context, dump: Path) -> Iterator[str]:
    """The path of each thing that the dump describes or points to, without an ending, once."""
    seen: set[int] = set()  # digests: a site of a million things has 30 MB of them, not 200
    for subject, pairs in dumps.unions(dump):
        for iri in (subject, *(value for _, value in pairs if value.startswith(b"<"))):
            path = _path(context, iri[1:-1].decode(), subject=iri == subject)
            key = int.from_bytes(blake2b(path.encode(), digest_size=8).digest())
            if path and key not in seen:
                seen.add(key)
                yield path


def _path(context: Context, iri: str, *, subject: bool) -> str:
    """The path of a thing; empty where it has no document of its own on the site."""
    if not subject and not iri.startswith((context.record.base, VOCABULARY)):
        return ""
    if iri.partition("#")[0] in {context.record.base, ONTOLOGY}:
        return ""  # documents of many terms
    return context.addresses.path(iri)


def in_both(path: str) -> tuple[str, str]:
    """The path of a page in Chinese and in English."""
    return f"{path}.html", f"{ENGLISH}{path}.html"


def documents(context: Context, path: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The documents about the thing at a path, each with the endings of its data files.

    Its own, further pages of links that lead to it, and its picture.
    """
    yield path, kept(path)
    about = described(context, path)
    for link in about.incoming if about else ():
        for number in range(2, link.pages + 1):
            yield links_path(path, context.labels.short(link.predicate), number), kept(path)
    if kind_of(path) in KINDS:
        yield f"{around.FOLDER}{path.removeprefix('/id')}", ()


def void(context: Context) -> str:
    """The path of the description of the statistics."""
    return f"{context.addresses.path(Iris(context.record.base).void())}.ttl"
