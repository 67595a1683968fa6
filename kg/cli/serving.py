"""The graph on the web."""

import argparse
import re
import sys
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg import store
from kg.cli import words
from kg.cli.values import positive
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.cli.arguments import Subparsers

GOOD = 0
_TEXT = (
    "answer with pages, linked data, a SPARQL endpoint and an API; what no flag says is as the "
    "table [serve] of kg.toml has it"
)


def add(to: "Subparsers") -> None:
    """Let the command understand `serve`."""
    made = to.add_parser("serve", help="put the graph on the web", description=_TEXT)
    made.add_argument("--graph", type=Path, required=True, help="graph folder")
    made.add_argument("--host", help="address to listen at (default: 127.0.0.1)")
    made.add_argument("--port", type=_port, help="default: 8000; 0 takes a free one")
    made.add_argument(
        "--workers", type=positive, help="processes that answer (default: one a core)"
    )
    made.add_argument("--timeout", type=_seconds, help="seconds a request may take (default: 30)")
    made.add_argument(
        "--url", type=_address, help="where the public sees it, as https://example.org/"
    )
    text = "believe X-Forwarded-For and X-Forwarded-Proto"
    made.add_argument("--behind-proxy", action="store_true", default=None, help=text)
    text = "a line for each request (default: - for standard error; none)"
    made.add_argument("--access-log", metavar="FILE|-|none", help=text)
    text = "settings with a table [serve] (default: ./kg.toml)"
    made.add_argument("--settings", type=Path, metavar="FILE", help=text)
    text = "folder of yasgui.min.js and yasgui.min.css (default: a plain form asks queries)"
    made.add_argument("--editor", type=Path, metavar="DIR", help=text)
    made.set_defaults(run=serve)


def serve(options: argparse.Namespace) -> int:
    """Serve a graph folder until stopped."""
    from kg import publication, search, serve  # noqa: PLC0415  # slow, seldom needed
    from kg.site import assets  # noqa: PLC0415

    store.read(options.graph)
    search.opened(options.graph, Settings().queries).close()  # made once, before many ask
    path = options.settings or publication.here()
    serving = serve.load(path) if path else serve.Serving()
    said = {
        field.name: value
        for field in fields(serving)
        if (value := getattr(options, field.name, None)) is not None
    }
    if said.get("access_log") == "none":
        said["access_log"] = ""
    settings = Settings(editor=assets.checked_editor(options.editor))
    serve.serve(options.graph, settings, replace(serving, **said), _ready)
    return GOOD


def _ready(address: str) -> None:
    print(words.said("listening", address=address), file=sys.stderr, flush=True)


def _port(words: str) -> int:
    if not words.isdecimal() or int(words) > 65535:
        raise argparse.ArgumentTypeError(f"{words} is no port")
    return int(words)


def _address(words: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", words):
        raise argparse.ArgumentTypeError(f"{words} is no address")
    return words


def _seconds(words: str) -> float:
    try:
        found = float(words)
    except ValueError:
        found = 0
    if not 0 < found < 1e6:
        raise argparse.ArgumentTypeError(f"{words} is no number of seconds")
    return found
