"""The gold's own scorer: what it counts as wrong, and its functions that tell what agrees."""

import json
import runpy
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from kg.errors import InputError

#: A row of gold or of the answers.
Row: TypeAlias = Mapping[str, Any]
#: Whether two rows agree.
Match: TypeAlias = Callable[[Row, Row], bool]

LAYERS = ("entities", "observations", "facts", "links", "projects")
_USED = (
    *("MATCH", "alike", "area", "base", "kind", "overlap", "pair", "read_results"),
    *("same_action", "same_indicator", "same_quantity", "status"),
)


@dataclass(frozen=True, slots=True)
class Scorer:
    """A scorer's file and what is defined in it."""

    program: Path
    defined: Mapping[str, Any]

    def ask(self, name: str, *given: object) -> Any:  # noqa: ANN401  # whatever it answers
        """What one of the scorer's functions answers."""
        return self.defined[name](*given)

    def pairs(
        self, golds: Sequence[Row], givens: Sequence[Row], match: Match
    ) -> list[tuple[int, int]]:
        """One-to-one pairs of rows that match, as the scorer makes them."""
        return sorted(self.ask("pair", golds, givens, match))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the scorer says of a layer: its figures, and the rows that it counts as wrong."""

    figures: Mapping[str, Any]
    missed: tuple[tuple[str, Row], ...]
    extra: tuple[tuple[str, Row], ...]


def load(program: Path) -> Scorer:
    """The scorer of a file; InputError where it cannot be run or lacks a function."""
    try:
        defined = runpy.run_path(str(program), run_name="scorer")
    except (Exception, SystemExit) as error:
        raise InputError(f"the scorer failed: {error}", where=str(program)) from error
    lacking = [name for name in _USED if name not in defined]
    if lacking:
        raise InputError(f"the scorer has no {', '.join(lacking)}", where=str(program))
    return Scorer(program, defined)


def verdict(scorer: Scorer, gold: Path, answers: Path, layer: str) -> Verdict:
    """What the scorer prints about a layer, read."""
    where = (str(scorer.program), str(gold), str(answers))
    command = [sys.executable, *where, "--json", "--misses", layer]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    lines = done.stdout.split("\n")
    try:
        figures = json.loads("\n".join(line for line in lines if line[:2] not in {"- ", "+ "}))
        missed, extra = (tuple(_row(line) for line in lines if line[:2] == mark) for mark in _MARKS)
    except ValueError as error:
        said = done.stderr.strip()[-300:] or "what it prints cannot be read"
        raise InputError(f"the scorer failed: {said}", where=str(scorer.program)) from error
    return Verdict(figures.get(layer, {}), missed, extra)


_MARKS = ("- ", "+ ")


def _row(line: str) -> tuple[str, Row]:
    document, _, row = line[2:].partition(" {")
    return document, json.loads("{" + row)
