"""Characters become lines: by where they stand, not by the order in which they were drawn."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from kg.read.pdf.shapes import Glyph, Line, Segment

#: Gaps, in the size of the characters: between Latin words, between Chinese ones, between segments.
_WORDS, _APART, _SEGMENTS = 0.15, 0.8, 1.2
_SMALL = 0.75  # what is smaller, and raised or lowered, is an index
_MARKS = re.compile(r"[0-9①-⑳\[\]〔〕*]")
_UNITS = "米"  # 米2, 米3
_NEVER_FIRST = frozenset("，。、；：？！）》」』】〕％%‰℃,.;:?!)]}")
_NEVER_LAST = frozenset("（《「『【〔([{$￥¥+")
_QUOTES = frozenset("“”‘’\"'")
_LETTER = re.compile(r"[A-Za-zÀ-ɏ]")
_HYPHENED = re.compile(r"[A-Za-zÀ-ɏ]-$")
_LOWER = re.compile(r"[a-zß-ɏ]")


def lines(glyphs: Iterable[Glyph], page: int) -> list[Line]:
    """Lines from the top; two that stand beside each other at one height are one line."""
    return [line(row, page) for row in rows(glyphs)]


def rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Characters that stand on one line, from the left; raised and lowered ones with their line."""
    found: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: one.base):
        near = found and glyph.base - found[-1][0].base <= 0.3 * max(glyph.size, found[-1][0].size)
        if near:
            found[-1].append(glyph)
        else:
            found.append([glyph])
    with_indices = _indexed([row for row in found if not _is_blank(row)])
    return [_distinct(sorted(row, key=lambda one: one.left)) for row in with_indices]


def _is_blank(row: Iterable[Glyph]) -> bool:
    return all(glyph.text.isspace() for glyph in row)


def _indexed(found: list[list[Glyph]]) -> list[list[Glyph]]:
    kept: list[list[Glyph]] = []
    sizes = [max(glyph.size for glyph in row) for row in found]
    moved: dict[int, int] = {}
    for index, row in enumerate(found):
        for other in (index - 1, index + 1):
            if not 0 <= other < len(found) or other in moved:
                continue
            if _is_index(row, sizes[index], found[other], sizes[other]):
                moved[index] = other
                break
    for index, row in enumerate(found):
        if index not in moved:
            added = [found[one] for one, to in moved.items() if to == index]
            kept.append(row + [glyph for one in added for glyph in _kept(one, row)])
    return kept


def _kept(raised: list[Glyph], row: list[Glyph]) -> list[Glyph]:
    """Indices without the marks of notes: small figures raised behind a Chinese character."""
    if raised[0].base >= row[0].base or not all(_MARKS.fullmatch(one.text) for one in raised):
        return raised
    written = [glyph for glyph in row if not glyph.text.isspace()]
    return [glyph for glyph in raised if not _is_mark(glyph, written)]


def _is_mark(glyph: Glyph, row: list[Glyph]) -> bool:
    before = [one for one in row if one.right <= glyph.left + 0.3 * one.size]
    last = max(before, key=lambda one: one.right, default=None)
    return last is not None and not _is_narrow(last.text) and last.text not in _UNITS


def _is_index(row: list[Glyph], size: float, other: list[Glyph], whole: float) -> bool:
    """Whether all of a row are small characters right after characters of another one."""
    if size > _SMALL * whole or abs(row[0].base - other[0].base) > 0.65 * whole:
        return False
    ends = sorted(glyph.right for glyph in (*other, *row))
    return all(_touches(ends, glyph.left, 0.3 * whole) for glyph in row)


def _touches(ends: list[float], left: float, near: float) -> bool:
    at = bisect_left(ends, left - near)
    return at < len(ends) and ends[at] <= left + near


def _distinct(row: list[Glyph]) -> list[Glyph]:
    """Without characters drawn twice to look bold; those of one ligature follow each other."""
    kept: list[Glyph] = []
    for glyph in row:
        for one in kept[-2:]:
            twice = one.text == glyph.text and abs(one.left - glyph.left) < 0.12 * glyph.size
            if twice and one.order != glyph.order and one.order + 1 != glyph.order:
                break
        else:
            kept.append(glyph)
    return kept


def line(row: Sequence[Glyph], page: int) -> Line:
    """One line of characters that stand in their order, some of which may be blanks."""
    written, blanks = _unblanked(row)
    segments: list[Segment] = []
    start, words = 0, [written[0].text]
    for index in range(1, len(written)):
        one, two = written[index - 1], written[index]
        gap = (two.left - one.right) / (max(one.size, two.size) or 1)
        if gap >= _SEGMENTS:
            segments.append(Segment("".join(words), written[start].left, one.right))
            start, words = index, []
        else:
            words.append(blanks[index] or _blank(one, two, gap))
        words.append(two.text)
    segments.append(Segment("".join(words), written[start].left, written[-1].right))
    return Line(
        segments=tuple(segments),
        base=median(glyph.base for glyph in written),
        size=median(glyph.size for glyph in written),
        page=page,
        head=_head(written, blanks),
        blank_end=bool(blanks[-1]),
    )


def _unblanked(row: Sequence[Glyph]) -> tuple[list[Glyph], list[str]]:
    """The characters but blanks, and the blanks before each of them and at the end."""
    written: list[Glyph] = []
    blanks = [""]
    for glyph in row:
        if glyph.text.isspace():
            blanks[-1] += glyph.text
        else:
            written.append(glyph)
            blanks.append("")
    return written, blanks


def _blank(one: Glyph, two: Glyph, gap: float) -> str:
    """A blank where none was drawn but a gap was left."""
    narrow = _is_narrow(one.text) and _is_narrow(two.text)
    return " " if gap > (_WORDS if narrow else _APART) else ""


def _is_narrow(character: str) -> bool:
    return character < "\u2e80"


def _head(row: Sequence[Glyph], blanks: Sequence[str]) -> float:
    """The width of what stands first and cannot be parted: a character, a word, a number."""
    end = 1
    while end < len(row) and not blanks[end] and _unparted(row[end - 1].text, row[end].text):
        gap = (row[end].left - row[end - 1].right) / (row[end].size or 1)
        if _blank(row[end - 1], row[end], gap):
            break
        end += 1
    return row[end - 1].right - row[0].left


def _unparted(one: str, two: str) -> bool:
    if two in _NEVER_FIRST or one in _NEVER_LAST or one in _QUOTES or two in _QUOTES:
        return True
    return _is_narrow(one) and _is_narrow(two)


def wrapped(pieces: Iterable[tuple[str, bool]]) -> Iterator[str]:
    """Lines of one paragraph without their breaks; each comes with whether a blank ends it.

    >>> "".join(wrapped([("plan-", False), ("ning of", True), ("2025年", False), ("目标", False)]))
    'planning of 2025年目标'
    """
    before, blank = "", False
    for text, ends_blank in pieces:
        if before:
            if is_hyphened(before, text):
                before = before[:-1]
            elif _parted(before[-1:], text[:1], blank=blank):
                before += " "
            yield before
        before, blank = text, ends_blank
    if before:
        yield before


def _parted(one: str, two: str, *, blank: bool) -> bool:
    if not (_is_narrow(one) and _is_narrow(two)):
        return False
    letters = _LETTER.match(one) or _LETTER.match(two)
    return blank or bool(letters and (one.isalnum() or one in ",.;:)") and two.isalnum())


def is_hyphened(one: str, two: str) -> bool:
    """Whether a word is parted by a hyphen between two lines."""
    return bool(_HYPHENED.search(one) and _LOWER.match(two))
