"""What stands around a statement: its sentence, its section, the mentions that it rests on."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from kg.lexicon.indicators import IndicatorTable, find
from kg.model import (
    Document,
    Mention,
    MentionType,
    Observation,
    Period,
    Section,
    Span,
    Status,
    innermost,
)

#: What a length of a name or a number of members falls into, with its upper end.
_SIZES = ((4, "1-4"), (8, "5-8"), (12, "9-12"))
_MEMBERS = ((1, "1"), (3, "2-3"))


class Named:
    """The mentions of a report, put together by what they name."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        """Put them together."""
        self._named: dict[tuple[MentionType, str], list[Mention]] = {}
        for mention in mentions:
            self._named.setdefault((mention.type, mention.name), []).append(mention)

    def of(self, kind: MentionType, name: str, within: Span) -> list[Mention]:
        """The mentions that name a thing: those in a place where there are any, else all."""
        found = self._named.get((kind, name), [])
        first, last = within
        return [one for one in found if one.span[0] < last and first < one.span[1]] or found


class Surroundings:
    """One report, prepared to be asked about places in it."""

    def __init__(self, document: Document, table: IndicatorTable) -> None:
        """Sort sentences."""
        self.text = document.text
        self._document = document
        self._table = table
        self._indicators: dict[str, str] = {}
        self._sentences = sorted(
            (sentence for block in document.blocks for sentence in block.sentences),
            key=lambda sentence: sentence.start,
        )
        self._starts = [sentence.start for sentence in self._sentences]

    def sentence(self, span: Span) -> Span:
        """The sentence that a span begins in, else the span itself."""
        index = bisect_right(self._starts, span.start) - 1
        found = self._sentences[index] if index >= 0 else span
        return found if found.start <= span.start < found.end else span

    def section(self, span: Span) -> Section | None:
        """The innermost section around a place."""
        index = innermost(self._document.sections, span.start)
        return self._document.sections[index] if index is not None else None

    def period(self, span: Span) -> Period | None:
        """The period that holds where nothing is said."""
        section = self.section(span)
        return (section.period if section else None) or self._document.review

    def status(self, span: Span) -> Status:
        """The status that holds where nothing is said."""
        section = self.section(span)
        return section.status if section else Status.ACTUAL

    def indicator(self, name: str) -> str:
        """Whether an indicator is one of the lexicon, or formed from words."""
        if name not in self._indicators:
            self._indicators[name] = "known" if find(name, self._table) else "formed"
        return self._indicators[name]

    def cue(self, one: Observation) -> str:
        """How far before a value the words of its indicator end."""
        start = one.evidence.span.start
        gaps = [start - cue.end for cue in one.evidence.cues if cue.end <= start]
        if not gaps:
            return "none"
        gap = min(gaps)
        return "beside" if gap <= 1 else "near" if gap <= 8 else "far"

    def respectively(self, span: Span) -> str:
        """Whether a value is one of several that 分别 spreads."""
        sentence = self.sentence(span)
        return "respectively" if "分别" in self.text[sentence.start : span.start] else "alone"


def size(name: str) -> str:
    """How long a name is.

    >>> size("苏台高速"), size("吴江东太湖论坛永久会址项目")
    ('1-4', '13+')
    """
    long = len(name)
    for most, word in _SIZES:
        if long <= most:
            return word
    return "13+"


def members(count: int) -> str:
    """How many there are.

    >>> [members(count) for count in (1, 2, 9)]
    ['1', '2-3', '4+']
    """
    for most, word in _MEMBERS:
        if count <= most:
            return word
    return "4+"


def at_places(spans: Iterable[Span]) -> Counter[Span]:
    """How many statements each place makes."""
    return Counter(spans)


@lru_cache(maxsize=4)  # those of one lexicon, asked for by each report
def any_word(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern of any of some words."""
    return re.compile("|".join(sorted(set(words), key=lambda word: (-len(word), word))))
