"""How a graph folder is: whole, of this version, made with the same, held by whom."""

import hashlib
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from pyoxigraph import NamedNode, Store

from kg import store
from kg.doctor.checks import Check, State, fault, size
from kg.errors import KgError
from kg.iris import Iris
from kg.settings import Settings
from kg.store import Entry, Record

_FILES = (store.SOURCE, store.TEXT, store.QUADS, store.FINDINGS, store.FIGURES)


def checks(settings: Settings, graph: Path | None) -> Iterator[Check]:
    """The record first: without one there is nothing else to look at."""
    if graph is None:
        return
    record = store.read(graph)
    values: dict[str, str | int] = {"reports": len(record.reports), "base": record.base}
    yield Check(part="graph", found="graph-good", values=values)
    yield _dump(graph, record)
    yield _reports(graph, record)
    try:
        opened = store.open_store(graph)
        yield Check(part="graph store", found="store-good", values={"quads": len(opened)})
        yield _made_with(record, settings, opened)
    except KgError as error:
        yield fault("graph store", error)
    yield from _writing(graph, record)


def _dump(graph: Path, record: Record) -> Check:
    part, path = "graph dump", graph / store.DUMP
    if store.interrupted(graph):
        return Check(part=part, state=State.FAULT, found="dump-interrupted", mend="mend-build")
    try:
        with path.open("rb") as file:
            same = hashlib.file_digest(file, "sha256").hexdigest() == record.dump_sha256
    except OSError as error:
        return fault(part, error)
    if not same:
        return Check(part=part, state=State.FAULT, found="dump-other", mend="mend-damaged")
    return Check(part=part, found="dump-good", values={"size": size(path.stat().st_size)})


def _reports(graph: Path, record: Record) -> Check:
    wanted = [
        graph / store.REPORTS / one.folder / name for one in record.reports for name in _FILES
    ]
    missing = [str(path.relative_to(graph)) for path in wanted if not path.is_file()]
    if missing:
        return _damaged("reports-missing", count=len(missing), file=missing[0])
    changed = [one.id for one in record.reports if not _as_read(graph, one)]
    if changed:
        return _damaged("texts-other", count=len(changed), report=changed[0])
    return Check(part="graph reports", found="reports-good", values={"files": len(wanted)})


def _damaged(found: str, **values: str | int) -> Check:
    return Check(
        part="graph reports",
        state=State.FAULT,
        found=found,
        mend="mend-damaged",
        values=values,
    )


def _as_read(graph: Path, report: Entry) -> bool:
    folder = graph / store.REPORTS / report.folder
    source, text = ((folder / name).read_bytes() for name in (store.SOURCE, store.TEXT))
    return store.is_as_read(json.loads(source), text)


def _made_with(record: Record, settings: Settings, opened: Store) -> Check:
    """Whether a build with what is here would read the reports anew, and why."""
    from kg.pipeline.fingerprint import made_with, versions  # noqa: PLC0415  # loads the mapping

    part = "graph made with"
    using = Settings(
        root=settings.root,
        base=record.base,
        model=settings.model,
        min_confidence=Decimal(record.min_confidence),
    )
    here = versions(using)
    if made_with(using, record.decisions, here) == record.made_with:
        return Check(part=part, found="made-same")
    iris = Iris(record.base)
    other = [one.part for one in here if not _told_of(opened, iris.version(*one))]
    return Check(
        part=part,
        state=State.WARNING,
        found="made-other" if other else "made-libraries",
        mend="mend-anew",
        values={"parts": ", ".join(other)},
    )


def _told_of(opened: Store, iri: str) -> bool:
    node = NamedNode(iri.strip("<>"))
    return next(opened.quads_for_pattern(node, None, None), None) is not None


def _writing(graph: Path, record: Record) -> Iterator[Check]:
    """What a writer left, unless one is at work."""
    part, who = "graph lock", store.holder(graph)
    if who:
        values = {"who": who}
        yield Check(part=part, state=State.WARNING, found="held", mend="mend-wait", values=values)
        return
    yield Check(part=part, found="unheld")
    left = [str(path.relative_to(graph)) for path in store.leftovers(graph, record)]
    if left:
        yield Check(
            part="graph leftovers",
            state=State.WARNING,
            found="leftovers",
            mend="mend-leftovers",
            values={"count": len(left), "file": left[0]},
        )
    else:
        yield Check(part="graph leftovers", found="no-leftovers")
