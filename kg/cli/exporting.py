"""The graph in other formats."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError
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
    text = "write the graph in every format, with a catalogue of the files and their digests"
    made = to.add_parser("release", help=text, description=text)
    made.add_argument("--graph", type=Path, required=True, help="graph folder")
    made.add_argument("--out", type=Path, required=True, metavar="DIR", help="a new folder")
    made.set_defaults(run=release)


def export(options: argparse.Namespace) -> int:
    """Write the dump of a graph folder in another format."""
    from kg import export, store  # noqa: PLC0415

    base = store.read(options.graph).base
    dump = options.graph / store.DUMP
    using = export.spelling(Settings().ontology, base)
    if options.format in TABLES:
        if options.out is None or options.compress in {"gz", "zst"}:
            said = "a folder of tables, which is not packed"
            raise InputError(f"{options.format} is {said}", hint="--out DIR, without --compress")
        export.tables(dump, options.format, using, options.out)
    else:
        export.export(dump, options.format, using, options.out, _compression(options))
    if options.out:
        print(options.out, file=sys.stderr)
    return GOOD


def release(options: argparse.Namespace) -> int:
    """Write a release of a graph folder."""
    from kg.pipeline.release import release  # noqa: PLC0415

    for name in release(options.graph, options.out):
        print(options.out / name)
    return GOOD


def _compression(options: argparse.Namespace) -> str:
    if options.compress:
        return str(options.compress)
    ending = options.out.suffix[1:] if options.out else ""
    return ending if ending in {"gz", "zst"} else "none"
