"""Linked data: a thing's IRI leads to its document, which is a page or data, as one likes.

A thing answers 303 to the document that fits Accept or ?format=; what is used no longer 410, or 301
to what stands in its place.
"""

from functools import lru_cache
from urllib.parse import quote

from kg.describe import Description, Incoming, describe, incoming
from kg.describe.formats import FORMATS, Format, blocks, by_ending
from kg.describe.labels import Block
from kg.site import pages
from kg.site.accept import choose, language
from kg.site.addresses import ENGLISH, Address, Page, links_page, links_path
from kg.site.context import Context
from kg.site.http import Request, Response
from kg.site.messages import message
from kg.site.view import view_of

_HTML = "text/html"
_VARY = ("Vary", "Accept, Accept-Language")
#: For a client that takes anything the first counts: people come with browsers, which say so.
_OFFERED = (_HTML, "application/xhtml+xml", *(one.media_type for one in FORMATS))


def respond(context: Context, request: Request, address: Address) -> Response:
    """What the site has at an address that is of no page of its own."""
    listed = links_page(address.path)
    if listed is not None:
        found = _links(context, request, address, listed)
        if found is not None:
            return found
    retired = None if request.static else _retired(context, request, address)
    if retired is not None:
        return retired
    whole = f"{address.path}.{address.ending}" if address.ending and not request.static else ""
    exact = described(context, whole) if whole else None
    if exact is not None:  # an IRI that itself ends like a file
        return _redirect(context, request, f"{address.path}.{address.ending}", address.language)
    about = described(context, address.path)
    if about is None:
        return message(context, request, 404)
    if not address.ending:
        return _redirect(context, request, address.path, address.language)
    return _document(context, request, address, about)


@lru_cache(maxsize=64)  # a page, its translation and its data are often asked for together
def described(context: Context, path: str) -> Description | None:
    """The document about the thing at a path."""
    for iri in _iris(context, path):
        found = describe(context.store, iri)
        if found is not None:
            return found
    return None


def _iris(context: Context, path: str) -> tuple[str, ...]:
    key = path.removeprefix("/elsewhere/")
    if key != path:
        iri = context.elsewhere.get(key)
        return (iri,) if iri else ()
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return ()
    return context.addresses.iris(path)


def _redirect(context: Context, request: Request, path: str, spoken: str) -> Response:
    """To the document about a thing, as the client wants it."""
    asked = request.parameter("format")
    if asked:
        ending = asked if asked == "html" or by_ending(asked) else None
    else:
        ending = _ending(choose(request.accept, _OFFERED))
    if ending is None:
        return message(context, request, 406, offered=", ".join(_OFFERED))
    if ending == "html":
        english = spoken == "en" or language(request.languages, ("zh", "en")) == "en"
        path = f"{ENGLISH}{path}" if english else path
    there = f"{request.origin.rstrip('/')}{quote(path)}.{ending}"
    return Response(
        status=303, media_type="text/plain; charset=utf-8", headers=(("Location", there), _VARY)
    )


def _ending(media_type: str | None) -> str | None:
    if media_type is None:
        return None
    return next((one.ending for one in FORMATS if one.media_type == media_type), "html")


def _document(context: Context, request: Request, address: Address, about: Description) -> Response:
    form = by_ending(address.ending)
    if form is not None:
        return data_response(context, request, about, form, address.path)
    view = view_of(context, request, address.language, f"{address.path}.html")
    body = pages.page(view, about, address.path)
    tag = ("Content-Language", "en" if address.language == "en" else "zh")
    links = _alternates(context, request, address.path, about.iri)
    return Response(body=body, headers=(*links, tag))


def data_response(
    context: Context, request: Request, about: Description, form: Format, path: str
) -> Response:
    """A document as data, with links to its other forms."""
    links = _alternates(context, request, path, about.iri)
    return Response(body=data(context, about, form), media_type=_typed(form), headers=links)


def data(context: Context, about: Description, form: Format) -> bytes:
    """The document about a thing as RDF."""
    return context.writer.write(_blocks(context, about), form)


@lru_cache(maxsize=8)  # as above
def _blocks(context: Context, about: Description) -> list[Block]:
    return blocks(about, context.labels)


def _typed(form: Format) -> str:
    return f"{form.media_type}; charset=utf-8" if form.ending in {"ttl", "nt"} else form.media_type


def _alternates(
    context: Context, request: Request, path: str, iri: str
) -> tuple[tuple[str, str], ...]:
    """The Link header of a document: its other forms, what it is about, under which terms."""
    if request.static:
        return ()
    origin, place = request.origin.rstrip("/"), quote(path)
    said = [f'<{origin}{place}.html>; rel="alternate"; type="text/html"; hreflang="zh"']
    said += [f'<{origin}{ENGLISH}{place}.html>; rel="alternate"; type="text/html"; hreflang="en"']
    said += [
        f'<{origin}{place}.{one.ending}>; rel="alternate"; type="{one.media_type}"'
        for one in FORMATS
    ]
    said += [f'<{iri}>; rel="canonical"'] if iri.isascii() and not set(iri) & set('<>"') else []
    said += [f'<{origin}{place}.ttl>; rel="describedby"; type="text/turtle"']
    said += [f'<{context.about.licence.iri}>; rel="license"']
    return (("Link", ", ".join(said)), ("Vary", "Accept"))


def _retired(context: Context, request: Request, address: Address) -> Response | None:
    for iri in _iris(context, address.path):
        if iri not in context.retired:
            continue
        instead = context.retired[iri]
        if not instead:
            return _tombstone(context, request, address, iri)
        path = quote(context.addresses.path(instead))
        ending = f".{address.ending}" if address.ending else ""
        english = ENGLISH if address.language == "en" else ""
        there = f"{request.origin.rstrip('/')}{english}{path}{ending}"
        return Response(
            status=301, media_type="text/plain; charset=utf-8", headers=(("Location", there),)
        )
    return None


def _tombstone(context: Context, request: Request, address: Address, iri: str) -> Response:
    """That a thing is used no longer, as a page or as data."""
    wanted = address.ending or _ending(choose(request.accept, _OFFERED)) or "html"
    form = by_ending(wanted)
    about = described(context, address.path)
    if form is None or about is None:
        return message(context, request, 410, iri=iri)
    body = data(context, about, form)
    return Response(status=410, body=body, media_type=_typed(form), headers=(("Vary", "Accept"),))


def _links(context: Context, request: Request, address: Address, asked: Page) -> Response | None:
    """A page of the links that lead to a thing."""
    prefix, _, local = asked.predicate.partition(":")
    space = context.using.prefixes.get(prefix)
    if space is None:
        return None
    for iri in _iris(context, asked.path):
        found = incoming(context.store, iri, f"{space}{local}", asked.number)
        if found is not None:
            return _links_document(context, request, address, iri, found)
    return None


def _links_document(
    context: Context, request: Request, address: Address, iri: str, found: Incoming
) -> Response:
    path = context.addresses.path(iri)
    here = links_path(path, context.labels.short(found.predicate), found.page)
    if not address.ending:
        return _redirect(context, request, here, address.language)
    form = by_ending(address.ending)
    if form is not None:
        about = Description(iri, (), (found,))
        return Response(body=data(context, about, form), media_type=_typed(form))
    view = view_of(context, request, address.language, f"{here}.html")
    return Response(body=pages.links(view, iri, found, path))
