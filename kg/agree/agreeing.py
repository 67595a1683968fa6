"""Figures of several reports for one key: which of them say the same, and which cannot both be."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import TypeAlias

from kg.agree.values import alike, apart, compatible
from kg.lexicon.agreement import AgreementWords
from kg.model import Agreed, Agreement, Bound, Figure, Measure, Status

#: Subject, period, whether a target, kind of measure.
Key: TypeAlias = tuple[str, str, bool, Measure]
#: Measures that are told apart only by how the sentence puts the number.
_AMOUNTS = frozenset({Measure.LEVEL, Measure.INCREMENT, Measure.CUMULATIVE})


def agreements(figures: Iterable[Figure], words: AgreementWords) -> Iterator[Agreement]:
    """All that the figures of one area and indicator say together, by key."""
    by_key: dict[Key, list[Figure]] = defaultdict(list)
    for one in figures:
        by_key[key(one)].append(one)
    for name in sorted(by_key):
        found = sorted(by_key[name], key=place)
        if len({one.report for one in found}) > 1:
            yield from _of_key(found, words)


def key(figure: Figure) -> Key:
    """What figures must share to be compared at all; bases are told apart one by one."""
    target = figure.status is Status.TARGET
    return figure.subject, figure.period.key, target, compared_as(figure.measure)


def compared_as(measure: Measure) -> Measure:
    """Level, increment and cumulative amount are one kind of number.

    >>> compared_as(Measure.INCREMENT).value, compared_as(Measure.GROWTH).value
    ('level', 'growth')
    """
    return Measure.LEVEL if measure in _AMOUNTS else measure


def place(figure: Figure) -> tuple[str, int, str]:
    """By report, then by the text."""
    return figure.report, figure.start, figure.node


def _of_key(figures: Sequence[Figure], words: AgreementWords) -> Iterator[Agreement]:
    agreed: set[str] = set()
    for group in _groups(figures, words):
        if len({one.report for one in group}) > 1:
            agreed |= {one.node for one in group}
            same = _very_same(group, words)
            yield Agreement(Agreed.CORROBORATED if same else Agreed.REFINED, tuple(group))
    rest = [one for one in figures if one.node not in agreed]
    yield from _conflicts(rest, figures, words)


def _very_same(group: Sequence[Figure], words: AgreementWords) -> bool:
    """Whether all state one number; a bound beside the number itself is another statement."""
    first = group[0]
    limits = {one.bound for one in group} & {Bound.MIN, Bound.MAX}
    bound_too = limits and {one.bound for one in group} - limits
    return not bound_too and all(alike(first, one, words) for one in group[1:])


def _groups(figures: Sequence[Figure], words: AgreementWords) -> list[list[Figure]]:
    """Figures that can all be the same number, the exact ones first; each in one group."""
    groups: list[list[Figure]] = []
    for one in sorted(figures, key=lambda f: (f.bound is not Bound.EXACT, f.step, place(f))):
        fitting = [g for g in groups if all(_together(one, other, words) for other in g)]
        if fitting:
            # the group that says the very same before one that only may
            max(fitting, key=lambda g: any(alike(one, other, words) for other in g)).append(one)
        else:
            groups.append([one])
    return [sorted(group, key=place) for group in groups]


def _together(one: Figure, other: Figure, words: AgreementWords) -> bool:
    bases = {one.basis, other.basis} - {""}
    return len(bases) < 2 and (alike(one, other, words) or compatible(one, other, words))


def _conflicts(
    rest: Sequence[Figure], figures: Sequence[Figure], words: AgreementWords
) -> Iterator[Agreement]:
    """Pairs that cannot both be, of reports that give one figure each for the key.

    Where a report gives several, it tells things apart that the key does not: no conflict then.
    """
    given = Counter(one.report for one in figures)
    single = [one for one in rest if given[one.report] == 1]
    for one, other in combinations(sorted(single, key=lambda f: (f.told, place(f))), 2):
        same_kind = (one.measure, one.basis) == (other.measure, other.basis)
        if same_kind and apart(one, other, words):
            later = one.told < other.told
            yield Agreement(Agreed.SUPERSEDED if later else Agreed.CONTRADICTED, (one, other))
