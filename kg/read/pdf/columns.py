"""The order in which the blocks of a page are read, and the edges of what they stand in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from kg.read.pdf.lines import parted
from kg.read.pdf.shapes import Block, Line

_NARROW = 0.6  # lines wider than this share of the text cross a gutter
_FEW = 5  # lines that a column has, at least
_FULL = 0.6  # share of a column's width that most of its lines fill
_GUTTER = 8.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A block and the number of the column that it is in; `column` 0 is the whole page."""

    block: Block
    column: int


def ordered(blocks: Sequence[Block]) -> list[Placed]:
    """Blocks as they are read: from the top, column by column where there are two."""
    lines = [block for block in blocks if isinstance(block, Line)]
    gutter = _gutter(lines)
    if gutter is None:
        return [Placed(block, 0) for block in sorted(blocks, key=lambda one: one.top)]
    return list(_by_column(blocks, gutter))


def _by_column(blocks: Iterable[Block], gutter: float) -> Iterator[Placed]:
    """Two columns between blocks that are as wide as the page."""
    sides: tuple[list[Block], list[Block]] = ([], [])
    for block in sorted(blocks, key=lambda one: one.top):
        for piece in _pieces(block, gutter):
            if piece.left < gutter < piece.right:
                yield from _columns(sides)
                sides = ([], [])
                yield Placed(piece, 0)
            else:
                sides[piece.left > gutter].append(piece)
    yield from _columns(sides)


def _columns(sides: tuple[list[Block], list[Block]]) -> Iterator[Placed]:
    for column, side in enumerate(sides, 1):
        yield from (Placed(block, column) for block in side)


def _pieces(block: Block, gutter: float) -> Iterable[Block]:
    """A line on both sides of the gutter is two."""
    return parted(block, gutter) if isinstance(block, Line) else (block,)


def _gutter(lines: Sequence[Line]) -> float | None:
    """The middle of the empty strip between two columns of prose."""
    segments = [segment for line in lines for segment in line.segments]
    if len(segments) < 2 * _FEW:
        return None
    left, right = min(one.left for one in segments), max(one.right for one in segments)
    width = right - left
    narrow = [one for one in segments if one.right - one.left < _NARROW * width]
    if len(narrow) < 0.5 * len(segments):
        return None
    strip = _strip([(one.left, one.right) for one in narrow], left + 0.3 * width, right - 0.3 * width)
    if strip is None:
        return None
    before = [one.right - one.left for one in narrow if one.right <= strip[0] + 1]
    behind = [one.right - one.left for one in narrow if one.left >= strip[1] - 1]
    if min(len(before), len(behind)) < _FEW:
        return None
    full = median(before) >= _FULL * (strip[0] - left) and median(behind) >= _FULL * (
        right - strip[1]
    )
    return (strip[0] + strip[1]) / 2 if full else None


def _strip(spans: list[tuple[float, float]], low: float, high: float) -> tuple[float, float] | None:
    """The widest strip that no span reaches into, with its middle between two places."""
    best: tuple[float, float] | None = None
    end = None
    for start, stop in sorted(spans):
        if end is not None and start - end >= _GUTTER and low <= (start + end) / 2 <= high:
            if best is None or start - end > best[1] - best[0]:
                best = (end, start)
        end = stop if end is None else max(end, stop)
    return best
