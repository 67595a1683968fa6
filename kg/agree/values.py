"""What a stated number allows the true one to be, and whether two of them go together."""

from collections.abc import Iterable
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

    def plus(self, other: "Range") -> "Range":
        """Where the sum of one number in each lies."""
        return Range(self.low + other.low, self.high + other.high)

    def less(self, other: "Range") -> "Range":
        """Where the difference lies."""
        return Range(self.low - other.high, self.high - other.low)

    def times(self, other: "Range") -> "Range":
        """Where their product lies."""
        return _spanned(_product(one, two) for one in self for two in other)

    def over(self, other: "Range") -> "Range":
        """Where their quotient lies; anywhere, where the divisor can be zero.

        >>> Range(Decimal(1), Decimal(2)).over(exactly(4))
        Range(low=Decimal('0.25'), high=Decimal('0.50'))
        """
        if other.low <= 0 <= other.high:
            return ANYWHERE
        return self.times(_spanned(1 / one for one in other))


ANYWHERE = Range(Decimal("-Infinity"), Decimal("Infinity"))


def _spanned(numbers: Iterable[Decimal]) -> Range:
    found = list(numbers)
    return Range(min(found), max(found))


def _product(one: Decimal, other: Decimal) -> Decimal:
    return one * other if one and other else Decimal(0)  # nothing times infinity is nothing


def exactly(number: Decimal | int) -> Range:
    """One number and no other."""
    return Range(Decimal(number), Decimal(number))


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
        return Range(first, last + round_step(figure))
    if figure.bound is Bound.MAX:
        return Range(first - round_step(figure), last)
    return Range(first - half, last + half)


def aimed(figure: Figure, words: AgreementWords) -> Range | None:
    """What a target asks for: the number itself, to the digit, unless it is about so much."""
    if figure.amount is None:
        return None
    last = figure.upper if figure.upper is not None else figure.amount
    wide = abs(figure.amount) * words.about if figure.bound is Bound.APPROX else Decimal(0)
    return Range(figure.amount - wide, last + wide)


def possible(figure: Figure) -> Range | None:
    """What the true number can be at all: without an end where only a bound is stated."""
    if figure.amount is None:
        return None
    half, last = figure.step / 2, figure.upper if figure.upper is not None else figure.amount
    low = Decimal("-Infinity") if figure.bound is Bound.MAX else figure.amount - half
    high = Decimal("Infinity") if figure.bound is Bound.MIN else last + half
    return Range(low, high)


def round_step(figure: Figure) -> Decimal:
    """The worth of the last digit that is not an idle zero, but of two digits at least.

    100 for 1500, 0.1 for 4.3, 1 for 10.
    """
    step = figure.step
    if not figure.amount or not step:
        return step
    while not figure.amount % (step * 10) and abs(figure.amount) >= step * 100:
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


def apart(one: Figure, other: Figure, words: AgreementWords) -> bool:
    """Whether no number can be both, and yet both seem to speak of one thing.

    Nothing is about so much and the bounds leave no room; numbers far apart are of other things.
    """
    first, second = possible(one), possible(other)
    if first is None or second is None or one.unit != other.unit:
        return False
    if Bound.APPROX in {one.bound, other.bound} or first.meets(second):
        return False
    amounts = [figure.amount for figure in (one, other) if figure.amount is not None]
    return near(amounts[0], amounts[1], words)


def near(one: Decimal, other: Decimal, words: AgreementWords) -> bool:
    """Whether two numbers are near enough to be thought of as one and the same."""
    return abs(one - other) <= words.near * max(abs(one), abs(other))
