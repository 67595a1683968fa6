"""What a stated number allows the true one to be, and whether two of them go together."""

from decimal import Decimal
from typing import NamedTuple

from kg.lexicon.agreement import AgreementWords
from kg.model import Bound, Figure


class Range(NamedTuple):
    """The true number is not below `low` and not above `high`."""

    low: Decimal
    high: Decimal

    def meets(self, other: "Range") -> bool:
        """Whether one number can lie in both."""
        return self.low <= other.high and other.low <= self.high


def allowed(figure: Figure, words: AgreementWords) -> Range | None:
    """What the true number is as the figure is meant; None where it is in words.

    Rounding takes half of the last digit either way. Whoever says "over 4.3" means 4.3 to 4.4: the
    next round number would have been said otherwise. "About" is a part of the number either way.
    """
    if figure.amount is None:
        return None
    first, last = figure.amount, figure.upper if figure.upper is not None else figure.amount
    half = figure.step / 2
    if figure.bound is Bound.APPROX:
        wide = max(abs(first) * words.about, half)
        return Range(first - wide, last + wide)
    if figure.bound is Bound.MIN:
        return Range(first - half, last + round_step(figure))
    if figure.bound is Bound.MAX:
        return Range(first - round_step(figure), last + half)
    return Range(first - half, last + half)


def possible(figure: Figure) -> Range | None:
    """What the true number can be at all: without an end where only a bound is stated."""
    if figure.amount is None:
        return None
    half, last = figure.step / 2, figure.upper if figure.upper is not None else figure.amount
    low = Decimal("-Infinity") if figure.bound is Bound.MAX else figure.amount - half
    high = Decimal("Infinity") if figure.bound is Bound.MIN else last + half
    return Range(low, high)


def round_step(figure: Figure) -> Decimal:
    """The worth of the last digit that is not an idle zero: 100 for 1500, 0.1 for 4.3."""
    step = figure.step
    if not figure.amount or not step:
        return step
    while not figure.amount % (step * 10):
        step *= 10
    return step


def alike(one: Figure, other: Figure, words: AgreementWords) -> bool:
    """Whether two figures state the very same."""
    if one.amount is None or other.amount is None:
        same = one.amount is other.amount
        return same and words.plain(one.words) == words.plain(other.words)
    return (one.amount, one.upper, one.unit) == (other.amount, other.upper, other.unit)


def compatible(one: Figure, other: Figure, words: AgreementWords) -> bool:
    """Whether two figures can be the same number, told more or less exactly."""
    first, second = allowed(one, words), allowed(other, words)
    return (
        first is not None and second is not None and one.unit == other.unit and first.meets(second)
    )


def apart(one: Figure, other: Figure) -> bool:
    """Whether no number can be both: nothing is about so much, and the bounds leave no room."""
    first, second = possible(one), possible(other)
    if first is None or second is None or one.unit != other.unit:
        return False
    return Bound.APPROX not in {one.bound, other.bound} and not first.meets(second)
