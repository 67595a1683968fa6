"""What a report says once in full is known at its other places."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

import ahocorasick_rs as ac

from kg.model import Document, MentionType, Span
from kg.tag.candidates import Candidate, candidate

_PRIORITY = 35
_SHORTEST = {MentionType.ENTERPRISE: 2, MentionType.HONOUR: 5}
_LEAST = 5
_SURE = 60
_SHORT = 2
_BEFORE = re.compile(r"[^\u4e00-\u9fff]$|[持与和及由对励引]$")
_AFTER = re.compile(r"[、，。；：”）]|等|集团|公司|[获荣入牵]")


def remembered(document: Document, found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Other occurrences of names that were found for sure, the longest first."""
    known = _known(found)
    if not known:
        return
    names = sorted(known)
    automaton = ac.AhoCorasick(names, matchkind=ac.MatchKind.LeftmostLongest)
    for index, start, end in automaton.find_matches_as_indexes(document.text):
        name = names[index]
        if len(name) <= _SHORT and not _bounded(document.text, start, end):
            continue
        yield candidate(document.text, Span(start, end), known[name], "memory", _PRIORITY)


def _bounded(text: str, start: int, end: int) -> bool:
    """Whether a very short name stands by itself: 中电 does not in 集中电力."""
    return bool(_BEFORE.search(text, max(0, start - 1), start) or _AFTER.match(text, end))


def _known(found: Iterable[Candidate]) -> dict[str, MentionType]:
    sure = [c for c in found if c.priority >= _SURE and _long(c) and _headed(c)]
    sure.sort(key=lambda c: (c.mention.text, -c.priority, c.mention.type.value))
    return {
        text: next(group).mention.type
        for text, group in groupby(sure, key=lambda c: c.mention.text)
    }


def _headed(one: Candidate) -> bool:
    """A list's word alone does not make a common phrase a name elsewhere."""
    mention = one.mention
    return mention.type is MentionType.ENTERPRISE or not mention.rule.startswith(
        ("listed", "phase")
    )


def _long(one: Candidate) -> bool:
    mention = one.mention
    return len(mention.text) >= _SHORTEST.get(mention.type, _LEAST)
