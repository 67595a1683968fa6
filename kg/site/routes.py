"""Which part of the site answers which path."""

from collections.abc import Callable, Mapping
from typing import TypeAlias
from urllib.parse import quote, urlencode

from kg.errors import KgError, QueryError
from kg.site import (
    analysis,
    api,
    around,
    asking,
    assets,
    comparing,
    data_page,
    finding,
    listing,
    machine,
    querying,
    reconcile,
    start,
    things,
    vocabulary,
    worded,
)
from kg.site.addresses import ENGLISH, Address, parse
from kg.site.context import Context
from kg.site.http import Request, Response
from kg.site.messages import message

Route: TypeAlias = Callable[[Context, Request, Address], Response | None]

#: By the first part of the path; None lets the things answer.
ROUTES: Mapping[str, Route] = {
    "": start.respond,
    "index": start.respond,
    "api": api.respond,
    "questions": asking.respond,
    "ask": worded.respond,
    "reconcile": reconcile.respond,
    "search": finding.respond,
    "suggest": finding.suggest,
    "compare": comparing.respond,
    "analysis": analysis.respond,
    "list": listing.respond,
    "graph": around.respond,
    "sparql": querying.respond,
    "ontology": vocabulary.respond,
    "data": data_page.respond,
    "static": assets.respond,
    "sitemap.xml": machine.sitemap,
    "robots.txt": machine.robots,
    "opensearch.xml": machine.opensearch,
    "404": machine.missing,
    ".well-known": machine.well_known,
}


def respond(context: Context, request: Request) -> Response:
    """The answer to a request."""
    spoken = request.parameter("lang")
    if spoken in {"zh", "en"}:
        return _in_language(request, spoken)
    address = parse(request.path)
    route = ROUTES.get(address.path.split("/")[1])
    found = route(context, request, address) if route else None
    return found or things.respond(context, request, address)


def failed(context: Context, request: Request, error: KgError) -> Response:
    """The answer where something was asked wrongly, or the graph cannot be read."""
    return message(context, request, 400 if isinstance(error, QueryError) else 500, text=str(error))


def _in_language(request: Request, spoken: str) -> Response:
    """To the same page in a language."""
    path = (
        request.path.removeprefix(ENGLISH) if parse(request.path).language == "en" else request.path
    )
    there = f"{ENGLISH if spoken == 'en' else ''}{quote(path or '/')}"
    rest = urlencode([pair for pair in request.query if pair[0] != "lang"])
    location = f"{request.origin.rstrip('/')}{there}{'?' if rest else ''}{rest}"
    return Response(
        status=303, media_type="text/plain; charset=utf-8", headers=(("Location", location),)
    )
