"""Answers and findings as text: a table for the terminal, CSV, JSON, Turtle."""

import csv
import json
import re
from collections.abc import Iterable
from decimal import Decimal
from io import StringIO

from kg.errors import QueryError
from kg.model import Finding, Rows

FORMATS = ("table", "csv", "json", "ttl")

_Cell = str | int | Decimal | None
_BROKEN_LINE = re.compile(r"\s*[\r\n]+\s*")


def rows(answer: Rows, form: str, width: int | None = None) -> str:
    """An answer in one of FORMATS; `width` is that of the terminal, for tables."""
    if form == "csv":
        return _csv(answer)
    if form == "json":
        return _json(answer)
    if form == "ttl":
        return _turtle(answer)
    return _table(answer, width)


def findings(found: Iterable[Finding]) -> str:
    """Findings as text: place, severity and code, the sentence, what is wrong, how to mend it."""
    return "".join(map(_finding, found))


def findings_json(found: Iterable[Finding]) -> str:
    """Findings as JSON."""
    names = ("code", "severity", "document", "line", "quote", "message_zh", "message_en", "hint")
    data = [{name: getattr(finding, name) for name in names} for finding in found]
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _finding(finding: Finding) -> str:
    hint = f"    {finding.hint}\n" if finding.hint else ""
    return (
        f"{finding.document}:{finding.line}: {finding.severity} {finding.code}\n"
        f"    {_one_line(finding.quote)}\n"
        f"    {finding.message_zh}\n"
        f"    {finding.message_en}\n{hint}"
    )


def _csv(answer: Rows) -> str:
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([_text(cell) for cell in row] for row in answer.rows)
    return file.getvalue()


def _json(answer: Rows) -> str:
    data = [dict(zip(answer.columns, map(_json_value, row), strict=True)) for row in answer.rows]
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _turtle(answer: Rows) -> str:
    if answer.turtle is None:
        raise QueryError(
            "only a question that builds a graph (CONSTRUCT) can be written as ttl",
            hint="use --format table, csv or json",
        )
    return answer.turtle


def _table(answer: Rows, width: int | None) -> str:
    from rich import box  # noqa: PLC0415  # slow, tables alone need it
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    filled = [n for n in range(len(answer.columns)) if any(r[n] is not None for r in answer.rows)]
    shown = filled or list(range(len(answer.columns)))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for index in shown:
        numeric = all(isinstance(row[index], int | Decimal | None) for row in answer.rows)
        table.add_column(
            answer.columns[index], overflow="fold", justify="right" if numeric else "left"
        )
    for row in answer.rows:
        table.add_row(*(Text(_one_line(_text(row[index]))) for index in shown))
    console = Console(file=StringIO(), width=width, color_system=None)
    with console.capture() as capture:
        console.print(table)
    lines = [line.rstrip() for line in capture.get().splitlines()]
    return "\n".join([*lines, f"{len(answer.rows)} rows"]) + "\n"


def _text(cell: _Cell) -> str:
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return "" if cell is None else str(cell)


def _json_value(cell: _Cell) -> str | int | float | None:
    if not isinstance(cell, Decimal):
        return cell
    if cell == cell.to_integral_value():
        return int(cell)
    return float(cell) if Decimal(repr(float(cell))) == cell else str(cell)


def _one_line(text: str) -> str:
    return _BROKEN_LINE.sub("", text)
