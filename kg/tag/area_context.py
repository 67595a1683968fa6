"""What the words around a name say: an area, a common word, or a part of a longer name."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from kg.lexicon.areas import Areas

_TITLE = re.compile(r"《[^《》\n]{1,60}》")
#: How far words to the left are looked at.
_LEFT = 8
_QUOTE = 16


class Place(NamedTuple):
    """A stretch of text that names an area; `codes` are the divisions that it may be."""

    start: int
    end: int
    codes: tuple[str, ...]
    name: str
    rule: str

    def overlaps(self, other: "Place") -> bool:
        """Whether both share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, eq=False)
class Patterns:
    """The lists of lexicon/places.toml, compiled."""

    never_after_full: re.Pattern[str]
    doubtful: re.Pattern[str]
    guarded: re.Pattern[str]
    after: re.Pattern[str]
    further: re.Pattern[str]
    brand_before: re.Pattern[str]
    award_before: re.Pattern[str]
    award_stop: re.Pattern[str]
    line_before: re.Pattern[str]
    stretch: re.Pattern[str]
    quoted_after: re.Pattern[str]
    place_before: re.Pattern[str]
    beside_before: re.Pattern[str]
    place_after: re.Pattern[str]
    beside_after: re.Pattern[str]
    people_after: re.Pattern[str]
    beside_region: re.Pattern[str]
    boundary: re.Pattern[str]
    terms: re.Pattern[str]
    compared_cell: re.Pattern[str]
    counted_after: re.Pattern[str]
    straddles: tuple[tuple[str, int], ...]


def one_of(words: Iterable[str], *, literal: bool = False) -> str:
    """An alternation, the longest first where the words are literal."""
    listed = sorted(words, key=len, reverse=True) if literal else list(words)
    return "(?:" + "|".join(re.escape(w) if literal else w for w in listed) + ")"


def _any_order(_: Place) -> int:
    return 0


def longest_first(
    found: Iterable[Place], first: Callable[[Place], int] = _any_order
) -> list[Place]:
    """Of places that overlap the longest, of equals the one that `first` puts first, the leftmost.

    They come in the order of the text.
    """
    chosen: list[Place] = []
    ordered = sorted(found, key=lambda p: (p.start - p.end, first(p), p.start))
    taken = bytearray(max((place.end for place in ordered), default=0))
    for place in ordered:
        if taken.find(1, place.start, place.end) < 0:
            chosen.append(place)
            taken[place.start : place.end] = b"\1" * (place.end - place.start)
    return sorted(chosen, key=lambda p: p.start)


@lru_cache(maxsize=4)
def patterns(areas: Areas) -> Patterns:
    """Compile once for a lexicon."""
    context = areas.places.context
    stop, heads = one_of(context.stop), one_of(context.heads)
    further = f"(?![、和与及至])(?:(?!{stop}){context.between}){{0,{context.reach}}}?{heads}"
    words = {
        name: one_of(getattr(context, name), literal=True)
        for name in ("brand_before", "award_stop", "quoted_after", "place_before", "beside_before")
    }
    return Patterns(
        never_after_full=re.compile(one_of(context.never_after_full)),
        doubtful=re.compile(areas.places.ordinary.doubtful),
        guarded=re.compile(areas.places.ordinary.guarded),
        after=re.compile(one_of(context.after)),
        further=re.compile(further),
        brand_before=re.compile(words["brand_before"] + "$"),
        award_before=re.compile(context.award_before),
        award_stop=re.compile(words["award_stop"]),
        line_before=re.compile(context.line_before),
        stretch=re.compile(context.stretch),
        quoted_after=re.compile(words["quoted_after"]),
        place_before=re.compile(words["place_before"] + "$"),
        beside_before=re.compile(words["beside_before"] + "$"),
        place_after=re.compile(one_of(context.place_after, literal=True)),
        beside_after=re.compile(one_of(context.beside_after, literal=True)),
        people_after=re.compile(one_of(context.people_after)),
        beside_region=re.compile(one_of(context.beside_region, literal=True)),
        boundary=re.compile(f"(?=({one_of(areas.places.boundary.words, literal=True)}))"),
        terms=re.compile(one_of(context.terms, literal=True)),
        compared_cell=re.compile(context.compared_cell),
        counted_after=re.compile(areas.places.certain.counted_after),
        straddles=tuple((w.replace("|", ""), w.index("|")) for w in context.straddles),
    )


