"""Things found by name, sentences by their words."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli import words
from kg.cli.shown import show
from kg.errors import QueryError
from kg.model import Rows
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.cli.arguments import Subparsers
    from kg.search import Found, Said

GOOD = 0
_FORMATS = ("table", "csv", "json")
_TEXT = (
    "find things by name, other names, keys or pinyin (wujiang, wjq), the best first; areas, "
    "enterprises, organisations, projects, indicators, honours, policies, phrases, reports, "
    "periods, terms of the vocabulary; with --text sentences of the reports by their words"
)
_LIMIT = 20


def add(to: "Subparsers") -> None:
    """Let the command understand `search`."""
    made = to.add_parser("search", help="find things by name", description=_TEXT)
    made.add_argument("text", help="a name, a part of it, a key, pinyin or its initials")
    made.add_argument("--graph", type=Path, required=True, help="graph folder")
    made.add_argument(
        "--text",
        action="store_true",
        dest="within",
        help="find sentences of the reports that have all these words",
    )
    made.add_argument(
        "--kind", action="append", default=[], metavar="K", help="only these (repeatable)"
    )
    made.add_argument("--limit", type=int, default=_LIMIT, help=f"default: {_LIMIT}")
    made.add_argument("--offset", type=int, default=0, help="leave out so many first")
    made.add_argument("--format", choices=_FORMATS, default="table")
    made.set_defaults(run=search)


def search(options: argparse.Namespace) -> int:
    """Print what bears a name; say how much more there is."""
    from kg import search  # noqa: PLC0415  # sqlite is wanted here alone

    if not options.text.strip():
        raise QueryError("nothing to look for", hint="give a name or a part of one")
    if options.within:
        return _sentences(options)
    with search.opened(options.graph, Settings().queries) as index:
        found = index.search(options.text, options.kind, options.limit, options.offset)
    show(_rows(found), options)
    _say(found, options.offset)
    return GOOD


def _sentences(options: argparse.Namespace) -> int:
    from kg import search  # noqa: PLC0415  # as above

    if options.kind:
        raise QueryError("sentences are of no kind", hint="--kind goes without --text")
    with search.sentences_opened(options.graph, Settings().queries) as index:
        said = index.search(options.text, options.limit, options.offset)
    rows = tuple((one.document, one.start, one.text) for one in said.sentences)
    show(Rows(columns=("document", "start", "quote"), rows=rows), options)
    _say_more(said, options.offset)
    return GOOD


def _say_more(said: "Said", offset: int) -> None:
    more = said.total - offset - len(said.sentences)
    if not said.total:
        print(words.said("nothing-said"), file=sys.stderr)
    elif more > 0:
        key = "more-said-least" if said.more else "more-said"
        print(words.said(key, count=more), file=sys.stderr)


def _rows(found: "Found") -> "Rows":
    rows = tuple((h.name, h.kind, h.matched, h.weight, h.iri) for h in found.hits)
    return Rows(columns=("name", "kind", "matched", "weight", "iri"), rows=rows)


def _say(found: "Found", offset: int) -> None:
    more = found.total - offset - len(found.hits)
    if not found.total:
        print(words.said("nothing-called"), file=sys.stderr)
    elif more > 0:
        kinds = words.said("join").join(f"{count} {kind}" for kind, count in found.by_kind.items())
        key = "more-found-least" if found.more else "more-found"
        print(words.said(key, count=more, kinds=kinds), file=sys.stderr)
