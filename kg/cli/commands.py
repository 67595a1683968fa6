"""Each command: at most a few lines that call the package and print what it gives back."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli import words
from kg.cli.shown import catalogue, progress, show
from kg.errors import InputError, QueryError
from kg.settings import Settings

if TYPE_CHECKING:
    from networkx import MultiDiGraph

    from kg.pipeline import Built
    from kg.pipeline.publishing import Published

GOOD, WRONG = 0, 2


def build(options: argparse.Namespace) -> int:
    """Read reports into a graph folder; 2 where one could not be read."""
    from kg import answers  # noqa: PLC0415
    from kg.evaluate import decisions  # noqa: PLC0415
    from kg.pipeline.publishing import chosen  # noqa: PLC0415

    _fitting(options)
    here = options.out if isinstance(options.out, Path) else None
    published = chosen(here, options.settings, options.base, options.registry)
    using = settings(published.about.graph.base, options.model)
    using = replace(using, min_confidence=options.min_confidence)
    run = _on_spark if options.engine == "spark" else _here
    built = run(options, using, published)
    if here and options.answers:
        _, tables = answers.opened(here, using.queries, least=0)
        if tables:
            tables.make()
    for failure in (*built.left_out, *built.failures):
        print(words.said("refused", said=words.error(failure.error)), file=sys.stderr)
    stale = decisions.stale(here, Settings()) if here else ()
    for one in stale:
        said = one.message_zh if words.language() == "zh" else one.message_en
        said = f"{one.document}:{one.line}: {said}: {one.quote} ({one.code})"
        print(words.said("refused", said=said), file=sys.stderr)
    print(_built(options.out, built, len(stale), rules=using.model is None))
    return WRONG if built.failures else GOOD


def _fitting(options: argparse.Namespace) -> None:
    """InputError where an option is of the other engine."""
    if options.engine == "spark":
        if options.workers:
            raise InputError("--workers is not for Spark", hint="--master says it: local[4]")
        return
    if options.master:
        raise InputError("--master is for Spark alone", hint="--engine spark")
    if isinstance(options.out, str):
        raise InputError(
            "only Spark writes there", where=options.out, hint="give a folder, or --engine spark"
        )


def _here(options: argparse.Namespace, using: Settings, published: "Published") -> "Built":
    from kg.pipeline import build  # noqa: PLC0415  # loads what reading needs
    from kg.read import Web  # noqa: PLC0415

    with progress(after="writing") as shown:
        return build(
            options.source,
            options.out,
            using,
            web=Web(allow_private=options.allow_private),
            workers=options.workers,
            progress=shown,
            curated=options.curated,
            published=published,
            by_path=options.by_path,
        )


def _on_spark(options: argparse.Namespace, using: Settings, published: "Published") -> "Built":
    from kg.pipeline import spark  # noqa: PLC0415  # an extra

    return spark.build(
        options.source,
        options.out,
        using,
        master=options.master,
        curated=options.curated,
        published=published,
        by_path=options.by_path,
    )


def _built(out: Path | str, built: "Built", stale: int, *, rules: bool) -> str:
    """What a build did, on one line."""
    said = [
        words.said("built-read", count=len(built.read)),
        words.said("built-unchanged", count=len(built.unchanged)),
    ]
    if built.failures:
        said.append(words.said("built-failed", count=len(built.failures)))
    if rules:
        said.append(words.said("built-rules"))
    if stale:
        said.append(words.said("built-stale", count=stale))
    return words.said("built", folder=out, said=words.said("join").join(said))


def remove(options: argparse.Namespace) -> int:
    """Take a report out."""
    from kg import store  # noqa: PLC0415
    from kg.pipeline import remove  # noqa: PLC0415

    base = store.read(options.graph).base
    remove(options.report, options.graph, Settings(base=base))
    print(words.said("removed", folder=options.graph, report=options.report))
    return GOOD


def decisions(options: argparse.Namespace) -> int:
    """List the decisions about names with their state."""
    from kg.evaluate import decisions  # noqa: PLC0415

    show(decisions.table(options.graph, Settings(), stale_only=options.stale), options)
    return GOOD


def query(options: argparse.Namespace) -> int:
    """Answer a named question, or list them."""
    from kg import answers, query  # noqa: PLC0415

    folder = Settings().queries
    if options.list:
        print(catalogue(query.questions(folder)), end="")
        return GOOD
    if not options.name and not options.file:
        raise QueryError("which question?", hint="kg query --list shows those there are")
    if options.graph is None:
        raise QueryError("which graph?", hint="--graph DIR, as given to kg build --out")
    asked = (
        query.read(options.file, folder) if options.file else query.question(folder, options.name)
    )
    held, kept = answers.opened(options.graph, folder)
    answer = query.answer(held, asked, _parameters(options), folder, kept)
    show(answer, options)
    return GOOD


def coverage(options: argparse.Namespace) -> int:
    """Show how many numbers of each report are explained, or those that are not."""
    from kg.evaluate import coverage  # noqa: PLC0415

    answer = coverage.unexplained(options.graph) if options.list else coverage.table(options.graph)
    show(answer, options)
    return GOOD


def evaluate(options: argparse.Namespace) -> int:
    """Print the scorer's figures and how far confidences hold; learn them anew where asked."""
    from kg import render  # noqa: PLC0415
    from kg.evaluate import calibration, gold  # noqa: PLC0415

    out = options.out or options.graph / "evaluation"
    scorer = options.scorer or gold.scorer(options.gold)
    said = gold.evaluate(options.gold, options.graph, Settings(), out, scorer=scorer)
    said += render.rows(calibration.table(gold.judged(options.gold, out, scorer)), "table")
    if options.calibrate:
        from kg.evaluate import learning  # noqa: PLC0415  # reads the reports again

        learnt = learning.learn(options.gold, options.graph, out, Settings(), scorer)
        learning.write(learnt, options.calibrate)
        said += render.rows(learnt.table, "table")
    if options.errors:
        from kg.evaluate import mistakes  # noqa: PLC0415

        mistakes.write(options.gold, out, options.graph, scorer, options.errors)
        print(words.said("errors-in", file=options.errors), file=sys.stderr)
    print(said, end="")
    print(words.said("answers-in", folder=out), file=sys.stderr)
    return GOOD


