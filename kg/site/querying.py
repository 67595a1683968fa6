"""The page that asks SPARQL: an editor where it is installed, a plain form everywhere."""

from kg import query
from kg.site import assets
from kg.site.addresses import Address
from kg.site.context import Context
from kg.site.http import Request, Response
from kg.site.view import view_of


def respond(context: Context, request: Request, address: Address) -> Response | None:
    """The query page, with a query put in where one is given."""
    if address.path != "/sparql":
        return None
    view = view_of(context, request, address.language, "/sparql.html")
    listed = query.questions(context.settings.queries)
    asked = request.parameter("example")
    example = next((one for one in listed if one.name == asked), None)
    text = request.parameter("query") or (example or listed[0]).sparql
    values = {"questions": listed, "text": text, "prefixes": context.using.prefixes}
    return Response(body=view.render("sparql", **values, editor=bool(assets.editor(context))))
