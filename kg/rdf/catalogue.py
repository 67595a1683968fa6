"""The graph as a catalogue lists it: DCAT-AP 3.0.1 and VoID, in a named graph of its own.

Sizes and digests are those of files in the graph folder; the whole dump holds this very graph and
so cannot say its own digest. Counts are of everything, this graph included.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from hashlib import sha256

from kg.iris import Iris, document_key
from kg.model import Reading
from kg.publication import Publication, Words
from kg.rdf import counting, nquads, statistics
from kg.rdf.counting import Counting, Counts, Links, Others, total
from kg.rdf.distributions import Form, checksum, distribution
from kg.rdf.nquads import chinese, english, link, plain, typed
from kg.rdf.things import title
from kg.rdf.using import Mapping
from kg.terms import Dcat, Dct, Foaf, Prov, Rdf, Schema, Skos, Vcard, Xsd

GRAPH = "catalogue"
_PUBLIC = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
_N_QUADS = Form("N-Quads", "application/n-quads", "RDF_N_QUADS")
_SPARQL = "http://www.w3.org/TR/sparql11-protocol/"
_PROFILE = "http://data.europa.eu/r5r/"
_ROUNDS = 9  # the counts of this graph settle in two or three


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Part:
    """What the catalogue tells of one report's graph: its file, and what it is about."""

    id: str
    title: str
    area: str  # IRI
    start: str  # first day of what it looks back on, empty where that is not known
    end: str
    size: int  # of its file
    sha256: str
    example: str  # IRI of a statement, empty where there is none
    file: str = ""  # path in the graph folder


def part(reading: Reading, quads: bytes, using: Mapping) -> Part:
    """What the catalogue tells of one report; the file's place is known to the graph folder."""
    document, iris = reading.document, using.iris
    when = document.review or document.plan
    head = f"<{iris.statement_space('observation', document.id)}".encode()
    at = quads.find(head)
    example = quads[at + 1 : quads.index(b">", at)].decode() if at >= 0 else ""
    return Part(
        id=document.id,
        title=title(document),
        area=iris.area(reading.home),
        start=when.start.isoformat() if when else "",
        end=when.end.isoformat() if when else "",
        size=len(quads),
        sha256=sha256(quads).hexdigest(),
        example=example,
    )


class Catalogue:
    """The catalogue of a graph: told of all triples of the other graphs, it makes its own lines."""

    def __init__(self, parts: Iterable[Part], about: Publication, base: str) -> None:
        """Begin with the reports, and no triple."""
        self._parts = tuple(sorted(parts))
        self._about, self._base = about, base
        self._wanted = {one.key: (one.predicate, one.space) for one in about.links}
        self._draft = self._quads(Counts())
        self.begin()

    def begin(self) -> None:
        """Forget what was counted."""
        self._others = Counting(self._wanted)

    @property
    def subjects(self) -> frozenset[bytes]:
        """All that the catalogue speaks of."""
        return frozenset(line.split(" ", 1)[0].encode() for line in self._draft)

    @property
    def links(self) -> Links:
        """Which links are counted."""
        return self._wanted

    def add(self, counts: bytes) -> None:
        """Count in what was counted elsewhere by the same links, of other subjects."""
        part = Counting(self._wanted)
        part.resume(counts)
        self._others.add(part)

    def count(self, triples: Sequence[bytes]) -> None:
        """Count sorted triples, each once, that come after those counted before."""
        self._others.count(triples)

    def change(self, before: AbstractSet[bytes], after: AbstractSet[bytes]) -> None:
        """Count all triples of one subject as they are now, no longer as they were."""
        self._others.change(before, after)

    def counts(self) -> bytes:
        """What was counted, for the next catalogue to go on from."""
        return self._others.dumps()

    def resume(self, counts: bytes) -> bool:
        """Go on from what was counted; false where it was not the same that is asked now."""
        return self._others.resume(counts)

    def lines(self, others: Others) -> tuple[str, ...]:
        """Sorted N-Quads; its lines are counted in until the counts that they tell are right.

        `others` gives the triples of a subject in the other graphs, without full stop.
        """
        draft = self._draft
        # the counts that it tells change, but not of what: the draft stands for what it will say
        less = self._others.overlap(counting.triples(draft), others)
        for _ in range(_ROUNDS):
            own = Counting(self._wanted).count(counting.triples(draft))
            anew = self._quads(total(self._others, less, own))
            if anew == draft:
                return anew
            draft = anew
        raise AssertionError("the counts of the catalogue do not settle")

    def _quads(self, counts: Counts) -> tuple[str, ...]:
        return _quads(self._parts, counts, self._about, self._base)


