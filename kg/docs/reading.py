"""What the page tells, taken from the ontology, its code lists and the lexicon."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeAlias

from pyoxigraph import Literal, NamedNode, Triple

from kg.iris import Iris
from kg.lexicon import indicators, quantities
from kg.lexicon.indicators import IndicatorTable
from kg.lexicon.quantities import Units
from kg.rdf import ontology
from kg.settings import Settings
from kg.terms import CODE, ONTOLOGY, PLAN, Dct, Owl, Qb, Rdf, Schema, Skos, Vs

Told: TypeAlias = Mapping[str, tuple[NamedNode | Literal, ...]]
Facts: TypeAlias = Mapping[str, Told]


class Both(NamedTuple):
    """A text in Chinese and in English, "" where it is not told."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An IRI as it is shown: short name, and where on the page or the web it leads."""

    iri: str
    name: str
    anchor: str  # "" for what is not on the page


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A class, property or part of a cube."""

    iri: str
    local: str
    group: str  # class, object, data or cube
    label: Both
    definition: Both
    example: Both
    note: Both
    status: str
    supers: tuple[Link, ...]
    domains: tuple[Link, ...]
    ranges: tuple[Link, ...]
    apart: tuple[Link, ...]  # what it is disjoint with
    codes: tuple[Link, ...]  # its code list


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One code of a list."""

    iri: str
    anchor: str
    notation: str
    label: Both
    definition: Both
    example: Both
    note: Both
    broader: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeList:
    """A code list with its codes in the order of its file's top concepts."""

    iri: str
    local: str
    label: Both
    definition: Both
    history: Both
    codes: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """All that the page tells."""

    about: Mapping[str, str]
    title: Both
    description: Both
    citation: Both
    changes: tuple[Both, ...]
    prefixes: Mapping[str, str]
    terms: tuple[Term, ...]
    lists: tuple[CodeList, ...]
    units: Units
    indicators: IndicatorTable
    iris: Iris

    def group(self, name: str) -> tuple[Term, ...]:
        """The terms of one group, in the order of the file."""
        return tuple(term for term in self.terms if term.group == name)


_GROUPS: Mapping[str, str] = {
    Owl.CLASS: "class",
    Owl.OBJECT_PROPERTY: "object",
    Owl.DATATYPE_PROPERTY: "data",
    Qb.DATA_STRUCTURE: "cube",
    Qb.SLICE_KEY: "cube",
}


def read(settings: Settings) -> Vocabulary:
    """Read everything; OntologyError names file and line of what is broken."""
    plan = ontology.read(settings.ontology)
    ontology.check_terms(settings.ontology)
    prefixes = ontology.prefixes(settings.ontology)
    facts = _facts(plan)
    about = facts.get(ONTOLOGY, {})
    files = ontology.files(settings.ontology)[1:]
    return Vocabulary(
        about={name: _plain(about, iri) for name, iri in _ABOUT.items()},
        title=_both(about, Dct.TITLE),
        description=_both(about, Dct.DESCRIPTION),
        citation=_both(about, Dct.BIBLIOGRAPHIC_CITATION),
        changes=tuple(_changes(about)),
        prefixes=prefixes,
        terms=tuple(_terms(facts, prefixes)),
        lists=tuple(found for path in files for found in _lists(path)),
        units=quantities.units_of(settings.lexicon),
        indicators=indicators.load(settings.lexicon),
        iris=Iris(settings.base),
    )


_ABOUT = {
    "version": Owl.VERSION_INFO,
    "version_iri": Owl.VERSION_IRI,
    "prior": Owl.PRIOR_VERSION,
    "licence": Dct.LICENSE,
    "creator": Dct.CREATOR,
    "created": Dct.CREATED,
    "modified": Dct.MODIFIED,
}


