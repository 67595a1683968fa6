"""How probable a name is, exactly from here to there, under the chain of tags.

Forward and backward sums over all sequences of tags (Lafferty, McCallum, Pereira 2001), scaled at
each character so that they stay near one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
#: No name is longer than this.
_LONGEST = 60


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """The sums of one text; all arrays are [characters, tags] or [characters], logarithms."""

    begun: Doubles  # all sequences up to here that have this tag here
    left: Doubles  # all sequences from here on, given this tag here
    emitted: Doubles  # what speaks for the tag here, scaled
    inside: Doubles  # [characters, types]: running sum of staying inside a name
    transitions: Doubles

    def probability(self, span: Span, kind: int) -> float:
        """That a name of the type with this number stands exactly here, 0 to 1."""
        first = 1 + kind * _PLACES
        last = span.end - 1
        if last == span.start:
            tag = first + _S - 1
            return _exp(self.begun[last, tag] + self.left[last, tag])
        begin, stay, end = first + _B - 1, first + _I - 1, first + _E - 1
        total = self.begun[span.start, begin] + self.emitted[last, end] + self.left[last, end]
        between = last - span.start - 1
        if not between:
            return _exp(total + self.transitions[begin, end])
        total += self.transitions[begin, stay] + (between - 1) * self.transitions[stay, stay]
        total += self.inside[last - 1, kind] - self.inside[span.start, kind]
        return _exp(total + self.transitions[stay, end])

    def likely(self, least: float) -> Iterator[tuple[Span, int, float]]:
        """Names with at least this probability, as span, number of type, probability."""
        tags = np.exp(self.begun + self.left)
        for kind in range(len(TYPES)):
            first = 1 + kind * _PLACES
            for place in np.flatnonzero(tags[:, first + _S - 1] >= least).tolist():
                yield Span(place, place + 1), kind, float(tags[place, first + _S - 1])
            begins = np.flatnonzero(tags[:, first + _B - 1] >= least)
            ends = np.flatnonzero(tags[:, first + _E - 1] >= least)
            for begin in begins.tolist():
                nearest = int(np.searchsorted(ends, begin, side="right"))
                for end in ends[nearest:].tolist():
                    if end - begin >= _LONGEST:
                        break
                    chance = self.probability(Span(begin, end + 1), kind)
                    if chance >= least:
                        yield Span(begin, end + 1), kind, chance


def _exp(value: float) -> float:
    return float(min(1.0, np.exp(min(0.0, value))))


def chain(model: Model, emissions: Floats, sentences: Sequence[Span]) -> Chain:
    """The sums for all sentences, which must come longest first."""
    size, tags = emissions.shape
    begun = np.full((size, tags), -np.inf)
    left = np.full((size, tags), -np.inf)
    emitted = np.full((size, tags), -np.inf)
    if sentences:
        running = steps(sentences)
        forward, _ = orders(sentences, running)
        peaks = emissions[forward].max(axis=1, keepdims=True)
        weights = np.exp((emissions[forward] - peaks).astype(np.float64))
        sums = _sums(model, weights, running)
        begun[forward], left[forward], emitted[forward] = sums
    stay = 1 + np.arange(len(TYPES)) * _PLACES + _I - 1
    inside = np.cumsum(np.where(np.isfinite(emitted[:, stay]), emitted[:, stay], 0.0), axis=0)
    return Chain(begun, left, emitted, inside, model.transitions.astype(np.float64))


def _sums(
    model: Model, weights: Doubles, running: Sequence[int]
) -> tuple[Doubles, Doubles, Doubles]:
    """Logarithms of forward sums, backward sums and scaled weights, in time order."""
    follow = np.exp(model.transitions.astype(np.float64))
    first, last = (np.exp(one.astype(np.float64)) for one in (model.first, model.last))
    forward = np.empty_like(weights)
    scale = np.empty(len(weights))
    starts = np.concatenate(([0], np.cumsum(running)))
    for step, count in enumerate(running):
        rows = slice(starts[step], starts[step + 1])
        reached = forward[starts[step - 1] : starts[step - 1] + count] @ follow if step else first
        forward[rows] = reached * weights[rows]
        scale[rows] = forward[rows].sum(axis=1) + _TINY
        forward[rows] /= scale[rows, None]
    backward = np.empty_like(weights)
    for step in range(len(running) - 1, -1, -1):
        rows = slice(starts[step], starts[step + 1])
        after = running[step + 1] if step + 1 < len(running) else 0
        ending = forward[rows][after:] @ last  # the sentences that end at this step
        backward[rows][after:] = last / (ending[:, None] + _TINY)
        if after:
            following = slice(starts[step + 1], starts[step + 2])
            ahead = backward[following] * weights[following] / scale[following, None]
            backward[rows][:after] = ahead @ follow.T
    with np.errstate(divide="ignore"):
        return np.log(forward), np.log(backward), np.log(weights / scale[:, None])
