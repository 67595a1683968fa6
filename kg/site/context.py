"""What all pages draw from: the store of a graph folder, its settings, labels, words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, Generic, TypeAlias, TypeVar

from markupsafe import Markup
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, QuerySolutions, Store, Variable

from kg import export, publication, search, store
from kg.answers import Tables
from kg.ask import Asked
from kg.describe import Label, Labels, part
from kg.describe.formats import Writer
from kg.errors import QueryError, reason
from kg.export.jsonld import Documents
from kg.export.names import Spelling
from kg.iris import Iris
from kg.publication import Publication
from kg.settings import Settings
from kg.site import words
from kg.site.addresses import Addresses, elsewhere
from kg.store import Record
from kg.terms import Plan, Rdf, Time

Row: TypeAlias = Mapping[str, str]

PAGES = "pages"
#: Kinds of things that reports name, the first part of what is behind id/ in their IRIs.
KINDS = ("area", "enterprise", "organisation", "project", "indicator", "honour", "policy", "phrase")
#: Graphs that are of no report; they tell of things that belong to others.
GRAPHS = ("vocabulary", "catalogue", "registry")
_TEXTS, _MOST_KEPT = 8, 10_000
T = TypeVar("T")


class Kept(Generic[T]):
    """What is made of IRIs for pages of one language, each once and for a while."""

    def __init__(self) -> None:
        """Nothing is kept yet."""
        self._kept: dict[str, dict[str, T]] = {}

    def found(self, language: str, iri: str, make: Callable[[str], T]) -> T:
        """What was made of an IRI, made now where it was not."""
        kept = self._kept.get(language)
        if kept is None:
            kept = self._kept[language] = {}
        found = kept.get(iri)
        if found is None:
            if len(kept) >= _MOST_KEPT:
                kept.clear()
            found = kept[iri] = make(iri)
        return found


@dataclass(frozen=True, eq=False)
class Context:
    """One state of a graph folder, opened for reading."""

    graph: Path
    settings: Settings
    record: Record
    store: Store
    about: Publication
    using: Spelling
    addresses: Addresses
    labels: Labels
    writer: Writer

    def rows(
        self, name: str, limit: int | None = None, **given: NamedNode | Literal
    ) -> Sequence[Row]:
        """The answer to a query of queries/pages; what is unbound is left out of its row.

        A value given binds the variable of its name, which SELECT must name. `limit` is how many
        rows there are at most.
        """
        sparql = _query(self.settings.queries, name)
        kept = self.tables.rows(f"{PAGES}-{name}", sparql, given, limit)
        if kept is not None:
            return kept
        bound: Any = {Variable(key): value for key, value in given.items()}
        try:
            found = self.store.query(sparql, substitutions=bound)
        except (SyntaxError, RuntimeError) as error:
            raise QueryError(f"cannot be asked: {error}", where=f"{PAGES}/{name}.rq") from error
        if not isinstance(found, QuerySolutions):
            raise QueryError("no SELECT", where=f"{PAGES}/{name}.rq")
        names = [variable.value for variable in found.variables]
        return [
            {
                key: value.value
                for key, value in zip(names, row, strict=True)
                if isinstance(value, NamedNode | Literal | BlankNode)
            }
            for row in islice(found, limit)
        ]

    @cached_property
    def reports(self) -> Mapping[str, str]:
        """The identifier of each report by its IRI, in order."""
        iris = Iris(self.record.base)
        return {iris.report(entry.id): entry.id for entry in self.record.reports}

    @cached_property
    def periods(self) -> Mapping[str, str]:
        """The IRI of each period by its key, as 2025-H1."""
        kind = NamedNode(Time.PROPER_INTERVAL)
        found = self.store.quads_for_pattern(None, NamedNode(Rdf.TYPE), kind, DefaultGraph())
        iris = sorted({quad.subject.value for quad in found if isinstance(quad.subject, NamedNode)})
        return {part(self.store, iri).text(Rdf.LABEL): iri for iri in iris}

    @cached_property
    def elsewhere(self) -> Mapping[str, str]:
        """IRIs of others that the graph describes, by the key of their page."""
        iris = Iris(self.record.base)
        found: set[str] = set()
        for name in GRAPHS:
            graph = NamedNode(iris.graph(name))
            for quad in self.store.quads_for_pattern(None, None, None, graph):
                if isinstance(quad.subject, NamedNode):
                    found.add(quad.subject.value.partition("#")[0])
                    found.add(quad.subject.value)
        return {elsewhere(iri): iri for iri in sorted(found) if not self.addresses.own(iri)}

    @cached_property
    def index(self) -> search.Index:
        """The names of all things, to be searched."""
        return search.of_state(self.graph, self.record, self.store, self.settings.queries)

    @cached_property
    def sentences(self) -> search.Sentences:
        """The sentences of all reports, to be searched."""
        queries = self.settings.queries
        return search.sentences_of_state(self.graph, self.record, self.store, queries)

    @cached_property
    def tables(self) -> Tables:
        """Answers that were made before anybody asks."""
        return Tables(self.graph, self.record, self.store, self.settings.queries)

    @cached_property
    def asked(self) -> Asked:
        """What questions in words are asked of."""
        settings = self.settings
        names, words = settings.lexicon, settings.queries
        return Asked(self.store, self.index, names, words, self.text, self.tables)

    @cached_property
    def retired(self) -> Mapping[str, str]:
        """IRIs that are used no longer, each with the one in its place or ""."""
        return dict(self.record.retired)

    def known(self, iri: str) -> bool:
        """Whether the graph says anything of an IRI."""
        if iri not in self._known:
            quads = self.store.quads_for_pattern(NamedNode(iri), None, None, DefaultGraph())
            self._known[iri] = next(quads, None) is not None
        return self._known[iri]

    def named(self, kind: str, name: str) -> str | None:
        """The one thing that bears a name: of a kind, or of any where the kind is none of KINDS."""
        key = (kind, name)
        if key not in self._named:
            self._named[key] = self._one(kind, name)
        return self._named[key]

    def _one(self, kind: str, name: str) -> str | None:
        kinds = (kind,) if kind in KINDS else KINDS
        spaces = tuple(f"{self.record.base}id/{one}/" for one in kinds)
        quads = self.store.quads_for_pattern(
            None, NamedNode(Plan.NAME), Literal(name), DefaultGraph()
        )
        found = [
            quad.subject.value
            for quad in quads
            if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(spaces)
        ]
        return found[0] if len(found) == 1 else None

    @cached_property
    def links(self) -> "Kept[tuple[bool, str]]":
        """Links to things as pages hold them but for their start, and whether they stay here."""
        return Kept()

    @cached_property
    def hrefs(self) -> "Kept[tuple[bool, str]]":
        """Where these links lead, and whether to a page of the site."""
        return Kept()

    @cached_property
    def shown(self) -> "Kept[Markup]":
        """Labels as pages hold them."""
        return Kept()

    @cached_property
    def frames(self) -> dict[tuple[str, str, int, bool], Markup]:
        """What stands around every page."""
        return {}

    @cached_property
    def _known(self) -> dict[str, bool]:
        return {}

    @cached_property
    def _named(self) -> dict[tuple[str, str], str | None]:
        return {}

    def text(self, report: str) -> str:
        """The text of a report, by its identifier."""
        return self._texts(report)

    @cached_property
    def _texts(self) -> Callable[[str], str]:
        """Reads texts, and keeps those of the reports that were asked for last."""

        @lru_cache(maxsize=_TEXTS)
        def text(report: str) -> str:
            return store.report_file(self.graph, report, store.TEXT).decode("utf-8")

        return text


@cache
def _query(folder: Path, name: str) -> str:
    path = folder / PAGES / f"{name}.rq"
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"cannot be read: {reason(error)}", where=str(path)) from error


def open_graph(graph: Path, settings: Settings, opened: Store | None = None) -> Context:
    """A graph folder as it is now, by another store of it where one is given.

    StoreError where there is none.
    """
    record = store.read(graph)
    about = (
        publication.from_json(record.published)
        if record.published
        else publication.load(publication.PACKAGED)
    )
    using = export.spelling(settings.ontology, record.base)
    opened = opened or store.open_store(graph)
    known = {iri: Label(*said) for iri, said in words.terms(using.prefixes).items()}
    return Context(
        graph=graph,
        settings=settings,
        record=record,
        store=opened,
        about=about,
        using=using,
        addresses=Addresses(record.base),
        labels=Labels(opened, using.prefixes, known),
        writer=Writer(using.prefixes, Documents(using)),
    )
