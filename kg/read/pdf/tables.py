"""Tables by their ruled lines: lines that meet are one table, characters fall into its cells."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.read.pdf.aligned import implied
from kg.read.pdf.lines import line, rows, wrapped
from kg.read.pdf.shapes import Cell, Glyph, Page, Rule, Table

_NEAR = 4.0  # how far from another line one may end and still meet it
_THIN = 6.0  # a column or row without text and thinner than this lies between double lines
_MOST = 400  # columns and rows of a page; what has more is a drawing
_FILLED = 0.2  # share of the cells of a table that hold text, at least; a chart has fewer


def ruled(page: Page) -> tuple[list[Table], list[Glyph]]:
    """The tables of a page that have all their lines, and the characters outside of them."""
    found: list[Table] = []
    left = list(page.glyphs)
    for group in _groups(page.rules):
        left = _taken(group, left, page.number, found)
    return found, left


def unruled(
    glyphs: Sequence[Glyph], rules: Sequence[Rule], ruled_ones: Sequence[Table], page: int
) -> tuple[list[Table], list[Glyph]]:
    """The tables of characters of a page that lack lines, and the characters outside of them."""
    found: list[Table] = []
    left = list(glyphs)
    edges = (
        min((glyph.left for glyph in glyphs), default=0),
        max((glyph.right for glyph in glyphs), default=0),
    )
    outside = [
        rule
        for rule in rules
        if edges[0] <= (rule.start + rule.end) / 2 <= edges[1]
        and not any(_lies_in(rule, table) for table in ruled_ones)
    ]
    for group in list(implied(left, outside)):
        left = _taken(group, left, page, found)
    return found, left


def _lies_in(rule: Rule, table: Table) -> bool:
    middle = (rule.start + rule.end) / 2
    x, y = (rule.at, middle) if rule.upright else (middle, rule.at)
    across = table.left - _NEAR <= x <= table.right + _NEAR
    return across and table.top - _NEAR <= y <= table.bottom + _NEAR


def _taken(group: Sequence[Rule], left: list[Glyph], page: int, found: list[Table]) -> list[Glyph]:
    """Add the table of a group of lines, where it is one; the characters outside of it."""
    net = _Net.of(group)
    inside = [glyph for glyph in left if net.holds(glyph)] if net else []
    table = _table(net, inside, page) if net else None
    if table is None:
        return left
    found.append(table)
    taken = {id(glyph) for glyph in inside}
    return [glyph for glyph in left if id(glyph) not in taken]


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Lines that meet, directly or by others."""
    owner = list(range(len(rules)))

    def root(index: int) -> int:
        while owner[index] != index:
            owner[index] = owner[owner[index]]
            index = owner[index]
        return index

    upright = [index for index, rule in enumerate(rules) if rule.upright]
    for level in (index for index, rule in enumerate(rules) if not rule.upright):
        for other in upright:
            if _meet(rules[level], rules[other]):
                owner[root(level)] = root(other)
    groups: dict[int, list[Rule]] = defaultdict(list)
    for index, rule in enumerate(rules):
        groups[root(index)].append(rule)
    # the smaller ones first: a table within a frame is a table
    return sorted((group for group in groups.values() if len(group) > 3), key=_extent)


def _meet(level: Rule, upright: Rule) -> bool:
    return (
        level.start - _NEAR <= upright.at <= level.end + _NEAR
        and upright.start - _NEAR <= level.at <= upright.end + _NEAR
    )


def _extent(group: Iterable[Rule]) -> float:
    return max((rule.end - rule.start for rule in group if rule.upright), default=0.0)


@dataclass(frozen=True, slots=True)
class _Net:
    """The columns and rows that lines make; `owner` has the cell that a place belongs to."""

    xs: list[float]
    ys: list[float]
    owner: list[list[tuple[int, int]]]

    @classmethod
    def of(cls, group: Sequence[Rule]) -> "_Net | None":
        level = [rule for rule in group if not rule.upright]
        upright = [rule for rule in group if rule.upright]
        xs = _places((rule.at for rule in upright), level)
        ys = _places((rule.at for rule in level), upright)
        if len(xs) < 2 or len(ys) < 2 or not 5 <= len(xs) + len(ys) <= _MOST:
            return None
        return cls(xs, ys, _owners(xs, ys, upright, level))

    def holds(self, glyph: Glyph) -> bool:
        x, y = glyph.middle
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def cell(self, glyph: Glyph) -> tuple[int, int]:
        x, y = glyph.middle
        row = min(bisect_right(self.ys, y) - 1, len(self.ys) - 2)
        column = min(bisect_right(self.xs, x) - 1, len(self.xs) - 2)
        return self.owner[row][column]