def _quads(
    parts: tuple[Part, ...], counts: Counts, about: Publication, base: str
) -> tuple[str, ...]:
    iris = Iris(base)
    made = [*_catalogue(about, iris), *_whole(parts, about, iris), *_agents(about)]
    for part in parts:
        made += _part(part, about, iris)
    example = next((part.example for part in parts if part.example), "")
    made += statistics.triples(counts, example, about, iris)
    return tuple(nquads.quads(made, iris.graph(GRAPH)))


def _catalogue(about: Publication, iris: Iris) -> Iterator[str]:
    node, whole = iris.catalogue(), iris.data_set_of("all")
    yield link(node, Rdf.TYPE, Dcat.CATALOG)
    yield from _described(node, about.graph.title, about.graph.description, about)
    yield link(node, Foaf.HOMEPAGE, about.access.landing_page)
    yield link(node, Dcat.DATASET, whole)
    yield link(node, Dct.CONFORMS_TO, _PROFILE)
    yield link(_PROFILE, Rdf.TYPE, Dct.STANDARD)
    if about.access.endpoint:
        service = iris.service("sparql")
        yield link(node, Dcat.SERVICE, service)
        yield link(service, Rdf.TYPE, Dcat.DATA_SERVICE)
        yield from _described(service, about.graph.title, about.graph.description, about)
        yield link(service, Dcat.ENDPOINT_URL, about.access.endpoint)
        yield link(service, Dcat.ENDPOINT_DESCRIPTION, about.access.endpoint)
        yield link(service, Dct.CONFORMS_TO, _SPARQL)
        yield link(_SPARQL, Rdf.TYPE, Dct.STANDARD)
        yield from _filed(service, about)
        yield link(service, Dcat.SERVES_DATASET, whole)


def _whole(parts: tuple[Part, ...], about: Publication, iris: Iris) -> Iterator[str]:
    """The data set of everything, with the dump as its distribution."""
    node, graph = iris.data_set_of("all"), about.graph
    yield link(node, Rdf.TYPE, Dcat.DATASET_CLASS)
    yield from _described(node, graph.title, graph.description, about)
    yield from _filed(node, about)
    yield link(node, Dcat.LANDING_PAGE, about.access.landing_page)
    yield link(node, Dct.ACCRUAL_PERIODICITY, graph.frequency)
    yield link(graph.frequency, Rdf.TYPE, Dct.FREQUENCY)
    yield link(graph.theme, Rdf.TYPE, Skos.CONCEPT)
    yield from _both(graph.theme, Skos.PREF_LABEL, graph.theme_label)
    yield plain(graph.theme, Skos.NOTATION, graph.theme.rsplit("/", 1)[-1])
    yield from _temporal(node, parts)
    for part in parts:
        yield link(node, Dct.SPATIAL, part.area)
        yield link(node, Dct.HAS_PART, iris.data_set_of(document_key(part.id)))
    if about.access.dump:
        yield from _distribution(node, about.access.dump, about)


def _part(part: Part, about: Publication, iris: Iris) -> Iterator[str]:
    """The data set of one report's graph, with the file that holds it."""
    node, whole = iris.data_set_of(document_key(part.id)), iris.data_set_of("all")
    yield link(iris.catalogue(), Dcat.DATASET, node)
    yield link(node, Rdf.TYPE, Dcat.DATASET_CLASS)
    yield from _described(node, Words(zh=part.title, en=part.title), about.graph.description, about)
    yield from _filed(node, about)
    yield link(node, Dct.IS_PART_OF, whole)
    yield link(node, Prov.WAS_DERIVED_FROM, iris.report(part.id))
    yield link(node, Dct.SPATIAL, part.area)
    yield link(part.area, Rdf.TYPE, Dct.LOCATION)
    yield from _temporal(node, (part,))
    address = f"{about.access.landing_page}{part.file}"
    yield from _distribution(node, address, about)
    held = f"{node}#n-quads"
    # not dcat:byteSize: stores of this family rewrite its datatype, and what they then serve breaks
    # DCAT-AP; the catalogue of a release, which is read from its file, has it
    yield plain(held, Schema.CONTENT_SIZE, f"{part.size} B")
    yield from checksum(held, f"{node}#checksum", part.sha256)


