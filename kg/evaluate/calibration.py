"""How far confidences are what they say: the expected calibration error."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import TypeAlias

from kg.evaluate.verdicts import LAYERS, Judgement
from kg.model import Rows

BINS = 10
#: A confidence, and whether what had it is right.
Sure: TypeAlias = tuple[float, bool]


def error(judged: Iterable[Sure]) -> float:
    """The expected calibration error in ten bins of equal width, 0 where nothing is judged.

    >>> error([(0.8, True), (0.8, True), (0.8, False), (0.3, False)])
    0.175
    """
    bins: dict[int, list[Sure]] = defaultdict(list)
    for sure, right in judged:
        bins[min(int(sure * BINS), BINS - 1)].append((sure, right))
    count = sum(map(len, bins.values()))
    off = (abs(sum(s for s, _ in ones) - sum(r for _, r in ones)) for ones in bins.values())
    return round(sum(off) / count, 4) if count else 0.0


def sure_of(judged: Iterable[Judgement]) -> list[Sure]:
    """The confidence of each answer that has one, and whether it is right."""
    return [
        (float(row["confidence"]), right)
        for one in judged
        for row, right in one.verdicts()
        if row.get("confidence")
    ]


def table(judged: tuple[Judgement, ...]) -> Rows:
    """A row a layer: answers that gold speaks of, how many are right, mean confidence, ECE."""
    rows = []
    for layer in LAYERS:
        sure = sure_of(one for one in judged if one.layer == layer)
        if sure:
            rows.append((layer, *summary(sure)))
    return Rows(columns=("layer", "answers", "right", "confidence", "ece"), rows=tuple(rows))


def summary(sure: list[Sure]) -> tuple[int, Decimal, Decimal, Decimal]:
    """Their number, the share that is right, the mean confidence and the calibration error."""
    count = len(sure)
    right, mean = sum(r for _, r in sure) / count, sum(s for s, _ in sure) / count
    return (count, _thousandths(right), _thousandths(mean), _thousandths(error(sure)))


def _thousandths(value: float) -> Decimal:
    return Decimal(f"{value:.3f}")
