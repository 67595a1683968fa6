"""Identifiers of things, types and properties, as clients know them.

A thing's is what stands behind id/ in its IRI, a type's the name of its class, a property's the
file in queries/properties that tells its values.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store, Variable

from kg import query
from kg.errors import QueryError
from kg.query import Question
from kg.search import Hit
from kg.site.api.data import is_iri
from kg.site.context import Context
from kg.terms import PLAN

PROPERTIES = "properties"
_ANY = "any"
#: The kinds of things that names are matched with, by type.
TYPES: Mapping[str, str] = {
    "Area": "area",
    "Enterprise": "enterprise",
    "Organisation": "organisation",
    "Project": "project",
    "Indicator": "indicator",
    "Honour": "honour",
    "Policy": "policy",
    "Phrase": "phrase",
    "Report": "report",
}
_OF_KIND = {kind: name for name, kind in TYPES.items()}
KINDS = tuple(TYPES.values())

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Property:
    """A property that can be asked of things of a kind, or of any."""

    id: str
    kind: str
    asked: Question

    @property
    def name(self) -> str:
        """What it is called."""
        return f"{self.asked.title} / {self.asked.title_en}"

    def values(self, store: Store, iri: str) -> list[NamedNode | Literal]:
        """Its values of a thing."""
        found = store.query(
            self.asked.sparql, substitutions={Variable("the_thing"): NamedNode(iri)}
        )
        if not isinstance(found, QuerySolutions):
            raise QueryError("no SELECT", where=f"{PROPERTIES}/{self.id}.rq")
        rows = (row["value"] for row in found)
        return [one for one in rows if isinstance(one, NamedNode | Literal)]


@cache
def properties(queries: Path) -> Mapping[str, Property]:
    """All properties by their identifiers: area/code, any/name."""
    found: dict[str, Property] = {}
    for path in sorted((queries / PROPERTIES).glob("*/*.rq")):
        key = f"{path.parent.name}/{path.stem}"
        found[key] = Property(key, path.parent.name, query.read(path, queries))
    return found


def known_property(context: Context, key: str) -> Property:
    """A property by its identifier; QueryError where there is none."""
    known = properties(context.settings.queries)
    if key not in known:
        raise QueryError(f"no property {key}", hint=f"there are: {', '.join(known)}")
    return known[key]


def properties_of(context: Context, kind: str) -> list[Property]:
    """The properties that things of a kind have, their own first."""
    every = properties(context.settings.queries).values()
    own = [one for one in every if one.kind == kind or (not kind and one.kind != _ANY)]
    return [*own, *(one for one in every if one.kind == _ANY)]


def kinds(types: Sequence[str]) -> tuple[str, ...]:
    """The kinds of some types; QueryError for one that there is not."""
    for one in types:
        if one.removeprefix(PLAN) not in TYPES:
            raise QueryError(f"no type {one}", hint=f"there are: {', '.join(TYPES)}")
    return tuple(TYPES[one.removeprefix(PLAN)] for one in types)


def type_of(context: Context, kind: str) -> Json:
    """The type of a kind, as clients show it."""
    name = _OF_KIND[kind]
    label = context.labels[f"{PLAN}{name}"]
    return {"id": name, "name": f"{label.zh} / {label.en}"}


def space(context: Context) -> str:
    """How the IRIs of things begin."""
    return f"{context.record.base}id/"


def iri_of(context: Context, key: str) -> str | None:
    """The IRI of an identifier, which may be an IRI itself; None where it is none."""
    iri = key if key.startswith(("http://", "https://")) else f"{space(context)}{key}"
    return iri if key and is_iri(iri) else None


def id_of(context: Context, iri: str) -> str:
    """The identifier of a thing, its IRI where that stands elsewhere."""
    return iri.removeprefix(space(context))


def thing(context: Context, key: str) -> Hit | None:
    """A thing by its identifier, None where there is none that names are matched with."""
    iri = iri_of(context, key)
    hit = context.index.by_iri(iri) if iri else None
    return hit if hit and hit.kind in KINDS else None
