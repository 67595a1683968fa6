"""Numbers in base units: 亿元 and 万元 become 元."""

import re
from decimal import Decimal

from kg.model import Quantity

_SCALE = {
    "万亿": Decimal(10) ** 12,
    "千亿": Decimal(10) ** 11,
    "百亿": Decimal(10) ** 10,
    "亿": Decimal(10) ** 8,
    "千万": Decimal(10) ** 7,
    "百万": Decimal(10) ** 6,
    "万": Decimal(10) ** 4,
}
_SAME = {
    "㎡": "平方米",
    "m²": "平方米",
    "％": "%",
    "百分点": "个百分点",
    "立方": "立方米",
    "位": "人",
    "名": "人",
}


def scale(unit: str) -> tuple[Decimal, str]:
    """How many base units one unit as written holds, and which base unit.

    >>> scale("亿元"), scale("万人次"), scale("%")
    ((Decimal('100000000'), '元'), (Decimal('10000'), '人次'), (Decimal('1'), '%'))
    """
    written = re.sub(r"\s", "", unit)
    for prefix, factor in _SCALE.items():
        if written.startswith(prefix):
            rest = written[len(prefix) :]
            return factor, _SAME.get(rest, rest)
    return Decimal(1), _SAME.get(written, written)


def base_value(quantity: Quantity) -> tuple[Decimal, str]:
    """The amount in its base unit.

    >>> base_value(Quantity(amount=Decimal("1.95"), unit="万人"))
    (Decimal('19500.00'), '人')
    """
    factor, unit = scale(quantity.unit)
    return quantity.amount * factor, unit