def _places(own: Iterable[float], crossing: Iterable[Rule]) -> list[float]:
    """Where lines stand, and where those that cross them end further out."""
    crossing = list(crossing)
    found = sorted(own)
    low = min((rule.start for rule in crossing), default=found[0])
    high = max((rule.end for rule in crossing), default=found[-1])
    if low < found[0] - _NEAR:
        found.insert(0, low)
    if high > found[-1] + _NEAR:
        found.append(high)
    merged = found[:1]
    merged.extend(b for a, b in pairwise(found) if b - a > 0.5)
    return merged


def _owners(
    xs: list[float], ys: list[float], upright: Sequence[Rule], level: Sequence[Rule]
) -> list[list[tuple[int, int]]]:
    """The first place of the cell that each place is of: no line stands between its places."""
    owner = {(r, c): (r, c) for r in range(len(ys) - 1) for c in range(len(xs) - 1)}

    def root(place: tuple[int, int]) -> tuple[int, int]:
        while owner[place] != place:
            place = owner[place]
        return place

    def join(one: tuple[int, int], two: tuple[int, int]) -> None:
        low, high = sorted((root(one), root(two)))
        owner[high] = low

    for row, column in list(owner):
        x, y = (xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2
        if column + 2 < len(xs) and not _stands(upright, xs[column + 1], y):
            join((row, column), (row, column + 1))
        if row + 2 < len(ys) and not _stands(level, ys[row + 1], x):
            join((row, column), (row + 1, column))
    return [[root((r, c)) for c in range(len(xs) - 1)] for r in range(len(ys) - 1)]


def _stands(rules: Iterable[Rule], at: float, along: float) -> bool:
    return any(abs(rule.at - at) <= 0.5 and rule.start <= along <= rule.end for rule in rules)


def _table(net: _Net, inside: Sequence[Glyph], page: int) -> Table | None:
    """The table, None where the lines are a frame or a drawing."""
    held: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
    for glyph in inside:
        held[net.cell(glyph)].append(glyph)
    texts = {place: text for place, glyphs in held.items() if (text := written(glyphs, page))}
    cells = {place for row in net.owner for place in row}
    columns = _kept(net.xs, {place[1] for place in cells}, {place[1] for place in texts})
    lines = _kept(net.ys, {place[0] for place in cells}, {place[0] for place in texts})
    if len(texts) < 2 or len(columns) < 2 or len(texts) < _FILLED * len(columns) * len(lines) / 2:
        return None
    made = tuple(tuple(_cell(net, texts, r, c, page) for c in columns) for r in lines)
    edges = (*(net.xs[c] for c in columns), net.xs[-1])
    return Table(made, edges, net.ys[0], net.ys[-1], page)


def _kept(edges: list[float], begun: set[int], written_in: set[int]) -> list[int]:
    """Columns or rows in which a cell begins, but for thin empty ones."""
    wide = (i for i in range(len(edges) - 1) if i in written_in or edges[i + 1] - edges[i] > _THIN)
    return [index for index in wide if index in begun]


def _cell(net: _Net, texts: dict[tuple[int, int], str], row: int, column: int, page: int) -> Cell:
    own = net.owner[row][column]
    text = texts.get((row, column), "") if own == (row, column) else ""
    up = own[0] < row
    down = row + 1 < len(net.owner) and net.owner[row + 1][column] == own
    return Cell(text, page, up=up, down=down)


def written(glyphs: Sequence[Glyph], page: int) -> str:
    """The characters of a cell in one line."""
    made = (line(row, page) for row in rows(glyphs))
    return "".join(wrapped((one.text, one.blank_end) for one in made))
