"""A project folder to begin with."""

import argparse
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli import words

if TYPE_CHECKING:
    from kg.cli.arguments import Subparsers

GOOD = 0
_TEXT = (
    "make a folder with settings (kg.toml), a folder for reports with a file for decisions about "
    "names, and a README; what is there already is never changed"
)


def add(to: "Subparsers") -> None:
    """Let the command understand `init`."""
    made = to.add_parser("init", help="make a project folder", description=_TEXT)
    made.add_argument("folder", type=Path, metavar="FOLDER", help="made where missing")
    made.set_defaults(run=init)


def init(options: argparse.Namespace) -> int:
    """Make the folder, and say what to do next."""
    from kg.project import REPORTS, begin  # noqa: PLC0415

    for path in begin(options.folder):
        print(path)
    reports = options.folder / REPORTS
    folder = shlex.quote(str(options.folder))
    print(words.said("next", folder=folder, reports=reports))
    return GOOD
