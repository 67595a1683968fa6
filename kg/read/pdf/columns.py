"""The order in which the blocks of a page are read, and the edges of what they stand in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.read.pdf.lines import rows
from kg.read.pdf.shapes import Block, Glyph, Line, Segment

_NARROW = 0.6  # lines wider than this share of the text cross a gutter
_FEW = 5  # lines of prose that a column has, at least
_MANY = 8  # where the other column has a table
_FULL = 0.85  # share of a column's width that they fill
_GUTTER = 8.0  # its width, at least
_WORDS = 0.7  # of the size: a gap between words at most


@dataclass(frozen=True, slots=True)
class Placed:
    """A block and the number of the column that it is in; `column` 0 is the whole page."""

    block: Block
    column: int


def ordered(blocks: Iterable[Block], gutter: float | None) -> list[Placed]:
    """Blocks as they are read: from the top, column by column where there are two."""
    placed = sorted(blocks, key=lambda one: one.top)
    if gutter is None:
        return [Placed(block, 0) for block in placed]
    return list(_by_column(placed, gutter))


def _by_column(blocks: Iterable[Block], gutter: float) -> Iterator[Placed]:
    """Two columns between blocks that are as wide as the page."""
    sides: tuple[list[Block], list[Block]] = ([], [])
    for block in blocks:
        if block.left < gutter < block.right:
            yield from _columns(sides)
            sides = ([], [])
            yield Placed(block, 0)
        else:
            sides[block.left > gutter].append(block)
    yield from _columns(sides)


def _columns(sides: tuple[list[Block], list[Block]]) -> Iterator[Placed]:
    for column, side in enumerate(sides, 1):
        yield from (Placed(block, column) for block in side)


def sides(glyphs: Sequence[Glyph], gutter: float | None) -> list[list[Glyph]]:
    """Characters of the left column, of the right one and those that run over both."""
    if gutter is None:
        return [list(glyphs)]
    found: list[list[Glyph]] = [[], [], []]
    for row in rows(glyphs):
        whole = any(
            one.left < gutter < two.right and two.left - one.right < _WORDS * two.size
            for one, two in pairwise([row[0], *row])
        )
        for glyph in row:
            found[2 if whole else glyph.left > gutter].append(glyph)
    return found


def gutter(lines: Sequence[Line], before: float | None) -> float | None:
    """The middle of the empty strip between two columns of prose, as on the page before."""
    segments = [segment for line in lines for segment in line.segments]
    if not segments:
        return None
    left, right = min(one.left for one in segments), max(one.right for one in segments)
    width = right - left
    narrow = [one for one in segments if one.right - one.left < _NARROW * width]
    if before is not None and len(narrow) >= _FEW and not _crossed(narrow, before):
        return before
    if len(narrow) < max(2 * _FEW, 0.5 * len(segments)):
        return None
    strip = _strip(narrow, left + 0.3 * width, right - 0.3 * width)
    if strip is None:
        return None
    beside = [one for one in narrow if one.right <= strip[0] + 1]
    behind = [one for one in narrow if one.left >= strip[1] - 1]
    counts = sorted((_full(beside, strip[0] - left), _full(behind, right - strip[1])))
    prose = counts[0] >= _FEW or (counts[1] >= _MANY and min(len(beside), len(behind)) >= _FEW)
    return (strip[0] + strip[1]) / 2 if prose else None


def _crossed(narrow: Sequence[Segment], at: float) -> bool:
    return sum(one.left < at < one.right for one in narrow) > _few(narrow)


def _few(narrow: Sequence[Segment]) -> int:
    """How many titles may run over a gutter."""
    return max(1, len(narrow) // 20)


def _full(among: Sequence[Segment], width: float) -> int:
    """How many lines fill a column."""
    return sum(one.right - one.left >= _FULL * width for one in among)


def _strip(narrow: Sequence[Segment], low: float, high: float) -> tuple[float, float] | None:
    """The widest strip that hardly a line reaches into, with its middle between two places."""
    ends = sorted([(one.left, 1) for one in narrow] + [(one.right, -1) for one in narrow])
    few, depth, start = _few(narrow), 0, ends[0][0]
    strips: list[tuple[float, float]] = []
    for at, step in ends:
        if (
            depth <= few < depth + step
            and at - start >= _GUTTER
            and low <= (start + at) / 2 <= high
        ):
            strips.append((start, at))
        depth += step
        if depth == few and step < 0:
            start = at
    return max(strips, key=lambda one: one[1] - one[0], default=None)
