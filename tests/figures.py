"""Figures as the second pass of a build gets them."""

from datetime import date
from decimal import Decimal
from typing import Any

from kg.model import Bound, Figure, Measure, Period, Status

YEAR, HALF = Period.year(2024), Period.part(2024, "H1")


def figure(report: str, number: str = "", **more: Any) -> Figure:  # noqa: ANN401  # its fields
    """A figure of a report: a number as it would be written in the base unit, or words."""
    amount = Decimal(number) if number else None
    step = (
        Decimal(1).scaleb(min(int(amount.as_tuple().exponent), 0))
        if amount is not None
        else Decimal(0)
    )
    usual = Figure(
        node=f"{report}/{number}{more.get('words', '')}{more.get('status', '')}",
        report=report,
        told=date(2024, 12, 31),
        area="area",
        indicator="indicator",
        subject="",
        period=YEAR,
        status=Status.ACTUAL,
        measure=Measure.LEVEL,
        basis="",
        amount=amount,
        upper=None,
        step=step,
        unit="件",
        bound=Bound.EXACT,
        words="",
        better="up",
        capped=False,
        confidence=Decimal("0.9"),
        start=0,
        sentence=0,
        among=False,
        item=False,
        listed=False,
        adds=False,
        within="",
        whole="",
        over=None,
        passage="passage",
        area_name="吴江区",
        indicator_name="甲",
    )
    return usual._replace(**more)
