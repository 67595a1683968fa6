"""The trained name model: its file, checked on loading."""

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.errors import ModelError
from kg.tag.learned.features import FEATURES, TAGS

#: The version of the layout of the file; raised when code and weights must change together.
FORMAT = 1
NAME = "names.npz"

_META = "meta"
_HINT = "rebuild it with `make train`, or read by rules alone with --model none"

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Direction:
    """One reading direction of the recurrent layer; gates in the order in, forget, out, new."""

    inputs: Floats  # [embedding + features, 4 * hidden]
    recurrent: Floats  # [hidden, 4 * hidden]
    bias: Floats  # [4 * hidden]


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """All weights, and how the resolver weighs what the model and the rules say."""

    vocabulary: Mapping[str, int]
    characters: Floats  # [characters + 2, dimensions]
    pairs: Floats  # [buckets, dimensions]
    forward: Direction
    backward: Direction
    output: Floats  # [2 * hidden, tags]
    output_bias: Floats  # [tags]
    transitions: Floats  # [tags, tags]; impossible ones are very low
    first: Floats  # [tags], likewise for the first character of a sentence
    last: Floats  # [tags]
    judge: Mapping[str, float]  # weight by feature of a candidate
    threshold: float


def load(path: Path) -> Model:
    """The model in a file; ModelError where it is missing, damaged or made for other code."""
    where = str(path)
    if not path.is_file():
        raise ModelError("there is no name model here", where=where, hint=_HINT)
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            return _model(arrays, where)
    except (zipfile.BadZipFile, OSError, EOFError, KeyError, ValueError, TypeError) as error:
        raise ModelError("the name model is damaged", where=where, hint=_HINT) from error


def _model(arrays: Mapping[str, NDArray[np.generic]], where: str) -> Model:
    meta = json.loads(bytes(arrays[_META].astype(np.uint8)).decode())
    made_for = (meta["format"], meta["tags"], meta["features"])
    if made_for != (FORMAT, list(TAGS), FEATURES):
        message = f"the name model is of another version ({meta['format']}, not {FORMAT})"
        raise ModelError(message, where=where, hint=_HINT)
    read = {name: _floats(arrays[name]) for name in arrays if name != _META}
    _fit(read, len(meta["characters"]))
    return Model(
        vocabulary={character: index for index, character in enumerate(meta["characters"], 2)},
        characters=read["characters"],
        pairs=read["pairs"],
        forward=_direction(read, "forward"),
        backward=_direction(read, "backward"),
        output=read["output"],
        output_bias=read["output_bias"],
        transitions=read["transitions"],
        first=read["first"],
        last=read["last"],
        judge={str(name): float(weight) for name, weight in meta["judge"].items()},
        threshold=float(meta["threshold"]),
    )


def _fit(read: Mapping[str, Floats], characters: int) -> None:
    """ValueError where two parts do not belong together."""
    hidden = len(read["forward_recurrent"])
    inputs = read["characters"].shape[1] + 2 * read["pairs"].shape[1] + FEATURES
    wanted = {
        "characters": (characters + 2, read["characters"].shape[1]),
        **{f"{way}_inputs": (inputs, 4 * hidden) for way in ("forward", "backward")},
        **{f"{way}_recurrent": (hidden, 4 * hidden) for way in ("forward", "backward")},
        **{f"{way}_bias": (4 * hidden,) for way in ("forward", "backward")},
        "output": (2 * hidden, len(TAGS)),
        "output_bias": (len(TAGS),),
        "transitions": (len(TAGS), len(TAGS)),
        "first": (len(TAGS),),
        "last": (len(TAGS),),
    }
    for name, shape in wanted.items():
        if read[name].shape != shape:
            raise ValueError(name)


def _direction(read: Mapping[str, Floats], name: str) -> Direction:
    return Direction(read[f"{name}_inputs"], read[f"{name}_recurrent"], read[f"{name}_bias"])


def _floats(array: NDArray[np.generic]) -> Floats:
    return np.ascontiguousarray(array, dtype=np.float32)


def save(path: Path, arrays: Mapping[str, Floats], meta: Mapping[str, object]) -> None:
    """Write a model, in half precision: equal weights give equal bytes."""
    halves = {name: array.astype(np.float16) for name, array in sorted(arrays.items())}
    described = {"format": FORMAT, "tags": list(TAGS), "features": FEATURES, **meta}
    text = json.dumps(described, ensure_ascii=False, sort_keys=True).encode()
    halves[_META] = np.frombuffer(text, dtype=np.uint8)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, array in halves.items():
            # a fixed date, so that the same weights give the same bytes
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            with file.open(entry, "w") as target:
                np.lib.format.write_array(target, np.ascontiguousarray(array), allow_pickle=False)
