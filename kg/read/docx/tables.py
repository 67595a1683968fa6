"""Tables of Word: merged cells take their places in columns that all rows share."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from kg.read.docx.names import (
    ALTERNATIVES,
    AROUND,
    DELETED,
    SDT,
    SDT_CONTENT,
    TC,
    TC_PR,
    TR,
    TR_PR,
    Element,
    alternative,
    number,
    val,
    w,
    whole,
)
from kg.read.limits import Limits

#: Edges of cells nearer to each other than this, in twentieths of a point, are one edge.
_ONE_EDGE = 110
_GRID, _COLUMN = w("tblGrid"), w("gridCol")


@dataclass(frozen=True, slots=True)
class _Place:
    """A cell in a row, from one edge of the table's grid to another."""

    cell: Element
    start: int
    end: int
    merges: str | None  # downwards: "restart", "continue" or nothing
    beside: bool  # goes on from the cell on its left


#: A row: in each column the cell whose text stands there, None where another one goes on.
Row = tuple[Element | None, ...]


def laid_out(table: Element, limits: Limits) -> list[Row]:
    """The rows of a table, each with a place a column."""
    rows = [_places(row, limits) for row in _inside(table, TR) if not _is_deleted(row)]
    columns = _columns(table, rows)
    width = max(columns.values(), default=0)
    limits.check("cells", width * len(rows))
    found: list[Row] = []
    above: dict[int, int] = {}  # where cells begin that may go on below, and where they end
    for row in rows:
        cells: list[Element | None] = [None] * width
        merged: dict[int, int] = {}
        for place in row:
            start, end = columns[place.start], columns[place.end]
            if place.merges:
                merged[start] = end
            if not (place.beside or (place.merges == "continue" and above.get(start) == end)):
                cells[start] = place.cell
        above = merged
        found.append(tuple(cells))
    return found


def _inside(parent: Element, tag: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, out of whatever wraps them."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag == SDT:
            content = element.find(SDT_CONTENT)
            yield from () if content is None else _inside(content, tag)
        elif element.tag in AROUND:
            yield from _inside(element, tag)
        elif element.tag == ALTERNATIVES:
            chosen = alternative(element)
            yield from () if chosen is None else _inside(chosen, tag)


def _is_deleted(row: Element) -> bool:
    properties = row.find(TR_PR)
    return properties is not None and any(one.tag in DELETED for one in properties)


def _places(row: Element, limits: Limits) -> list[_Place]:
    at = max(0, number(row.find(TR_PR), "gridBefore", 0))
    found: list[_Place] = []
    for cell in _inside(row, TC):
        own = cell.find(TC_PR)
        if own is not None and own.find(w("cellDel")) is not None:
            continue
        end = at + max(1, number(own, "gridSpan", 1))
        limits.check("cells", end)
        beside = bool(found) and _merge(own, "hMerge") == "continue"
        found.append(_Place(cell, at, end, _merge(own, "vMerge"), beside))
        at = end
    return found


def _merge(properties: Element | None, name: str) -> str | None:
    if properties is None or properties.find(w(name)) is None:
        return None
    return val(properties, name) or "continue"


def _columns(table: Element, rows: Sequence[Sequence[_Place]]) -> dict[int, int]:
    """Which column begins at each edge of a cell.

    Word makes an edge for every cell that is a hair wider than the one above it: edges that nearly
    meet are one, unless a cell stands between them.
    """
    begins: dict[int, int] = {}  # the last edge where a cell begins that ends at an edge
    for place in (place for row in rows for place in row):
        begins.setdefault(place.start, -1)
        begins[place.end] = max(place.start, begins.get(place.end, -1))
    where = _positions(table)
    found: dict[int, int] = {}
    column, first = -1, -1
    for edge in sorted(begins):
        near = first >= 0 and max(first, edge) < len(where)
        if not near or where[edge] - where[first] > _ONE_EDGE or begins[edge] >= first:
            column, first = column + 1, edge
        found[edge] = column
    return found


def _positions(table: Element) -> list[int]:
    """Where the edges of the grid stand, as far as it says so."""
    grid = table.find(_GRID)
    widths = [] if grid is None else [whole(one.get(w("w")), 0) for one in grid.findall(_COLUMN)]
    return list(accumulate((max(0, one) for one in widths), initial=0))
