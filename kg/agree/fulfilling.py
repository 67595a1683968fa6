"""Targets beside outcomes: what became of each, as far as reports say it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from kg.agree.agreeing import compared_as, place
from kg.agree.values import aimed, alike, allowed
from kg.lexicon.agreement import AgreementWords
from kg.model import Bound, Figure, Fulfilled, Fulfilment, Measure, Reason, Status

#: Verdict, reason, share of the target that is reached.
Judged: TypeAlias = tuple[Fulfilled, Reason | None, Decimal | None]


def fulfilments(
    figures: Iterable[Figure], told: date, words: AgreementWords
) -> Iterator[Fulfilment]:
    """What became of each target of one area and indicator.

    `told` is the last day that any report with outcomes of the area looks back on.
    """
    by_subject: dict[str, list[Figure]] = defaultdict(list)
    for one in figures:
        by_subject[one.subject].append(one)
    for subject in sorted(by_subject):
        found = sorted(by_subject[subject], key=place)
        outcomes = [one for one in found if one.status is not Status.TARGET]
        for aims in _targets(found, words):
            yield _fulfilment(aims, outcomes, told, words)


def _targets(figures: Iterable[Figure], words: AgreementWords) -> Iterator[tuple[Figure, ...]]:
    """Targets, those that say the same together."""
    groups: list[list[Figure]] = []
    for one in figures:
        if one.status is not Status.TARGET:
            continue
        same = [g for g in groups if _one_target(one, g[0], words)]
        if same:
            same[0].append(one)
        else:
            groups.append([one])
    yield from map(tuple, groups)


def _one_target(one: Figure, other: Figure, words: AgreementWords) -> bool:
    keys = [(f.period, compared_as(f.measure), f.basis) for f in (one, other)]
    return keys[0] == keys[1] and alike(one, other, words)


def _fulfilment(
    aims: tuple[Figure, ...],
    outcomes: Sequence[Figure],
    told: date,
    words: AgreementWords,
) -> Fulfilment:
    aim = aims[0]
    there = [one for one in outcomes if one.period == aim.period]
    if there:
        beside = _beside(aim, there)
        verdict, reason, share = _judged(aim, beside, words)
        return Fulfilment(verdict, aims, beside, reason, share)
    part = _latest_part(aim, outcomes)
    if part:
        verdict, reason, share = _so_far(aim, part[0], words)
        return Fulfilment(verdict, aims, tuple(part), reason, share)
    reason = Reason.SILENT if aim.period.end <= told else Reason.AHEAD
    return Fulfilment(Fulfilled.UNKNOWN, aims, (), reason)


def _beside(aim: Figure, outcomes: Sequence[Figure]) -> tuple[Figure, ...]:
    """The outcomes that answer a target best: numbers for numbers, of its measure and basis.

    Where its basis is not stated, neither should be theirs; where none is so, any basis will do.
    """
    best: Sequence[Figure] = outcomes
    for fits in (
        lambda one: compared_as(one.measure) is compared_as(aim.measure),
        lambda one: (one.amount is None) is (aim.amount is None),
        lambda one: one.unit == aim.unit,
        lambda one: one.basis == aim.basis,
        lambda one: one.measure is aim.measure,
    ):
        best = [one for one in best if fits(one)] or best
    return tuple(best)


def _judged(aim: Figure, outcomes: Sequence[Figure], words: AgreementWords) -> Judged:
    """One verdict of all outcomes of the period; none where they differ."""
    found = {_one(aim, one, words) for one in outcomes}
    if len(found) == 1:
        return found.pop()
    clear = {one for one in found if one[0] is not Fulfilled.NOT_COMPARABLE}
    if len(clear) == 1:
        return clear.pop()
    if {one[0] for one in clear} == {Fulfilled.MET, Fulfilled.EXCEEDED}:
        return Fulfilled.MET, None, None  # 1706, and "over 1400"
    return Fulfilled.NOT_COMPARABLE, Reason.SEVERAL, None


def _one(aim: Figure, outcome: Figure, words: AgreementWords) -> Judged:
    if outcome.amount is None:
        return _in_words(aim, outcome, words)
    if aim.amount is None:
        return Fulfilled.NOT_COMPARABLE, Reason.WORDS, None
    if compared_as(aim.measure) is not compared_as(outcome.measure):
        return Fulfilled.NOT_COMPARABLE, Reason.MEASURE, None
    if aim.unit != outcome.unit:
        return Fulfilled.NOT_COMPARABLE, Reason.UNIT, None
    return _compared(aim, outcome, words), None, None


def _in_words(aim: Figure, outcome: Figure, words: AgreementWords) -> Judged:
    """Only what the report itself says of the target."""
    said = words.plain(outcome.words)
    if words.pending.fullmatch(said):
        return Fulfilled.UNKNOWN, Reason.PENDING, None
    if words.missed.fullmatch(said):
        return Fulfilled.MISSED, Reason.SAID, None
    if words.reached.fullmatch(said) or (aim.amount is None and alike(aim, outcome, words)):
        return Fulfilled.MET, Reason.SAID, None
    return Fulfilled.NOT_COMPARABLE, Reason.WORDS, None


def _compared(aim: Figure, outcome: Figure, words: AgreementWords) -> Fulfilled:
    """Two numbers of one kind; the rounding of the outcome is for the target's good."""
    target, reached = aimed(aim, words), allowed(outcome, words)
    if target is None or reached is None:
        return Fulfilled.NOT_COMPARABLE
    down = aim.bound is Bound.MAX or aim.capped or aim.better == "down"
    down = down and aim.bound is not Bound.MIN
    if reached.low > target.high if down else reached.high < target.low:
        return Fulfilled.MISSED
    if aim.bound is Bound.MAX or aim.capped:
        return Fulfilled.MET  # less than a ceiling is what a ceiling is for
    beyond = reached.high < target.low if down else reached.low > target.high
    return Fulfilled.EXCEEDED if beyond else Fulfilled.MET


def _latest_part(aim: Figure, outcomes: Sequence[Figure]) -> list[Figure]:
    """Outcomes of the longest part of the target's period that begins with it."""
    begun = [
        one
        for one in outcomes
        if one.period.start == aim.period.start
        and one.period.end < aim.period.end
        and compared_as(one.measure) is compared_as(aim.measure)
        and one.amount is not None
        and aim.amount is not None
        and one.unit == aim.unit
    ]
    last = max((one.period.end for one in begun), default=None)
    return list(_beside(aim, [one for one in begun if one.period.end == last])) if begun else []


def _so_far(aim: Figure, outcome: Figure, words: AgreementWords) -> Judged:
    """How a target stands when part of its period is over."""
    if aim.amount is None or outcome.amount is None:
        return Fulfilled.UNKNOWN, Reason.AHEAD, None
    now = _compared(aim, outcome, words)
    good = now in {Fulfilled.MET, Fulfilled.EXCEEDED}
    if compared_as(aim.measure) is not Measure.LEVEL or not aim.amount:
        return (
            (Fulfilled.ON_TRACK, None, None) if good else (Fulfilled.UNKNOWN, Reason.BEHIND, None)
        )
    share = (outcome.amount / aim.amount).quantize(Decimal("0.001"))
    part = outcome.period.key.rpartition("-")[2]
    good = good or share >= words.parts.get(part, Decimal(1))
    return (Fulfilled.ON_TRACK, None, share) if good else (Fulfilled.UNKNOWN, Reason.BEHIND, share)