def _temporal(node: str, parts: tuple[Part, ...]) -> Iterator[str]:
    """From the first to the last day that reports look back on."""
    starts = sorted(part.start for part in parts if part.start)
    ends = sorted(part.end for part in parts if part.end)
    if starts and ends:
        when = f"{node}#temporal"
        yield link(node, Dct.TEMPORAL, when)
        yield link(when, Rdf.TYPE, Dct.PERIOD_OF_TIME)
        yield typed(when, Dcat.START_DATE, starts[0], Xsd.DATE)
        yield typed(when, Dcat.END_DATE, ends[-1], Xsd.DATE)


def _distribution(of: str, address: str, about: Publication) -> Iterator[str]:
    """The data set as N-Quads."""
    node = f"{of}#n-quads"
    yield from distribution(of, node, _N_QUADS, address, about.licence.iri)
    yield from _both(node, Dct.DESCRIPTION, about.graph.description)


def _described(node: str, title: Words, words: Words, about: Publication) -> Iterator[str]:
    yield from _both(node, Dct.TITLE, title)
    yield from _both(node, Dct.DESCRIPTION, words)
    if about.graph.version:
        yield plain(node, Dcat.VERSION, about.graph.version)
    if about.graph.modified:
        yield typed(node, Dct.MODIFIED, about.graph.modified.isoformat(), Xsd.DATE)
    yield link(node, Dct.PUBLISHER, about.publisher.iri)
    yield link(node, Dct.LICENSE, about.licence.iri)
    yield link(node, Dct.LANGUAGE, about.graph.language)
    yield link(node, Dct.ACCESS_RIGHTS, _PUBLIC)
    yield link(node, Dct.RIGHTS, _rights(about))


def _filed(node: str, about: Publication) -> Iterator[str]:
    """Under what theme and keywords it is found, and who answers for it."""
    yield link(node, Dcat.THEME, about.graph.theme)
    yield from _both(node, Dcat.KEYWORD, about.graph.keywords)
    contact = f"{about.publisher.iri}#contact"
    yield link(node, Dcat.CONTACT_POINT, contact)


def _rights(about: Publication) -> str:
    return f"{about.access.landing_page}#source-rights"


def _agents(about: Publication) -> Iterator[str]:
    """Publisher, licence, ground of quoting, language: what the records point to."""
    publisher, licence = about.publisher, about.licence
    yield link(publisher.iri, Rdf.TYPE, Foaf.AGENT)
    yield from _both(publisher.iri, Foaf.NAME, publisher.name)
    yield link(publisher.iri, Foaf.HOMEPAGE, publisher.homepage)
    contact = f"{publisher.iri}#contact"
    yield link(contact, Rdf.TYPE, Vcard.KIND)
    yield from _both(contact, Vcard.FN, publisher.name)
    yield link(contact, Vcard.HAS_URL, publisher.homepage)
    for page in sorted({publisher.homepage, about.access.landing_page}):
        yield link(page, Rdf.TYPE, Foaf.DOCUMENT)
    yield link(licence.iri, Rdf.TYPE, Dct.LICENSE_DOCUMENT)
    yield from _both(licence.iri, Rdf.LABEL, licence.label)
    yield link(_rights(about), Rdf.TYPE, Dct.RIGHTS_STATEMENT)
    yield from _both(_rights(about), Rdf.LABEL, about.source_rights.statement)
    yield link(_PUBLIC, Rdf.TYPE, Dct.RIGHTS_STATEMENT)
    yield link(about.graph.language, Rdf.TYPE, Dct.LINGUISTIC_SYSTEM)


def _both(node: str, predicate: str, words: Words) -> Iterator[str]:
    yield chinese(node, predicate, words.zh)
    yield english(node, predicate, words.en)
