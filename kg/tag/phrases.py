"""Noun phrases: what comes off on both sides, and whether they name something in particular."""

import re

from kg.model import Span
from kg.tag.grammar import Grammar

_YEAR = re.compile(r"\d{4}|\d{1,2}[A-Za-z]|\d+号|\d{3}(?:国|省|县)道")
#: What a name follows wherever it stands: 华东首条沿湖航线, 世界顶级的光源.
_OPENING = re.compile("的|首[个家条座届批]|唯一")
_QUOTES = {"“": "”", "《": "》"}
_SHORTEST, _LONGEST = 3, 40


def trimmed(grammar: Grammar, masked: str, span: Span) -> Span:
    """Take verbs, modifiers and amounts off the left, and what is no name off the right."""
    start, end = span.start, span.end
    for opening in _OPENING.finditer(masked, start, end - 1):
        start = opening.end()
    match = grammar.lead.match(masked, start, end)
    if match:
        start = match.end()
    match = grammar.trail.search(masked, start, end)
    if match:
        end = match.start()
    while start < end and masked[start].isspace():
        start += 1
    while start < end and masked[end - 1].isspace():
        end -= 1
    return Span(start, end)


def unquoted(masked: str, span: Span) -> Span:
    """Leave quotation marks out where they cover the whole phrase.

    >>> from kg.tag.clauses import mask
    >>> unquoted(mask("“拿地即开工”"), Span(0, 7))
    Span(start=1, end=6)
    """
    first, last = masked[span.start], masked[span.end - 1]
    whole = _QUOTES.get(first) == last and masked.find(last, span.start) == span.end - 1
    return Span(span.start + 1, span.end - 1) if whole and span.end - span.start > 2 else span


def counted(grammar: Grammar, masked: str, span: Span) -> Span | None:
    """What follows a number with its measure word, None where there is no number in front."""
    match = grammar.count.match(masked, span.start, span.end)
    return Span(match.end(), span.end) if match and match.end() < span.end else None


def nameable(grammar: Grammar, words: str) -> bool:
    """Whether the words could be a name at all: length, no grammar inside, no bare number."""
    return (
        _SHORTEST <= len(words) <= _LONGEST
        and not (words[0].isdecimal() and not _YEAR.match(words))
        and words[0] not in "·•—-）)”"
        and not grammar.inside.search(words)
    )


def particular(grammar: Grammar, words: str, head: str = "") -> bool:
    """Whether something besides generic words and the head stands in it."""
    left = grammar.proper(words[: len(words) - len(head)])
    return len(left) > 1
