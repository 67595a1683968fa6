"""Search as a page, by name or in the sentences of reports; suggestions while somebody types."""

import json
import re
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from markupsafe import Markup

from kg import search
from kg.errors import QueryError
from kg.search import Hit, Sentence
from kg.site.addresses import Address, relative
from kg.site.context import Context
from kg.site.http import Request, Response
from kg.site.marks import Mark, cut, written
from kg.site.quoting import Quote, quote
from kg.site.view import View, view_of

PAGE = 20
#: The value of `in` that asks for sentences.
_WITHIN = "text"
_SUGGESTED = 10
#: What a parameter of a question may name; others are kinds of their own or anything.
_NAMED = {
    "actor": ("area", "enterprise", "organisation"),
    "receiver": ("area", "enterprise", "organisation", "project"),
    "contributor": ("project", "organisation"),
    "thing": (),
    "object": (),
}


class Line(NamedTuple):
    """A sentence found, with the words that were looked for marked."""

    words: Markup
    quote: Quote


def respond(context: Context, request: Request, address: Address) -> Response | None:
    """A page of things or sentences found."""
    if address.path != "/search":
        return None
    view = view_of(context, request, address.language, "/search.html")
    text, kind = request.parameter("q"), request.parameter("kind")
    within = _WITHIN if request.parameter("in") == _WITHIN else ""
    page, found, wrong = request.page(search.MOST // PAGE), None, ""
    lines: tuple[Line, ...] = ()
    total = 0
    if text:
        try:
            if within:
                said = context.sentences.search(text, PAGE, (page - 1) * PAGE)
                lines, total = tuple(_line(view, text, one) for one in said.sentences), said.total
            else:
                kinds = (kind,) if kind else ()
                found = context.index.search(text, kinds, PAGE, (page - 1) * PAGE)
                total = found.total
        except QueryError as error:
            wrong = str(error)
    asked = {"q": text, "kind": kind, "in": within}
    body = view.render(
        "search",
        text=text,
        kind=kind,
        within=within,
        found=found,
        lines=lines,
        total=total,
        page=page,
        wrong=wrong,
        pages=max(1, -(-min(total, search.MOST) // PAGE)),
        query=urlencode({name: value for name, value in asked.items() if value}),
    )
    return Response(status=400 if wrong else 200, body=body)


def _line(view: View, text: str, one: Sentence) -> Line:
    looked = re.compile("|".join(map(re.escape, search.words(text))), re.IGNORECASE)
    marks = [Mark(*match.span(), "mark") for match in looked.finditer(one.text)]
    words = written(cut(one.text, 0, len(one.text), marks))
    return Line(words, quote(view, one.text, one.document, one.start))


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
