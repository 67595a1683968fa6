"""lexicon/confidence.toml: how much what the reader knows tells of whether it read right.

A kind of thing has a base and weights, both log odds: features that are absent from the file weigh
nothing, so that the base speaks alone. The file is written by `kg evaluate --calibrate`.
"""

import math
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

from pydantic.dataclasses import dataclass

from kg.lexicon.tables import STRICT, Keys, near, read, wrong

NAME = "confidence.toml"
#: Values of a feature that the lexicon or the code elsewhere names, such as rules.
OPEN: frozenset[str] = frozenset()
SIZES = frozenset({"1-4", "5-8", "9-12", "13+"})
MEMBERS = frozenset({"1", "2-3", "4+"})
_CLOSED = {
    "mentions": {
        "rule": OPEN,
        "type": OPEN,
        "size": SIZES,
        "marks": frozenset({"inside", "none"}),
    },
    "observations": {
        "rule": OPEN,
        "measure": OPEN,
        "indicator": frozenset({"known", "formed"}),
        "size": SIZES,
        "subject": frozenset({"some", "none"}),
        "period": frozenset({"section", "stated"}),
        "status": frozenset({"section", "stated"}),
        "area": frozenset({"own", "named"}),
        "cue": frozenset({"beside", "near", "far", "none"}),
        "members": MEMBERS,
        "spread": frozenset({"respectively", "alone"}),
        "others": frozenset({"agree", "differ", "none"}),
    },
    "events": {
        "rule": OPEN,
        "actor": frozenset({"none", "own", "here", "carried"}),
        "object": OPEN,
        "modality": frozenset({"section", "stated"}),
        "size": SIZES,
        "members": MEMBERS,
    },
    "projects": {
        "rule": OPEN,
        "stage": frozenset({"word", "default"}),
        "name": OPEN,
        "size": SIZES,
        "places": MEMBERS,
        "investment": frozenset({"some", "none"}),
    },
    "contributions": {
        "rule": OPEN,
        "contributor": OPEN,
        "indicator": frozenset({"known", "formed"}),
        "members": MEMBERS,
    },
}
#: The features of each kind of thing with their values, any where none are listed.
FEATURES: Mapping[str, Mapping[str, frozenset[str]]] = MappingProxyType(_CLOSED)


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Weights:
    """One kind of thing: log odds of its base rate, and of each value of each feature."""

    base: float
    weights: dict[str, dict[str, float]]

    def probability(self, features: Mapping[str, str]) -> Decimal:
        """How probably something with these features is right.

        >>> weights = Weights(base=2.0, weights={"rule": {"table": 1.0}})
        >>> weights.probability({"rule": "table"}), weights.probability({"rule": "new"})
        (Decimal('0.95'), Decimal('0.88'))
        """
        none: dict[str, float] = {}
        parts = [self.weights.get(name, none).get(value, 0.0) for name, value in features.items()]
        return hundredths(1 / (1 + math.exp(-math.fsum((self.base, *parts)))))


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Confidence:
    """All of lexicon/confidence.toml.

    `near` is the share of mentions with wrong borders or type that still name what is meant.
    """

    near: float
    mentions: Weights
    observations: Weights
    events: Weights
    projects: Weights
    contributions: Weights


def hundredths(value: float) -> Decimal:
    """A probability with two decimals."""
    return Decimal(f"{value:.2f}")


def load(folder: Path) -> Confidence:
    """Read lexicon/confidence.toml; LexiconError names file, line and key."""
    path = folder / NAME
    found = read(path, Confidence)
    for keys, said, hint in _problems(found):
        raise wrong(path, keys, said, hint)
    return found


def _problems(found: Confidence) -> Iterator[tuple[Keys, str, str]]:
    """What no type tells: features and values that nothing has, numbers that are none."""
    if not 0 <= found.near <= 1:
        yield ("near",), "a share lies between 0 and 1", ""
    for kind, known in FEATURES.items():
        weights: Weights = getattr(found, kind)
        if not math.isfinite(weights.base):
            yield (kind, "base"), "must be a number", ""
        for name, values in weights.weights.items():
            if name not in known:
                yield (kind, "weights", name), "unknown feature", near(name, sorted(known))
                continue
            for value, weight in values.items():
                keys = (kind, "weights", name, value)
                if known[name] and value not in known[name]:
                    yield keys, "unknown value", near(value, sorted(known[name]))
                if not math.isfinite(weight):
                    yield keys, "must be a number", ""
