"""What is installed, what can be read, how a graph folder is."""

import argparse
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli import words
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.cli.arguments import Subparsers
    from kg.doctor import Check

GOOD, FAULT = 0, 2
_TEXT = (
    "check what is installed, which formats can be read, whether model, lexicon, ontology, shapes "
    "and questions load, fonts, room, memory and locale; with --graph whether a graph folder is "
    "whole, made with the same, and held by whom. A row a check, with how to mend it; exit code 2 "
    "where there is a fault"
)


def add(to: "Subparsers") -> None:
    """Let the command understand `doctor`."""
    made = to.add_parser("doctor", help="check the installation and a graph", description=_TEXT)
    made.add_argument("--graph", type=Path, help="graph folder to check too")
    made.add_argument("--format", choices=("table", "json"), default="table")
    made.set_defaults(run=doctor)


def doctor(options: argparse.Namespace) -> int:
    """Print a row a check; 2 where one is a fault."""
    from kg import render  # noqa: PLC0415  # rich is wanted for tables alone
    from kg.doctor import State, examine  # noqa: PLC0415
    from kg.model import Rows  # noqa: PLC0415

    found = examine(Settings(), options.graph)
    if options.format == "json":
        names = ("check", "state", "found", "mend")
        data = [dict(zip(names, (c.part, c.state.value, *_told(c)), strict=True)) for c in found]
        print(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        rows = tuple((words.said(f"state-{c.state}"), c.part, *_told(c)) for c in found)
        table = Rows(columns=("state", "check", "found", "mend"), rows=rows)
        width = shutil.get_terminal_size((100, 24)).columns
        count = words.said("rows", count=len(rows))
        print(render.rows(table, "table", width, count=count), end="")
    return FAULT if any(one.state is State.FAULT for one in found) else GOOD


def _told(one: "Check") -> tuple[str, str]:
    """What was found, and how to mend it."""
    if one.error:
        place = f"{one.error.where}: " if one.error.where else ""
        return f"{place}{words.translated(one.error.message)}", words.translated(one.error.hint)
    values = {name: words.translated(str(value)) for name, value in one.values.items()}
    values.setdefault("language", words.language())
    return (
        words.said(one.found, **values),
        words.said(one.mend, **values) if one.mend else "",
    )
