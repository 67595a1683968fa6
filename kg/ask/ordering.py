"""Rows in the order of what was asked for: the most first, or the least; as many as wanted."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from kg.ask.rows import Cell, column, rather
from kg.lexicon.asking import Ordering
from kg.lexicon.quantities import Units
from kg.lexicon.units import facts
from kg.model import Rows

_Row: TypeAlias = tuple[Cell, ...]
_MOST, _YEARS = "most", "period"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What order is wanted: `most` or `least` first, at most `limit` rows, of areas so ending.

    `free` are columns that nothing in the question chose by.
    """

    order: str
    limit: int = 0
    endings: tuple[str, ...] = ()
    free: frozenset[str] = frozenset()


class Ordered(NamedTuple):
    """Rows in order; `within` is the one value that was taken, `alone` what has no rival.

    `apart` is true where no two things have a figure that could be compared.
    """

    rows: Rows
    within: str = ""
    alone: str = ""
    apart: bool = False


def ordered(rows: Rows, how: Ordering, wanted: Wanted, units: Units) -> Ordered | None:
    """Rows in the order that is wanted; None where none of them has a value to go by."""
    for name, values in how.rather.items():
        if name in wanted.free:
            rows = rather(rows, name, values)
    if how.of == _YEARS:  # a half year is no rival of a year
        rows = rather(rows, _YEARS, {str(one) for one in column(rows, _YEARS) if _is_year(one)})
    measured = [(amount, row) for row in rows.rows if (amount := _amount(rows, how, row, units))]
    if not measured:
        return None
    base = Counter(kind for (kind, _), _ in measured).most_common(1)[0][0]
    alike = [(amount, row) for (kind, amount), row in measured if kind == base]
    things = {row[rows.columns.index(how.of)] for _, row in alike}
    choose = bool(how.within) and how.within in wanted.free and len(things) > 1
    within = _compared(rows, how, [row for _, row in alike]) if choose else ""
    if choose and not within:
        return Ordered(rows, apart=True)
    kept = [(amount, row) for amount, row in alike if not within or _is(rows, how, row, within)]
    kept = _ending(rows, how, kept, wanted.endings)
    kept.sort(key=lambda one: -one[0] if wanted.order == _MOST else one[0])
    found = replace(rows, rows=_first(rows, how, [row for _, row in kept], wanted.limit))
    left = {str(cell) for cell in column(found, how.of)}
    lone = len(left) == 1 and wanted.limit != 1
    return Ordered(found, within, next(iter(left)) if lone else "")


def _amount(rows: Rows, how: Ordering, row: _Row, units: Units) -> tuple[str, Fraction] | None:
    """The value of a row in the base of its unit."""
    value, unit = (row[rows.columns.index(name)] for name in (how.by, how.unit))
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    if not number.is_finite():
        return None
    known = facts(str(unit or ""), units)
    return known.base or known.name, Fraction(number) * known.factor


def _is_year(cell: Cell) -> bool:
    return str(cell).isdigit()


def _compared(rows: Rows, how: Ordering, kept: Iterable[_Row]) -> str:
    """Of a column of which just one value can be compared the one with most rivals, the latest."""
    rivals: defaultdict[str, set[Cell]] = defaultdict(set)
    at, of = rows.columns.index(how.within), rows.columns.index(how.of)
    for row in kept:
        rivals[str(row[at])].add(row[of])
    best = max(rivals, key=lambda one: (len(rivals[one]), one.isdigit(), one), default="")
    return best if len(rivals[best]) > 1 else ""


def _is(rows: Rows, how: Ordering, row: _Row, value: str) -> bool:
    return str(row[rows.columns.index(how.within)]) == value


def _ending(
    rows: Rows, how: Ordering, kept: list[tuple[Fraction, _Row]], endings: tuple[str, ...]
) -> list[tuple[Fraction, _Row]]:
    """Only what is called so: districts end in 区; all where nothing is."""
    at = rows.columns.index(how.of)
    so = [one for one in kept if endings and str(one[1][at]).endswith(endings)]
    return so or kept


def _first(rows: Rows, how: Ordering, kept: Sequence[_Row], limit: int) -> tuple[_Row, ...]:
    """As many things as are wanted, each with all its rows."""
    at = rows.columns.index(how.of)
    things = list(dict.fromkeys(row[at] for row in kept))
    chosen = set(things[:limit] if limit else things)
    return tuple(row for row in kept if row[at] in chosen)
