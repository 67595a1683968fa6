"""Tables that a page break cut: their pieces are one table, a row that was cut is one row."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.read.pdf.lines import wrapped
from kg.read.pdf.shapes import Cell, Table

_GOES_ON = re.compile(r"续表|[（(]续[）)]|续\s*$|continued", re.IGNORECASE)
_OFF = 0.03  # of the width: how far the edges of the columns of two pieces may differ

Row = tuple[Cell, ...]


def goes_on(one: Table, two: Table) -> bool:
    """Whether a table at the top of a page has the columns of the one at the end of the last.

    A piece may lack edges of columns, where its cells reach over them.
    """
    last = one.rows[-1][-1].page
    beside = two.page == last and two.left > one.right and two.top < one.bottom
    if not (beside or two.page == last + 1):
        return False
    few, many = sorted((one.edges, _shifted(one, two)), key=len)
    near = _near(one)
    ends = abs(few[0] - many[0]) <= near and abs(few[-1] - many[-1]) <= near
    return ends and all(_nearest(many, at, near) is not None for at in few)


def _near(one: Table) -> float:
    return max(6.0, _OFF * (one.right - one.left))


def _shifted(one: Table, two: Table) -> tuple[float, ...]:
    """The edges of a piece as if it stood right below the other."""
    return tuple(at - two.left + one.left for at in two.edges)


def _nearest(edges: Sequence[float], at: float, near: float) -> int | None:
    place = min(range(len(edges)), key=lambda index: abs(edges[index] - at))
    return place if abs(edges[place] - at) <= near else None


def stitched(one: Table, two: Table) -> Table:
    """Both as one table: header rows that are repeated are left out, a cut row is joined."""
    shifted = _shifted(one, two)
    edges = max(one.edges, shifted, key=len)
    rows = _spread(one.rows, one.edges, edges, _near(one))
    below = _spread(two.rows, shifted, edges, _near(one))
    below = below[_repeated(rows, below) :]
    if below:
        _raise(rows, below)
        if _is_cut(rows, below):
            rows[-1] = tuple(_joined(a, b) for a, b in zip(rows[-1], below.pop(0), strict=True))
    return replace(one, rows=(*rows, *below), edges=edges, bottom=two.bottom)


def _spread(
    rows: Sequence[Row], own: Sequence[float], edges: Sequence[float], near: float
) -> list[Row]:
    """Rows with a cell a column of the wider piece; one that reaches over some is at its first."""
    if len(own) == len(edges):
        return list(rows)
    starts = [_nearest(edges, at, near) for at in own[:-1]]
    found = []
    for row in rows:
        wide = [Cell("", row[0].page)] * (len(edges) - 1)
        for start, cell in zip(starts, row, strict=True):
            wide[start or 0] = cell
        found.append(tuple(wide))
    return found


def _raise(rows: list[Row], below: list[Row]) -> None:
    """Words of a cell that a break cuts, and that stand below it, go to where the cell begins."""
    for column, (last, first) in enumerate(zip(rows[-1], below[0], strict=True)):
        top = len(rows) - 1
        while top > 0 and rows[top][column].up:
            top -= 1
        if first.text and first.down and last.up and not rows[top][column].text:
            rows[top] = _with(rows[top], column, replace(rows[top][column], text=first.text))
            below[0] = _with(below[0], column, replace(first, text=""))


def _with(row: Row, column: int, cell: Cell) -> Row:
    return (*row[:column], cell, *row[column + 1 :])


def _repeated(above: Sequence[Row], below: Sequence[Row]) -> int:
    """How many rows at the head of both are the same."""
    count = 0
    for one, two in zip(above, below, strict=False):
        if [cell.text for cell in one] != [cell.text for cell in two] or not any(
            cell.text for cell in one
        ):
            break
        count += 1
    return count


def _is_cut(rows: Sequence[Row], below: Sequence[Row]) -> bool:
    """Whether the last row above and the first one below are halves of one row.

    One of them then lacks words in a column that is never empty elsewhere.
    """
    last, first = rows[-1], below[0]
    others = [*rows[1:-1], *below[1:]] or rows[:1]
    halves = False
    for column, (one, two) in enumerate(zip(last, first, strict=True)):
        merged = one.up or two.down
        if merged or not all(row[column].text for row in others):
            continue
        halves = halves or bool(one.text) != bool(two.text)
    return halves


def _joined(one: Cell, two: Cell) -> Cell:
    text = "".join(wrapped((cell.text, False) for cell in (one, two) if cell.text))
    return Cell(text, one.page if one.text else two.page, up=one.up, down=two.down)


def is_carried_over(between: Sequence[str]) -> bool:
    """Whether nothing stands between two pieces but that the table goes on."""
    return not between or (len(between) == 1 and bool(_GOES_ON.search(between[0])))
