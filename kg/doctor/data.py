"""Whether model, lexicon, vocabulary, shapes and questions load."""

from collections.abc import Iterator
from pathlib import Path

from kg.doctor.checks import Check, State, fault
from kg.errors import KgError
from kg.settings import Settings

# each of these needs what is slow to load, and is run in a process of its own


def model(settings: Settings, _graph: Path | None) -> Iterator[Check]:
    """The name model: it is there, loads, and is of this version."""
    from kg.tag.learned import weights  # noqa: PLC0415

    if settings.model is None:
        yield Check(part="model", state=State.WARNING, found="no-model", mend="mend-pip")
        return
    known = len(weights.load(settings.model).vocabulary)
    values = {"version": weights.FORMAT, "characters": known}
    yield Check(part="model", found="model-good", values=values)


def lexicon(settings: Settings, _graph: Path | None) -> Iterator[Check]:
    """Every file of the lexicon."""
    from kg.lexicon import everything  # noqa: PLC0415

    values = {"files": len(everything.LOADERS), "entries": everything.check(settings.lexicon)}
    yield Check(part="lexicon", found="lexicon-good", values=values)


def vocabulary(settings: Settings, _graph: Path | None) -> Iterator[Check]:
    """The ontology, the shapes, the questions."""
    from kg import rdf, validate  # noqa: PLC0415

    try:
        values = {"statements": len(tuple(rdf.vocabulary(settings.ontology, settings.base)))}
        yield Check(part="ontology", found="ontology-good", values=values)
    except KgError as error:
        yield fault("ontology", error)
    try:
        shapes = len(validate.shapes(settings).rules.rules)
        yield Check(part="shapes", found="shapes-good", values={"shapes": shapes})
    except KgError as error:
        yield fault("shapes", error)
    yield _queries(settings.queries)


def _queries(folder: Path) -> Check:
    """Every question is SPARQL, asked of nothing."""
    from pyoxigraph import Store  # noqa: PLC0415

    from kg import query  # noqa: PLC0415

    try:
        found = query.questions(folder)
    except KgError as error:
        return fault("queries", error)
    for one in found:
        try:
            Store().query(one.sparql)
        except SyntaxError as error:
            values = {"file": str(folder / f"{one.name}.rq"), "error": " ".join(str(error).split())}
            return Check(
                part="queries",
                state=State.FAULT,
                found="queries-wrong",
                mend="mend-query",
                values=values,
            )
    return Check(part="queries", found="queries-good", values={"questions": len(found)})
