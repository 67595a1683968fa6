"""How probable a name is, exactly from here to there, under the chain of tags.

Forward and backward sums over all sequences of tags (Lafferty, McCallum, Pereira 2001), scaled at
each character so that they stay near one.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from kg.model import Span
from kg.tag.learned.features import TYPES
from kg.tag.learned.network import orders, steps
from kg.tag.learned.weights import Floats, Model

Doubles = NDArray[np.float64]
#: Where a name begins and ends, and the number of its type.
Name: TypeAlias = tuple[int, int, int]
_B, _I, _E, _S = 1, 2, 3, 4  # places of a type's tags, after O
_PLACES = 4
_TINY = 1e-30
_LARGEST = 700.0  # the exponential of more is no number
#: So many likely ends after a likely beginning are looked at.
_NEAREST = 6
#: No name is longer than this.
_LONGEST = 60


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """The sums of one text; arrays are [characters, tags] but where it says otherwise."""

    begun: Doubles  # all sequences up to here that have this tag here, scaled
    left: Doubles  # all sequences from here on, given this tag here, scaled
    emitted: Doubles  # what speaks for the tag here, scaled
    inside: Doubles  # [characters, types]: running sum of logarithms of staying inside a name
    follow: Doubles  # [tags, tags]: what speaks for the second after the first

    def probabilities(self, names: Collection[Name]) -> list[float]:
        """That each of some names stands exactly there, 0 to 1."""
        starts, ends, kinds = np.array(list(names), dtype=np.int64).reshape(-1, 3).T
        firsts, lasts = 1 + kinds * _PLACES, ends - 1
        begin, stay, end = firsts + _B - 1, firsts + _I - 1, firsts + _E - 1
        between = lasts - starts - 1
        edges = self.begun[starts, begin] * self.emitted[lasts, end] * self.left[lasts, end]
        passed = self.inside[lasts - 1, kinds] - self.inside[starts, kinds]
        passed += (between - 1) * np.log(self.follow[stay, stay])
        passing = self.follow[begin, stay] * self.follow[stay, end]
        long = edges * passing * np.exp(np.minimum(passed, _LARGEST))
        chances = np.where(between > 0, long, edges * self.follow[begin, end])
        single = firsts + _S - 1
        alone = self.begun[lasts, single] * self.left[lasts, single]
        found: list[float] = np.where(between < 0, alone, np.minimum(chances, 1.0)).tolist()
        return found

    def likely(self, least: float) -> Iterator[tuple[Name, float]]:
        """Names with at least this probability, and it."""
        names = tuple(self._possible(self.begun * self.left >= least))
        for name, chance in zip(names, self.probabilities(names), strict=True):
            if chance >= least:
                yield name, chance

    def _possible(self, tags: NDArray[np.bool_]) -> Iterator[Name]:
        """What may be a name where these tags are likely."""
        for kind in range(len(TYPES)):
            first = 1 + kind * _PLACES
            for place in np.flatnonzero(tags[:, first + _S - 1]).tolist():
                yield place, place + 1, kind
            begins = np.flatnonzero(tags[:, first + _B - 1])
            ends = np.flatnonzero(tags[:, first + _E - 1])
            nearest = np.searchsorted(ends, begins, side="right").tolist()
            for begin, near in zip(begins.tolist(), nearest, strict=True):
                for end in ends[near : near + _NEAREST].tolist():
                    if end - begin >= _LONGEST:
                        break
                    yield begin, end + 1, kind


def chain(model: Model, emissions: Floats, sentences: Sequence[Span]) -> Chain:
    """The sums for all sentences, which must come longest first."""
    size, tags = emissions.shape
    begun, left, emitted = (np.zeros((size, tags)) for _ in range(3))
    follow = np.exp(model.transitions.astype(np.float64))
    if sentences:
        running = steps(sentences)
        forward, _ = orders(sentences, running)
        rows = emissions[forward]
        weights = np.exp((rows - rows.max(axis=1, keepdims=True)).astype(np.float64))
        begun[forward], left[forward], emitted[forward] = _sums(model, weights, running, follow)
    stay = emitted[:, _I::_PLACES]
    inside = np.cumsum(np.log(np.where(stay > 0, stay, 1.0)), axis=0)
    return Chain(begun, left, emitted, inside, follow)


def _sums(
    model: Model, weights: Doubles, running: Sequence[int], follow: Doubles
) -> tuple[Doubles, Doubles, Doubles]:
    """Forward sums, backward sums and scaled weights, in time order."""
    first, last = (np.exp(one.astype(np.float64)) for one in (model.first, model.last))
    forward = np.empty_like(weights)
    scaled = np.empty_like(weights)
    starts = np.concatenate(([0], np.cumsum(running))).tolist()
    for step, count in enumerate(running):
        rows = slice(starts[step], starts[step + 1])
        reached = forward[starts[step - 1] : starts[step - 1] + count] @ follow if step else first
        here = reached * weights[rows]
        total = here.sum(axis=1, keepdims=True) + _TINY
        np.divide(here, total, out=forward[rows])
        np.divide(weights[rows], total, out=scaled[rows])
    backward = np.empty_like(weights)
    before = np.ascontiguousarray(follow.T)
    for step in range(len(running) - 1, -1, -1):
        rows = slice(starts[step], starts[step + 1])
        after = running[step + 1] if step + 1 < len(running) else 0
        ending = forward[rows][after:] @ last  # the sentences that end at this step
        backward[rows][after:] = last / (ending[:, None] + _TINY)
        if after:
            following = slice(starts[step + 1], starts[step + 2])
            backward[rows][:after] = (backward[following] * scaled[following]) @ before
    return forward, backward, scaled
