"""The graph, put into a store of others."""

import argparse
import os
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kg.cli import words
from kg.cli.shown import progress
from kg.cli.values import positive
from kg.errors import InputError

if TYPE_CHECKING:
    from kg.cli.arguments import Subparsers
    from kg.load import Account, Plan

GOOD = 0
#: The variable that the password is read from.
PASSWORD = "KG_LOAD_PASSWORD"  # noqa: S105  # its name, not the password
_TRIES = 15
_TEXT = (
    "put the graph into a SPARQL store: graphs it lacks or has otherwise are sent whole, those "
    "that are gone are deleted, and all are counted in the end. Cut off, it goes on where it "
    "stopped when it is run again"
)


def add(to: "Subparsers") -> None:
    """Let the command understand `load`."""
    made = to.add_parser("load", help="put the graph into a SPARQL store", description=_TEXT)
    made.add_argument("--graph", type=Path, required=True, help="graph folder")
    text = "a server of Oxigraph or Virtuoso, whose services are found"
    made.add_argument("--endpoint", type=_address, metavar="URL", help=text)
    text = "where it takes graphs (SPARQL 1.1 Graph Store HTTP Protocol)"
    made.add_argument("--graph-store", type=_address, metavar="URL", help=text)
    text = "where it takes updates (SPARQL 1.1 Update), instead of graphs"
    made.add_argument("--update", type=_address, metavar="URL", help=text)
    text = "where it answers queries"
    made.add_argument("--query", type=_address, metavar="URL", help=text)
    text = f"who loads; the password is read from {PASSWORD}"
    made.add_argument("--user", metavar="NAME", help=text)
    text = "pack what is sent (default: to other machines that take it)"
    made.add_argument("--gzip", action=argparse.BooleanOptionalAction, default=None, help=text)
    text = f"how often a server is asked that is away or busy (default: {_TRIES})"
    made.add_argument("--tries", type=positive, default=_TRIES, metavar="N", help=text)
    made.add_argument("--dry-run", action="store_true", help="say what would be sent, send nothing")
    made.set_defaults(run=load)


def load(options: argparse.Namespace) -> int:
    """Put a graph into a store, or say what would be."""
    from kg import load, store  # noqa: PLC0415  # wanted here alone

    store.read(options.graph)  # refuses a folder without a graph before anything is asked
    session = load.Session(_account(options.user), tries=options.tries, waiting=_waiting)
    told = load.Services(
        query=options.query or "",
        graph_store=options.graph_store or "",
        update=options.update or "",
    )
    with closing(session):
        at = load.services(session, options.endpoint or "", told)
        if options.dry_run:
            _show(load.plan(options.graph, session, at))
            return GOOD
        elsewhere = _is_elsewhere(at.graph_store or at.update)
        packed = elsewhere if options.gzip is None else options.gzip
        with progress("loading") as shown:
            to = load.target(session, at, packed=packed)
            done = load.load(options.graph, session, at, to, shown)
    said = {"sent": done.sent, "deleted": done.deleted, "graphs": done.graphs}
    print(words.said("loaded", place=at.query, triples=done.triples, **said))
    return GOOD


def _account(name: str | None) -> "Account | None":
    from kg.load import Account  # noqa: PLC0415

    if name is None:
        return None
    if PASSWORD not in os.environ:
        raise InputError("there is no password", hint=f"put it into the variable {PASSWORD}")
    return Account(name=name, password=os.environ[PASSWORD])


def _waiting(seconds: float, why: str) -> None:
    said = words.said("waiting", seconds=f"{seconds:g}", why=words.translated(why))
    print(said, file=sys.stderr)


def _show(planned: "Plan") -> None:
    """The graphs that would be sent and deleted, and how many they are."""
    for one in planned.send:
        print(words.said("would-send", graph=one.iri, triples=one.triples))
    for iri in planned.gone:
        print(words.said("would-delete", graph=iri))
    counts = {"sent": len(planned.send), "deleted": len(planned.gone), "kept": len(planned.kept)}
    print(words.said("would-load", triples=planned.triples, **counts))


def _is_elsewhere(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    return not (host in {"localhost", "::1"} or host.startswith("127."))


def _address(given: str) -> str:
    try:
        parts = urlsplit(given)
        named = parts.hostname and parts.scheme in {"http", "https"} and parts.port != 0
    except ValueError:
        named = False
    if not named:
        raise argparse.ArgumentTypeError("this is no address of the web")
    if parts.username is not None or parts.password is not None:
        raise argparse.ArgumentTypeError(
            f"no name and password in an address: --user NAME, and the password in {PASSWORD}"
        )
    return given
