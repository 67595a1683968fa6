"""kg docs: the vocabulary as a page with its files."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli import words
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.cli.arguments import Subparsers


def add(to: "Subparsers") -> None:
    """The arguments of `kg docs`."""
    text = "write the vocabulary's documentation and files"
    docs = to.add_parser("docs", help=text, description=text)
    docs.set_defaults(run=run)
    docs.add_argument("--out", type=Path, required=True, help="folder, made where missing")
    docs.add_argument("--format", choices=("html",), default="html")


def run(options: argparse.Namespace) -> int:
    """Write the page and the files beside it."""
    from kg import docs  # noqa: PLC0415  # loads what drawing needs

    written = docs.write(Settings(), options.out)
    print(words.said("documented", page=written[0], count=len(written) - 1))
    return 0
