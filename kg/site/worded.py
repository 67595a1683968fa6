"""A question in words as a page: how it was understood, the answer with sentences, the query."""

from urllib.parse import urlencode

from kg import ask
from kg.site import asking
from kg.site.addresses import Address
from kg.site.context import Context
from kg.site.http import Request, Response
from kg.site.view import view_of

PATH = "/ask"


def respond(context: Context, request: Request, address: Address) -> Response | None:
    """The page of a question in words; there is none on a site of files."""
    if address.path != PATH or request.static:
        return None
    view = view_of(context, request, address.language, f"{PATH}.html")
    text = request.parameter("q").encode("utf-8", "replace").decode()
    found = ask.answer(text, context.asked, view.language) if text.strip() else None
    shown: dict[str, object] = {"count": 0, "columns": (), "lines": (), "page": 1, "pages": 1}
    if found and found.rows and found.question:
        given = dict(found.said.given)
        shown = asking.shown(view, found.question, given, found.rows, request.page())
    values = {**shown, "text": text[: ask.MOST], "found": found, "query": urlencode({"q": text})}
    return Response(body=view.render("ask", **values))
