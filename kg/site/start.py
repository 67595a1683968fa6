"""The start page: what is in the graph, and where to begin."""

from kg.site.addresses import Address
from kg.site.context import Context
from kg.site.http import Request, Response
from kg.site.view import View


def respond(context: Context, request: Request, address: Address) -> Response | None:
    """The start page."""
    if address.path not in {"/", "/index"}:
        return None
    view = View(context, address.language, "/index.html", request.origin)
    return Response(body=view.render("start"))
