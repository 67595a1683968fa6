"""Figures as lines of JSON, as a graph folder keeps them beside each report."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from kg.model import Bound, Figure, Measure, Period, Status


def dumps(figures: Iterable[Figure]) -> bytes:
    """A line a figure, in their order."""
    return "".join(f"{json.dumps(_row(one), ensure_ascii=False)}\n" for one in figures).encode()


def loads(lines: Iterable[bytes]) -> Iterator[Figure]:
    """The figures of lines."""
    return (_figure(json.loads(line)) for line in lines)


def _row(one: Figure) -> dict[str, object]:
    row = one._asdict()
    row["period"] = [one.period.start, one.period.end]
    return {name: _plain(value) for name, value in row.items()}


def _plain(value: object) -> object:
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else value


def _figure(row: dict[str, Any]) -> Figure:
    start, end = row["period"]
    given = row | {
        "period": Period(date.fromisoformat(start), date.fromisoformat(end)),
        "told": date.fromisoformat(row["told"]),
        "status": Status(row["status"]),
        "measure": Measure(row["measure"]),
        "bound": Bound(row["bound"]),
    }
    numbers = ("amount", "upper", "step", "confidence")
    given |= {name: Decimal(row[name]) for name in numbers if row[name] is not None}
    given["over"] = tuple(row["over"]) if row["over"] else None
    return Figure(**given)
