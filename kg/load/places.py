"""Where a store has its services: told, or found by what is known of stores."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from kg.errors import EndpointError
from kg.lexicon.tables import read
from kg.load.asking import Reply, Session, shown

if TYPE_CHECKING:
    from dataclasses import dataclass as checked
else:
    from pydantic.dataclasses import dataclass as checked

LAYOUTS = Path(__file__).with_name("layouts.toml")
JSON = "application/sparql-results+json"
_TELL = "--query URL with --graph-store URL or --update URL say where"


@checked(frozen=True, slots=True, kw_only=True)
class Layout:
    """Paths of the services of one kind of store, known by its header Server."""

    name: str
    server: str
    query: str
    update: str
    graph_store: str
    bulk: str = ""


@checked(frozen=True, slots=True, kw_only=True)
class Layouts:
    """All kinds that are known."""

    layout: tuple[Layout, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Addresses: of queries, and of the graph store or of updates; "" where there is none.

    `bulk` is the parameter by which the graph store takes N-Quads in bulk.
    """

    query: str = ""
    graph_store: str = ""
    update: str = ""
    bulk: str = ""


def services(session: Session, endpoint: str, told: Services) -> Services:
    """What is told wins over what is found at an endpoint; EndpointError where it does not do."""
    layouts = read(LAYOUTS, Layouts).layout
    if told.query and (told.graph_store or told.update):
        server = _asked(session, told.query).headers.get("server", "")
        bulk = next(
            (
                one.bulk
                for one in layouts
                if server.startswith(one.server) and told.graph_store.endswith(one.graph_store)
            ),
            "",
        )
        return replace(told, bulk=bulk)
    if not endpoint:
        hint = "--endpoint URL, or --query URL with --graph-store URL or --update URL"
        raise EndpointError("it is not said where the graph goes", hint=hint)
    found = _found(session, endpoint, layouts)
    if told.update and not told.graph_store:
        return replace(found, update=told.update, graph_store="", bulk="")
    if told.graph_store:
        bulk = found.bulk if told.graph_store == found.graph_store else ""
        return replace(found, graph_store=told.graph_store, bulk=bulk)
    return replace(found, query=told.query or found.query)


def _found(session: Session, endpoint: str, layouts: tuple[Layout, ...]) -> Services:
    answers = []
    for one in layouts:
        root = endpoint.rstrip("/")
        for path in (one.query, one.update, one.graph_store):
            root = root.removesuffix(path)
        reply = _asked(session, f"{root}{one.query}")
        if reply.good and reply.headers.get("server", "").startswith(one.server):
            return Services(
                query=f"{root}{one.query}",
                graph_store=f"{root}{one.graph_store}",
                update=f"{root}{one.update}",
                bulk=one.bulk,
            )
        answers.append(reply.said)
    known = ", ".join(one.name for one in layouts)
    raise EndpointError(f"no store of a known kind ({known})", where=shown(endpoint), hint=_TELL)


def _asked(session: Session, address: str) -> Reply:
    """What a query is answered that costs nothing."""
    mark = "&" if "?" in address else "?"
    query = urlencode({"query": "SELECT ?s WHERE { ?s ?p ?o } LIMIT 1"})
    return session.ask("GET", f"{address}{mark}{query}", headers={"Accept": JSON})
