"""Tables for a terminal: short columns side by side, long texts on lines of their own below."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, chop_cells

#: Columns that stand below their row, each with the column that names its source.
BELOW = {
    "quote": "document",
    "outcome_quote": "outcome_document",
    "former_quote": "former_document",
    "by": "",
}
_GAP = "  "
_INDENT = "    "
_NARROWEST = 4
_WIDEST = 44
#: The longest word of a heading that is kept whole.
_LONGEST = 10

Cells = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which columns stand beside each other in which width, and which below."""

    columns: Sequence[str]
    beside: Sequence[int]
    sizes: Sequence[int]
    right: Sequence[bool]
    below: Sequence[int]
    width: int


def table(
    columns: Sequence[str], rows: Cells, numeric: Sequence[bool], width: int, *, count: str = ""
) -> str:
    """Rows as text that is at most `width` terminal columns wide, Chinese counted double.

    Columns without any content are left out; what cannot stand side by side is listed a line each.
    """
    filled = [i for i in range(len(columns)) if any(row[i] for row in rows)]
    shown = filled or list(range(len(columns)))
    below = [i for i in shown if columns[i] in BELOW] if len(shown) > 1 else []
    sources = {columns.index(BELOW[columns[i]]) for i in below if BELOW[columns[i]] in columns}
    beside = [i for i in shown if i not in below and i not in sources]
    sizes = _sizes(columns, rows, beside, width) if beside else None
    if sizes is None:
        lines = _listed(columns, rows, shown, width)
    else:
        layout = _Layout(columns, beside, sizes, [numeric[i] for i in beside], below, width)
        lines = _laid(layout, rows)
    counted = count or (f"{len(rows)} row" if len(rows) == 1 else f"{len(rows)} rows")
    return "\n".join([*(line.rstrip() for line in lines), counted]) + "\n"


def _sizes(
    columns: Sequence[str], rows: Cells, beside: Sequence[int], width: int
) -> list[int] | None:
    """A width for each column, headings folded first, then the widest; None where none fits.

    Words of headings are kept whole as long as long cells can be folded instead.
    """
    room = width - len(_GAP) * (len(beside) - 1)
    heads = [cell_len(columns[i]) for i in beside]
    floors = [min(_LONGEST, max(map(cell_len, columns[i].split("_")))) for i in beside]
    sizes = [_size([row[i] for row in rows]) for i in beside]
    if room < _NARROWEST * len(sizes):
        return None
    if sum(floors) > room:  # then cells are worth more than headings
        floors = [0] * len(sizes)
    sizes = [max(size, floor) for size, floor in zip(sizes, floors, strict=True)]
    while sum(sizes) > room:
        spare = [size if size > floor else 0 for size, floor in zip(sizes, floors, strict=True)]
        folded = spare if any(spare) else sizes
        sizes[folded.index(max(folded))] -= 1
    missing = [head - size for head, size in zip(heads, sizes, strict=True)]
    while sum(sizes) < room and max(missing) > 0:
        widest = missing.index(max(missing))
        sizes[widest] += 1
        missing[widest] -= 1
    return sizes


def _size(cells: Sequence[str]) -> int:
    return max(_NARROWEST, min(_WIDEST, max(map(cell_len, cells), default=0)))


def _laid(layout: _Layout, rows: Cells) -> Iterator[str]:
    yield from _line([layout.columns[i] for i in layout.beside], layout.sizes, layout.right)
    yield "─" * (sum(layout.sizes) + len(_GAP) * (len(layout.sizes) - 1))
    for row in rows:
        yield from _line([row[i] for i in layout.beside], layout.sizes, layout.right)
        said = [tuple(_quoted(layout, row, index)) for index in layout.below]
        for words in dict.fromkeys(said):
            yield from words


def _quoted(layout: _Layout, row: Sequence[str], index: int) -> Iterator[str]:
    """A text below its row, after the name of its source."""
    source = BELOW[layout.columns[index]]
    name = row[layout.columns.index(source)] if source in layout.columns else ""
    words = f"{name}: {row[index]}" if name else row[index]
    for part in chop_cells(words, layout.width - len(_INDENT)) if row[index] else ():
        yield _INDENT + part


def _line(cells: Sequence[str], sizes: Sequence[int], right: Sequence[bool]) -> Iterator[str]:
    """One row, over as many lines as its longest cell needs."""
    parts = [chop_cells(cell, size) or [""] for cell, size in zip(cells, sizes, strict=True)]
    for number in range(max(map(len, parts))):
        yield _GAP.join(
            _padded(part[number] if number < len(part) else "", size, right=aligned)
            for part, size, aligned in zip(parts, sizes, right, strict=True)
        )


def _padded(words: str, size: int, *, right: bool) -> str:
    blank = " " * (size - cell_len(words))
    return blank + words if right else words + blank


def _listed(columns: Sequence[str], rows: Cells, shown: Sequence[int], width: int) -> Iterator[str]:
    """A record a row, a line a cell."""
    size = max((cell_len(columns[i]) for i in shown), default=0)
    for row in rows:
        for index in shown:
            for number, part in enumerate(chop_cells(row[index], max(8, width - size - 2))):
                label = columns[index] if number == 0 else ""
                yield _padded(label, size, right=False) + _GAP + part
        yield ""
