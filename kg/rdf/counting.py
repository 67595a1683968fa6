"""How many distinct triples, subjects, classes, properties and links a graph has, as it streams by.

Lines come sorted, so that equal triples of several graphs stand beside one another, and so do the
triples of one subject: nothing but the counts is kept in memory.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass, field
from itertools import groupby
from typing import TypeAlias, TypeVar

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
Links: TypeAlias = Mapping[str, tuple[str, str]]
#: The triples of a subject.
Others: TypeAlias = Callable[[bytes], AbstractSet[bytes]]


class Counting:
    """Counts of everything so far."""

    def __init__(self, links: Links) -> None:
        """Begin with nothing."""
        self._links = dict(links)
        self._wanted: dict[bytes, list[tuple[str, bytes]]] = {
            f"<{kind}>".encode(): [] for kind, _ in links.values()
        }
        for key, (predicate, space) in sorted(links.items()):
            self._wanted[f"<{predicate}>".encode()].append((key, f"<{space}".encode()))
        self._last = b""
        self.triples, self.subjects = 0, 0
        self.classes: Counter[bytes] = Counter()
        self.properties: Counter[bytes] = Counter()
        self.links: Counter[str] = Counter()

    def count(self, found: Sequence[bytes]) -> "Counting":
        """Count sorted triples, each once, that come after those counted before."""
        parts = [triple.split(b" ", 2) for triple in found]
        subjects = {subject for subject, _, _ in parts}
        self.subjects += len(subjects) - (self._last in subjects)
        self._last = parts[-1][0] if parts else self._last
        self._tally(parts, 1)
        return self

    def change(self, before: AbstractSet[bytes], after: AbstractSet[bytes]) -> None:
        """Count all triples of one subject as they are now, no longer as they were."""
        self.subjects += bool(after) - bool(before)
        self._tally([triple.split(b" ", 2) for triple in before - after], -1)
        self._tally([triple.split(b" ", 2) for triple in after - before], 1)

    def overlap(self, told: Iterable[bytes], others: Others) -> "Counting":
        """What was counted here though it is told apart, with a minus, to be totalled with it.

        Of the triples that are `told` apart, and their subjects, nothing counts here; `others`
        gives the triples of a subject that were counted.
        """
        less = Counting(self._links)
        for subject, apart in groupby(sorted(told), key=lambda triple: triple.split(b" ", 1)[0]):
            found = others(subject)
            less.subjects -= bool(found)
            less._tally([triple.split(b" ", 2) for triple in found & set(apart)], -1)
        return less

    def add(self, other: "Counting") -> None:
        """Count in what was counted elsewhere, of other subjects."""
        self.triples += other.triples
        self.subjects += other.subjects
        self.classes.update(other.classes)
        self.properties.update(other.properties)
        self.links.update(other.links)

    def dumps(self) -> bytes:
        """All counts as JSON, to go on from."""
        told = asdict(total(self)) | {"links_of": self._links}
        return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode()

    def resume(self, data: bytes) -> bool:
        """Go on from counts; false where other links were counted."""
        told = json.loads(data)
        if {key: tuple(of) for key, of in told["links_of"].items()} != self._links:
            return False
        self.triples, self.subjects = told["triples"], told["subjects"]
        self.classes = Counter({f"<{iri}>".encode(): n for iri, n in told["classes"].items()})
        self.properties = Counter({f"<{iri}>".encode(): n for iri, n in told["properties"].items()})
        self.links = Counter(told["links"])
        return True

    def _tally(self, parts: Sequence[Sequence[bytes]], sign: int) -> None:
        self.triples += sign * len(parts)
        _add(self.properties, [predicate for _, predicate, _ in parts], sign)
        _add(self.classes, [target for _, predicate, target in parts if predicate == _A], sign)
        linked = [(self._wanted[kind], to) for _, kind, to in parts if kind in self._wanted]
        begun = [key for begins, to in linked for key, space in begins if to.startswith(space)]
        _add(self.links, begun, sign)


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


def _add(counted: Counter[T], found: list[T], sign: int) -> None:
    if sign > 0:
        counted.update(found)
    else:
        counted.subtract(found)


def _sum(counted: Iterable[Counter[T]]) -> Counter[T]:
    found: Counter[T] = Counter()
    for one in counted:
        found.update(one)
    return Counter({key: number for key, number in found.items() if number})


def _plain(counted: Iterable[Counter[bytes]]) -> dict[str, int]:
    return {iri[1:-1].decode(): number for iri, number in sorted(_sum(counted).items())}
