"""The command `kg`: parse, call one function, print. The only place that prints or exits."""

import argparse
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from kg import __version__
from kg.errors import InputError, KgError, QueryError
from kg.model import Severity
from kg.settings import Settings

if TYPE_CHECKING:
    from networkx import MultiDiGraph

    from kg.model import Rows
    from kg.pipeline import Progress
    from kg.query import Question

GOOD, FINDINGS, WRONG = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and exit: 0 good, 1 findings, 2 wrong use or unreadable input."""
    options = _parser().parse_args(arguments)
    try:
        code = options.run(options)
    except KgError as error:
        print(f"kg: {error}", file=sys.stderr)
        code = WRONG
    except BrokenPipeError:
        sys.stderr.close()
        code = GOOD
    except KeyboardInterrupt:
        print("kg: stopped; the graph is as it was before", file=sys.stderr)
        code = 130
    sys.exit(code)


# -- commands --------------------------------------------------------------------------------------


def _build(options: argparse.Namespace) -> int:
    from kg.pipeline import build  # noqa: PLC0415  # loads what reading needs

    with _progress() as shown:
        built = build(
            options.source, options.out, _settings(options), workers=options.workers, progress=shown
        )
    for failure in built.failures:
        print(f"kg: {failure.error}", file=sys.stderr)
    said = [f"{len(built.read)} read", f"{len(built.unchanged)} unchanged"]
    if built.failures:
        said.append(f"{len(built.failures)} could not be read")
    print(f"{options.out}: {', '.join(said)}")
    return WRONG if built.failures else GOOD


def _remove(options: argparse.Namespace) -> int:
    from kg.pipeline import remove  # noqa: PLC0415

    remove(options.report, options.graph, _settings(options))
    print(f"{options.graph}: {options.report} removed")
    return GOOD


def _validate(options: argparse.Namespace) -> int:
    from kg import render, store  # noqa: PLC0415

    record = store.read(options.graph)
    found = [one for entry in record.reports for one in store.findings(options.graph, entry.id)]
    show = render.findings_json if options.format == "json" else render.findings
    if not options.summary:
        print(show(found), end="")
    bad = sum(one.severity is Severity.VIOLATION for one in found)
    if options.format == "text":
        print(f"{len(record.reports)} reports, {len(found)} findings, {bad} violations")
        for code, count in sorted(Counter(one.code for one in found).items()):
            print(f"  {count:5} {code}")
    return FINDINGS if bad else GOOD


def _query(options: argparse.Namespace) -> int:
    from kg import query, store  # noqa: PLC0415

    folder = _settings(options).queries
    if options.list:
        print(_catalogue(query.questions(folder)), end="")
        return GOOD
    if not options.name and not options.file:
        raise QueryError("which question?", hint="kg query --list shows those there are")
    if options.graph is None:
        raise QueryError("which graph?", hint="--graph DIR, as given to kg build --out")
    asked = (
        query.read(options.file, folder) if options.file else query.question(folder, options.name)
    )
    answer = query.answer(store.open_store(options.graph), asked, _parameters(options), folder)
    _show(answer, options)
    return GOOD


def _coverage(options: argparse.Namespace) -> int:
    from kg.evaluate import coverage  # noqa: PLC0415

    answer = coverage.unexplained(options.graph) if options.list else coverage.table(options.graph)
    _show(answer, options)
    return GOOD


def _evaluate(options: argparse.Namespace) -> int:
    from kg.evaluate import gold  # noqa: PLC0415

    scores = gold.evaluate(
        options.gold, options.graph, _settings(options), out=options.out, scorer=options.scorer
    )
    print(scores, end="")
    return GOOD


def _analyse(options: argparse.Namespace) -> int:
    from kg import analyse, network, store  # noqa: PLC0415

    settings = _settings(options)
    opened = store.open_store(options.graph)
    graph = network.graph(opened, settings.queries, context=options.what == "path")
    if options.what in {"graphml", "picture"}:
        return _drawn(options, graph, settings)
    names = tuple(name for name in (options.start, options.end) if name)
    answer = analyse.run(options.what, graph, names)
    _show(answer, options)
    if options.what == "path" and not answer.rows:
        print("kg: nothing connects these two", file=sys.stderr)
    return GOOD


def _drawn(options: argparse.Namespace, graph: "MultiDiGraph[str]", settings: Settings) -> int:
    from kg import analyse  # noqa: PLC0415
    from kg.lexicon.analyse import load  # noqa: PLC0415

    if options.out is None:
        raise InputError(f"where shall the {options.what} go?", hint="--out FILE")
    if options.what == "graphml":
        analyse.export(graph, options.out)
    else:
        analyse.picture(graph, options.out, load(settings.lexicon))
    print(options.out)
    return GOOD


def _explain(options: argparse.Namespace) -> int:
    from kg import query, store  # noqa: PLC0415

    folder = _settings(options).queries
    asked = query.question(folder, "explain")
    answer = query.answer(store.open_store(options.graph), asked, {"iri": options.iri}, folder)
    if not answer.rows:
        raise QueryError(f"nothing is said of {options.iri}", hint="the dump has all IRIs")
    _show(answer, options)
    return GOOD


# -- arguments -------------------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kg", description="Planning reports in, a knowledge graph with evidence out."
    )
    parser.add_argument("--version", action="version", version=f"plan-kg {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _graph_commands(commands)
    _asking_commands(commands)
    _measuring_commands(commands)
    _analyse_command(commands)
    return parser


Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001


def _graph_commands(commands: Commands) -> None:
    """What changes a graph folder, and what is wrong with it."""
    build = _command(commands, "build", _build, "read reports into a graph folder")
    build.add_argument("source", type=Path, nargs="+", help="files and folders of reports")
    build.add_argument("--out", type=Path, required=True, help="graph folder, made where missing")
    build.add_argument("--workers", type=_positive, help="processes (default: one a core)")

    remove = _command(commands, "remove", _remove, "take a report out of a graph folder")
    remove.add_argument("report", help="the report's id: its file name without ending")
    _graph(remove)

    validate = _command(commands, "validate", _validate, "show what is wrong or doubtful")
    _graph(validate)
    validate.add_argument("--format", choices=("text", "json"), default="text")
    validate.add_argument("--summary", action="store_true", help="counts by code only")


def _asking_commands(commands: Commands) -> None:
    """Questions and their grounds."""
    query = _command(commands, "query", _query, "ask a named question")
    query.add_argument("name", nargs="?", help="a question; --list shows them")
    query.add_argument("--graph", type=Path, help="graph folder")
    query.add_argument("--param", action="append", default=[], metavar="NAME=VALUE")
    query.add_argument("--file", type=Path, help="a SPARQL file instead of a named question")
    query.add_argument("--limit", type=_positive, help="at most so many rows")
    query.add_argument("--list", action="store_true", help="the questions and their parameters")
    _format(query, ("table", "csv", "json", "ttl"))

    explain = _command(commands, "explain", _explain, "show the words that a thing rests on")
    explain.add_argument("iri", help="IRI of a statement or a thing")
    _graph(explain)
    _format(explain, ("table", "csv", "json"))


def _measuring_commands(commands: Commands) -> None:
    """How much is read, and how right it is."""
    coverage = _command(commands, "coverage", _coverage, "which numbers are explained")
    _graph(coverage)
    coverage.add_argument("--list", action="store_true", help="list the unexplained ones")
    _format(coverage, ("table", "csv", "json"))

    evaluate = _command(commands, "evaluate", _evaluate, "measure a graph against gold")
    evaluate.add_argument("gold", type=Path, help="folder of gold files")
    _graph(evaluate)
    evaluate.add_argument("--out", type=Path, help="keep the five CSV files here")
    evaluate.add_argument("--scorer", type=Path, help="default: score.py in the gold folder")


def _analyse_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    text = "who and what is central, and how it hangs together"
    analyse = _command(commands, "analyse", _analyse, text)
    kinds = ("overview", "centrality", "communities", "members", "path", "graphml", "picture")
    analyse.add_argument(
        "what",
        nargs="?",
        choices=kinds,
        default="overview",
        metavar="WHAT",
        help=f"one of {', '.join(kinds)} (default: overview)",
    )
    _graph(analyse)
    analyse.add_argument("--from", dest="start", metavar="NAME", help="path: one thing")
    analyse.add_argument("--to", dest="end", metavar="NAME", help="path: another thing")
    analyse.add_argument("--out", type=Path, help="graphml, picture (.svg or .png): the file")
    analyse.add_argument("--limit", type=_positive, help="at most so many rows")
    _format(analyse, ("table", "csv", "json"))


Run = Callable[[argparse.Namespace], int]


def _command(commands: Commands, name: str, run: Run, text: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(run=run)
    parser.add_argument("--base", help="base of all IRIs")
    return parser


def _graph(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--graph", type=Path, required=True, help="graph folder")


def _format(parser: argparse.ArgumentParser, formats: tuple[str, ...]) -> None:
    parser.add_argument("--format", choices=formats, default="table")


def _positive(words: str) -> int:
    number = int(words)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{words} is below 1")
    return number


# -- helpers ---------------------------------------------------------------------------------------


def _settings(options: argparse.Namespace) -> Settings:
    if options.base is None:
        return Settings()
    if not options.base.startswith(("http://", "https://")) or not options.base.endswith("/"):
        raise InputError(f"{options.base} is no base of IRIs", hint="like https://example.org/")
    return Settings(base=options.base)


def _parameters(options: argparse.Namespace) -> dict[str, str]:
    given = {}
    for one in options.param:
        name, mark, value = one.partition("=")
        if not mark or not value:
            raise QueryError(f"{one} is no parameter", hint="write --param name=value")
        given[name] = value
    return given


def _show(answer: "Rows", options: argparse.Namespace) -> None:
    from kg import render  # noqa: PLC0415

    limit = getattr(options, "limit", None)
    shown = replace(answer, rows=answer.rows[:limit])
    print(render.rows(shown, options.format, _width()), end="")
    more = len(answer.rows) - len(shown.rows)
    if more:
        print(f"kg: {more} more rows left out by --limit", file=sys.stderr)


def _width() -> int:
    return shutil.get_terminal_size((100, 24)).columns


def _catalogue(questions: "Iterable[Question]") -> str:
    lines = []
    for one in questions:
        lines.append(f"{one.name}: {one.title} / {one.title_en}")
        for parameter in one.parameters:
            must = " (required)" if parameter.required else ""
            lines.append(f"    {parameter.name}={parameter.type}  {parameter.description}{must}")
    return "\n".join(lines) + "\n"


@contextmanager
def _progress() -> "Iterator[Progress]":
    """A bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _done, _of, _name: None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda done, of, name: bar.update(task, completed=done, total=of, description=name)
