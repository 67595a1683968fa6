"""Small untrained name models for tests."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.tag.learned import weights
from kg.tag.learned.features import FEATURES, TAGS

HIDDEN, CHARACTER, PAIR, BUCKETS = 4, 5, 3, 64
_IMPOSSIBLE = -1e4
LETTERS = "国家某市某县企业医院增长，。"


def follows(one: str, other: str) -> bool:
    """Whether a tag may stand after another."""
    if one[0] in "BI":
        return other[0] in "IE" and other[2:] == one[2:]
    return other[0] in "OBS"


def arrays(seed: int) -> dict[str, NDArray[np.float32]]:
    """Random weights with the chain's true limits."""
    chance = np.random.default_rng(seed)
    inputs = CHARACTER + 2 * PAIR + FEATURES

    def some(*shape: int) -> NDArray[np.float32]:
        return chance.normal(0, 0.7, shape).astype(np.float32)

    allowed = np.array([[0 if follows(a, b) else _IMPOSSIBLE for b in TAGS] for a in TAGS])
    return {
        "characters": some(len(set(LETTERS)) + 2, CHARACTER),
        "pairs": some(BUCKETS, PAIR),
        **{f"{way}_inputs": some(inputs, 4 * HIDDEN) for way in ("forward", "backward")},
        **{f"{way}_recurrent": some(HIDDEN, 4 * HIDDEN) for way in ("forward", "backward")},
        **{f"{way}_bias": some(4 * HIDDEN) for way in ("forward", "backward")},
        "output": some(2 * HIDDEN, len(TAGS)),
        "output_bias": some(len(TAGS)),
        "transitions": some(len(TAGS), len(TAGS)) + allowed.astype(np.float32),
        "first": np.array([0 if t[0] in "OBS" else _IMPOSSIBLE for t in TAGS], np.float32),
        "last": np.array([0 if t[0] in "OES" else _IMPOSSIBLE for t in TAGS], np.float32),
    }


def meta() -> dict[str, object]:
    """A judge that believes the network."""
    return {"characters": sorted(set(LETTERS)), "judge": {"model": 1.0}, "threshold": 0.4}


def written(folder: Path, seed: int = 7) -> Path:
    """A model file."""
    path = folder / "names.npz"
    weights.save(path, arrays(seed), meta())
    return path