def _facts(triples: Iterable[Triple]) -> Facts:
    found: dict[str, dict[str, list[NamedNode | Literal]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        subject, value = triple.subject, triple.object
        if isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
            found[subject.value][triple.predicate.value].append(value)
    return {one: {key: tuple(each) for key, each in told.items()} for one, told in found.items()}


def _terms(facts: Facts, prefixes: Mapping[str, str]) -> Iterator[Term]:
    for iri, told in facts.items():
        kinds = [_GROUPS[kind.value] for kind in told.get(Rdf.TYPE, ()) if kind.value in _GROUPS]
        if not (kinds and iri.startswith(PLAN)):
            continue

        links = partial(_links, told, prefixes)
        yield Term(
            iri=iri,
            local=iri.removeprefix(PLAN),
            group=kinds[0],
            label=_both(told, Rdf.LABEL),
            definition=_both(told, Skos.DEFINITION),
            example=_both(told, Skos.EXAMPLE),
            note=_both(told, Skos.EDITORIAL_NOTE),
            status=_plain(told, Vs.TERM_STATUS),
            supers=links(Rdf.SUB_CLASS_OF, Rdf.SUB_PROPERTY_OF),
            domains=links(Rdf.DOMAIN, Schema.DOMAIN_INCLUDES),
            ranges=links(Rdf.RANGE, Schema.RANGE_INCLUDES),
            apart=links(Owl.DISJOINT_WITH),
            codes=links(Qb.CODE_LIST, Rdf.SEE_ALSO),
        )


def _links(told: Told, prefixes: Mapping[str, str], *predicates: str) -> tuple[Link, ...]:
    values = (value.value for each in predicates for value in told.get(each, ()))
    return tuple(link(value, prefixes) for value in values)


def link(iri: str, prefixes: Mapping[str, str]) -> Link:
    """An IRI by its prefix, the longest that fits.

    >>> link("https://w3id.org/plan-kg/ontology#Area", {"plan": PLAN}).anchor
    'Area'
    """
    fitting = [prefix for prefix, space in prefixes.items() if iri.startswith(space)]
    prefix = max(fitting, default="", key=lambda one: len(prefixes[one]))
    name = f"{prefix}:{iri.removeprefix(prefixes[prefix])}" if prefix else iri
    anchor = iri.removeprefix(PLAN) if iri.startswith(PLAN) else ""
    if iri.startswith(CODE):
        anchor = code_anchor(iri)
    return Link(iri=iri, name=name, anchor=anchor)


def code_anchor(iri: str) -> str:
    """Where a code or code list stands on the page.

    >>> code_anchor("https://w3id.org/plan-kg/code/status/target")
    'code-status-target'
    """
    return "code-" + iri.removeprefix(CODE).replace("/", "-")


def _lists(path: Path) -> Iterator[CodeList]:
    facts = _facts(ontology.read(path))
    for iri, told in facts.items():
        if any(kind.value == Skos.CONCEPT_SCHEME for kind in told.get(Rdf.TYPE, ())):
            yield CodeList(
                iri=iri,
                local=iri.removeprefix(CODE),
                label=_both(told, Skos.PREF_LABEL),
                definition=_both(told, Skos.DEFINITION),
                history=_both(told, Skos.HISTORY_NOTE),
                codes=tuple(_codes(facts)),
            )


def _codes(facts: Facts) -> Iterator[Code]:
    for iri, told in facts.items():
        if Skos.IN_SCHEME in told:
            yield Code(
                iri=iri,
                anchor=code_anchor(iri),
                notation=_plain(told, Skos.NOTATION),
                label=_both(told, Skos.PREF_LABEL),
                definition=_both(told, Skos.DEFINITION),
                example=_both(told, Skos.EXAMPLE),
                note=_both(told, Skos.EDITORIAL_NOTE),
                broader=_plain(told, Skos.BROADER).rsplit("/", 1)[-1],
            )


def _changes(about: Told) -> Iterator[Both]:
    """Notes of change, a version each, the newest first: both languages begin with the version."""
    notes: dict[str, dict[str, str]] = defaultdict(dict)
    for note in about.get(Skos.CHANGE_NOTE, ()):
        if isinstance(note, Literal) and note.language:
            version = note.value.replace("：", ":").partition(":")[0]
            notes[version][note.language] = note.value
    for version in sorted(notes, reverse=True):
        yield Both(notes[version].get("zh", ""), notes[version].get("en", ""))


def _both(told: Told, predicate: str) -> Both:
    texts = {v.language: v.value for v in told.get(predicate, ()) if isinstance(v, Literal)}
    return Both(texts.get("zh", ""), texts.get("en", ""))


def _plain(told: Told, predicate: str) -> str:
    return next((value.value for value in told.get(predicate, ())), "")
