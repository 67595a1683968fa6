"""The network itself, forward only, with numpy: two recurrent layers read each sentence.

Sentences lie one after the other in time order: first the first character of each, the longest
sentence first, then the second ones, and so on. So each step is one product of matrices and
nothing is padded.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kg.model import Span
from kg.tag.learned.weights import Direction, Floats, Model

#: Mix the numbers of two characters into a bucket; training calls the same function.
_LEFT, _RIGHT, _PRIME = 92821, 31337, 1000003


def bucket(left: NDArray[np.int64], right: NDArray[np.int64], buckets: int) -> NDArray[np.int64]:
    """The row of the table of pairs for two neighbours."""
    mixed: NDArray[np.int64] = (left * _LEFT + right * _RIGHT) % _PRIME % buckets
    return mixed


def steps(sentences: Sequence[Span]) -> list[int]:
    """How many sentences still run at each step; they must come longest first."""
    if not sentences:
        return []
    sizes = np.array([span.end - span.start for span in sentences])
    ended = np.searchsorted(sizes[::-1], np.arange(sizes[0]), side="right")
    running: list[int] = (len(sizes) - ended).tolist()
    return running


def orders(sentences: Sequence[Span], running: Sequence[int]) -> tuple[NDArray[np.int64], ...]:
    """Where the characters stand in the text, in time order: read forward, and backward."""
    starts = np.array([span.start for span in sentences], dtype=np.int64)
    ends = np.array([span.end for span in sentences], dtype=np.int64)
    forward = [starts[:count] + step for step, count in enumerate(running)]
    backward = [ends[:count] - 1 - step for step, count in enumerate(running)]
    return np.concatenate(forward), np.concatenate(backward)


def emissions(
    model: Model, characters: NDArray[np.int64], seen: Floats, sentences: Sequence[Span]
) -> Floats:
    """How much speaks for each tag at each character of the text, [characters, tags].

    `characters` are their numbers, `seen` the features of each; `sentences` come longest first.
    Characters outside of all sentences get zeros.
    """
    running = steps(sentences)
    result = np.zeros((len(characters), len(model.output_bias)), dtype=np.float32)
    if not running:
        return result
    inputs = _inputs(model, characters, seen, sentences)
    forward, backward = orders(sentences, running)
    hidden = len(model.forward.recurrent)
    states = np.zeros((len(characters), 2 * hidden), dtype=np.float32)
    states[forward, :hidden] = _read(model.forward, inputs[forward], running)
    states[backward, hidden:] = _read(model.backward, inputs[backward], running)
    result[forward] = states[forward] @ model.output + model.output_bias
    return result


def _inputs(
    model: Model, characters: NDArray[np.int64], seen: Floats, sentences: Sequence[Span]
) -> Floats:
    """Character, pair with the one before, pair with the one after, features."""
    before = np.concatenate(([0], characters[:-1]))
    after = np.concatenate((characters[1:], [0]))
    # a sentence knows no neighbours outside of itself
    before[[span.start for span in sentences]] = 0
    after[[span.end - 1 for span in sentences]] = 0
    buckets = len(model.pairs)
    return np.concatenate(
        (
            model.characters[characters],
            model.pairs[bucket(before, characters, buckets)],
            model.pairs[bucket(characters, after, buckets)],
            seen,
        ),
        axis=1,
    )


def _read(weights: Direction, inputs: Floats, running: Sequence[int]) -> Floats:
    """The state of a long short-term memory after each character, [characters, hidden].

    One tanh serves all gates, since the logistic function is (1 + tanh(x / 2)) / 2; the halves
    are in the weights already (see `training`).
    """
    size = len(weights.recurrent)
    gates = inputs @ weights.inputs
    gates += weights.bias
    memory = np.zeros((running[0], size), dtype=np.float32)
    last = np.zeros((running[0], size), dtype=np.float32)
    states = np.empty((len(inputs), size), dtype=np.float32)
    start = 0
    for count in running:
        gate = gates[start : start + count]
        gate += last[:count] @ weights.recurrent
        np.tanh(gate, out=gate)
        opened, new = gate[:, : 3 * size], gate[:, 3 * size :]
        opened *= 0.5
        opened += 0.5
        kept = memory[:count]
        kept *= opened[:, size : 2 * size]
        new *= opened[:, :size]
        kept += new
        last = states[start : start + count]
        np.tanh(kept, out=last)
        last *= opened[:, 2 * size :]
        start += count
    return states
