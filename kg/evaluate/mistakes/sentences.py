"""The sentence of an error, cut where marks begin and end."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from kg.evaluate.mistakes.causes import Mistake
from kg.evaluate.mistakes.scoring import Row

_END = re.compile(r"[。！？；\n]")
#: At most so many characters stand before and after the marks.
_AROUND = 150

Span: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a sentence, and whose mark they bear: gold, given, both or none."""

    words: str
    mark: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """Where an error stands; line 0 where no text shows it."""

    line: int
    start: int
    pieces: tuple[Piece, ...]


def sentence(mistake: Mistake, text: str) -> Sentence:
    """The sentence of an error with its marks; that of its words where they stand only."""
    gold, given = _span(mistake.gold, text), _span(mistake.given, text)
    spans = [span for span in (gold, given) if span]
    if not spans:
        return Sentence(0, 0, ())
    if not _touch(spans):  # of a project's two names, the one that gold has
        spans, given = [spans[0]], None if gold else given
    first, last = min(a for a, _ in spans), max(b for _, b in spans)
    start, end = _bounds(text, first, last)
    pieces = _pieces(text, (start, end), gold, given)
    return Sentence(text.count("\n", 0, first) + 1, first, pieces)


def _touch(spans: list[Span]) -> bool:
    return max(a for a, _ in spans) <= min(b for _, b in spans)


def _span(row: Row | None, text: str) -> Span | None:
    if row is None:
        return None
    if row.get("start") not in {None, ""}:
        span = int(row["start"]), int(row["end"])
        return span if span[1] <= len(text) else None
    names = (row.get("name"), *(row.get("aliases") or ()), row.get("quote"))
    found = next((name for name in names if name and name in text), None)
    return (text.index(found), text.index(found) + len(found)) if found else None


def _bounds(text: str, first: int, last: int) -> Span:
    before = [one.end() for one in _END.finditer(text, 0, first)]
    after = _END.search(text, max(first, last - 1))
    start = before[-1] if before else 0
    end = len(text) if after is None else after.start() + (after.group() != "\n")
    return max(start, first - _AROUND), min(max(end, last), last + _AROUND)


def _pieces(text: str, whole: Span, gold: Span | None, given: Span | None) -> tuple[Piece, ...]:
    cuts = {*whole, *(cut for span in (gold, given) if span for cut in span)}
    places = sorted(cut for cut in cuts if whole[0] <= cut <= whole[1])
    pieces = [Piece(text[a:b], _mark(a, gold, given)) for a, b in pairwise(places) if text[a:b]]
    if whole[0] and not _END.match(text, whole[0] - 1):
        pieces.insert(0, Piece("…", ""))
    if whole[1] < len(text) and text[whole[1]] != "\n" and not _END.match(text, whole[1] - 1):
        pieces.append(Piece("…", ""))
    return tuple(pieces)


def _mark(at: int, gold: Span | None, given: Span | None) -> str:
    marks = [
        name
        for name, span in (("gold", gold), ("given", given))
        if span and span[0] <= at < span[1]
    ]
    return "both" if len(marks) > 1 else "".join(marks)
