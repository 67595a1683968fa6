"""Candidates for a name, each with a score from 0 to 100.

A score is made of how the name fits and of how many of the wanted properties do. A candidate is a
match only where nothing else bears just that name.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from pyoxigraph import Literal, NamedNode

from kg.search import Hit, Way
from kg.site.context import Context
from kg.site.reconcile import spaces
from kg.site.reconcile.reading import Entity, Property, PropertyValue, Query
from kg.site.reconcile.spaces import Json

_USUAL, _MOST = 10, 100
_LONGEST = 300
#: The least and the most that a way of fitting can score; in between, how much of the name fits.
_SCORES = {
    Way.EXACT: (100, 100),
    Way.START: (60, 90),
    Way.PART: (45, 85),
    Way.WORDS: (40, 75),
    Way.SOUND: (40, 70),
    Way.INNER_SOUND: (25, 50),
    Way.ALIKE: (0, 80),
}
_LEAST_ALIKE = 0.3
#: What remains of a score where none of the properties fits, or the type does not.
_WITHOUT, _OTHER_TYPE = 0.5, 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    hit: Hit
    name: float
    properties: float | None
    typed: bool

    @property
    def score(self) -> float:
        fit = 1.0 if self.properties is None else _WITHOUT + (1 - _WITHOUT) * self.properties
        return round(self.name * fit * (1 if self.typed else _OTHER_TYPE), 2)


def candidates(context: Context, asked: Query) -> list[Json]:
    """What a name may mean, the best first."""
    limit = min(int(asked.limit or _USUAL), _MOST)
    found = list(_found(context, asked, limit))
    certain = [one for one in found if one.score == 100]
    best = sorted(found, key=lambda one: (-one.score, -one.hit.weight, one.hit.iri))[:limit]
    return [_said(context, one, match=certain == [one]) for one in best]


def _found(context: Context, asked: Query, limit: int) -> Iterator[_Candidate]:
    wanted = spaces.kinds(asked.types)
    kinds = spaces.KINDS if asked.type_strict == "should" or not wanted else wanted
    if asked.type_strict == "all" and len(set(wanted)) > 1:
        return  # nothing is of two types
    properties = [(spaces.known_property(context, p.pid), p) for p in asked.properties]
    for hit, fit in _named(context, asked.query[:_LONGEST], kinds, limit):
        shares = [_share(context, hit, known, one) for known, one in properties]
        yield _Candidate(
            hit=hit,
            name=fit,
            properties=sum(shares) / len(shares) if shares else None,
            typed=not wanted or hit.kind in wanted,
        )


def _named(
    context: Context, text: str, kinds: tuple[str, ...], limit: int
) -> Iterator[tuple[Hit, float]]:
    """Things by name, with how well that fits; more than asked for, as properties may decide."""
    told = spaces.thing(context, text.strip())
    if told is not None and told.kind in kinds:
        yield told, 100.0
        return
    hits = context.index.search(text, kinds, 2 * limit + 1).hits
    for hit in hits:
        yield hit, _score(hit, text)
    if not hits:
        for hit, likeness in context.index.alike(text, kinds, limit):
            if likeness >= _LEAST_ALIKE:
                yield hit, _between(Way.ALIKE, likeness)


def _score(hit: Hit, text: str) -> float:
    return _between(hit.way, min(1.0, len(text.strip()) / max(1, len(hit.matched))))


def _between(way: Way, share: float) -> float:
    least, most = _SCORES[way]
    return least + (most - least) * share


def _share(context: Context, hit: Hit, known: spaces.Property, wanted: Property) -> float:
    """Whether a thing has one of the values wanted."""
    there = known.values(context.store, hit.iri)
    return float(any(_fits(context, value, one) for value in there for one in wanted.values))


def _fits(context: Context, value: NamedNode | Literal, wanted: PropertyValue) -> bool:
    if isinstance(wanted, Entity):
        return isinstance(value, NamedNode) and spaces.iri_of(context, wanted.id) == value.value
    said = str(wanted).strip().casefold()
    if isinstance(value, Literal):
        return _plain(value.value) == _plain(said)
    names = {name.casefold() for name in context.labels[value.value][:2]}
    key = spaces.id_of(context, value.value).casefold()
    return said in names | {key, value.value.casefold()} or said in _names(context, value)


def _names(context: Context, thing: NamedNode) -> set[str]:
    known = spaces.known_property(context, "any/name").values(context.store, thing.value)
    return {name.value.casefold() for name in known if isinstance(name, Literal)}


def _plain(text: str) -> str | Decimal:
    """A text as it is compared: a number by its value."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text.casefold()
    return number if number.is_finite() else text.casefold()


def _said(context: Context, one: _Candidate, *, match: bool) -> Json:
    features: list[Json] = [{"id": "name", "value": round(one.name, 2)}]
    if one.properties is not None:
        features.append({"id": "properties", "value": round(one.properties, 2)})
    features.append({"id": "weight", "value": one.hit.weight})
    said: Json = {
        "id": spaces.id_of(context, one.hit.iri),
        "name": one.hit.name,
        "type": [spaces.type_of(context, one.hit.kind)],
        "score": one.score,
        "match": match,
        "features": features,
    }
    return {**said, "description": one.hit.note} if one.hit.note else said
