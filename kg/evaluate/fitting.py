"""Logistic regression over named features, drawn towards the base rate; no chance in it."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from kg.lexicon.confidence import Weights

#: The features of one answer, and whether it is right.
Example: TypeAlias = tuple[Mapping[str, str], bool]
_Array: TypeAlias = npt.NDArray[np.float64]

#: How strongly the weight of a feature is drawn to nothing.
_PULL = 4.0
#: So many answers of which no feature is known are right at the expected rate.
_EXPECTED = 15.0
_STEPS, _ENOUGH = 50, 1e-6


def fitted(examples: Sequence[Example], expected: float) -> Weights:
    """The weights that fit the examples, with two decimals.

    `expected` is the rate at which such answers are right as far as is known without them.

    >>> weights = fitted([({"rule": "a"}, True)] * 30 + [({"rule": "b"}, False)] * 10, 0.75)
    >>> weights.probability({"rule": "a"}), weights.probability({"rule": "b"})
    (Decimal('0.87'), Decimal('0.45'))
    """
    names = sorted({pair for features, _ in examples for pair in features.items()})
    at = {pair: column for column, pair in enumerate(names, 1)}
    matrix = np.zeros((len(examples) + 1, len(names) + 1))
    matrix[:, 0] = 1.0
    for row, (features, _) in enumerate(examples):
        matrix[row, [at[pair] for pair in features.items()]] = 1.0
    labels = np.array([*(float(is_right) for _, is_right in examples), expected])
    counts = np.array([*(1.0 for _ in examples), _EXPECTED])
    base, *found = (round(float(one), 2) for one in _newton(matrix, labels, counts))
    weights: dict[str, dict[str, float]] = {}
    for (name, value), weight in zip(names, found, strict=True):
        if weight:
            weights.setdefault(name, {})[value] = weight
    return Weights(base=base, weights=weights)


def _newton(matrix: _Array, labels: _Array, counts: _Array) -> _Array:
    """Newton's steps to the one maximum."""
    pull = np.full(matrix.shape[1], _PULL)
    pull[0] = 0.0
    weights = np.zeros(matrix.shape[1])
    for _ in range(_STEPS):
        odds = 1 / (1 + np.exp(-(matrix @ weights)))
        slope = matrix.T @ (counts * (labels - odds)) - pull * weights
        bend = (matrix * (counts * odds * (1 - odds))[:, None]).T @ matrix + np.diag(pull)
        step = np.linalg.solve(bend, slope)
        weights = weights + step
        if float(np.abs(step).max()) < _ENOUGH:
            break
    return weights
