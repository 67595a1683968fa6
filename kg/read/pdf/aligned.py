"""Tables without upright lines: columns are where nothing is written from top to bottom.

What is found is told as the lines that such a table leaves out.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from kg.read.pdf.lines import rows
from kg.read.pdf.shapes import Glyph, Rule

_NEAR = 4.0
_GAP, _WIDE = 0.35, 1.0  # of the size: between words of two cells, and where no line helps
_TOUCHING = 0.15  # of the size: between characters of one cell
_STRIP = 3.0  # width of what lies between two columns, at least
_CROSSING = 0.1  # share of rows, like headers over columns, that may reach over it
_CAPTION = re.compile(r"(?:附?表|附件|附录)\s*[一二三四五六七八九十\d]")
_FILLED = 0.8  # share of the width that a line of prose fills

_Span = tuple[float, float]


_left, _right = attrgetter("left"), attrgetter("right")


class _Row(NamedTuple):
    """A line of text and what of its width is written on."""

    glyphs: list[Glyph]
    spans: list[_Span]

    @property
    def top(self) -> float:
        return min(glyph.base - 0.88 * glyph.size for glyph in self.glyphs)

    @property
    def bottom(self) -> float:
        return max(glyph.base + 0.12 * glyph.size for glyph in self.glyphs)

    @property
    def base(self) -> float:
        return self.glyphs[0].base

    @property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs).strip()

    def crosses(self, at: float) -> bool:
        """Whether its characters run on over a place."""
        before = max((one for one in self.glyphs if one.left < at), default=None, key=_right)
        behind = min((one for one in self.glyphs if one.right > at), default=None, key=_left)
        if before is None or behind is None:
            return False
        return behind.left - before.right < _TOUCHING * before.size

    @classmethod
    def of(cls, glyphs: list[Glyph], gap: float) -> "_Row":
        spans: list[_Span] = []
        for glyph in glyphs:
            if glyph.text.isspace():
                continue
            if spans and glyph.left - spans[-1][1] < gap * glyph.size:
                spans[-1] = (spans[-1][0], max(spans[-1][1], glyph.right))
            else:
                spans.append((glyph.left, glyph.right))
        return cls(glyphs, spans)


def implied(glyphs: Sequence[Glyph], rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """The lines of each table that has level lines alone, or none."""
    written = rows(glyphs)
    level = [rule for rule in rules if not rule.upright]
    taken: list[_Span] = []
    for stack in _stacks(level):
        for chain in _chains(stack, written):
            first, last = chain[0], chain[-1]
            own = [
                rule
                for rule in level
                if first.at <= rule.at <= last.at
                and first.start - _NEAR <= rule.start
                and rule.end <= first.end + _NEAR
            ]
            found = _ruled(_within(written, chain), own)
            if found:
                taken.append((first.at, last.at))
                yield found
    free = [row for row in written if not any(a <= row[0].base <= b for a, b in taken)]
    yield from _unruled(free)


def _stacks(level: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Lines of one length above each other."""
    left = sorted(level, key=lambda one: one.start - one.end)
    while left:
        first = left[0]
        same = [
            rule
            for rule in left
            if abs(rule.start - first.start) <= _NEAR and abs(rule.end - first.end) <= _NEAR
        ]
        left = [rule for rule in left if rule not in same]
        if len(same) > 1:
            yield sorted(same, key=lambda one: one.at)


def _within(written: Sequence[list[Glyph]], chain: Sequence[Rule]) -> list[_Row]:
    """The lines of text between the first and the last line of a chain, as far as it reaches."""
    first, last = chain[0], chain[-1]
    low, high = first.start - _NEAR, first.end + _NEAR
    found = []
    for row in written:
        if first.at < row[0].base - 0.3 * row[0].size < last.at:
            inside = [glyph for glyph in row if low <= glyph.middle[0] <= high]
            if any(not glyph.text.isspace() for glyph in inside):
                found.append(_Row.of(inside, _GAP))
    return found


def _chains(stack: Sequence[Rule], written: Sequence[list[Glyph]]) -> Iterator[list[Rule]]:
    """Lines of a stack that belong together: no prose and no caption stands between them."""
    chain = [stack[0]]
    for one, two in pairwise(stack):
        if _is_text(_within(written, (one, two)), one.end - one.start):
            yield from [chain] if len(chain) > 1 else []
            chain = []
        chain.append(two)
    if len(chain) > 1:
        yield chain


def _is_text(band: Sequence[_Row], width: float) -> bool:
    """Whether what stands between two lines is prose, or the caption of a table."""
    if any(_CAPTION.match(row.text) and len(row.spans) < 3 for row in band):
        return True
    return any(row.spans[0][1] - row.spans[0][0] > _FILLED * width for row in band)


