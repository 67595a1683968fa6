"""Which rows of a table name its columns: those below a title in the table, one or two."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.model import Cell, Span

Row = tuple[Cell, ...]
#: Rows of one cell above the names of columns: a title, the unit of all figures.
_MOST_TITLES = 2


@dataclass(frozen=True, slots=True)
class Named:
    """A table with its columns named; `title` is that of a row of its own."""

    title: Span | None
    header: Row
    rows: tuple[Row, ...]


def named(rows: Sequence[Row]) -> Named:
    """The header of a table apart from its rows; names on two rows are put together."""
    first = _titles(rows)
    titles = [cell.span for row in rows[:first] for cell in row if cell.text]
    title = max(titles, key=lambda span: span.end - span.start, default=None)
    below = first + 1
    header = rows[first]
    if below < len(rows) - 1 and _goes_on(header, rows[below]):
        return Named(title, _joined(header, rows[below]), tuple(rows[below + 1 :]))
    return Named(title, header, tuple(rows[below:]))


def _titles(rows: Sequence[Row]) -> int:
    """How many rows of one cell stand above the names of the columns."""
    for count, row in enumerate(rows[: _MOST_TITLES + 1]):
        if len(_written(row)) > 1:
            below = rows[count + 1 :]
            return count if any(len(_written(one)) > 1 for one in below) else 0
    return 0


def _written(row: Row) -> list[Cell]:
    return [cell for cell in row if cell.text and not cell.carried]


def _goes_on(header: Row, below: Row) -> bool:
    """Whether a row names what stands under a name that is merged over several columns.

    Elsewhere its cells are those of the header, merged downwards.
    """
    if len(header) != len(below) or not header[0].text:
        return False
    own = _groups(header)
    wide = {group for group in own if own.count(group) > 1}
    return bool(wide) and all(
        bool(cell.text) and not cell.carried if group in wide else cell.carried or not cell.text
        for group, cell in zip(own, below, strict=True)
    )


def _groups(header: Row) -> list[int]:
    """For each column, the one where the name above it stands."""
    found: list[int] = []
    for index, cell in enumerate(header):
        found.append(index if cell.text or not found else found[-1])
    return found


def _joined(header: Row, below: Row) -> Row:
    own = _groups(header)
    return tuple(
        replace(below[index], text=header[group].text + below[index].text)
        if own.count(group) > 1
        else header[index]
        for index, group in enumerate(own)
    )
