"""Numbers as tables show them."""

from decimal import Decimal

_PLACES = Decimal("0.0001")


def decimal(value: float) -> Decimal:
    """A measure between 0 and 1, to four places.

    >>> decimal(2 / 3)
    Decimal('0.6667')
    """
    return Decimal(repr(float(value))).quantize(_PLACES)
