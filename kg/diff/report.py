"""What differs between two dumps, by what it is about."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.diff.merge import ADDED, changes
from kg.dumps import Described, Pair, described, iri, unions
from kg.dumps.keys import STATEMENTS, Key, Place, key, place
from kg.terms import Plan, PlanClass

#: Kinds of IRIs that are told of, in this order, each with its class.
KINDS: Mapping[str, PlanClass] = {
    "report": PlanClass.REPORT,
    "observation": PlanClass.OBSERVATION,
    "event": PlanClass.EVENT,
    "state": PlanClass.PROJECT_STATE,
    "contribution": PlanClass.CONTRIBUTION,
    "area": PlanClass.AREA,
    "enterprise": PlanClass.ENTERPRISE,
    "organisation": PlanClass.ORGANISATION,
    "project": PlanClass.PROJECT,
    "indicator": PlanClass.INDICATOR,
    "honour": PlanClass.HONOUR,
    "policy": PlanClass.POLICY,
}
#: Further parts of the key of an event that may change while it stays the same event.
_LOOSE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One report, statement or thing: what it was and what it is; empty where it was or is not."""

    kind: str
    report: str
    old: str
    new: str
    before: Described
    after: Described

    @property
    def sign(self) -> str:
        """`+` added, `-` removed, `~` changed."""
        if not self.old:
            return "+"
        return "~" if self.new else "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """All changes, numbers of lines added and removed, and what dumps say of what is named."""

    changes: tuple[Change, ...]
    added: int
    removed: int
    known: Mapping[str, Described]

    def counts(self) -> Counter[tuple[str, str]]:
        """How many changes there are by kind and sign."""
        return Counter((one.kind, one.sign) for one in self.changes)


def compare(old: Path, new: Path, base: str) -> Difference:
    """Read two dumps side by side and gather what differs."""
    added = removed = 0
    touched: dict[bytes, Place] = {}
    last = b""
    for sign, (subject, *_) in changes(old, new):
        added, removed = (added + 1, removed) if sign == ADDED else (added, removed + 1)
        if subject != last:
            last = subject
            at = place(subject[1:-1].decode(), base)
            if at is not None and at.kind in KINDS:
                touched[subject] = at
    found = tuple(_changes(touched, _picked(old, touched), _picked(new, touched)))
    wanted = set(_named(found))
    known = _picked(old, wanted) | _picked(new, wanted)
    return Difference(
        changes=found,
        added=added,
        removed=removed,
        known={subject[1:-1].decode(): said for subject, said in known.items()},
    )


def _picked(dump: Path, wanted: Iterable[bytes]) -> dict[bytes, Described]:
    wanted = frozenset(wanted)
    found: Iterator[tuple[bytes, list[Pair]]] = unions(dump) if wanted else iter(())
    return {subject: described(pairs) for subject, pairs in found if subject in wanted}


def _changes(
    touched: Mapping[bytes, Place],
    before: Mapping[bytes, Described],
    after: Mapping[bytes, Described],
) -> Iterator[Change]:
    partners = _partners(touched, before, after)
    done = set(partners.values())
    order = list(KINDS)
    for subject, at in sorted(touched.items(), key=lambda one: (order.index(one[1].kind), one[0])):
        if subject in done:
            continue
        other = partners.get(subject, subject)
        if before.get(subject) == after.get(other):
            continue  # the same, though no longer in the same graphs
        yield Change(
            kind=at.kind,
            report=at.report or (at.key if at.kind == "report" else ""),
            old=subject[1:-1].decode() if subject in before else "",
            new=other[1:-1].decode() if other in after else "",
            before=before.get(subject, {}),
            after=after.get(other, {}),
        )


def _partners(
    touched: Mapping[bytes, Place],
    before: Mapping[bytes, Described],
    after: Mapping[bytes, Described],
) -> dict[bytes, bytes]:
    """Statements taken out, each with the one put in that has its key, where that is one each."""
    out, into = defaultdict[Key, list[bytes]](list), defaultdict[Key, list[bytes]](list)
    for subject, at in touched.items():
        if at.kind in STATEMENTS and (subject in before) != (subject in after):
            side, said = (out, before) if subject in before else (into, after)
            whole = key(at, said[subject])
            side[whole[:-_LOOSE] if at.kind == "event" else whole].append(subject)
    return {
        gone[0]: into[own][0]
        for own, gone in out.items()
        if len(gone) == 1 and len(into.get(own, ())) == 1
    }


def _named(found: Iterable[Change]) -> Iterator[bytes]:
    """All that is needed to say changes in words: what they name, and the words they rest on."""
    for one in KINDS.values():
        yield f"<{one}>".encode()
    for change in found:
        for said in (change.before, change.after):
            for predicate, values in said.items():
                yield f"<{predicate}>".encode()
                for value in filter(iri, values):
                    yield value.encode()
            for note in map(quotation, said.get(Plan.EVIDENCE, ())):
                yield f"<{note}>".encode()


def quotation(evidence: str) -> str:
    """The IRI of the quotation of a piece of evidence, which has the same place in its report."""
    return f"{iri(evidence).replace('/id/evidence/', '/id/passage/', 1)}#quote"
