"""Synthetic reports with known truth."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli import words
from kg.cli.shown import progress
from kg.cli.values import positive
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.cli.arguments import Subparsers

GOOD = 0
_CHARACTERS = 12_000
_TEXT = (
    "write synthetic reports of counties, districts and cities, several years each, and what they "
    "state as gold (with --truth); the same seed makes the same reports, and a file that is there "
    "already is never changed"
)


def add(to: "Subparsers") -> None:
    """Let the command understand `synth`."""
    made = to.add_parser("synth", help="write synthetic reports", description=_TEXT)
    made.add_argument("out", type=Path, metavar="OUT", help="folder, made where missing")
    made.add_argument("--reports", type=positive, required=True, metavar="N", help="how many")
    text = "a number that the reports follow from (default: 1)"
    made.add_argument("--seed", type=positive, default=1, metavar="S", help=text)
    text = f"about how long each is (default: {_CHARACTERS})"
    made.add_argument("--characters", type=positive, default=_CHARACTERS, metavar="N", help=text)
    made.add_argument("--truth", action="store_true", help="write what they state, as gold")
    made.add_argument("--workers", type=positive, help="processes (default: one a core)")
    made.set_defaults(run=synth)


def synth(options: argparse.Namespace) -> int:
    """Write the reports, and say how many they are and how long in all."""
    from kg import synth  # noqa: PLC0415  # the lexicon is wanted here alone

    wanted = synth.Wanted(
        reports=options.reports,
        seed=options.seed,
        characters=options.characters,
        truth=options.truth,
    )
    with progress("writing") as shown:
        characters = synth.write(
            options.out, wanted, Settings().lexicon, workers=options.workers, progress=shown
        )
    said = {"folder": options.out, "reports": options.reports, "characters": characters}
    print(words.said("synthesised", **said))
    return GOOD