def analyse(options: argparse.Namespace) -> int:
    """Print an analysis, or write a picture or GraphML."""
    from kg import analyse, answers, network  # noqa: PLC0415

    settings = Settings()
    opened, kept = answers.opened(options.graph, settings.queries)
    graph = network.graph(opened, settings.queries, context=options.what == "path", kept=kept)
    if options.what in {"graphml", "picture"}:
        return _drawn(options, graph, settings)
    if options.what in analyse.BESIDE:
        figures = network.figures(opened, settings.queries, kept)
        analyse.beside.put(graph, figures, network.sentences(opened, settings.queries, kept))
    names = tuple(name for name in (options.start, options.end) if name)
    answer = analyse.run(options.what, graph, names)
    show(answer, options)
    if options.what == "path" and not answer.rows:
        print(words.said("unconnected"), file=sys.stderr)
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


def explain(options: argparse.Namespace) -> int:
    """Show the words that a statement or thing rests on."""
    from kg import query, store  # noqa: PLC0415

    folder = Settings().queries
    asked = query.question(folder, "explain")
    answer = query.answer(store.open_store(options.graph), asked, {"iri": options.iri}, folder)
    if not answer.rows:
        raise QueryError(f"nothing is said of {options.iri}", hint="the dump has all IRIs")
    show(answer, options)
    return GOOD


def settings(base: str, model: str | None) -> Settings:
    """The settings of a run; a model of "none" reads names by rules alone."""
    if model is None:
        return Settings(base=base)
    return Settings(base=base, model=None if model == "none" else Path(model))


def _parameters(options: argparse.Namespace) -> dict[str, str]:
    given = {}
    for one in options.param:
        name, mark, value = one.partition("=")
        if not mark or not value:
            raise QueryError(f"{one} is no parameter", hint="write --param name=value")
        given[name] = value
    return given
