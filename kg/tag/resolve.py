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
    pool = sorted((one for one in candidates if one.priority > UNLIKELY), key=_rank)
    kept: list[Mention] = []
    taken = bytearray(max((one.mention.span.end for one in pool), default=0))
    for one in pool:
        span = one.mention.span
        if one.mention.type not in VALUES:
            if 1 in taken[span.start : span.end]:
                continue
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
        kept.append(one.mention)
    return tuple(sorted(set(kept), key=by_place))


def by_place(mention: Mention) -> tuple[Span, str, str]:
    """The order of mentions."""
    return mention.span, mention.type.value, mention.rule


def _rank(one: Candidate) -> tuple[int, int, int, str, str]:
    mention = one.mention
    size = mention.span.end - mention.span.start
    return (-one.priority, -size, mention.span.start, mention.type.value, mention.rule)
