"""What each stage makes of a report."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kg.settings import Settings

if TYPE_CHECKING:
    from kg.cli.arguments import Subparsers

GOOD = 0
STAGES = (
    *("read", "structure", "tag", "observations", "events", "projects", "contributions"),
    *("coverage", "findings", "rdf"),
)
_TEXT = (
    "what a stage makes of one report, as lines of JSON in UTF-8 with offsets and the words that "
    "they cover, for those who debug; rdf gives N-Quads. Nothing is written"
)


def add(to: "Subparsers") -> None:
    """Let the command understand `show`."""
    made = to.add_parser("show", help="what a stage makes of a report", description=_TEXT)
    made.add_argument("stage", metavar="STAGE", help=f"one of {', '.join(STAGES)}")
    made.add_argument("file", type=Path, metavar="FILE", help="the report")
    made.add_argument("--model", metavar="FILE|none", help="as for kg build")
    text = "decisions about names (default: curated.toml beside the report)"
    made.add_argument("--curated", type=Path, metavar="FILE", help=text)
    made.set_defaults(run=show)


def show(options: argparse.Namespace) -> int:
    """Print the lines of a stage as they are made."""
    from kg.cli.commands import settings  # noqa: PLC0415
    from kg.pipeline.deciding import heeded  # noqa: PLC0415  # the lexicon is wanted here alone
    from kg.show import Asked, lines  # noqa: PLC0415

    using = settings(Settings().base, options.model)
    decisions = heeded([options.file], None, using, options.curated)
    # JSON is UTF-8 whatever the locale says
    for line in lines(options.stage, Asked(options.file, using, decisions)):
        sys.stdout.buffer.write(f"{line}\n".encode())
    sys.stdout.buffer.flush()
    return GOOD