@lru_cache(maxsize=2)  # divisions, zones and what is possible ask for the same report
def closed(text: str, areas: Areas) -> bytes:
    """Ones where no area is marked: names of documents, terms with a place in them, values."""
    known = patterns(areas)
    marks = bytearray(len(text))
    for pattern in (_TITLE, known.terms, known.compared_cell):
        for match in pattern.finditer(text):
            start, end = match.span()
            marks[start:end] = b"\1" * (end - start)
    return bytes(marks)


def is_open(start: int, end: int, marks: bytes) -> bool:
    """Whether a place lies outside of what is closed."""
    return marks.find(1, start, end) < 0


def straddled(text: str, areas: Areas) -> frozenset[int]:
    """Where a name would begin in the middle of another word (示|范县)."""
    found: set[int] = set()
    for word, cut in patterns(areas).straddles:
        at = text.find(word)
        while at >= 0:
            found.add(at + cut)
            at = text.find(word, at + len(word))
    return frozenset(found)


def in_longer_name(text: str, place: Place, areas: Areas) -> bool:
    """Whether the place is a part of another type's name (苏州|大学, “乐业|吴江”)."""
    known, before = patterns(areas), text[max(0, place.start - _LEFT) : place.start]
    if before[-1:] in {"、", "和"} and known.counted_after.match(text, place.end):
        return False
    return (
        known.after.match(text, place.end) is not None
        or known.further.match(text, place.end) is not None
        or known.brand_before.search(before) is not None
        or _an_award(text, place, before, known)
        or _a_stretch(text, place, before, known)
        or _in_brackets(text, place)
        or (bool(place.codes) and _quoted(text, place, known))
    )


def _an_award(text: str, place: Place, before: str, known: Patterns) -> bool:
    own = known.award_before.search(before) is not None
    return own and known.award_stop.match(text, place.end) is None


def _a_stretch(text: str, place: Place, before: str, known: Patterns) -> bool:
    if before.endswith("至"):
        return text.startswith("段", place.end)
    of_line = known.line_before.search(before) is not None
    to_other = text.startswith("至", place.end) or text[place.end + 1 : place.end + 2] == "至"
    return (of_line or to_other) and known.stretch.match(text, place.end) is not None


def _in_brackets(text: str, place: Place) -> bool:
    """研究院（深圳）: the bracket belongs to the name before it."""
    opened = text[place.start - 1 : place.start] in {"（", "("} and place.start > 1
    return opened and text[place.end : place.end + 1] in {"）", ")"} and han(text[place.start - 2])


def _quoted(text: str, place: Place, known: Patterns) -> bool:
    opening = text.rfind("“", max(0, place.start - _QUOTE), place.start)
    closing = text.find("”", place.end, place.end + _QUOTE)
    if opening < 0 or closing < 0:
        return False
    content = text[opening + 1 : closing]
    if len(content) > _QUOTE or any(mark in content for mark in "，。；”“\n"):
        return False
    return len(content) > len(place.name) and known.quoted_after.match(text, place.end) is None


def points(text: str, start: int, end: int, areas: Areas) -> int:
    """How much the words around want a place, from 0 to 4."""
    known = patterns(areas)
    before = text[max(0, start - _LEFT) : start]
    left = 2 * bool(known.place_before.search(before)) or bool(known.beside_before.search(before))
    right = 2 * bool(known.place_after.match(text, end)) or bool(
        known.beside_after.match(text, end)
    )
    return int(left) + int(right)


def left_edge(text: str, end: int, reach: int, areas: Areas, spare: Iterable[Place] = ()) -> int:
    """Where the name that ends at `end` may begin: after the last boundary word or punctuation.

    Boundary characters inside the places of `spare` (和 in 和平区) do not cut.
    """
    start = end
    while (
        start > 0 and end - start < reach and (han(text[start - 1]) or text[start - 1] in "（）·")
    ):
        start -= 1
    kept = [(p.start, p.end) for p in spare if p.start >= start and p.end <= end]
    cut = start
    for match in patterns(areas).boundary.finditer(text, max(0, start - 3), end):
        stop = match.end(1)
        if start < stop <= end and not any(a <= match.start() and stop <= b for a, b in kept):
            cut = max(cut, stop)
    return cut


def han(char: str) -> bool:
    """Whether a character is a Chinese one; no character is none."""
    return "一" <= char <= "鿿"
