"""Which numbers of the sources are explained, without any gold."""

import json
from decimal import Decimal
from pathlib import Path

from kg import store
from kg.model import Rows

FILE = "coverage.json"


def table(graph: Path) -> Rows:
    """A row a report: its numbers, how many are explained, the share in percent, and by what."""
    rows = []
    for entry in store.read(graph).reports:
        data = _read(graph, entry.id)
        explained = sum(data["explained"].values())
        share = Decimal(100 * explained) / max(1, data["numbers"])
        by = "，".join(f"{reason} {count}" for reason, count in sorted(data["explained"].items()))
        rows.append((entry.id, data["numbers"], explained, share.quantize(Decimal("0.1")), by))
    return Rows(columns=("document", "numbers", "explained", "percent", "by"), rows=tuple(rows))


def unexplained(graph: Path) -> Rows:
    """A row a number that nothing explains, with line, place and words around it."""
    rows = [
        (entry.id, one["line"], one["start"], one["end"], one["quote"])
        for entry in store.read(graph).reports
        for one in _read(graph, entry.id)["unexplained"]
    ]
    return Rows(columns=("document", "line", "start", "end", "quote"), rows=tuple(rows))


def _read(graph: Path, report: str) -> dict:  # type: ignore[type-arg]
    return json.loads(store.report_file(graph, report, FILE))  # type: ignore[no-any-return]
