"""Rows chosen by the values of a column."""

from collections.abc import Callable, Collection
from dataclasses import replace
from decimal import Decimal
from typing import TypeAlias

from kg.model import Rows

Cell: TypeAlias = str | int | Decimal | None


def column(answer: Rows, name: str) -> tuple[Cell, ...]:
    """The cells of a column."""
    at = answer.columns.index(name)
    return tuple(row[at] for row in answer.rows)


def kept(answer: Rows, name: str, fits: Callable[[Cell], bool]) -> Rows:
    """Rows whose cell of a column fits."""
    at = answer.columns.index(name)
    return replace(answer, rows=tuple(row for row in answer.rows if fits(row[at])))


def rather(answer: Rows, name: str, values: Collection[str]) -> Rows:
    """Only rows with one of the values, where there are any."""
    if name not in answer.columns:
        return answer
    chosen = kept(answer, name, lambda cell: (cell or "") in values)
    return chosen if chosen.rows else answer


def without(answer: Rows, columns: frozenset[str]) -> Rows:
    """The answer without some columns; rows that are then alike stand once."""
    at = [index for index, name in enumerate(answer.columns) if name not in columns]
    rows = dict.fromkeys(tuple(row[index] for index in at) for row in answer.rows)
    return Rows(columns=tuple(answer.columns[index] for index in at), rows=tuple(rows))
