"""How many distinct triples, subjects, classes, properties and links a graph has, as it streams by.

Lines come sorted, so that equal triples of several graphs stand beside one another, and so do the
triples of one subject: nothing but the counts is kept in memory.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from kg.terms import Rdf

T = TypeVar("T")

_A = f"<{Rdf.TYPE}>".encode()


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What was counted; `links` by the key that they were asked for by."""

    triples: int = 0
    subjects: int = 0
    classes: Mapping[str, int] = field(default_factory=dict)
    properties: Mapping[str, int] = field(default_factory=dict)
    links: Mapping[str, int] = field(default_factory=dict)


#: Key of a kind of links, with its predicate and how the IRIs linked to begin.
Links = Mapping[str, tuple[str, str]]


class Counting:
    """Counts of everything so far; a triple or subject of `also` counts only there."""

    def __init__(self, links: Links, also: Iterable[str] = ()) -> None:
        """Begin with nothing; `also` are lines of N-Quads that are counted apart."""
        self._wanted: dict[bytes, list[tuple[str, bytes]]] = {
            f"<{kind}>".encode(): [] for kind, _ in links.values()
        }
        for key, (predicate, space) in sorted(links.items()):
            self._wanted[f"<{predicate}>".encode()].append((key, f"<{space}".encode()))
        self._also = frozenset(triples(also))
        self._subjects = frozenset(triple.split(b" ", 1)[0] for triple in self._also)
        self._last = b""
        self.triples, self.subjects = 0, 0
        self.classes: Counter[bytes] = Counter()
        self.properties: Counter[bytes] = Counter()
        self.links: Counter[str] = Counter()

    def count(self, found: Sequence[bytes]) -> "Counting":
        """Count sorted triples, each once, that come after those counted before."""
        parts = [triple.split(b" ", 2) for triple in found]
        subjects = {subject for subject, _, _ in parts}
        fresh = subjects - self._subjects
        self.subjects += len(fresh) - (self._last in fresh)
        self._last = parts[-1][0] if parts else self._last
        kept = parts
        if len(fresh) < len(subjects):
            kept = [p for p, triple in zip(parts, found, strict=True) if triple not in self._also]
        self.triples += len(kept)
        self.properties.update([predicate for _, predicate, _ in kept])
        self.classes.update([target for _, predicate, target in kept if predicate == _A])
        for _, predicate, target in kept:
            if predicate in self._wanted:
                begins = self._wanted[predicate]
                self.links.update(key for key, space in begins if target.startswith(space))
        return self


def triples(lines: Iterable[str]) -> list[bytes]:
    """The triples of lines of N-Quads of one graph, without full stop."""
    return [line.rsplit(" ", 2)[0].encode() for line in lines]


def total(*parts: Counting) -> Counts:
    """Several counts as one."""
    return Counts(
        triples=sum(part.triples for part in parts),
        subjects=sum(part.subjects for part in parts),
        classes=_plain(part.classes for part in parts),
        properties=_plain(part.properties for part in parts),
        links=dict(sorted(_sum(part.links for part in parts).items())),
    )


def _sum(counted: Iterable[Counter[T]]) -> Counter[T]:
    found: Counter[T] = Counter()
    for one in counted:
        found.update(one)
    return found


def _plain(counted: Iterable[Counter[bytes]]) -> dict[str, int]:
    return {iri[1:-1].decode(): number for iri, number in sorted(_sum(counted).items())}
