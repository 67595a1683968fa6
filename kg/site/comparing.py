"""Areas beside each other: what each reports for an indicator in one period."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from pyoxigraph import NamedNode

from kg.site.addresses import Address
from kg.site.context import Context, Row
from kg.site.figures import BOUNDS
from kg.site.http import Request, Response
from kg.site.view import view_of
from kg.terms import Scheme

FOLDER = "/compare"
_PATH = re.compile(r"/compare/([0-9A-Za-z-]{4,10})")
_TARGET = "target"
_RANK = Scheme.MEASURE.code("rank")
#: What counts before what, where a report gives several figures.
_ORDER = {"actual": 0, "estimate": 1, _TARGET: 2}
_MOST_AREAS = 8
#: An area has a column if it says at least this share of what the one that says most does.
_LEAST = 0.05


class Figure(NamedTuple):
    """A figure as the report gives it, and how long its bar is, to 100; 0 is none."""

    observation: str
    words: str
    status: str
    bar: int


class Cell(NamedTuple):
    """What an area says: an outcome (or estimate) and a target."""

    outcome: Figure | None
    target: Figure | None


class Line(NamedTuple):
    """An indicator as it is measured, with a cell for each area."""

    indicator: str
    measure: str
    cells: tuple[Cell, ...]

    @property
    def filled(self) -> int:
        """How many areas say something."""
        return sum(1 for cell in self.cells if cell.outcome or cell.target)


def respond(context: Context, request: Request, address: Address) -> Response | None:
    """The comparison of a period, of the latest one with enough figures where none is named."""
    periods = context.rows("periods")
    if address.path == FOLDER:
        chosen = _usual(periods)
    else:
        match = _PATH.fullmatch(address.path)
        chosen = next((one for one in periods if match and one["key"] == match[1]), None)
        if chosen is None:
            return None
    view = view_of(context, request, address.language, f"{address.path}.html")
    areas, lines = _table(context, chosen["period"], request) if chosen else ((), ())
    values = {"chosen": chosen, "periods": periods, "areas": areas, "lines": lines}
    wanted = {name: request.parameter(name) for name in ("area", "indicator")}
    return Response(body=view.render("compare", **values, wanted=wanted))


def keys(context: Context) -> list[str]:
    """The periods that have a page."""
    return [row["key"] for row in context.rows("periods") if "/" not in row["key"]]


def _usual(periods: Sequence[Row]) -> Row | None:
    """The period with the most figures, the later of two."""
    plain = [row for row in periods if "/" not in row["key"]]
    return max(plain, key=lambda row: (int(row["count"]), row["key"]), default=None)


def _table(
    context: Context, period: str, request: Request
) -> tuple[tuple[str, ...], tuple[Line, ...]]:
    rows = context.rows("compare", the_period=NamedNode(period))
    indicator, area = request.parameter("indicator"), request.parameter("area")
    if indicator:
        rows = [row for row in rows if _called(context, row["indicator"], indicator)]
    if area:
        rows = [row for row in rows if _called(context, row["area"], area)]
    areas = _areas(rows)
    lines = tuple(_lines(rows, areas))
    return areas, tuple(sorted(lines, key=lambda line: (-line.filled, line.indicator)))


def _called(context: Context, iri: str, name: str) -> bool:
    label = context.labels[iri]
    return name in label.zh or name.casefold() in label.en.casefold()


def _areas(rows: Sequence[Row]) -> tuple[str, ...]:
    """The areas that say most, by their codes; who says next to nothing is left out."""
    counts = Counter(row["area"] for row in rows)
    least = max(counts.values(), default=0) * _LEAST
    most = sorted(counts, key=lambda iri: (-counts[iri], iri))[:_MOST_AREAS]
    return tuple(sorted(iri for iri in most if counts[iri] >= least))


def _lines(rows: Sequence[Row], areas: tuple[str, ...]) -> Iterator[Line]:
    for (indicator, measure), group in groupby(
        rows, key=lambda row: (row["indicator"], row["measure"])
    ):
        stated = [row for row in group if row["area"] in areas]
        told = {(row["area"], row["status"] == _TARGET) for row in stated}
        longest = max((abs(Decimal(row["number"])) for row in stated), default=Decimal(0))
        units = {row["unit"] for row in stated}
        alike = len(units) == 1 and len(told) > 1 and measure != _RANK
        scale = longest if alike else Decimal(0)
        cells = tuple(
            _cell([row for row in stated if row["area"] == area], scale) for area in areas
        )
        if any(cell != Cell(None, None) for cell in cells):
            yield Line(indicator, measure, cells)


def _cell(rows: Sequence[Row], scale: Decimal) -> Cell:
    ordered = sorted(rows, key=lambda row: (_ORDER.get(row["status"], 9), row["observation"]))
    outcome = next((row for row in ordered if row["status"] != _TARGET), None)
    target = next((row for row in ordered if row["status"] == _TARGET), None)
    return Cell(_figure(outcome, scale), _figure(target, scale))


def _figure(row: Row | None, scale: Decimal) -> Figure | None:
    if row is None:
        return None
    upper = f"–{row['upper']}" if "upper" in row else ""
    words = f"{BOUNDS.get(row['bound'], '')}{row['value']}{upper}{row.get('written', '')}"
    bar = int(abs(Decimal(row["number"])) * 100 / scale) if scale else 0
    return Figure(row["observation"], words, row["status"], bar)
