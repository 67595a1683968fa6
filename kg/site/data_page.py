"""The page about the data: what they are, whose, how good, how to cite, where to get them."""

from kg.site.addresses import Address
from kg.site.context import Context
from kg.site.http import Request, Response
from kg.site.view import view_of


def respond(context: Context, request: Request, address: Address) -> Response | None:
    """The page about the data."""
    if address.path != "/data":
        return None
    view = view_of(context, request, address.language, "/data.html")
    counts = {row["class"]: int(row["count"]) for row in context.rows("counts")}
    values = {"counts": counts, "made": quality(context), "entries": context.record.reports}
    return Response(body=view.render("data", **values))


def quality(context: Context) -> dict[str, int]:
    """How sure the statements are: how many have a confidence of at least 0.9, 0.7, and less."""
    rows = context.rows("confidences")
    return {row["level"]: int(row["count"]) for row in rows}
