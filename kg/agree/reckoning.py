"""Whether a stated figure is what others give, with the rounding of all of them."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Context, Decimal, InvalidOperation
from itertools import islice, product
from typing import NamedTuple, TypeAlias

from kg.agree.levels import distinct
from kg.agree.values import Range, allowed, exactly, near, possible
from kg.lexicon.agreement import AgreementWords
from kg.model import Check, Checked, CheckKind, Figure

#: From where operands lie to where the result lies.
Formula: TypeAlias = Callable[[Sequence[Range]], Range]
#: How many combinations of differing figures are tried at most.
_TRIES = 64
_SHORT = Context(prec=10)


class Sum(NamedTuple):
    """A piece of arithmetic: the figures for each operand, and how they give the result.

    `at_most` where the stated figure must only not be above the result; `unit` is the result's.
    """

    kind: CheckKind
    operands: Sequence[Sequence[Figure]]
    formula: Formula
    unit: str
    at_most: bool = False


def checks(stated: Sequence[Figure], wanted: Sum, words: AgreementWords) -> Iterator[Check]:
    """A check for each number that is stated, where all its operands are; none where it is open.

    Reports may give several figures for an operand: it fails only where none of them fits.
    """
    if not all(wanted.operands):
        return
    for one in distinct(stated):
        found = _check(one, wanted, words)
        if found:
            yield found


def implied(wanted: Sum) -> Check | None:
    """What operands give where no report states it; of the first figures of each."""
    if not all(wanted.operands):
        return None
    return _made(Checked.IMPLIED, None, [one[0] for one in wanted.operands], wanted)


def usual(wanted: Sum, number: Decimal, width: Decimal, words: AgreementWords) -> Check | None:
    """What operands give beside a number that is known, give or take a part of it."""
    found = implied(wanted)
    if not found:
        return None
    known = Range(number - number * width, number + number * width)
    if wanted.formula(_ranges(found.operands, words)).meets(known):
        return found._replace(verdict=Checked.HOLDS)
    away = abs(found.expected - number) > number * words.near
    if away or wanted.formula([r for r in map(possible, found.operands) if r]).meets(known):
        return None
    return found._replace(verdict=Checked.FAILS)


def _ranges(figures: Sequence[Figure], words: AgreementWords) -> list[Range]:
    return [found for one in figures if (found := allowed(one, words))]


def _check(stated: Figure, wanted: Sum, words: AgreementWords) -> Check | None:
    nearest: tuple[Figure, ...] | None = None
    fails = True
    for operands in _combined(stated, wanted.operands):
        if _fits(stated, operands, wanted, words):
            return _made(Checked.HOLDS, stated, operands, wanted)
        nearest = nearest or operands
        fails = fails and _cannot_be(stated, operands, wanted, words)
    return _made(Checked.FAILS, stated, nearest, wanted) if nearest and fails else None


def _combined(stated: Figure, operands: Sequence[Sequence[Figure]]) -> Iterator[tuple[Figure, ...]]:
    choices = [distinct(one, stated) for one in operands]
    return islice(product(*choices), _TRIES)


def _fits(stated: Figure, operands: Sequence[Figure], wanted: Sum, words: AgreementWords) -> bool:
    """Whether the figures add up as they are meant."""
    said, *given = _ranges((stated, *operands), words)
    result = wanted.formula(given)
    return said.low <= result.high if wanted.at_most else said.meets(result)


def _cannot_be(
    stated: Figure, operands: Sequence[Figure], wanted: Sum, words: AgreementWords
) -> bool:
    """Whether no numbers that the figures allow can add up, and yet all seem to be of one thing.

    A result far from what is stated is of other things, which tells nothing.
    """
    ranges = [possible(one) for one in (stated, *operands)]
    said, *given = [one for one in ranges if one]
    try:
        result = wanted.formula(given)
    except InvalidOperation:  # infinite less infinite
        return False
    if wanted.at_most:
        return said.low > result.high
    number = stated.amount or Decimal(0)
    return not said.meets(result) and near(_exactly(operands, wanted), number, words)


def _exactly(operands: Sequence[Figure], wanted: Sum) -> Decimal:
    numbers = [exactly(one.amount or Decimal(0)) for one in operands]
    return wanted.formula(numbers).low.normalize(_SHORT)


def _made(
    verdict: Checked, stated: Figure | None, operands: Sequence[Figure], wanted: Sum
) -> Check:
    expected = _exactly(operands, wanted)
    return Check(wanted.kind, verdict, stated, tuple(operands), expected, wanted.unit)
