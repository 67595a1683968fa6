"""Third stage: how the resolver weighs model and rules, learnt from reports that were left out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kg.model import Mention, Span
from kg.tag.choose import chosen
from kg.tag.learned.propose import Judged, probability

#: A feature seen less often has no weight of its own.
_LEAST = 8
_RIDGE, _ROUNDS = 0.5, 25
_THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5)

Key = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What was possible in the annotated parts of a left-out report, and what is right there."""

    document: str
    possible: tuple[Judged, ...]
    right: frozenset[Key]


def key(mention: Mention) -> Key:
    """What must agree: place and type."""
    return mention.span.start, mention.span.end, mention.type.value


def within(judged: Sequence[Judged], ranges: Sequence[Span]) -> tuple[Judged, ...]:
    """Those in the annotated parts."""
    return tuple(one for one in judged if any(one.mention.span.within(r) for r in ranges))


def weights(rulings: Sequence[Ruling]) -> dict[str, float]:
    """A weight for each feature: logistic regression with a ridge, by Newton's method."""
    rows = [(one.features, key(one.mention) in r.right) for r in rulings for one in r.possible]
    counts = Counter(name for features, _ in rows for name, value in features.items() if value)
    names = ["bias", *sorted(name for name, count in counts.items() if count >= _LEAST)]
    column = {name: index for index, name in enumerate(names)}
    table = np.zeros((len(rows), len(names)))
    table[:, 0] = 1
    for row, (features, _) in enumerate(rows):
        for name, value in features.items():
            if name in column:
                table[row, column[name]] = value
    wanted = np.array([right for _, right in rows], dtype=float)
    solution = np.zeros(len(names))
    ridge = np.full(len(names), _RIDGE)
    ridge[0] = 0
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(table @ solution, -30, 30)))
        slope = table.T @ (chance - wanted) + ridge * solution
        curve = (table * (chance * (1 - chance) + 1e-9)[:, None]).T @ table + np.diag(ridge + 1e-9)
        solution -= np.linalg.solve(curve, slope)
    return {name: round(float(value), 4) for name, value in zip(names, solution, strict=True)}


def again(possible: Sequence[Judged], judge: Mapping[str, float]) -> tuple[Judged, ...]:
    """The same possible names under other weights."""
    return tuple(
        Judged(one.mention, one.features, probability(judge, one.features)) for one in possible
    )


def threshold(rulings: Sequence[Ruling], judge: Mapping[str, float]) -> float:
    """The one of a few thresholds that gives the best F1 on the rulings."""
    return max(_THRESHOLDS, key=lambda t: (f1(count(rulings, judge, t)["all"]), t))


Counts = dict[str, tuple[int, int, int]]


def count(rulings: Sequence[Ruling], judge: Mapping[str, float], least: float) -> Counts:
    """Right, given and wanted by type, and `all`, `overlap`."""
    right, given, wanted = Counter[str](), Counter[str](), Counter[str]()
    for ruling in rulings:
        found = chosen(again(ruling.possible, judge), least)
        keys = {key(one) for one in found}
        given.update(one[2] for one in keys)
        wanted.update(one[2] for one in ruling.right)
        right.update(one[2] for one in keys & ruling.right)
    kinds = sorted({*given, *wanted})
    counted = {kind: (right[kind], given[kind], wanted[kind]) for kind in kinds}
    return {**counted, "all": (right.total(), given.total(), wanted.total())}


def f1(counts: tuple[int, int, int]) -> float:
    """Twice the right ones over given and wanted ones."""
    right, given, wanted = counts
    return 2 * right / (given + wanted) if given + wanted else 0.0


def calibration_error(rulings: Sequence[Ruling], judge: Mapping[str, float], least: float) -> float:
    """Expected calibration error of what is taken, in ten bins of confidence."""
    pairs = [
        (float(one.confidence or 0), key(one) in ruling.right)
        for ruling in rulings
        for one in chosen(again(ruling.possible, judge), least)
    ]
    total = 0.0
    for tenth in range(10):
        inside = [p for p in pairs if int(min(p[0], 0.999) * 10) == tenth]
        if inside:
            total += abs(sum(c for c, _ in inside) - sum(r for _, r in inside))
    return total / len(pairs) if pairs else 0.0
