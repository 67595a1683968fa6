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
    """Whether a table at the top of a page has the columns of the one at the end of the last."""
    last = one.rows[-1][-1].page
    beside = two.page == last and two.left > one.right and two.top < one.bottom
    if len(one.edges) != len(two.edges) or not (beside or two.page == last + 1):
        return False
    near = max(6.0, _OFF * (one.right - one.left))
    shift = two.left - one.left
    return all(abs(b - a - shift) <= near for a, b in zip(one.edges, two.edges, strict=True))


def stitched(one: Table, two: Table) -> Table:
    """Both as one table: header rows that are repeated are left out, a cut row is joined."""
    below = list(two.rows[_repeated(one.rows, two.rows) :])
    rows = list(one.rows)
    if below:
        rows[-1], below[0] = _met(rows[-1], below[0])
        if _is_cut(rows, below):
            rows[-1] = tuple(_joined(a, b) for a, b in zip(rows[-1], below.pop(0), strict=True))
    return replace(one, rows=(*rows, *below), bottom=two.bottom)


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


def _met(last: Row, first: Row) -> tuple[Row, Row]:
    """A cell merged over the break whose words stand below it has them at its first place."""
    return last, first


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
