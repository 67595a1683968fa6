"""Pages and data about all that the graph holds: a request in, a response out."""

from pathlib import Path

from pyoxigraph import Store

from kg.errors import KgError
from kg.settings import Settings
from kg.site import analysis, routes, worded
from kg.site.addresses import ENGLISH
from kg.site.context import Context, open_graph
from kg.site.http import Request, Response

#: A question in words, whatever it asks.
_ANY = "GDP"

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

    def warm(self) -> None:
        """Make what is made once and takes long: answers, analysis, all that is known of names."""
        self.context.tables.make()
        self.context.sentences  # noqa: B018  # it is made when it is first asked for
        for language in ("", ENGLISH):
            self.respond(Request(path=f"{language}{analysis.FOLDER}"))
            self.respond(Request(path=f"{language}{worded.PATH}", query=(("q", _ANY),)))
