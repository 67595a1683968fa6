"""What analyses look at beside the typed graph: figures of areas, sentences that name things."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaFigure:
    """A number that a report states of a whole area; `number` and `unit` as it writes them.

    `status` is its code, `said` the code's label; `rate` is "percent" where it is in percent.
    """

    statement: str
    area: str
    indicator: str
    name: str
    measure: str
    period: str
    status: str
    said: str
    value: Decimal
    number: str
    unit: str
    rate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """A sentence of a report and the things that it names, in their order."""

    document: str
    quote: str
    things: tuple[str, ...]
