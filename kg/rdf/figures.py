"""What the second pass needs of a report's observations: figures in the very base unit."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from kg.lexicon.agreement import AgreementWords
from kg.lexicon.indicators import Direction, Indicator, Kind, kind_of
from kg.lexicon.units import facts
from kg.model import Bound, Document, Figure, Observation, Reading, Span
from kg.rdf.evidence import Passages
from kg.rdf.observations import Stated, stated
from kg.rdf.things import parent
from kg.rdf.using import Mapping

_NOTHING = Decimal(0)
#: Kinds of which parts add up.
_ADDS = frozenset({Kind.AMOUNT, Kind.COUNT})


def figures(reading: Reading, using: Mapping) -> tuple[Figure, ...]:
    """One figure an observation, in order of area, indicator and node."""
    passages = Passages(reading.document, using)
    found = (_figure(one, passages, using) for one in stated(reading.observations, passages))
    return tuple(sorted(found, key=Figure.order))


def _figure(one: Stated, passages: Passages, using: Mapping) -> Figure:
    first, document = one.places[0], passages.document
    start = first.evidence.span.start
    sentence = passages.around(first.evidence.span).start
    above = parent(first.area)
    amount, upper, step, unit = _numbers(first, using)
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
        start=start,
        sentence=sentence,
        among=_among(document.text[sentence:start], using.agreement),
        item=passages.listed(first.evidence.span),
        listed=entry is not None,
        adds=_adds(first.indicator, using),
        within=using.iris.area(above) if above else "",
        whole=using.iris.indicator(entry.broader) if entry and entry.broader else "",
        over=_over(first, entry, using),
        passage=using.iris.passage(document.id, _said(one)),
        area_name=first.area.name,
        indicator_name=first.indicator,
    )


def _said(one: Stated) -> Span:
    """Where the text says it first; the shorter of two places that begin together."""
    return min(place.evidence.span for place in one.places)


def _among(before: str, words: AgreementWords) -> bool:
    """Whether what goes before says that parts follow, and no clause of its own has begun since."""
    *_, last = (0, *(found.end() for found in words.among.finditer(before)))
    return last > 0 and not words.ended.search(before, last)


def _adds(name: str, using: Mapping) -> bool:
    """Whether values of parts add up: amounts and counts, also where nothing tells what it is."""
    kind = kind_of(name, using.indicators)
    averaged = any(word in name for word in using.agreement.averages)
    return (kind is None or kind in _ADDS) and not averaged


def _over(one: Observation, entry: Indicator | None, using: Mapping) -> tuple[str, str] | None:
    """The part and the whole that a share is made of; no whole where it is of a plan."""
    if entry:
        both = entry.numerator and entry.denominator
        return _both(entry.numerator, entry.denominator, using) if both else None
    if found := using.agreement.plans.fullmatch(one.indicator):
        return _both(found["part"], "", using)
    found = using.agreement.shares.fullmatch(one.indicator)
    around = using.agreement.around.get(one.area.level, ())
    if not found or found["whole"].startswith(around):
        return None  # the whole is of another area
    return _both(found["part"], found["whole"], using)


def _both(part: str | None, whole: str | None, using: Mapping) -> tuple[str, str]:
    return _iri(part, using), _iri(whole, using)


def _iri(name: str | None, using: Mapping) -> str:
    if not name:
        return ""
    known = using.indicators.known(name)
    return using.iris.indicator(known.name if known else name)


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
    one: Observation, using: Mapping
) -> tuple[Decimal | None, Decimal | None, Decimal, str]:
    """Amount, upper end, worth of the last digit, and the unit that all converts to."""
    quantity = one.quantity
    if quantity is None:
        return None, None, _NOTHING, ""
    found = facts(quantity.unit, using.listed)
    exponent = int(quantity.amount.as_tuple().exponent)
    last = Decimal(1).scaleb(min(exponent, 0))
    if exponent >= 0 and found.factor == 1 and _counted(one.indicator, found.kind, using):
        last = _NOTHING
    upper = None if quantity.upper is None else _times(quantity.upper, found.factor)
    unit = found.base or found.name
    return _times(quantity.amount, found.factor), upper, _times(last, found.factor), unit


def _counted(indicator: str, unit_kind: str, using: Mapping) -> bool:
    """Whether whole numbers of a unit are counted one by one, so that none is rounded."""
    averaged = any(word in indicator for word in using.agreement.averages)
    return unit_kind in using.agreement.counted and not averaged


def _times(number: Decimal, factor: Fraction) -> Decimal:
    return (number * factor.numerator / factor.denominator).normalize()
