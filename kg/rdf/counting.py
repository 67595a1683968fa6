"""How many distinct triples, subjects, classes, properties and links a graph has, as it streams by.

Lines come sorted, so that equal triples of several graphs stand beside one another, and so do the
triples of one subject: nothing but the counts is kept in memory.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.terms import Rdf

_A = f"<{Rdf.TYPE}>"


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
        """Begin with nothing; `also` are lines that are counted too, apart from the others."""
        self._wanted: dict[str, list[tuple[str, str]]] = {
            f"<{kind}>": [] for kind, _ in links.values()
        }
        for key, (predicate, space) in sorted(links.items()):
            self._wanted[f"<{predicate}>"].append((key, f"<{space}"))
        self._also = frozenset(map(_triple, also))
        self._subjects = frozenset(triple.split(" ", 1)[0] for triple in self._also)
        self.triples, self.subjects = 0, 0
        self.classes: Counter[str] = Counter()
        self.properties: Counter[str] = Counter()
        self.links: Counter[str] = Counter()

    def count(self, lines: Iterable[str]) -> "Counting":
        """Count sorted lines of N-Quads, each triple once."""
        last, last_subject = "", ""
        for line in lines:
            triple = _triple(line)
            if triple == last:
                continue
            last = triple
            subject = triple.split(" ", 1)[0]
            if subject != last_subject:
                self.subjects += subject not in self._subjects
                last_subject = subject
            if triple not in self._also:
                self._add(triple)
        return self

    def _add(self, triple: str) -> None:
        _, predicate, target = triple.split(" ", 2)
        self.triples += 1
        self.properties[predicate] += 1
        if predicate == _A:
            self.classes[target] += 1
        elif predicate in self._wanted:
            begins = self._wanted[predicate]
            self.links.update(key for key, space in begins if target.startswith(space))


def total(*parts: Counting) -> Counts:
    """Several counts as one."""
    return Counts(
        triples=sum(part.triples for part in parts),
        subjects=sum(part.subjects for part in parts),
        classes=_plain(part.classes for part in parts),
        properties=_plain(part.properties for part in parts),
        links=dict(sorted(_sum(part.links for part in parts).items())),
    )


def _triple(line: str) -> str:
    return line.rsplit(" ", 2)[0]


def _sum(counted: Iterable[Counter[str]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for one in counted:
        found.update(one)
    return found


def _plain(counted: Iterable[Counter[str]]) -> dict[str, int]:
    return {iri[1:-1]: number for iri, number in sorted(_sum(counted).items())}
