"""Chance from a seed: the same seed draws the same on every machine."""

from bisect import bisect
from collections.abc import Iterable, Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


class Weighed(Generic[T]):
    """Things with weights, ready for drawing."""

    def __init__(self, items: Sequence[T], weights: Iterable[float]) -> None:
        """As many weights as things."""
        self.items = tuple(items)
        self.steps = tuple(accumulate(weights))


class Draw:
    """Draws that follow from what it is made with alone.

    >>> Draw("seed", 1).whole(1, 6) == Draw("seed", 1).whole(1, 6)
    True
    """

    def __init__(self, *seed: object) -> None:
        """Only `random()` of the generator is used: its sequence is promised not to change."""
        self.random = Random("/".join(map(str, seed))).random  # noqa: S311  # no secret

    def one(self, items: Sequence[T]) -> T:
        """One of several."""
        return items[int(self.random() * len(items))]

    def within(self, bounds: tuple[float, float]) -> float:
        """A number between two."""
        low, high = bounds
        return low + (high - low) * self.random()

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`."""
        return low + int(self.random() * (high - low + 1))

    def often(self, percent: float) -> bool:
        """Whether something happens that does so often of a hundred."""
        return self.random() * 100 < percent

    def weighed(self, items: Weighed[T]) -> T:
        """One of several, each as often as its weight says."""
        steps = items.steps
        return items.items[bisect(steps, self.random() * steps[-1])]

    def shuffled(self, items: Iterable[T]) -> list[T]:
        """All of them in a drawn order."""
        found = list(items)
        for last in range(len(found) - 1, 0, -1):
            other = int(self.random() * (last + 1))
            found[last], found[other] = found[other], found[last]
        return found


class Deck(Generic[T]):
    """Things drawn one after the other, none twice before all were."""

    def __init__(self, items: Iterable[T], draw: Draw) -> None:
        """All of the things are left."""
        self._left, self._used = list(items), list[T]()
        self._random = draw.random

    def next(self) -> T:
        """The next one; when all were drawn they begin anew."""
        if not self._left:
            self._left, self._used = self._used, self._left
        left = self._left
        at = int(self._random() * len(left))
        found, left[at] = left[at], left[-1]
        left.pop()
        self._used.append(found)
        return found
