"""The start page: what is in the graph, and where to begin."""

from kg.site.addresses import Address
from kg.site.context import Context
from kg.site.http import Request, Response
from kg.site.view import view_of


def respond(context: Context, request: Request, address: Address) -> Response | None:
    """The start page."""
    if address.path not in {"/", "/index"}:
        return None
    view = view_of(context, request, address.language, "/index.html")
    return Response(body=view.render("start"))
