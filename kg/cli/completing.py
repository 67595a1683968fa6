"""Completion for shells."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import InputError
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.cli.arguments import Subparsers

GOOD = 0
#: Arguments that are folders.
_FOLDERS = {"graph", "folder", "editor"}
_FUNCTIONS = Path(__file__).parent / "completion"
SHELLS = ("bash", "zsh", "fish")
_TEXT = "print a script that lets a shell complete commands, options, questions, stages and reports"


def add(to: "Subparsers") -> None:
    """Let the command understand `completion`."""
    made = to.add_parser("completion", help="print a script for your shell", description=_TEXT)
    made.add_argument("shell", choices=SHELLS, metavar="SHELL", help=f"one of {', '.join(SHELLS)}")
    made.set_defaults(run=completion)


def completion(options: argparse.Namespace) -> int:
    """Print the script of a shell."""
    try:
        import shtab  # noqa: PLC0415  # wanted here alone
    except ImportError as error:
        raise InputError("shtab is not installed", hint="pip install shtab") from error
    from kg.cli.arguments import parser  # noqa: PLC0415  # which knows this module

    made = parser()
    _choose(made)
    reports = _FUNCTIONS / f"reports.{options.shell}"
    print(shtab.complete(made, options.shell, preamble=reports.read_text("utf-8")))
    return GOOD


def _choose(made: argparse.ArgumentParser) -> None:
    """Tell of each argument what it may be: names where they are known, else folders and files."""
    from kg import query  # noqa: PLC0415
    from kg.cli.showing import STAGES  # noqa: PLC0415

    named = {
        ("query", "name"): [one.name for one in query.questions(Settings().queries)],
        ("show", "stage"): list(STAGES),
    }
    for command, one in _commands(made):
        for action in one._actions:  # noqa: SLF001  # argparse has no public list of them
            _complete(action, named.get((command, action.dest)))
            if (command, action.dest) == ("remove", "report"):
                _mark(action, dict.fromkeys(SHELLS, "_kg_reports") | {"fish": "(_kg_reports)"})


def _complete(action: argparse.Action, known: list[str] | None) -> None:
    import shtab  # noqa: PLC0415

    if known:
        action.choices = known
    elif action.type is Path or action.metavar == "FILE|none":
        _mark(action, shtab.DIRECTORY if action.dest in _FOLDERS else shtab.FILE)


def _mark(action: argparse.Action, how: dict[str, Any]) -> None:
    """What shtab asks an argument for."""
    action.complete = how  # type: ignore[attr-defined]


def _commands(made: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in made._actions:  # noqa: SLF001  # as above
        if isinstance(action.choices, dict):
            yield from action.choices.items()
