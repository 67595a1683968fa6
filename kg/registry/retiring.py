"""Which published IRIs a newer graph has lost, and what stands in their place."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from kg.dumps import Described, Pair, described, facts, quads, text
from kg.dumps.keys import STATEMENTS, Key, key, place
from kg.errors import DumpError
from kg.registry.reading import Retired
from kg.terms import Plan

_NAMED = frozenset(
    {"area", "enterprise", "organisation", "project", "indicator", "honour", "policy"}
)
#: Kinds of IRIs that somebody may have linked to.
KINDS = _NAMED | STATEMENTS | {"report", "dataset"}
_MERGED = "another thing has its name"
_SAID_ANEW = "the same is said anew"
_GONE = "no longer in the graph"
_AGAIN = "lives again"

_Named = dict[tuple[str, str], set[str]]


class Retirement(NamedTuple):
    """The list as it will be, and how many IRIs were added to it and live again."""

    rows: tuple[Retired, ...]
    added: int
    again: int


class _Dump(NamedTuple):
    """A dump and the base of its IRIs."""

    path: Path
    base: str

    def nodes(self) -> Iterator[tuple[str, list[Pair]]]:
        """IRIs of the kinds above that the dump has, with what it says, in its order."""
        aside = f"<{self.base}id/graph/registry>".encode()
        last, found = b"", list[Pair]()
        for subject, predicate, value, graph in quads(self.path):
            if subject != last:
                if found:
                    yield last[1:-1].decode(), found
                last, found = subject, []
                at = place(subject[1:-1].decode(), self.base)
                wanted = at is not None and at.kind in KINDS
            if wanted and graph != aside:
                found.append((predicate, value))
        if found:
            yield last[1:-1].decode(), found


def retire(old: Path, new: Path, standing: Iterable[Retired], since: str) -> Retirement:
    """Compare an older dump with a newer one and bring the list up to date.

    Both are of the same base. What the list says already stays, but that a replacement which is
    retired now gives way to its own replacement.
    """
    before, after = facts(old), facts(new)
    if before.base and after.base and before.base != after.base:
        raise DumpError(f"base {before.base}, but {new} has {after.base}", where=str(old))
    base = after.base or before.base
    known = {row.iri: row for row in standing}
    lost, living = _lost(_Dump(old, base), _Dump(new, base), known)
    replaced = _replaced(lost, _Dump(new, base))
    rows = {iri: _again(row) if iri in living and row.since else row for iri, row in known.items()}
    again = sum(row != known[iri] for iri, row in rows.items())
    fresh = [iri for iri in sorted(lost) if iri not in rows or not rows[iri].since]
    for iri in fresh:
        rows[iri] = _row(iri, replaced.get(iri, ""), since)
    ended = tuple(_ended(row, rows) for _, row in sorted(rows.items()))
    return Retirement(ended, len(fresh), again)


def _lost(
    old: _Dump, new: _Dump, known: Mapping[str, Retired]
) -> tuple[dict[str, Described], set[str]]:
    """What the old dump has and the new one has not, and what of the list is in the new one."""
    lost: dict[str, Described] = {}
    living: set[str] = set()
    rest = new.nodes()
    ahead = next(rest, None)
    for iri, pairs in old.nodes():
        while ahead is not None and f"{ahead[0]}>" < f"{iri}>":  # as the lines are sorted
            living.update({ahead[0]} & known.keys())
            ahead = next(rest, None)
        if ahead is None or ahead[0] != iri:
            lost[iri] = described(pairs)
    for one in (ahead, *rest):
        if one is not None and one[0] in known:
            living.add(one[0])
    return lost, living


def _replaced(lost: Mapping[str, Described], new: _Dump) -> dict[str, str]:
    """What stands in the place of lost IRIs, where that is exactly one thing or statement."""
    names = _names(lost.items(), new.base)
    now: _Named = defaultdict(set)
    for iri, pairs in new.nodes():
        for named in _names([(iri, described(pairs))], new.base):
            if named in names:
                now[named].add(iri)
    replaced: dict[str, str] = {}
    for iri in lost:
        candidates = set().union(*(now[name] for name, owners in names.items() if iri in owners))
        if len(candidates) == 1:
            replaced[iri] = candidates.pop()
    wanted: dict[Key, str] = {}
    for iri, found in lost.items():
        at = place(iri, new.base)
        if at and at.kind in STATEMENTS:
            wanted[_moved(key(at, found), replaced)] = iri
    return replaced | _same_key(wanted, new)


def _same_key(wanted: Mapping[Key, str], new: _Dump) -> dict[str, str]:
    found: dict[Key, list[str]] = defaultdict(list)
    for iri, pairs in new.nodes():
        at = place(iri, new.base)
        if at and at.kind in STATEMENTS:
            own = key(at, described(pairs))
            if own in wanted:
                found[own].append(iri)
    return {wanted[own]: iris[0] for own, iris in found.items() if len(iris) == 1}


def _names(nodes: Iterable[tuple[str, Described]], base: str) -> _Named:
    """IRIs by kind and name."""
    found: _Named = defaultdict(set)
    for iri, said in nodes:
        at = place(iri, base)
        if at and at.kind in _NAMED:
            for name in said.get(Plan.NAME, ()):
                found[at.kind, text(name)].add(iri)
    return found


def _moved(own: Key, replaced: Mapping[str, str]) -> Key:
    """A key with the things that have replaced those it names."""
    return tuple(f"<{replaced[part[1:-1]]}>" if part[1:-1] in replaced else part for part in own)


def _row(iri: str, by: str, since: str) -> Retired:
    if not by:
        return Retired(iri, "", since, _GONE)
    statement = any(f"/id/{kind}/" in iri for kind in STATEMENTS)
    return Retired(iri, by, since, _SAID_ANEW if statement else _MERGED)


def _again(row: Retired) -> Retired:
    return Retired(row.iri, "", "", f"{_AGAIN}; retired since {row.since}: {row.reason}")


def _ended(row: Retired, rows: Mapping[str, Retired]) -> Retired:
    """A row whose replacement is the last one, not one that was replaced in turn."""
    by, seen = row.replaced_by, {row.iri}
    while by in rows and rows[by].since and by not in seen:
        seen.add(by)
        by = rows[by].replaced_by
    return row._replace(replaced_by="" if by in seen else by)
