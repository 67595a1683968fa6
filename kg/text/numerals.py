"""Chinese numerals as numbers."""

from decimal import Decimal

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "○": 0}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"亿": 10**8, "万": 10**4}  # the greater first: it splits the words

#: Characters that a Chinese numeral is made of.
CHARACTERS = "".join((*_DIGITS, *_TENS, *_MYRIADS))


def chinese(words: str) -> Decimal | None:
    """The number that a Chinese numeral writes, None where it is none.

    >>> chinese("五千六百三十二")
    Decimal('5632')
    >>> chinese("十七"), chinese("二〇二六"), chinese("三分之二") is None
    (Decimal('17'), Decimal('2026'), True)
    """
    if not words or any(c not in CHARACTERS for c in words):
        return None
    if all(c in _DIGITS for c in words):
        return Decimal("".join(str(_DIGITS[c]) for c in words))
    for myriad, scale in _MYRIADS.items():
        if myriad in words:
            above, _, below = words.rpartition(myriad)
            high, low = chinese(above or "一"), chinese(below or "零")
            return None if high is None or low is None else high * scale + low
    return Decimal(_below_myriad(words))


def _below_myriad(words: str) -> int:
    total = digit = 0
    for c in words:
        if c in _DIGITS:
            digit = _DIGITS[c]
        else:
            total += (digit or 1) * _TENS[c]
            digit = 0
    return total + digit


def fraction(words: str) -> Decimal | None:
    """A share in percent: 三分之二, 百分之七十, 1/4, 七成, 四成五; None where it is none.

    >>> fraction("七成"), fraction("百分之七十"), fraction("四分之一")
    (Decimal('70'), Decimal('70'), Decimal('25'))
    """
    if "分之" in words:
        below, _, above = words.partition("分之")
        parts = (chinese(below), chinese(above))
        if parts[0] and parts[1] is not None:
            return (parts[1] / parts[0] * 100).quantize(Decimal("0.01")).normalize() + 0
        return None
    if "/" in words:
        above, _, below = words.partition("/")
        return (Decimal(above) / Decimal(below) * 100).quantize(Decimal("0.01")).normalize() + 0
    if "成" in words:
        tenths, _, rest = words.partition("成")
        parts = (
            Decimal(tenths) if tenths.isdecimal() else chinese(tenths),
            chinese(rest) if rest else Decimal(0),
        )
        if rest == "半":
            parts = (parts[0], Decimal(5))
        if parts[0] is not None and parts[1] is not None:
            return parts[0] * 10 + parts[1]
    return None
