"""The graph in other formats."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kg.settings import Settings

if TYPE_CHECKING:
    from kg.cli.arguments import Subparsers

GOOD = 0
RDF = ("nq", "trig", "ttl", "nt", "jsonld", "rdfxml")
TABLES = ("csvw", "parquet")
_TEXT = (
    "write the graph in another format. nq and trig hold the graph of each report; ttl, nt, rdfxml "
    "and jsonld hold each statement once, whatever report says it; csvw and parquet are tables"
)


def add(to: "Subparsers") -> None:
    """Let the command understand `export`."""
    made = to.add_parser("export", help="write the graph in another format", description=_TEXT)
    made.add_argument("--graph", type=Path, required=True, help="graph folder")
    made.add_argument("--format", choices=(*RDF, *TABLES), required=True)
    made.add_argument(
        "--out",
        type=Path,
        metavar="FILE|DIR",
        help="a folder for csvw and parquet, else a file (default: standard output)",
    )
    made.add_argument(
        "--compress",
        choices=("gz", "zst", "none"),
        help="default: as the ending of --out says, else none",
    )
    made.set_defaults(run=export)


def export(options: argparse.Namespace) -> int:
    """Write the dump of a graph folder in another format."""
    from kg import export, store  # noqa: PLC0415

    base = store.read(options.graph).base
    dump = options.graph / store.DUMP
    settings = Settings(base=base)
    if options.format in RDF:
        using = export.spelling(settings.ontology, base)
        export.export(dump, options.format, using, options.out, _compression(options))
    if options.out:
        print(options.out, file=sys.stderr)
    return GOOD


def _compression(options: argparse.Namespace) -> str:
    if options.compress:
        return str(options.compress)
    ending = options.out.suffix[1:] if options.out else ""
    return ending if ending in {"gz", "zst"} else "none"
