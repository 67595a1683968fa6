"""One decision over overlapping candidates."""

from collections.abc import Iterable

from kg.model import Mention, MentionType, Span
from kg.tag.candidates import UNLIKELY, Candidate

#: These stand in a layer of their own: they may lie in or across entities.
VALUES = frozenset({MentionType.QUANTITY, MentionType.TIME})


def resolved(candidates: Iterable[Candidate]) -> tuple[Mention, ...]:
    """Entities without overlap, and all quantities and times, by place.

    Higher priority wins, then the longer one, then the earlier one, then type and rule by name.
    """
    likely = [one for one in candidates if one.priority > UNLIKELY]
    # some values are found twice
    values = dict.fromkeys(one.mention for one in likely if one.mention.type in VALUES)
    pool = sorted((one for one in likely if one.mention.type not in VALUES), key=_rank)
    entities: list[Mention] = []
    taken = bytearray(max((one.mention.span.end for one in pool), default=0))
    for one in pool:
        start, end = one.mention.span
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\1" * (end - start)
            entities.append(one.mention)
    return tuple(sorted((*entities, *values), key=by_place))


def by_place(mention: Mention) -> tuple[Span, str, str]:
    """The order of mentions."""
    return mention.span, mention.type, mention.rule


def _rank(one: Candidate) -> tuple[int, int, int, str, str]:
    mention = one.mention
    start, end = mention.span
    return (-one.priority, start - end, start, mention.type, mention.rule)
