"""Questions in words."""

import argparse
import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.values import positive
from kg.errors import QueryError
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.ask import Answer, Asked
    from kg.cli.arguments import Subparsers

GOOD, NOT_UNDERSTOOD = 0, 1
_TEXT = (
    "ask in Chinese or simple English; the answer says how the question was understood, cites, "
    "and shows the SPARQL that ran; exit code 1 where it was not understood"
)
_LIMIT = 20


def add(to: "Subparsers") -> None:
    """Let the command understand `ask`."""
    made = to.add_parser("ask", help="ask a question in words", description=_TEXT)
    made.add_argument("text", help="the question, as in 吴江区2025年地区生产总值目标是多少？")
    made.add_argument("--graph", type=Path, required=True, help="graph folder")
    made.add_argument("--format", choices=("table", "json"), default="table")
    made.add_argument("--limit", type=positive, default=_LIMIT, help=f"default: {_LIMIT}")
    made.set_defaults(run=ask)


def ask(options: argparse.Namespace) -> int:
    """Print the answer to a question in words."""
    from kg.ask import MOST, answer, plain  # noqa: PLC0415  # the lexicon is wanted here alone

    text = options.text.encode("utf-8", "replace").decode()
    if not text.strip():
        raise QueryError("nothing was asked", hint="give a question")
    if len(text) > MOST:
        raise QueryError(f"the question is longer than {MOST} characters")
    asked = _opened(options.graph)
    with asked.index:
        found = answer(text, asked)
        if options.format == "json":
            print(json.dumps(plain(found, options.limit), ensure_ascii=False, indent=1))
        else:
            _show(found, asked, options.limit)
    return NOT_UNDERSTOOD if found.said.problem else GOOD


def _opened(graph: Path) -> "Asked":
    from kg import answers, search, store  # noqa: PLC0415  # as above
    from kg.ask import Asked  # noqa: PLC0415

    settings = Settings()
    held, kept = answers.opened(graph, settings.queries)
    return Asked(
        store=held,
        index=search.of_state(graph, store.read(graph), held, settings.queries),
        lexicon_folder=settings.lexicon,
        queries=settings.queries,
        text=lambda report: store.report_file(graph, report, store.TEXT).decode("utf-8"),
        kept=kept,
    )


def _show(found: "Answer", asked: "Asked", limit: int) -> None:
    from kg import render  # noqa: PLC0415  # rich is wanted for tables alone

    lexicon, language = asked.lexicon, found.said.language
    print("\n".join((found.line, *found.notes)))
    if found.offers:
        print(lexicon.reply("offers", language))
        print("".join(f"  {offer}\n" for offer in found.offers), end="")
    if found.rows is None:
        return
    if found.rows.rows:
        shown = replace(found.rows, rows=found.rows.rows[:limit])
        print(render.rows(shown, "table", shutil.get_terminal_size((100, 24)).columns), end="")
    total = len(found.rows.rows)
    if total > limit:
        print(lexicon.reply("more", language, total=total, shown=limit), file=sys.stderr)
    print(f"\n{found.sparql}", end="")
