"""Lines become paragraphs: one that was wrapped is full, and what follows it is not set apart."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from kg.read.parts import Paragraph, Run
from kg.read.pdf.lines import is_hyphened, wrapped
from kg.read.pdf.shapes import Line

#: What a numbered or dashed paragraph begins with.
_NUMBERED = re.compile(
    r"(?:第[一二三四五六七八九十百零〇0-9]+[章节条部分]|[一二三四五六七八九十]{1,3}[、.．]"
    r"|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}[、．)）]|[0-9]{1,2}\.(?![0-9])"
    r"|[①-⑳]|附件|附表|附：|专栏)\s*"
)
_MARK = re.compile(rf"{_NUMBERED.pattern}|(?:[—–-]{{1,2}}|[•·●■◆○])\s*")
_EDGE = 0.4  # sizes that a line may end before the edge and still reach it
_TITLE = 2.2  # sizes that the lines of a title may stand apart
_ENDED = re.compile(r"[。！？；：!?;:][”’」』）)]*$")


@dataclass(frozen=True, slots=True)
class Flowing:
    """A line in the column that it flows through: the column's edges, and what is usual."""

    line: Line
    left: float
    right: float
    leading: float
    usual_size: float
    column: tuple[int, int]  # page and column

    @property
    def inset(self) -> float:
        """How far from the column's edge it begins, in its size."""
        return (self.line.left - self.left) / (self.line.size or 1)

    @property
    def short(self) -> float:
        """How far from the column's other edge it ends, in its size."""
        return (self.right - self.line.right) / (self.line.size or 1)

    @property
    def even(self) -> bool:
        """Whether as much is free on its left as on its right, and a little is."""
        return self.inset > 0.15 and abs(self.inset - self.short) < 0.7

    @property
    def centred(self) -> bool:
        """Whether it stands in the middle, and does not reach the edges."""
        return self.even and min(self.inset, self.short) > 0.9


class Style(NamedTuple):
    """How a report sets paragraphs apart."""

    indented: bool  # their first lines stand in
    flush_heads: bool  # numbered headings do not

    @classmethod
    def of(cls, lines: Sequence[Flowing]) -> "Style":
        """What the lines of all its pages show."""
        begun = heads = 0
        for one, two in pairwise(lines):
            begun += one.short < 2 and 1.2 < one.inset < 4.5 and two.inset < 0.5
            heads += one.short > 3 and two.inset < 0.5 and bool(_NUMBERED.match(two.line.text))
        return cls(indented=begun > 0, flush_heads=begun > 0 and heads > 1)


def paragraphs(lines: Iterable[Flowing], style: Style) -> Iterator[Paragraph]:
    """The paragraphs that lines make, each with a run a page."""
    under_way = _Under(style)
    for line in lines:
        if under_way.lines and not under_way.goes_on(line):
            yield _paragraph(under_way.lines)
            under_way = _Under(style)
        under_way.lines.append(line)
    if under_way.lines:
        yield _paragraph(under_way.lines)


@dataclass(slots=True)
class _Under:
    """A paragraph under way."""

    style: Style
    lines: list[Flowing] = field(default_factory=list)

    def goes_on(self, two: Flowing) -> bool:
        """Whether a line goes on in it."""
        one = self.lines[-1]
        if abs(one.line.size - two.line.size) > 0.12 * max(one.line.size, two.line.size):
            return False
        if self._is_apart(two):
            return False
        if self._is_heading and not _MARK.match(two.line.text):
            return True  # browsers break headings where they please
        if not _is_full(one, two):
            return False
        if self._is_centred(two):
            return not _MARK.match(two.line.text)
        return self._is_aligned(two)

    def _is_centred(self, two: Flowing) -> bool:
        """Whether a line and those above it stand in the middle; one of a title may be full."""
        large = two.line.size > 1.1 * two.usual_size
        if not (two.centred or (large and two.even)):
            return False
        return all(one.even or (large and abs(one.inset - one.short) < 0.7) for one in self.lines)

    @property
    def _is_heading(self) -> bool:
        """Whether it is a numbered heading in larger characters, and no sentence."""
        first, last = self.lines[0], self.lines[-1]
        large = first.line.size > 1.1 * first.usual_size
        return (
            large
            and bool(_NUMBERED.match(first.line.text))
            and last.short < 5
            and not _ENDED.search(last.line.text)
        )

    def _is_apart(self, two: Flowing) -> bool:
        """Whether more is left free above a line than between the lines of a paragraph."""
        one = self.lines[-1]
        if one.column != two.column:
            return False
        usual = one.leading
        if len(self.lines) > 1 and self.lines[-2].column == one.column:
            usual = one.line.base - self.lines[-2].line.base
        gap = two.line.base - one.line.base
        size = one.line.size
        if size > 1.1 * one.usual_size:
            return not 0 < gap < _TITLE * size
        return not 0 < gap <= max(1.25 * usual, usual + 0.3 * size)

    def _is_aligned(self, two: Flowing) -> bool:
        one, first = self.lines[-1], self.lines[0]
        alone = len(self.lines) == 1
        indented, flush_heads = self.style
        if two.inset > one.inset + 0.9:
            return alone and not indented and self._hangs(two)
        if alone and indented and one.inset > 0.9 and two.inset > one.inset - 0.9:
            return False
        ended = _ENDED.search(one.line.text)
        if indented:
            return not (flush_heads and ended and _NUMBERED.match(two.line.text))
        begun = _MARK.match(two.line.text) and ended
        return not begun or first.inset - two.inset > 0.9

    def _hangs(self, two: Flowing) -> bool:
        """Whether a line stands under the words after a mark."""
        one = self.lines[0]
        mark = _MARK.match(one.line.text)
        if not mark or _MARK.match(two.line.text):
            return False
        words = one.line.segments[1:2]
        start = words[0].left if words else one.line.left + len(mark.group()) * one.line.size
        return abs(two.line.left - start) < 1.2 * one.line.size


def _is_full(one: Flowing, two: Flowing) -> bool:
    """Whether what stands first in a line would not have found room in the one above."""
    if is_hyphened(one.line.text, two.line.text):
        return True
    if one.short > _EDGE and _MARK.match(two.line.text) and _ENDED.search(one.line.text):
        return False
    room = one.right - one.line.right
    if one.even and two.centred:
        room += one.line.left - one.left
    return two.line.head > room - 0.35 * one.line.size


def _paragraph(lines: Iterable[Flowing]) -> Paragraph:
    kept = [(one.line.text, one.line.blank_end, one.line.page) for one in lines]
    pieces = wrapped((text, blank) for text, blank, _ in kept)
    runs: list[Run] = []
    for text, (_, _, page) in zip(pieces, kept, strict=True):
        if runs and runs[-1].page == page:
            runs[-1] = Run(runs[-1].text + text, page)
        else:
            runs.append(Run(text, page))
    return Paragraph(tuple(runs))


def leading(lines: Iterable[Line]) -> float:
    """How far lines of prose usually stand from each other, in half points."""
    gaps = Counter(
        round(2 * (two.base - one.base)) / 2
        for one, two in pairwise(lines)
        if 1.0 * one.size < two.base - one.base < 3.5 * one.size
        and abs(one.size - two.size) < 0.1 * one.size
    )
    # of those seen about as often, the smaller: larger ones part paragraphs
    most = max(gaps.values(), default=0)
    return min((gap for gap, count in gaps.items() if count >= 0.5 * most), default=0.0)
