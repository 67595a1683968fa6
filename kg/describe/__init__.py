"""The document about a thing: its statements, links that lead to it, labels of all terms.

Pages and data files are drawn from it alike, so that they never disagree.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from pyoxigraph import DefaultGraph, NamedNode, Store

from kg.describe.labels import Label, Labels
from kg.describe.parts import Node, Part, part
from kg.terms import Oa, Plan

__all__ = [
    "Description",
    "Incoming",
    "Label",
    "Labels",
    "Node",
    "Part",
    "describe",
    "incoming",
    "leading",
    "part",
]

#: What is a part of the document about whatever points to it: the words that a statement rests on.
_INSIDE = frozenset(
    {Plan.EVIDENCE.value, Plan.PARTICIPATION.value, Plan.CUE.value}
    | {Oa.HAS_TARGET.value, Oa.HAS_SELECTOR.value}
)
_MOST_PARTS = 400
PAGE = 100
#: Links are counted one by one; beyond that many the count says "at least".
COUNTED = 1_000_000


@dataclass(frozen=True, slots=True)
class Incoming:
    """Links with one predicate that lead to a thing: how many, and those of one page."""

    predicate: str
    count: int
    page: int
    subjects: tuple[str, ...]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.count // PAGE))


@dataclass(frozen=True, slots=True, eq=False)  # a key by itself: to compare it all would cost
class Description:
    """What the graph says of a thing. The first part is the thing itself."""

    iri: str
    parts: tuple[Part, ...]
    incoming: tuple[Incoming, ...]

    @property
    def thing(self) -> Part:
        """The statements about the thing itself."""
        return self.parts[0]

    def part(self, subject: str) -> Part | None:
        """A part of the document."""
        return next((one for one in self.parts if one.subject == subject), None)


def describe(store: Store, iri: str) -> Description | None:
    """The document about a thing; None where the graph neither describes nor mentions it."""
    thing = part(store, iri)
    links = tuple(_links(store, iri))
    if not thing.pairs and not links:
        return None
    return Description(iri, tuple(_parts(store, thing)), links)


def incoming(store: Store, iri: str, predicate: str, page: int) -> Incoming | None:
    """One page of the links to a thing; None where there is no such page."""
    found = next((one for one in _links(store, iri, predicate, page)), None)
    return found if found and 1 <= page <= found.pages else None


def _parts(store: Store, thing: Part) -> Iterator[Part]:
    """The thing and what belongs to its document, each once, breadth first."""
    seen, waiting = {thing.subject}, [thing]
    while waiting:
        current = waiting.pop(0)
        yield current
        for predicate, value in current.pairs:
            if not isinstance(value, NamedNode) or value.value in seen:
                continue
            inside = predicate in _INSIDE or value.value.startswith(f"{thing.subject}#")
            if inside and len(seen) < _MOST_PARTS:
                seen.add(value.value)
                waiting.append(part(store, value.value))


def _links(
    store: Store, iri: str, predicate: str | None = None, page: int = 1
) -> Iterator[Incoming]:
    start = (page - 1) * PAGE
    for said, subjects in leading(store, iri).items():
        if predicate in {None, said}:
            shown = subjects[start : start + PAGE]
            yield Incoming(said, len(subjects), page, tuple(shown))


@lru_cache(maxsize=8)  # the pages of one hub follow each other
def leading(store: Store, iri: str) -> dict[str, list[str]]:
    """What leads to a thing, in order, by predicate."""
    found: dict[str, list[str]] = {}
    quads = store.quads_for_pattern(None, None, NamedNode(iri), DefaultGraph())
    for quad in islice(quads, COUNTED):
        if isinstance(quad.subject, NamedNode):
            found.setdefault(quad.predicate.value, []).append(quad.subject.value)
    return {said: sorted(found[said]) for said in sorted(found)}


def mentioned(parts: Sequence[Part], links: Sequence[Incoming]) -> set[str]:
    """All IRIs that stand in a document, predicates too."""
    found: set[str] = set()
    for one in parts:
        found.add(one.subject)
        for predicate, value in one.pairs:
            found.add(predicate)
            if isinstance(value, NamedNode):
                found.add(value.value)
    for link in links:
        found |= {link.predicate, *link.subjects}
    return found
