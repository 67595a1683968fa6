"""Tables as a word processor exports them to text, rebuilt into rows.

A cell starts with a tab, a line each; a cell may break over lines, with or without a blank line
between; a row ends with a blank line; a merged cell is empty in the rows below its first.
"""

import re
from collections.abc import Mapping, Sequence

from kg.model import Cell, Span
from kg.structure.headings import part_number
from kg.text.lines import Line

#: Lines that a cell may go on for, and characters of a line that goes on in a row's last cell.
_LONGEST_CELL, _LONGEST_BROKEN = 8, 40
_CAPTION = re.compile(r"(?:附?表|附件|附录)\s*[一二三四五六七八九十\d]")


def region(lines: Sequence[Line], start: int, numbers: Mapping[int, int]) -> int:
    """Index after the last line of the table whose first cell is on line `start`.

    `numbers` has the tables of cells by offset, where the file itself says which they are of.
    """
    own = numbers.get(lines[start].span.start)
    open_row = _Row()
    end = index = start
    blanks = 0
    while index < len(lines):
        line = lines[index]
        if line.is_cell:
            if numbers.get(line.span.start) != own:
                break
            open_row.add(starts=blanks > 0)
        elif not line.blank and (own or not _continues(lines, index, blanks, open_row)):
            break
        blank = line.blank and not line.is_cell
        blanks = blanks + 1 if blank else 0
        end = end if blank else index + 1
        index += 1
    return end


class _Row:
    """Cells of the row under way, and of the header row once that is whole."""

    def __init__(self) -> None:
        self._cells = 0
        self._width = 0

    def add(self, *, starts: bool) -> None:
        """Count a cell; one after a blank line starts a row."""
        if starts:
            self._width = self._width or self._cells
            self._cells = 0
        self._cells += 1

    @property
    def whole(self) -> bool:
        """Whether the row has a cell a column."""
        return 0 < self._width <= self._cells


def _continues(lines: Sequence[Line], index: int, blanks: int, row: _Row) -> bool:
    """Whether a line without a tab goes on in a cell: what follows it tells.

    Within a row a further cell follows soon. After a whole row the last cell may go on, in a short
    line; a caption stands right above the next table's first cell, prose and headings above text.
    """
    line = lines[index]
    if blanks > 1 or part_number(line.text) or _CAPTION.match(line.text):
        return False
    gap, following = _next(lines, index)
    if not row.whole and _cell_ahead(lines, index):
        return True
    prose = line.text.endswith("。") or len(line.text) > _LONGEST_BROKEN
    if following is None or not following.is_cell:
        alone = blanks == 0 or following is None or gap > 1
        return alone and not prose
    return not prose and (blanks == 0 or gap > 0)


def _next(lines: Sequence[Line], index: int) -> tuple[int, Line | None]:
    """The next written line or cell, and the blank lines before it."""
    for at in range(index + 1, len(lines)):
        if lines[at].is_cell or not lines[at].blank:
            return at - index - 1, lines[at]
    return 0, None


def _cell_ahead(lines: Sequence[Line], index: int) -> bool:
    """Whether a cell starts in the lines below, with nothing between that ends a table."""
    for _ in range(_LONGEST_CELL):
        gap, line = _next(lines, index)
        if line is None or gap > 1 or part_number(line.text):
            return False
        if line.is_cell:
            return True
        index += gap + 1
    return False


def rows(text: str, lines: Sequence[Line]) -> tuple[tuple[Cell, ...], ...]:
    """Cells of a region by row, merged leading cells carried down."""
    found: list[list[Cell]] = []
    pending: list[Line] = []
    row: list[Cell] = []
    blank_before = False
    for line in lines:
        if line.is_cell:
            if pending:
                row.append(_cell(text, pending))
            if row and blank_before:
                found.append(row)
                row = []
            pending = [line]
        elif not line.blank:
            pending.append(line)
        blank_before = line.blank and not line.is_cell
    if pending:
        row.append(_cell(text, pending))
    found.append(row)
    return _carried(found)


def _cell(text: str, lines: Sequence[Line]) -> Cell:
    written = [line for line in lines if not line.blank]
    if not written:
        return Cell(text="", span=Span(lines[0].span.start, lines[0].span.start))
    span = Span(written[0].span.start, written[-1].span.end)
    joined = "".join(c for c in span.of(text) if c not in "\r\n\t").strip()
    return Cell(text=joined, span=span)


def _carried(found: list[list[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """Fill empty cells at the head of a row from the row above: they are one merged cell."""
    above: list[Cell] = []
    result: list[tuple[Cell, ...]] = []
    for cells in found:
        filled = list(cells)
        for column, cell in enumerate(cells):
            if cell.text or column >= len(above):
                break
            filled[column] = Cell(text=above[column].text, span=above[column].span, carried=True)
        above = filled
        result.append(tuple(filled))
    return tuple(result)
