"""Pages and data about all that the graph holds: a request in, a response out."""

from pathlib import Path

from pyoxigraph import Store

from kg.errors import KgError
from kg.settings import Settings
from kg.site import routes
from kg.site.context import Context, open_graph
from kg.site.http import Request, Response

__all__ = ["Context", "Request", "Response", "Site"]


class Site:
    """The site of one state of a graph folder."""

    def __init__(self, graph: Path, settings: Settings, store: Store | None = None) -> None:
        """Open the graph folder, with a store of it where one is at hand; StoreError without it."""
        self.context = open_graph(graph, settings, store)

    def respond(self, request: Request) -> Response:
        """The answer to a request by GET or POST; whatever is asked, there is one."""
        try:
            return routes.respond(self.context, request)
        except KgError as error:
            return routes.failed(self.context, request, error)
