"""PDF: what is drawn on its pages becomes paragraphs and tables, by where it stands."""

from collections.abc import Iterable, Iterator

from kg.read.limits import Limits
from kg.read.parts import Box, Grid, Part
from kg.read.pdf.layout import flow
from kg.read.pdf.opening import pages
from kg.read.pdf.paragraphs import Flowing, Style, paragraphs
from kg.read.pdf.refusing import readable
from kg.read.pdf.shapes import Table
from kg.read.pdf.stitching import goes_on, is_carried_over, stitched


def parts(data: bytes, limits: Limits) -> Iterator[Part]:
    """Paragraphs and tables in the order of reading.

    InputError where the file is damaged, wants a password, is scanned or does not say which
    characters it shows.
    """
    lines: list[Flowing] = []
    table: Table | None = None
    blocks = flow(readable(pages(data, limits)))
    style = Style.of([block for block in blocks if isinstance(block, Flowing)])
    for block in blocks:
        if isinstance(block, Flowing):
            lines.append(block)
            continue
        between = [one.line.text for one in lines]
        if table and goes_on(table, block) and is_carried_over(between):
            table = stitched(table, block)
        else:
            yield from _written(table, lines, style)
            table = block
        lines = []
    yield from _written(table, lines, style)


def _written(table: Table | None, lines: Iterable[Flowing], style: Style) -> Iterator[Part]:
    """A table and the lines after it."""
    if table:
        yield Grid(tuple(tuple(Box(cell.text, cell.page) for cell in row) for row in table.rows))
    yield from paragraphs(lines, style)
