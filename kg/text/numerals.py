"""Chinese numerals as numbers."""

from decimal import Decimal

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "○": 0}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"亿": 10**8, "万": 10**4}  # the greater first: it splits the words

#: Characters that a Chinese numeral is made of.
CHARACTERS = "".join((*_DIGITS, *_TENS, *_MYRIADS))
#: Characters of a numeral: 九千九百九十九亿九千九百九十九万九千九百九十九 has 23.
_LONGEST = 24


def chinese(words: str) -> Decimal | None:
    """The number that a Chinese numeral writes, None where it is none.

    >>> chinese("五千六百三十二")
    Decimal('5632')
    >>> chinese("十七"), chinese("二〇二六"), chinese("三分之二") is None
    (Decimal('17'), Decimal('2026'), True)
    """
    if not words or len(words) > _LONGEST or any(c not in CHARACTERS for c in words):
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
    for mark, upside_down in (("分之", True), ("/", False)):
        if mark in words:
            first, _, second = words.partition(mark)
            parts = (_plain(first), _plain(second))
            return _percent(*(reversed(parts) if upside_down else parts))
    tenths, mark, rest = words.partition("成")
    if not mark:
        return None
    ten, one = _plain(tenths), Decimal(5) if rest == "半" else _plain(rest or "零")
    return None if ten is None or one is None else ten * 10 + one


def _plain(words: str) -> Decimal | None:
    return Decimal(words) if words.isdecimal() else chinese(words)


def _percent(above: Decimal | None, below: Decimal | None) -> Decimal | None:
    if above is None or not below:
        return None
    return (above / below * 100).quantize(Decimal("0.01")).normalize() + 0
