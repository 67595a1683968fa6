"""How many distinct triples, subjects, classes, properties and links a graph has, as it streams by.

Lines come sorted, so that equal triples of several graphs stand beside one another, and so do the
triples of one subject: nothing but the counts is kept in memory.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from kg.terms import Rdf


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What was counted; `links` by their key, `watched` the subjects found of those watched for."""

    triples: int = 0
    subjects: int = 0
    classes: Mapping[str, int] = field(default_factory=dict)
    properties: Mapping[str, int] = field(default_factory=dict)
    links: Mapping[str, int] = field(default_factory=dict)
    watched: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        """Both together, where the subjects that they share are those watched for."""
        return Counts(
            triples=self.triples + other.triples,
            subjects=self.subjects + other.subjects - self.watched,
            classes=_sum(self.classes, other.classes),
            properties=_sum(self.properties, other.properties),
            links=_sum(self.links, other.links),
        )


def _sum(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted((Counter(one) + Counter(other)).items()))


#: Key of a kind of links, with its predicate and how the IRIs linked to begin.
Links = Mapping[str, tuple[str, str]]


def count(lines: Iterable[str], links: Links, watch: AbstractSet[str] = frozenset()) -> Counts:
    """Count sorted lines of N-Quads, each triple once."""
    triples, found, watched, last, last_subject = 0, 0, 0, "", ""
    classes: Counter[str] = Counter()
    properties: Counter[str] = Counter()
    linked: Counter[str] = Counter()
    wanted: dict[str, list[tuple[str, str]]] = {f"<{kind}>": [] for kind, _ in links.values()}
    for key, (predicate, space) in sorted(links.items()):
        wanted[f"<{predicate}>"].append((key, f"<{space}"))
    a = f"<{Rdf.TYPE}>"
    for line in lines:
        triple = line.rsplit(" ", 2)[0]
        if triple == last:
            continue
        last = triple
        subject, predicate, target = triple.split(" ", 2)
        triples += 1
        if subject != last_subject:
            found += 1
            watched += subject in watch
            last_subject = subject
        properties[predicate] += 1
        if predicate == a:
            classes[target] += 1
        elif predicate in wanted:
            linked.update(key for key, space in wanted[predicate] if target.startswith(space))
    return Counts(
        triples=triples,
        subjects=found,
        classes=_plain(classes),
        properties=_plain(properties),
        links=dict(sorted(linked.items())),
        watched=watched,
    )


def subjects(lines: Iterable[str]) -> frozenset[str]:
    """The subjects of lines, as they are written."""
    return frozenset(line.split(" ", 1)[0] for line in lines)


def _plain(counted: Counter[str]) -> dict[str, int]:
    return {iri[1:-1]: number for iri, number in sorted(counted.items())}
