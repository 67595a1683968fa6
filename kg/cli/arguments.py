"""What the command understands."""

import argparse
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NoReturn, TypeAlias

from kg import __version__
from kg.cli import (
    asked,
    assisting,
    changes,
    checking,
    commands,
    completing,
    docs,
    exporting,
    loading,
    publishing,
    searching,
    serving,
    showing,
    starting,
    synthesising,
    validating,
    words,
)
from kg.cli.values import positive, source

#: argparse has no public name for what add_subparsers gives back.
Subparsers: TypeAlias = "argparse._SubParsersAction[_Parser]"  # noqa: SLF001
Run: TypeAlias = Callable[[argparse.Namespace], int]

ANALYSES = (
    *("overview", "centrality", "communities", "members", "bridges", "similarity", "missing"),
    *("path", "graphml", "picture"),
)
ENGINES = ("local", "spark")
TABLES = ("table", "csv", "json")


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where help is; exit with 2."""
        said = words.said("help", program=self.prog, said=words.translated(message))
        self.exit(2, f"{said}\n")


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command; each subcommand sets `run`."""
    made = _Parser(
        prog="kg", description="Planning reports in, a knowledge graph with evidence out."
    )
    made.add_argument("--version", action="version", version=f"plan-kg {__version__}")
    to = made.add_subparsers(metavar="COMMAND", required=True)
    _building(to)
    _asking(to)
    searching.add(to)
    asked.add(to)
    assisting.add(to)
    _measuring(to)
    _analysing(to)
    exporting.add(to)
    loading.add(to)
    changes.add(to)
    docs.add(to)
    publishing.add(to)
    serving.add(to)
    showing.add(to)
    starting.add(to)
    synthesising.add(to)
    checking.add(to)
    completing.add(to)
    return made


def _building(to: Subparsers) -> None:
    build = _command(to, "build", commands.build, "read reports into a graph folder")
    build.add_argument(
        "source",
        type=source,
        nargs="+",
        help="files, folders and zip archives of reports, addresses of web pages",
    )
    build.add_argument("--out", type=source, required=True, help="graph folder, made where missing")
    build.add_argument(
        "--engine",
        choices=ENGINES,
        default=ENGINES[0],
        help="where reports are read: processes of this machine (local), or Spark",
    )
    build.add_argument(
        "--master",
        metavar="URL",
        help="Spark alone: its master (default: as Spark is set up, else local[*])",
    )
    build.add_argument("--workers", type=positive, help="processes (default: one a core)")
    build.add_argument(
        "--by-path",
        action="store_true",
        help="know reports by their path in the folder given, not by their name alone",
    )
    build.add_argument("--base", help="base of all IRIs (default: that of kg.toml)")
    build.add_argument(
        "--settings",
        type=Path,
        metavar="FILE",
        help="what the graph is published as (default: ./kg.toml, else that of the package)",
    )
    build.add_argument(
        "--registry",
        type=Path,
        metavar="FILE",
        help="list of retired IRIs (kg retire makes it; default: as the graph was last built)",
    )
    build.add_argument(
        "--curated",
        type=Path,
        metavar="FILE",
        help="decisions about names (default: curated.toml beside the sources)",
    )
    known = "a trained name model, or none for names by rules alone (default: the packaged one)"
    build.add_argument("--model", metavar="FILE|none", help=known)
    build.add_argument(
        "--min-confidence",
        type=_probability,
        default=Decimal(0),
        metavar="X",
        help="leave out what is less probably right (0 to 1)",
    )

    build.add_argument(
        "--answers",
        action="store_true",
        help="make the answers to questions too",
    )
    build.add_argument(
        "--allow-private",
        action="store_true",
        help="fetch addresses of this machine and of private networks too",
    )

    remove = _command(to, "remove", commands.remove, "take a report out of a graph folder")
    remove.add_argument("report", help="the report's id: its file name without ending")
    _graph(remove)

    validate = _command(to, "validate", validating.validate, "show what is wrong or doubtful")
    _graph(validate)
    validate.add_argument("--workers", type=positive, help="processes (default: one a core)")
    validating.arguments(validate)

    text = "list what people decided about names, and whether a report still needs it"
    decisions = _command(to, "decisions", commands.decisions, text)
    _graph(decisions)
    decisions.add_argument("--stale", action="store_true", help="those that no report needs")
    _table(decisions)


def _asking(to: Subparsers) -> None:
    query = _command(to, "query", commands.query, "ask a named question")
    query.add_argument("name", nargs="?", help="a question; --list shows them")
    query.add_argument("--graph", type=Path, help="graph folder")
    query.add_argument("--param", action="append", default=[], metavar="NAME=VALUE")
    query.add_argument("--file", type=Path, help="a SPARQL file instead of a named question")
    query.add_argument("--list", action="store_true", help="the questions and their parameters")
    _table(query, (*TABLES, "ttl"))

    explain = _command(to, "explain", commands.explain, "show the words that a thing rests on")
    explain.add_argument("iri", help="IRI of a statement or a thing")
    _graph(explain)
    _table(explain)


def _measuring(to: Subparsers) -> None:
    coverage = _command(to, "coverage", commands.coverage, "which numbers are explained")
    _graph(coverage)
    coverage.add_argument("--list", action="store_true", help="list the unexplained ones")
    _table(coverage)

    evaluate = _command(to, "evaluate", commands.evaluate, "measure a graph against gold")
    evaluate.add_argument("gold", type=Path, nargs="+", help="folders of gold files")
    _graph(evaluate)
    evaluate.add_argument(
        "--out", type=Path, help="folder of the five CSV files (default: in the graph)"
    )
    evaluate.add_argument("--scorer", type=Path, help="default: score.py in the gold folder")
    evaluate.add_argument(
        "--calibrate", type=Path, metavar="FILE", help="learn lexicon/confidence.toml from the gold"
    )
    evaluate.add_argument(
        "--errors", type=Path, metavar="PAGE", help="write a page of HTML with every error"
    )


def _analysing(to: Subparsers) -> None:
    text = "who and what is central, and how it hangs together"
    analyse = _command(to, "analyse", commands.analyse, text)
    known = f"one of {', '.join(ANALYSES)} (default: overview)"
    analyse.add_argument(
        "what", nargs="?", choices=ANALYSES, default="overview", metavar="WHAT", help=known
    )
    _graph(analyse)
    analyse.add_argument("--from", dest="start", metavar="NAME", help="path: one thing")
    analyse.add_argument("--to", dest="end", metavar="NAME", help="path: another thing")
    analyse.add_argument("--out", type=Path, help="graphml, picture (.svg or .png): the file")
    _table(analyse)


def _command(to: Subparsers, name: str, run: Run, text: str) -> argparse.ArgumentParser:
    made = to.add_parser(name, help=text, description=text)
    made.set_defaults(run=run)
    return made


def _graph(made: argparse.ArgumentParser) -> None:
    made.add_argument("--graph", type=Path, required=True, help="graph folder")


def _table(made: argparse.ArgumentParser, formats: tuple[str, ...] = TABLES) -> None:
    made.add_argument("--format", choices=formats, default="table")
    made.add_argument("--limit", type=positive, help="at most so many rows")


def _probability(words: str) -> Decimal:
    try:
        found = Decimal(words)
    except InvalidOperation:
        found = Decimal(-1)
    if not (found.is_finite() and 0 <= found <= 1):
        raise argparse.ArgumentTypeError(f"{words} is no number from 0 to 1")
    return found
