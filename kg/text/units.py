"""Numbers in base units: 亿元 and 万元 become 元, ㎡ becomes 平方米."""

import re
from decimal import Decimal

from kg.lexicon.quantities import Units
from kg.model import Quantity
from kg.text.patterns import longest


class BaseUnits:
    """Magnitudes and spellings of units of one lexicon."""

    def __init__(self, units: Units) -> None:
        """Sort magnitudes, the longest first."""
        self._same = units.same
        self._known = frozenset(unit for listed in units.kinds.values() for unit in listed)
        self._magnitudes = [
            (word, units.magnitudes[word]) for word in sorted(units.magnitudes, key=longest)
        ]

    def scale(self, unit: str) -> tuple[Decimal, str]:
        """How many base units one unit as written holds, and which base unit.

        >>> from kg.lexicon import quantities
        >>> from kg.settings import Settings
        >>> units = BaseUnits(quantities.load(Settings().lexicon).units)
        >>> units.scale("亿元"), units.scale("千瓦时"), units.scale("万㎡")
        ((Decimal('100000000'), '元'), (Decimal('1'), '千瓦时'), (Decimal('10000'), '平方米'))
        """
        written = re.sub(r"\s", "", unit)
        if written in self._known:
            return Decimal(1), self._same.get(written, written)
        for word, factor in self._magnitudes:
            if written.startswith(word):
                rest = written.removeprefix(word)
                return factor, self._same.get(rest, rest)
        return Decimal(1), self._same.get(written, written)

    def value(self, quantity: Quantity) -> tuple[Decimal, str]:
        """The amount in its base unit."""
        factor, unit = self.scale(quantity.unit)
        return quantity.amount * factor, unit

    def upper(self, quantity: Quantity) -> Decimal | None:
        """The upper end of a range in its base unit."""
        if quantity.upper is None:
            return None
        return quantity.upper * self.scale(quantity.unit)[0]
