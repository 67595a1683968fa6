"""Steps from thing to thing in the store, where a query would look at more than it must."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, NamedNode

from kg.describe import part
from kg.site.context import Context
from kg.terms import Oa, Plan


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words of a report with the rest of their sentence, and whose words they are."""

    report: str
    start: int
    before: str
    exact: str
    after: str


@dataclass(frozen=True, slots=True)
class Named:
    """A report that names a thing: how often, and where first."""

    report: str
    count: int
    first: int


def subjects(context: Context, predicate: str, iri: str, kind: str = "") -> list[str]:
    """What leads to a thing by a property, of one kind or of any, in order."""
    quads = context.store.quads_for_pattern(
        None, NamedNode(predicate), NamedNode(iri), DefaultGraph()
    )
    space = f"{context.record.base}id/{kind}/" if kind else ""
    found = {q.subject.value for q in quads if isinstance(q.subject, NamedNode)}
    return sorted(one for one in found if one.startswith(space))


def objects(context: Context, iri: str, predicate: str) -> list[str]:
    """What a thing leads to by a property, in order."""
    quads = context.store.quads_for_pattern(
        NamedNode(iri), NamedNode(predicate), None, DefaultGraph()
    )
    return sorted({q.object.value for q in quads if isinstance(q.object, NamedNode)})


def sentences(context: Context, statement: str) -> list[Sentence]:
    """The places that a statement rests on, in the order of the text."""
    found = [
        sentence(context, passage)
        for note in objects(context, statement, Plan.EVIDENCE)
        for passage in objects(context, note, Oa.HAS_TARGET)
    ]
    return sorted(found, key=lambda one: (one.report, one.start, one.exact))


def sentence(context: Context, passage: str) -> Sentence:
    """A passage as its words."""
    said = part(context.store, f"{passage}#quote")
    start = part(context.store, f"{passage}#position").text(Oa.START)
    report = next(iter(objects(context, passage, Oa.HAS_SOURCE)), "")
    return Sentence(
        report=report,
        start=int(start) if start.isdecimal() else 0,
        before=said.text(Oa.PREFIX),
        exact=said.text(Oa.EXACT),
        after=said.text(Oa.SUFFIX),
    )


def named(context: Context, iri: str) -> list[Named]:
    """The reports that name a thing."""
    mentions = subjects(context, Oa.HAS_BODY, iri, "mention")
    return list(_by_report(context, mentions).values())


def _by_report(context: Context, mentions: Iterable[str]) -> dict[str, Named]:
    found: dict[str, Named] = {}
    for note in mentions:
        for passage in objects(context, note, Oa.HAS_TARGET):
            start = part(context.store, f"{passage}#position").text(Oa.START)
            at = int(start) if start.isdecimal() else 0
            for report in objects(context, passage, Oa.HAS_SOURCE):
                known = found.get(report, Named(report, 0, at))
                found[report] = Named(report, known.count + 1, min(known.first, at))
    return dict(sorted(found.items()))
