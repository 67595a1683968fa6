"""What the graph says of one IRI."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeAlias

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

Node: TypeAlias = NamedNode | Literal
#: Predicate and object.
Pair: TypeAlias = tuple[str, Node]

_KEPT = 20_000


@dataclass(frozen=True)
class Part:
    """A subject with its statements, in the order of predicate and object."""

    subject: str
    pairs: tuple[Pair, ...]

    @cached_property
    def written(self) -> tuple[tuple[bytes, bytes], ...]:
        """The statements as N-Triples writes predicates and objects."""
        return tuple((term(predicate), str(value).encode()) for predicate, value in self.pairs)

    def values(self, predicate: str) -> list[Node]:
        """All objects of a predicate."""
        return [value for said, value in self.pairs if said == predicate]

    def things(self, predicate: str) -> list[str]:
        """The IRIs among the objects of a predicate."""
        return [one.value for one in self.values(predicate) if isinstance(one, NamedNode)]

    def text(self, predicate: str) -> str:
        """The first object of a predicate as text, empty where there is none."""
        found = self.values(predicate)
        return found[0].value if found else ""


@lru_cache(maxsize=_KEPT)
def term(iri: str) -> bytes:
    """An IRI as N-Triples writes it."""
    return f"<{iri}>".encode()


@lru_cache(maxsize=_KEPT)  # the same passages and names come again from page to page
def part(store: Store, iri: str) -> Part:
    """What the graph says of a thing itself, nothing of what belongs to its document."""
    quads = store.quads_for_pattern(NamedNode(iri), None, None, DefaultGraph())
    pairs = [
        (quad.predicate.value, quad.object)
        for quad in quads
        if isinstance(quad.object, NamedNode | Literal)
    ]
    return Part(iri, tuple(sorted(pairs, key=lambda pair: (pair[0], str(pair[1])))))
