"""What the network is shown of a report: characters, and what rules propose at each of them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from kg.model import Mention, MentionType, Span
from kg.tag.candidates import UNLIKELY, Candidate

#: Types of names in the order of the network's tags; they may not be reordered.
TYPES = (
    MentionType.AREA,
    MentionType.ENTERPRISE,
    MentionType.ORGANISATION,
    MentionType.PROJECT,
    MentionType.INDICATOR,
    MentionType.HONOUR,
    MentionType.POLICY,
)
#: O, then begin, inside, end and single for each type.
TAGS = ("O", *(f"{place}-{kind.value}" for kind in TYPES for place in "BIES"))

_PROPOSED, _RESOLVED = 0, 3 * len(TYPES)
#: The columns of what rules propose, then of what they alone would decide.
RULES = range(6 * len(TYPES))
_QUANTITY = 6 * len(TYPES)
_TIME, _QUOTED, _TITLED, _CELL = _QUANTITY + 3, _QUANTITY + 5, _QUANTITY + 6, _QUANTITY + 7
#: Columns of words that may be a name, by type.
_POSSIBLE = {MentionType.AREA: _QUANTITY + 8, MentionType.ENTERPRISE: _QUANTITY + 11}
#: How many features a character has.
FEATURES = _QUANTITY + 14

UNKNOWN = 1
_LONGEST, _LEAST = 160, 40
_SENTENCE = re.compile(r"[^。；！？\n]*[。；！？\n]?")
_PAUSE = "，、：,"
_CELL_LINE = re.compile(r"\n\t[^\n]*")
_QUOTE = re.compile("“[^”\n]*")
_TITLE = re.compile("《[^》\n]*")
_WIDE = range(0xFF01, 0xFF5F)
_WIDTH = 0xFEE0


def normal(character: str) -> str:
    """One character as the network knows it: digits, letters and spaces are each one.

    >>> "".join(map(normal, "ＧＤＰ增长6.5％"))
    'AAA增长0.0%'
    """
    if ord(character) in _WIDE:
        character = chr(ord(character) - _WIDTH)
    if character.isdigit():
        return "0"
    if character.isascii() and character.isalpha():
        return "A" if character.isupper() else "a"
    return " " if character.isspace() else character


def pieces(text: str) -> Iterator[Span]:
    """Sentences, without the space around them, none longer than the network reads at once."""
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        while end - start > _LONGEST:
            cut = max(text.rfind(mark, start + _LEAST, start + _LONGEST) for mark in _PAUSE)
            after = cut + 1 if cut > 0 else start + _LONGEST
            yield Span(start, after)
            start = after
        if end > start:
            yield Span(start, end)


def shown(
    text: str, candidates: Iterable[Candidate], resolved: Iterable[Mention]
) -> NDArray[np.float32]:
    """The features of each character, [characters, FEATURES], ones and zeros."""
    seen = np.zeros((len(text), FEATURES), dtype=np.float32)
    for candidate in candidates:
        if candidate.priority == UNLIKELY:
            _mark(seen, candidate.mention.span, _POSSIBLE[candidate.mention.type])
        else:
            _edges(seen, candidate.mention, _PROPOSED)
    for mention in resolved:
        _edges(seen, mention, _RESOLVED)
        _value(seen, mention)
    for pattern, column in ((_QUOTE, _QUOTED), (_TITLE, _TITLED), (_CELL_LINE, _CELL)):
        for match in pattern.finditer(text):
            seen[match.start() : match.end(), column] = 1
    return seen


def _edges(seen: NDArray[np.float32], mention: Mention, first: int) -> None:
    if mention.type not in _ORDER:
        return
    _mark(seen, mention.span, first + 3 * _ORDER[mention.type])


def _value(seen: NDArray[np.float32], mention: Mention) -> None:
    if mention.type is MentionType.QUANTITY:
        _mark(seen, mention.span, _QUANTITY)
    elif mention.type is MentionType.TIME:
        seen[mention.span.start, _TIME] = 1
        seen[mention.span.start : mention.span.end, _TIME + 1] = 1


def _mark(seen: NDArray[np.float32], span: Span, column: int) -> None:
    """First character, all characters, last character."""
    seen[span.start, column] = 1
    seen[span.start : span.end, column + 1] = 1
    seen[span.end - 1, column + 2] = 1


_ORDER = {kind: index for index, kind in enumerate(TYPES)}


def identified(text: str, vocabulary: Mapping[str, int]) -> NDArray[np.int64]:
    """The number of each character in the vocabulary, UNKNOWN where it is not in."""
    known = {one: vocabulary.get(normal(one), UNKNOWN) for one in sorted(set(text))}
    return np.fromiter(map(known.__getitem__, text), dtype=np.int64, count=len(text))


def longest_first(sentences: Sequence[Span]) -> list[Span]:
    """The order in which the network reads: long sentences first, so that none is padded."""
    return sorted(sentences, key=lambda span: (span.start - span.end, span.start))
