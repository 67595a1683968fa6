"""Tables as a word processor exports them to text, rebuilt into rows.

A cell starts with a tab, a line each; a cell may break over lines, with or without a blank line
between; a row ends with a blank line; a merged cell is empty in the rows below its first.
"""

from collections.abc import Sequence

from kg.model import Cell, Span
from kg.text.lines import Line


def region(lines: Sequence[Line], start: int) -> int:
    """Index after the last line of the table whose first cell is on line `start`."""
    end = start + 1
    index = start + 1
    blanks = 0
    columns = 0
    while index < len(lines):
        line = lines[index]
        if line.blank and not line.is_cell:
            blanks += 1
        elif line.is_cell or (blanks <= 1 and _continues(lines, index, blanks)):
            columns += line.is_cell
            blanks = 0
            end = index + 1
        else:
            break
        index += 1
    return end


def _continues(lines: Sequence[Line], index: int, blanks: int) -> bool:
    """Whether a line without a tab goes on in a cell: further cells follow, no sentence ends."""
    if blanks == 0:
        return True
    following = next((line for line in lines[index + 1 :] if not line.blank or line.is_cell), None)
    return (
        following is not None
        and (following.is_cell or len(lines[index].text) <= 12)
        and not (lines[index].text.endswith("。"))
    )


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
