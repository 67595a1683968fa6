"""The graph for assistants."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.cli.arguments import Subparsers

GOOD = 0
_TEXT = (
    "serve the graph to assistants by the Model Context Protocol, on standard input and output: "
    "the named questions, search and evidence as tools, so that they cite"
)


def add(to: "Subparsers") -> None:
    """Let the command understand `mcp`."""
    made = to.add_parser("mcp", help="serve the graph to assistants (MCP)", description=_TEXT)
    made.add_argument("--graph", type=Path, required=True, help="graph folder")
    made.set_defaults(run=mcp)


def mcp(options: argparse.Namespace) -> int:
    """Answer an assistant until it hangs up."""
    try:
        from kg.assist import server  # noqa: PLC0415  # needs what only this command needs
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in {"mcp", "mcp_types", "anyio"}:
            raise
        raise InputError("mcp is not installed", hint="pip install 'plan-kg[mcp]'") from error
    server.serve(options.graph, Settings())
    return GOOD
