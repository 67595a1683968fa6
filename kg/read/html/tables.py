"""Tables: which are of data and which only lay out a page, and the cells of the former."""

from collections.abc import Callable, Iterator

from kg.read.html.tree import Node
from kg.read.limits import Limits
from kg.read.parts import Box, Grid

#: A cell with this share of a table's characters, and so many of them, is a page laid out.
_MOST, _LONG = 0.6, 400
_WIDEST, _TALLEST = 1000, 65534
_GROUPS = ("thead", "tbody", "tfoot")
_NO_TABLE = ("presentation", "none")


def rows(table: Node) -> Iterator[tuple[str, Node]]:
    """Its rows with their group, in the order in which they are seen: head, bodies, foot."""
    found: dict[str, list[tuple[str, Node]]] = {group: [] for group in _GROUPS}
    for number, child in enumerate(table.elements()):
        if child.tag == "tr":
            found["tbody"].append(("tbody", child))
        elif child.tag in _GROUPS:
            lines = (row for row in child.elements() if row.tag == "tr")
            found[child.tag].extend((f"{child.tag}{number}", row) for row in lines)
    for group in _GROUPS:
        yield from found[group]


def cells(row: Node) -> Iterator[Node]:
    """The cells of a row."""
    return (cell for cell in row.elements() if cell.tag in {"td", "th"})


def is_data(table: Node) -> bool:
    """Whether its cells belong together by row and column."""
    if table.attrs.get("role") in _NO_TABLE:
        return False
    listed = [list(cells(row)) for _, row in rows(table)]
    if sum(1 for row in listed if row) < 2 or max(map(len, listed)) < 2:
        return False
    largest = max((cell.size for row in listed for cell in row), default=0)
    if largest >= _LONG and largest >= _MOST * table.size:
        return False
    nested = sum(one.size for row in listed for cell in row for one in _nested(cell))
    return nested <= table.size / 2


def _nested(node: Node) -> Iterator[Node]:
    """The tables in a cell, those in them not counted."""
    for child in node.elements():
        if child.tag == "table":
            yield child
        elif child.blocky:
            yield from _nested(child)


def grid(table: Node, text: Callable[[Node], str], limits: Limits, page: int | None = None) -> Grid:
    """A box a column in each row; a cell that spans several has its text in the first place."""
    made: list[list[Box]] = []
    hanging: dict[int, int] = {}  # rows that a cell above still reaches down to, by column
    group, count = "", 0
    for named, row in rows(table):
        if named != group:
            group, hanging = named, {}
        line: list[Box] = []
        for cell in cells(row):
            _skip(line, hanging)
            width = _number(cell, "colspan", 1, _WIDEST) or 1
            height = _number(cell, "rowspan", 1, _TALLEST) or _TALLEST
            for column in range(len(line), len(line) + width):
                if height > 1:
                    hanging[column] = height
            line.append(Box(text(cell), page))
            line.extend([Box("")] * (width - 1))
            limits.check("cells", count + len(line))
        _skip(line, hanging, to_end=True)
        hanging = {column: left - 1 for column, left in hanging.items() if left > 1}
        made.append(line)
        count += len(line)
        limits.check("cells", count)
    return Grid(_even(made, limits))


def _skip(line: list[Box], hanging: dict[int, int], *, to_end: bool = False) -> None:
    """Leave the columns empty that a cell above reaches down to."""
    last = max(hanging, default=-1) if to_end else -1
    while len(line) in hanging or len(line) <= last:
        line.append(Box(""))


def _even(made: list[list[Box]], limits: Limits) -> tuple[tuple[Box, ...], ...]:
    """Rows of one width, without columns that are nothing but the end of a wide cell."""
    width = max(map(len, made), default=0)
    limits.check("cells", width * len(made))
    full = [[*row, *[Box("")] * (width - len(row))] for row in made]
    kept = [at for at in range(width) if any(row[at].text.strip() for row in full)]
    return tuple(tuple(row[at] for at in kept) for row in full)


def _number(cell: Node, name: str, least: int, most: int) -> int:
    """A span as browsers take it: what is no number is one, zero is all that there is."""
    words = cell.attrs.get(name, "1").strip()
    if not words.isascii() or not words.isdigit():
        return least
    return min(int(words[:6]), most)
