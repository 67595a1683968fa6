"""What changed between two graphs, and the list of IRIs that a graph has lost."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.cli.arguments import Subparsers

GOOD = 0


def add(to: "Subparsers") -> None:
    """Let the command understand `retire`."""
    text = "note the IRIs that a newer graph has lost in the list of retired ones"
    made = to.add_parser("retire", help=text, description=text)
    made.add_argument("old", type=Path, help="the older graph folder or dump")
    made.add_argument("--graph", type=Path, required=True, help="the newer graph folder")
    made.add_argument("--registry", type=Path, required=True, metavar="FILE", help="the list, TSV")
    made.add_argument(
        "--since", required=True, help="version or day of the newer graph, as it is published"
    )
    made.set_defaults(run=retire)


def retire(options: argparse.Namespace) -> int:
    """Bring the list of retired IRIs up to date."""
    from kg import registry  # noqa: PLC0415

    standing = registry.read(options.registry) if options.registry.exists() else ()
    found = registry.retire(dump(options.old), dump(options.graph), standing, options.since)
    registry.write(found.rows, options.registry)
    print(f"{options.registry}: {found.added} retired, {found.again} live again")
    return GOOD


def dump(path: Path) -> Path:
    """The dump of a graph folder, or the dump itself."""
    from kg import store  # noqa: PLC0415

    if not path.is_dir():
        return path
    store.read(path)  # refuses a folder without a graph
    return path / store.DUMP
