"""Blocks of pages in the order of reading, lines with the edges of the column they flow through."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from kg.read.pdf import columns, margins
from kg.read.pdf.aligned import with_tables
from kg.read.pdf.columns import Placed
from kg.read.pdf.lines import lines
from kg.read.pdf.paragraphs import Flowing, leading
from kg.read.pdf.shapes import Block, Line, Page, Table
from kg.read.pdf.tables import tables

_Edges: TypeAlias = tuple[float, float]
_SPREAD = 0.2  # share of pages whose edges may lie further out than those of the others
_UNEVEN = 1.6  # how many times as wide as the left margin the right one may be


def flow(pages: Iterable[Page]) -> list[Flowing | Table]:
    """Lines and tables of all pages as they are read, without headers, footers and numbers."""
    read = [_blocks(page) for page in pages]
    bodies = margins.body(read)
    placed = [
        (page, columns.ordered(with_tables(blocks)))
        for (page, _), blocks in zip(read, bodies, strict=True)
    ]
    return list(_flowing(placed))


def _blocks(page: Page) -> tuple[Page, list[Block]]:
    """Tables and lines of a page, which then need not keep its characters."""
    found, outside = tables(page)
    kept = replace(page, glyphs=(), rules=())
    return kept, [*found, *lines(outside, page.number)]


def _flowing(pages: Sequence[tuple[Page, list[Placed]]]) -> Iterator[Flowing | Table]:
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
            left, right = own[key] if one.column else shared[page.number]
            yield Flowing(one.block, left, right, usual, key)


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
    left = next((a for a, b in zip(lefts, lefts[1:], strict=False) if b - a <= near), lefts[0])
    right = next((a for a, b in zip(rights, rights[1:], strict=False) if a - b <= near), rights[0])
    return left, right


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
        left, right = own.get((page.number, 0), among[0])
        left = min(left, _at(sorted(edges[0] for edges in among)))
        right = max(right, _at(sorted((edges[1] for edges in among), reverse=True)))
        margin = max(0.0, left - page.left)
        found[page.number] = left, max(right, page.right - _UNEVEN * margin)
    return found


def _kind(page: Page) -> tuple[int, int]:
    """Pages of one width, on the same side of a sheet."""
    return round((page.right - page.left) / 5), page.number % 2


def _at(ordered: Sequence[float]) -> float:
    return ordered[int(_SPREAD * (len(ordered) - 1))]
