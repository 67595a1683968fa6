"""What changed between two graphs, and the list of IRIs that a graph has lost."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli import words
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.cli.arguments import Subparsers

GOOD, DIFFERENT = 0, 1
FORMATS = ("text", "json", "patch")
_TEXT = (
    "what changed from one graph to another: counts, then a line a report, statement and thing "
    "that was added (+), removed (-) or changed (~); or as an RDF patch. "
    "Ends with 0 where the two are equal, with 1 where they differ, with 2 where they cannot be "
    "compared"
)


def add(to: "Subparsers") -> None:
    """Let the command understand `diff` and `retire`."""
    told = to.add_parser("diff", help="what changed from one graph to another", description=_TEXT)
    told.add_argument("old", type=Path, metavar="A", help="the older graph folder or dump")
    told.add_argument("new", type=Path, metavar="B", help="the newer graph folder or dump")
    told.add_argument("--format", choices=FORMATS, default="text")
    told.set_defaults(run=diff)

    text = "note the IRIs that a newer graph has lost in the list of retired ones"
    made = to.add_parser("retire", help=text, description=text)
    made.add_argument("old", type=Path, help="the older graph folder or dump")
    made.add_argument("--graph", type=Path, required=True, help="the newer graph folder")
    made.add_argument("--registry", type=Path, required=True, metavar="FILE", help="the list, TSV")
    made.add_argument(
        "--since", required=True, help="version or day of the newer graph, as it is published"
    )
    made.set_defaults(run=retire)


def diff(options: argparse.Namespace) -> int:
    """Tell what changed; 1 where anything did."""
    from kg import diff  # noqa: PLC0415

    old, new = dump(options.old), dump(options.new)
    before, after = diff.refuse(old, new, Settings().ontology)
    if options.format == "patch":
        for line in diff.patch(old, new, (before.sha256, after.sha256)):
            sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()
    else:
        found = diff.compare(old, new, after.base or before.base)
        said = diff.as_text(found) if options.format == "text" else (diff.as_json(found),)
        sys.stdout.writelines(said)
    return GOOD if before.sha256 == after.sha256 else DIFFERENT


def retire(options: argparse.Namespace) -> int:
    """Bring the list of retired IRIs up to date."""
    from kg import registry  # noqa: PLC0415

    standing = registry.read(options.registry) if options.registry.exists() else ()
    found = registry.retire(dump(options.old), dump(options.graph), standing, options.since)
    registry.write(found.rows, options.registry)
    counts = {"retired": found.added, "again": found.again}
    print(words.said("retired", file=options.registry, **counts))
    return GOOD


def dump(path: Path) -> Path:
    """The dump of a graph folder, or the dump itself."""
    from kg import store  # noqa: PLC0415

    if not path.is_dir():
        return path
    store.read(path)  # refuses a folder without a graph
    return path / store.DUMP
