"""What a statement is about, apart from what it says of it."""

from typing import NamedTuple, TypeAlias

from kg.dumps.described import Described
from kg.terms import Plan, Qb

#: Kind, report, then the objects of the predicates that make up the key of that kind.
Key: TypeAlias = tuple[str, ...]

_PARTS: dict[str, tuple[str, ...]] = {
    "observation": (
        Qb.DATA_SET,
        Plan.INDICATOR,
        Qb.REF_AREA,
        Qb.REF_PERIOD,
        Plan.SUBJECT,
        Plan.STATUS,
        Plan.MEASURE,
        Plan.BASIS,
        Plan.VARIANT,
    ),
    "event": (Plan.ACTOR, Plan.OBJECT, Plan.ACTION, Plan.MODALITY, Plan.PERIOD),
    "state": (Plan.PROJECT,),
    "contribution": (Plan.CONTRIBUTOR, Plan.SERVED_INDICATOR, Plan.GROUND),
}
STATEMENTS = frozenset(_PARTS)


class Place(NamedTuple):
    """The parts of an IRI of data; `report` is empty where no report stands in it."""

    kind: str
    report: str
    key: str


def place(iri: str, base: str) -> Place | None:
    """The parts of an IRI `{base}id/{kind}/{key}`; None for others and for parts of a node.

    >>> place("https://example.org/id/event/wujiang/0a1b", "https://example.org/")
    Place(kind='event', report='wujiang', key='0a1b')
    """
    if not iri.startswith(f"{base}id/") or "#" in iri:
        return None
    kind, _, key = iri[len(base) + 3 :].partition("/")
    report, mark, rest = key.rpartition("/")
    return Place(kind, report, rest) if mark else Place(kind, "", key)


def key(at: Place, found: Described) -> Key:
    """The key of a statement; statements with the same key say something of the same thing."""
    parts = (" ".join(found.get(predicate, ())) for predicate in _PARTS[at.kind])
    return (at.kind, at.report, *parts)
