"""Figures as lines, as a graph folder keeps them beside each report.

A line is area, indicator, node and all else as JSON, with tabs between: sorted lines are figures in
their order, so that files of many reports can be put together without being held in memory.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from kg.model import Bound, Figure, Measure, Period, Status

#: What figures are ordered by, as Figure.order.
_KEY = ("area", "indicator", "node")


def dumps(figures: Iterable[Figure]) -> bytes:
    """A line a figure, in their order."""
    return "".join(f"{_line(one)}\n" for one in figures).encode()


def loads(lines: Iterable[bytes]) -> Iterator[Figure]:
    """The figures of lines."""
    return map(_figure, lines)


def by_area(lines: Iterable[bytes]) -> Iterator[tuple[str, list[bytes]]]:
    """Each area with its lines, of lines in their order."""
    for area, same in groupby(lines, key=lambda line: line.split(b"\t", 1)[0]):
        yield area.decode(), list(same)


def _line(one: Figure) -> str:
    row = one._asdict()
    row["period"] = [one.period.start, one.period.end]
    key = [row.pop(name) for name in _KEY]
    rest = {name: _plain(value) for name, value in row.items()}
    return "\t".join((*key, json.dumps(rest, ensure_ascii=False)))


def _plain(value: object) -> object:
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else value


def _figure(line: bytes) -> Figure:
    *key, rest = line.decode().split("\t", len(_KEY))
    row: dict[str, Any] = json.loads(rest)
    start, end = row["period"]
    given = row | {
        **dict(zip(_KEY, key, strict=True)),
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
