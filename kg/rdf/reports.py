"""A report as a source: file, title, genre, place, periods, and the graph made of it."""

from collections.abc import Iterator
from hashlib import sha256

from kg import __version__
from kg.lexicon.wording import Both
from kg.model import Document, MentionType, Reading, Thing
from kg.rdf.nquads import chinese, english, link, plain
from kg.rdf.things import period, title
from kg.rdf.using import Mapping, Version
from kg.terms import Dct, Plan, PlanClass, Prov, Rdf, Schema, Scheme

_SOFTWARE = "plan-kg"


def issuer(reading: Reading) -> Thing | None:
    """The body that presents the report, where the front matter names it."""
    name = reading.document.presenter
    raw = Thing(type=MentionType.ORGANISATION, name=name) if name else None
    return reading.issuer or raw


def triples(reading: Reading, using: Mapping) -> Iterator[str]:
    """What is known of the report itself."""
    document, iris = reading.document, using.iris
    node, source = iris.report(document.id), document.source
    yield link(node, Rdf.TYPE, PlanClass.REPORT)
    yield plain(node, Dct.IDENTIFIER, document.id)
    yield plain(node, Plan.NAME, document.id)
    yield plain(node, Plan.FILE_NAME, source.name)
    yield plain(node, Plan.CHARACTER_ENCODING, source.encoding)
    yield plain(node, Schema.ENCODING_FORMAT, source.media_type)
    yield plain(node, Schema.SHA256, source.sha256)
    yield plain(node, Plan.TEXT_DIGEST, sha256(document.text.encode()).hexdigest())
    if source.address:
        yield link(node, Dct.SOURCE, source.address)
    yield plain(node, Dct.LANGUAGE, "zh")
    words = title(document)
    yield chinese(node, Dct.TITLE, words)
    yield chinese(node, Rdf.LABEL, words)
    yield link(node, Plan.GENRE, Scheme.GENRE.code(document.genre))
    yield link(node, Plan.HOME_AREA, iris.area(reading.home))
    yield link(iris.area(reading.home), Rdf.TYPE, Dct.LOCATION)
    presenter = issuer(reading)
    if presenter:
        yield link(node, Plan.ISSUER, iris.thing(presenter))
    for when, predicate in (
        (document.review, Plan.REVIEW_PERIOD),
        (document.plan, Plan.PLAN_PERIOD),
    ):
        if when:
            yield link(node, predicate, iris.period(when))
            yield from period(when, using)
    yield from _graph(document, words, using)


def _graph(document: Document, words: str, using: Mapping) -> Iterator[str]:
    """The graph as an entity: made of which file, by which versions of what."""
    iris, said = using.iris, using.wording.provenance
    node, report = iris.graph(document.id), iris.report(document.id)
    run = iris.run(document.id, document.source.sha256, *(v.sha256 for v in using.versions))
    yield link(node, Rdf.TYPE, Prov.ENTITY)
    yield link(node, Prov.WAS_DERIVED_FROM, report)
    yield link(node, Prov.WAS_GENERATED_BY, run)
    yield from _labels(node, said["graph"].filled(report=words))
    yield link(run, Rdf.TYPE, Prov.ACTIVITY)
    yield link(run, Prov.USED, report)
    yield from _labels(run, said["run"].filled(report=words))
    yield from _maker(run, using)
    for version in using.versions:
        yield from _version(run, version, using)


def _maker(run: str, using: Mapping) -> Iterator[str]:
    """The program, and the version of its code that it went by."""
    maker = using.iris.software(_SOFTWARE, __version__)
    yield link(run, Prov.WAS_ASSOCIATED_WITH, maker)
    yield link(maker, Rdf.TYPE, Prov.SOFTWARE_AGENT)
    yield english(maker, Rdf.LABEL, f"{_SOFTWARE} {__version__}")
    for version in using.versions:
        if version.part == "code":
            association = f"{run}#association"
            yield link(run, Prov.QUALIFIED_ASSOCIATION, association)
            yield link(association, Rdf.TYPE, Prov.ASSOCIATION)
            yield link(association, Prov.AGENT, maker)
            yield link(association, Prov.HAD_PLAN, using.iris.version(*version))


def _version(run: str, version: Version, using: Mapping) -> Iterator[str]:
    node = using.iris.version(*version)
    kind = Prov.PLAN if version.part == "code" else Prov.ENTITY
    said = using.wording.provenance[version.part]
    yield link(run, Prov.USED, node)
    yield link(node, Rdf.TYPE, kind)
    yield plain(node, Schema.SHA256, version.sha256)
    yield chinese(node, Rdf.LABEL, f"{said.zh} {version.sha256[:8]}")
    yield english(node, Rdf.LABEL, f"{said.en} {version.sha256[:8]}")


def _labels(node: str, said: Both) -> Iterator[str]:
    yield chinese(node, Rdf.LABEL, said.zh)
    yield english(node, Rdf.LABEL, said.en)
