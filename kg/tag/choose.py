"""Which of many overlapping possible names are taken: those that together are worth most."""

from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal

from kg.model import Mention
from kg.tag.learned.propose import Judged

_CENT = Decimal("0.01")


def chosen(possible: Sequence[Judged], threshold: float) -> tuple[Mention, ...]:
    """Names without overlap, by place, each with its confidence.

    Each is worth its probability less the threshold; the sum over those taken is the largest
    there is (weighted interval scheduling). Equal sums fall to the earlier and longer name.
    """
    worth = [one for one in possible if one.probability > threshold]
    worth.sort(key=lambda o: (o.mention.span.end, -o.mention.span.start, o.mention.type.value))
    ends = [one.mention.span.end for one in worth]
    best = [0.0]
    before = []
    for index, one in enumerate(worth):
        free = bisect_right(ends, one.mention.span.start, hi=index)
        before.append(free)
        best.append(max(best[index], best[free] + one.probability - threshold))
    taken = []
    index = len(worth)
    while index:
        if best[index] > best[index - 1]:
            taken.append(_with_confidence(worth[index - 1]))
            index = before[index - 1]
        else:
            index -= 1
    return tuple(reversed(taken))


def _with_confidence(one: Judged) -> Mention:
    return one.mention._replace(confidence=Decimal(str(one.probability)).quantize(_CENT))
