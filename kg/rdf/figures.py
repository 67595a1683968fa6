"""What the second pass needs of a report's observations: figures in the very base unit."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from kg.lexicon.indicators import Direction
from kg.lexicon.units import facts
from kg.model import Bound, Document, Figure, Quantity, Reading
from kg.rdf.evidence import Passages
from kg.rdf.observations import Stated, stated
from kg.rdf.using import Mapping

_NOTHING = Decimal(0)


def figures(reading: Reading, using: Mapping) -> tuple[Figure, ...]:
    """One figure an observation, in order of area, indicator and node."""
    passages = Passages(reading.document, using)
    found = (
        _figure(one, reading.document, using) for one in stated(reading.observations, passages)
    )
    return tuple(sorted(found, key=lambda one: (one.area, one.indicator, one.node)))


def _figure(one: Stated, document: Document, using: Mapping) -> Figure:
    first = one.places[0]
    amount, upper, step, unit = _numbers(first.quantity, using)
    entry = using.indicators.known(first.indicator)
    return Figure(
        node=one.node,
        report=document.id,
        told=_told(document),
        area=using.iris.area(first.area),
        indicator=using.iris.indicator(first.indicator),
        subject=first.subject or "",
        period=first.period,
        status=first.status,
        measure=first.measure,
        basis=first.basis or "",
        amount=amount,
        upper=upper,
        step=step,
        unit=unit,
        bound=first.quantity.bound if first.quantity else Bound.EXACT,
        words=first.text or "",
        better=entry.direction.value if entry else Direction.NONE.value,
        capped=first.indicator.endswith(using.agreement.capped),
        confidence=max(_confidences(one), default=_NOTHING),
        start=first.evidence.span.start,
        listed=entry is not None,
        area_name=first.area.name,
        indicator_name=first.indicator,
    )


def _confidences(one: Stated) -> Iterator[Decimal]:
    return (place.confidence for place in one.places if place.confidence is not None)


def _told(document: Document) -> date:
    """The last day that a report looks back on; that before its plan where it says no more."""
    if document.review:
        return document.review.end
    if document.plan:
        return date.fromordinal(document.plan.start.toordinal() - 1)
    return date.min


def _numbers(
    quantity: Quantity | None, using: Mapping
) -> tuple[Decimal | None, Decimal | None, Decimal, str]:
    """Amount, upper end, worth of the last digit, and the unit that all converts to."""
    if quantity is None:
        return None, None, _NOTHING, ""
    found = facts(quantity.unit, using.listed)
    exponent = quantity.amount.as_tuple().exponent
    last = Decimal(1).scaleb(min(int(exponent), 0))
    upper = None if quantity.upper is None else _times(quantity.upper, found.factor)
    unit = found.base or found.name
    return _times(quantity.amount, found.factor), upper, _times(last, found.factor), unit


def _times(number: Decimal, factor: Fraction) -> Decimal:
    return (number * factor.numerator / factor.denominator).normalize()
