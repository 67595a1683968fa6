"""How answers and progress look on a terminal."""

import argparse
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.cli import words

if TYPE_CHECKING:
    from kg.model import Rows
    from kg.pipeline import Progress
    from kg.query import Question


def show(answer: "Rows", options: argparse.Namespace) -> None:
    """Print an answer in the format asked for, cut at `--limit`, and say what was cut."""
    from kg import render  # noqa: PLC0415  # csv is wanted where rich is not

    shown = replace(answer, rows=answer.rows[: options.limit])
    width = shutil.get_terminal_size((100, 24)).columns
    key = "row" if len(shown.rows) == 1 else "rows"
    count = words.said(key, count=len(shown.rows))
    print(render.rows(shown, options.format, width, count=count), end="")
    more = len(answer.rows) - len(shown.rows)
    if more:
        print(words.said("left-out", count=more), file=sys.stderr)


def catalogue(questions: "Iterable[Question]") -> str:
    """The questions with their parameters."""
    lines = []
    required = words.said("required")
    for one in questions:
        lines.append(f"{one.name}: {one.title} / {one.title_en}")
        for parameter in one.parameters:
            must = required if parameter.required else ""
            lines.append(f"    {parameter.name}={parameter.type}  {parameter.description}{must}")
    return "\n".join(lines) + "\n"


@contextmanager
def progress(doing: str = "reading", after: str = "") -> "Iterator[Progress]":
    """A bar on a terminal, nothing elsewhere; `doing` is the key of what is done.

    `after` is that of what follows when all are done, where it may take as long again.
    """
    if not sys.stderr.isatty():
        yield lambda _done, _of, _name: None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(words.said(doing), total=None)

        def update(done: int, of: int, name: str) -> None:
            bar.update(task, completed=done, total=of, description=name)
            if after and done == of:
                bar.add_task(words.said(after), total=None)

        yield update
