"""How probable a name is, exactly from here to there, under the chain of tags.

Forward and backward sums over all sequences of tags (Lafferty, McCallum, Pereira 2001), scaled at
each character so that they stay near one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from kg.model import Span
from kg.tag.learned.features import TYPES
from kg.tag.learned.network import orders, steps
from kg.tag.learned.weights import Floats, Model

Doubles = NDArray[np.float64]
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

    def probability(self, span: Span, kind: int) -> float:
        """That a name of the type with this number stands exactly here, 0 to 1."""
        first, last = 1 + kind * _PLACES, span.end - 1
        if last == span.start:
            tag = first + _S - 1
            return float(self.begun[last, tag] * self.left[last, tag])
        begin, stay, end = first + _B - 1, first + _I - 1, first + _E - 1
        edges = self.begun[span.start, begin] * self.emitted[last, end] * self.left[last, end]
        between = last - span.start - 1
        if not between:
            return min(1.0, float(edges * self.follow[begin, end]))
        passed = self.inside[last - 1, kind] - self.inside[span.start, kind]
        passed += (between - 1) * log(self.follow[stay, stay])
        edges *= self.follow[begin, stay] * self.follow[stay, end]
        return min(1.0, float(edges) * exp(min(passed, _LARGEST)))

    def likely(self, least: float) -> Iterator[tuple[Span, int, float]]:
        """Names with at least this probability, as span, number of type, probability."""
        tags = self.begun * self.left
        for kind in range(len(TYPES)):
            first = 1 + kind * _PLACES
            for place in np.flatnonzero(tags[:, first + _S - 1] >= least).tolist():
                yield Span(place, place + 1), kind, float(tags[place, first + _S - 1])
            begins = np.flatnonzero(tags[:, first + _B - 1] >= least)
            ends = np.flatnonzero(tags[:, first + _E - 1] >= least)
            nearest = np.searchsorted(ends, begins, side="right").tolist()
            for begin, near in zip(begins.tolist(), nearest, strict=True):
                for end in ends[near : near + _NEAREST].tolist():
                    if end - begin >= _LONGEST:
                        break
                    chance = self.probability(Span(begin, end + 1), kind)
                    if chance >= least:
                        yield Span(begin, end + 1), kind, chance


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
