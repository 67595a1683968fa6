"""Blocks of pages in the order of reading, lines with the edges of the column they flow through."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise
from typing import NamedTuple, TypeAlias

from kg.read.pdf import beside, columns, margins, tables
from kg.read.pdf.columns import Placed
from kg.read.pdf.lines import lines
from kg.read.pdf.paragraphs import Flowing, leading
from kg.read.pdf.shapes import Block, Glyph, Line, Page, Segment, Table

_Edges: TypeAlias = tuple[float, float, bool]  # whether lines surely end at the right one
_SPREAD = 0.2  # share of pages whose edges may lie further out than those of the others
_NOTES = 9  # the column that notes are said to be in
_SURE = 3  # lines that end at one place
_UNEVEN = 1.6  # how many times as wide as the left margin the right one may be


def flow(pages: Iterable[Page]) -> list[Flowing | Table]:
    """Lines and tables of all pages as they are read, without headers, footers and numbers."""
    read = list(_read(pages))
    size = _size(block for one in read for block in one.blocks)
    bodies = beside.without_contents(margins.body([(one.page, one.blocks) for one in read]))
    parted = [beside.parted(one.page, body, size) for one, body in zip(read, bodies, strict=True)]
    placed = [
        (one.page, columns.ordered(blocks, one.gutter))
        for one, (blocks, _) in zip(read, parted, strict=True)
    ]
    return [*_flowing(placed, size), *_notes([notes for _, notes in parted if notes])]


class _Read(NamedTuple):
    """A page that need no longer keep its characters; `gutter` lies between two columns."""

    page: Page
    blocks: list[Block]
    gutter: float | None


class _Ruled(NamedTuple):
    """A page, its ruled tables, the characters outside of them and their lines."""

    page: Page
    tables: list[Table]
    outside: list[Glyph]
    lines: list[Line]

    @classmethod
    def of(cls, page: Page) -> "_Ruled":
        found, outside = tables.ruled(page)
        return cls(page, found, outside, lines(outside, page.number))


def _read(pages: Iterable[Page]) -> Iterator[_Read]:
    """Pages with their blocks; one that has few lines has its columns as the pages around it."""
    before: float | None = None
    held: _Ruled | None = None
    for page in chain(map(_Ruled.of, pages), [None]):
        if held:
            own = columns.gutter(held.lines, before)
            if own is None and page:
                own = columns.gutter(held.lines, columns.gutter(page.lines, None))
            yield _blocks(held, own)
            before = own
        held = page


def _blocks(one: _Ruled, gutter: float | None) -> _Read:
    blocks: list[Block] = [*one.tables]
    number = one.page.number
    if gutter is None and not one.page.rules and not _is_gapped(one.lines):
        # prose alone, as most pages
        blocks.extend(one.lines)
    else:
        for side in columns.sides(one.outside, gutter):
            found, rest = tables.unruled(side, one.page.rules, one.tables, number)
            blocks.extend((*found, *lines(rest, number)))
    return _Read(replace(one.page, glyphs=()), blocks, gutter)


def _is_gapped(written: Iterable[Line]) -> bool:
    return any(len(line.segments) > 1 for line in written)


def _flowing(pages: Sequence[tuple[Page, list[Placed]]], size: float) -> Iterator[Flowing | Table]:
    own = {
        (page.number, column): _edges(among)
        for page, placed in pages
        for column, among in _by_column(placed).items()
    }
    shared = _shared([page for page, _ in pages], own)
    written = [one.block for _, placed in pages for one in placed if isinstance(one.block, Line)]
    usual = leading(written)
    for page, placed in pages:
        for one in placed:
            if isinstance(one.block, Table):
                yield one.block
                continue
            key = page.number, one.column
            left, right, _ = own[key] if one.column else shared[page.number]
            yield Flowing(one.block, left, right, usual, size, key)


def _size(blocks: Iterable[Block]) -> float:
    """The size of most characters that stand in lines."""
    counts: Counter[float] = Counter()
    for block in blocks:
        if isinstance(block, Line):
            counts[round(block.size, 1)] += len(block.text)
    return counts.most_common(1)[0][0] if counts else 0.0


def _notes(pages: Iterable[Sequence[Line]]) -> Iterator[Flowing]:
    """The notes of all pages under a heading."""
    for number, notes in enumerate(pages):
        first, usual = notes[0], leading(notes)
        left, right, _ = _edges(notes)
        key = first.page, _NOTES
        if number == 0:
            title = replace(first, segments=(Segment(beside.NOTES, left, left),))
            yield Flowing(title, left, right, 0.0, first.size, key)
        yield from (Flowing(note, left, right, usual, first.size, key) for note in notes)


def _by_column(placed: Iterable[Placed]) -> dict[int, list[Line]]:
    found: dict[int, list[Line]] = defaultdict(list)
    for one in placed:
        if isinstance(one.block, Line):
            found[one.column].append(one.block)
    return found


def _edges(among: Sequence[Line]) -> _Edges:
    """Where lines of a column begin and end; what only one line does is no edge."""
    lefts = sorted(line.left for line in among)
    rights = sorted((line.right for line in among), reverse=True)
    near = 0.6 * max(line.size for line in among)
    left = next((a for a, b in pairwise(lefts) if b - a <= near), lefts[0])
    right = next((a for a, b in pairwise(rights) if a - b <= near), rights[0])
    ending = sum(abs(line.right - right) <= near for line in among)
    return left, right, ending >= max(_SURE, _SPREAD * len(among))


def _shared(pages: Sequence[Page], own: dict[tuple[int, int], _Edges]) -> dict[int, _Edges]:
    """The edges of the text of each page: those of pages like it, where its own lines are short."""
    alike: dict[tuple[int, int], list[_Edges]] = defaultdict(list)
    for page in pages:
        if (page.number, 0) in own:
            alike[_kind(page)].append(own[page.number, 0])
    found = {}
    for page in pages:
        among = alike[_kind(page)]
        if not among:
            continue
        left, right, sure = own.get((page.number, 0), among[0])
        left = min(left, _at(sorted(edges[0] for edges in among)))
        sure = sure or any(edges[2] for edges in among)
        right = max(right, _at(sorted((edges[1] for edges in among), reverse=True)))
        margin = max(0.0, left - page.left)
        least = right if sure else page.right - _UNEVEN * margin
        found[page.number] = left, max(right, least), sure
    return found


def _kind(page: Page) -> tuple[int, int]:
    """Pages of one width, on the same side of a sheet."""
    return round((page.right - page.left) / 5), page.number % 2


def _at(ordered: Sequence[float]) -> float:
    return ordered[int(_SPREAD * (len(ordered) - 1))]
