"""A report as a source: file, title, genre, place, periods, and the graph made of it."""

from collections.abc import Iterator

from kg import __version__
from kg.iris import Iris
from kg.model import MentionType, Reading, Thing
from kg.rdf.nquads import chinese, english, link, plain
from kg.rdf.things import one_line, period
from kg.terms import Dct, Plan, PlanClass, Prov, Rdf, Schema, Scheme

_SOFTWARE = "plan-kg"


def issuer(reading: Reading) -> Thing | None:
    """The body that presents the report, where the front matter names it."""
    name = reading.document.presenter
    raw = Thing(type=MentionType.ORGANISATION, name=name) if name else None
    return reading.issuer or raw


def triples(reading: Reading, iris: Iris) -> Iterator[str]:
    """What is known of the report itself."""
    document = reading.document
    node, source = iris.report(document.id), document.source
    yield link(node, Rdf.TYPE, PlanClass.REPORT)
    yield plain(node, Dct.IDENTIFIER, document.id)
    yield plain(node, Plan.NAME, document.id)
    yield plain(node, Plan.FILE_NAME, source.name)
    yield plain(node, Plan.CHARACTER_ENCODING, source.encoding)
    yield plain(node, Schema.ENCODING_FORMAT, source.media_type)
    yield plain(node, Schema.SHA256, source.sha256)
    yield plain(node, Dct.LANGUAGE, "zh")
    title = one_line(document.title.of(document.text)) if document.title else document.id
    yield chinese(node, Dct.TITLE, title)
    yield chinese(node, Rdf.LABEL, title)
    yield link(node, Plan.GENRE, Scheme.GENRE.code(document.genre))
    yield link(node, Plan.HOME_AREA, iris.area(reading.home))
    presenter = issuer(reading)
    if presenter:
        yield link(node, Plan.ISSUER, iris.thing(presenter))
    for when, predicate in (
        (document.review, Plan.REVIEW_PERIOD),
        (document.plan, Plan.PLAN_PERIOD),
    ):
        if when:
            yield link(node, predicate, iris.period(when))
            yield from period(when, iris)
    yield from _graph(document.id, iris)


def _graph(document: str, iris: Iris) -> Iterator[str]:
    node, maker = iris.graph(document), iris.software(_SOFTWARE, __version__)
    yield link(node, Rdf.TYPE, Prov.ENTITY)
    yield link(node, Prov.WAS_DERIVED_FROM, iris.report(document))
    yield link(node, Prov.WAS_ATTRIBUTED_TO, maker)
    yield english(node, Rdf.LABEL, f"Graph of {document}")
    yield link(maker, Rdf.TYPE, Prov.SOFTWARE_AGENT)
    yield english(maker, Rdf.LABEL, f"{_SOFTWARE} {__version__}")
