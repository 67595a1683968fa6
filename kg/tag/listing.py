"""Lists of names: their members, and what their tail says of them (甲、乙等5家企业)."""

from typing import NamedTuple

from kg.model import MentionType, Span
from kg.tag.grammar import TYPES, Grammar, Segment


class Listing(NamedTuple):
    """Where the members stand, the type that the tail tells (if it does), and the tail."""

    members: Span
    told: MentionType | None
    tail: str


def listing(grammar: Grammar, masked: str, part: Segment) -> Listing:
    """The list that a segment is, of one member where it is none."""
    start, end = part.span.start, part.span.end
    if masked.find("等", start, end) < 0:
        return _numbered(grammar, masked, part)
    best: tuple[int, int, MentionType] | None = None
    for kind, pattern in grammar.lists.items():
        match = pattern.search(masked, start, end)
        if match and match.start() > start:
            key = (match.start(), match.end(), kind)
            best = min(best, key, key=lambda k: k[:2]) if best else key
    if best is None:
        return _open(grammar, masked, part) or _numbered(grammar, masked, part)
    return Listing(Span(start, best[0]), best[2], masked[best[0] : end])


def _open(grammar: Grammar, masked: str, part: Segment) -> Listing | None:
    """甲、乙等…: the tail says nothing that is known."""
    match = grammar.and_so_on.search(masked, part.span.start + 2, part.span.end)
    if not match:
        return None
    members = Span(part.span.start, match.start())
    return Listing(members, None, masked[match.start() : part.span.end])


def _numbered(grammar: Grammar, masked: str, part: Segment) -> Listing:
    """甲、乙三大装置: a number stands behind members that say nothing of themselves."""
    start, end = part.span.start, part.span.end
    comma = masked.rfind("、", start, end)
    if comma <= start:
        return Listing(part.span, None, "")
    first = masked[start : masked.find("、", start, end)]
    headed = any(len(grammar.head(first, kind)) > 1 for kind in TYPES)
    for kind, pattern in grammar.counted.items() if first and not headed else ():
        match = pattern.search(masked, comma + 2, end)
        if match:
            return Listing(Span(start, match.start()), kind, masked[match.start() : end])
    return Listing(part.span, None, "")
