"""Search as a page, and suggestions while somebody types."""

import json
from collections.abc import Sequence
from urllib.parse import urlencode

from kg import search
from kg.errors import QueryError
from kg.search import Hit
from kg.site.addresses import Address, relative
from kg.site.context import Context
from kg.site.http import Request, Response
from kg.site.view import View, view_of

PAGE = 20
_SUGGESTED = 10
#: What a parameter of a question may name; others are kinds of their own or anything.
_NAMED = {
    "actor": ("area", "enterprise", "organisation"),
    "receiver": ("area", "enterprise", "organisation", "project"),
    "contributor": ("project", "organisation"),
    "thing": (),
    "object": (),
}


def respond(context: Context, request: Request, address: Address) -> Response | None:
    """A page of things found."""
    if address.path != "/search":
        return None
    view = view_of(context, request, address.language, "/search.html")
    text, kind = request.parameter("q"), request.parameter("kind")
    page, found, wrong = request.page(search.MOST // PAGE), None, ""
    if text:
        try:
            kinds = (kind,) if kind else ()
            found = context.index.search(text, kinds, PAGE, (page - 1) * PAGE)
        except QueryError as error:
            wrong = str(error)
    values = {"text": text, "kind": kind, "found": found, "page": page, "wrong": wrong}
    pages = max(1, -(-min(found.total, search.MOST) // PAGE)) if found else 1
    said = urlencode({"q": text, **({"kind": kind} if kind else {})})
    body = view.render("search", **values, pages=pages, query=said)
    return Response(status=400 if wrong else 200, body=body)


def suggest(context: Context, request: Request, address: Address) -> Response | None:
    """The best few things for what was typed so far, as JSON; links are relative to its address."""
    if address.path != "/suggest":
        return None
    text = request.parameter("q")
    view = view_of(context, request, address.language, "/suggest")
    hits = _suggested(context, text, request.parameter("type")) if text else ()
    said = {"hits": [_said(view, hit) for hit in hits]}
    body = json.dumps(said, ensure_ascii=False).encode()
    return Response(body=body, media_type="application/json; charset=utf-8")


def _suggested(context: Context, text: str, kind: str) -> Sequence[Hit]:
    kinds = _NAMED.get(kind, (kind,) if kind in search.KINDS else ())
    try:
        return context.index.search(text, kinds, _SUGGESTED).hits
    except QueryError:
        return ()


def _said(view: View, hit: Hit) -> dict[str, str]:
    english = view.language == "en"
    path = f"{view.context.addresses.path(hit.iri)}.html"
    return {
        "name": hit.matched or hit.name,
        "kind": view.text(f"kind-{hit.kind}"),
        "note": hit.note_en if english else hit.note,
        "href": relative("/suggest", path),
    }
