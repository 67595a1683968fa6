"""Answers as text: a table for the terminal, CSV, JSON, Turtle."""

import csv
import json
from decimal import Decimal
from io import StringIO

from kg.errors import QueryError
from kg.model import Rows
from kg.render.words import one_line

FORMATS = ("table", "csv", "json", "ttl")

_Cell = str | int | Decimal | None
_WIDTH = 100


def rows(answer: Rows, form: str, width: int | None = None, *, count: str = "") -> str:
    """An answer in one of FORMATS; for tables the width of the terminal and how rows are counted.

    The last line of a table is `count`, in English where that is left out.
    """
    if form == "csv":
        return _csv(answer)
    if form == "json":
        return _json(answer)
    if form == "ttl":
        return _turtle(answer)
    return _table(answer, width, count)


def _csv(answer: Rows) -> str:
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([_text(cell) for cell in row] for row in answer.rows)
    return file.getvalue()


def _json(answer: Rows) -> str:
    data = [dict(zip(answer.columns, map(json_value, row), strict=True)) for row in answer.rows]
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _turtle(answer: Rows) -> str:
    if answer.turtle is None:
        raise QueryError(
            "only a question that builds a graph (CONSTRUCT) can be written as ttl",
            hint="use --format table, csv or json",
        )
    return answer.turtle


def _table(answer: Rows, width: int | None, count: str) -> str:
    from kg.render.tables import table  # noqa: PLC0415  # tables alone need rich

    cells = [[one_line(_text(cell)) for cell in row] for row in answer.rows]
    numeric = [
        all(isinstance(row[index], int | Decimal | None) for row in answer.rows)
        for index in range(len(answer.columns))
    ]
    return table(answer.columns, cells, numeric, width or _WIDTH, count=count)


def _text(cell: _Cell) -> str:
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return "" if cell is None else str(cell)


def json_value(cell: _Cell) -> str | int | float | None:
    """A value in JSON: a number that a float would change stays a text."""
    if not isinstance(cell, Decimal):
        return cell
    if cell == cell.to_integral_value():
        return int(cell)
    return float(cell) if Decimal(repr(float(cell))) == cell else str(cell)