def _ruled(inside: Sequence[_Row], level: Sequence[Rule]) -> list[Rule]:
    """The lines of a table between level lines, with those that it leaves out."""
    if not inside or len(inside) + len(level) < 5:
        return []
    left, right = min(rule.start for rule in level), max(rule.end for rule in level)
    strips = _strips(inside, int(_CROSSING * len(inside)))
    if not strips:
        return []
    heights = sorted({rule.at for rule in level})
    made = list(level)
    if len(heights) <= 4:
        for low, high in pairwise(heights):
            band = [row for row in inside if low < row.base <= high]
            made.extend(_between(band, strips, left, right))
    return [*made, *_uprights(inside, strips, sorted({rule.at for rule in made}), left, right)]


def _strips(inside: Sequence[_Row], crossing: int) -> list[float]:
    """The middles of the strips between columns, which hardly any row reaches over."""
    ends = sorted(
        [(start, 1) for row in inside for start, _ in row.spans]
        + [(end, -1) for row in inside for _, end in row.spans]
    )
    found, depth, opened = [], 0, None
    last = max(end for row in inside for _, end in row.spans)
    for at, step in ends:
        before, depth = depth, depth + step
        if before > crossing >= depth:
            opened = at
        elif before <= crossing < depth and opened is not None:
            if at - opened >= _STRIP and at < last:
                found.append(_clearest(inside, opened, at))
            opened = None
    return found


def _clearest(inside: Sequence[_Row], low: float, high: float) -> float:
    """The place between two that the fewest rows run over, the middle if it is one."""
    places = [low + (high - low) * part for part in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9)]
    return min(places, key=lambda at: sum(row.crosses(at) for row in inside))


def _uprights(
    inside: Sequence[_Row],
    strips: Sequence[float],
    heights: Sequence[float],
    left: float,
    right: float,
) -> Iterator[Rule]:
    """Lines between columns, but where a cell reaches over them."""
    for at in (left, right):
        yield Rule(upright=True, at=at, start=heights[0], end=heights[-1])
    for low, high in pairwise(heights):
        band = [row for row in inside if low < row.base <= high]
        for at in strips:
            if not any(row.crosses(at) for row in band):
                yield Rule(upright=True, at=at, start=low, end=high)


def _between(
    band: Sequence[_Row], strips: Sequence[float], left: float, right: float
) -> Iterator[Rule]:
    """Lines between the rows of a table that has none there, where each line of text is one."""
    half = (len(strips) + 1) / 2
    whole = [row for row in band if len(_columns(row, strips)) > half]
    if len(band) < 3 or len(whole) < 0.7 * len(band):
        return
    for one, two in pairwise(band):
        if two in whole:
            yield Rule(upright=False, at=(one.bottom + two.top) / 2, start=left, end=right)


def _columns(row: _Row, strips: Sequence[float]) -> set[int]:
    return {sum(at < (start + end) / 2 for at in strips) for start, end in row.spans}


# -- no lines at all -------------------------------------------------------------------------------


def _unruled(written: Sequence[list[Glyph]]) -> Iterator[list[Rule]]:
    """Tables without any line: rows of as many pieces, above each other."""
    run: list[_Row] = []
    for glyphs in written:
        row = _Row.of(glyphs, _WIDE)
        near = run and row.base - run[-1].base < 3 * row.glyphs[0].size
        if run and (len(row.spans) != len(run[-1].spans) or not near):
            yield from _sure(run)
            run = []
        if len(row.spans) > 1:
            run.append(row)
    yield from _sure(run)


def _sure(run: Sequence[_Row]) -> Iterator[list[Rule]]:
    """The lines of a table of these rows, if they surely are one."""
    if len(run) < 3:
        return
    columns = len(run[0].spans)
    strips = _strips(run, 0)
    numbers = all(any(c.isdigit() for c in _last(row)) for row in run[1:])
    if len(strips) != columns - 1 or not (numbers and len(run) > 3 if columns == 2 else True):
        return
    left = min(row.spans[0][0] for row in run) - 1
    right = max(row.spans[-1][1] for row in run) + 1
    heights = [
        run[0].top - 1,
        *((a.bottom + b.top) / 2 for a, b in pairwise(run)),
        run[-1].bottom + 1,
    ]
    level = [Rule(upright=False, at=at, start=left, end=right) for at in heights]
    yield [*level, *_uprights(run, strips, heights, left, right)]


def _last(row: _Row) -> str:
    start = row.spans[-1][0]
    return "".join(glyph.text for glyph in row.glyphs if glyph.left >= start)
