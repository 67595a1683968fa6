"""Figures as they are written: 增长5.6%, 超1700家, 27微克/立方米以内."""

from collections.abc import Callable, Mapping
from math import ceil, floor, log10
from typing import NamedTuple

from kg.lexicon.synth import Bound
from kg.synth.drawing import Draw, Weighed

_RANGES = 8  # of a hundred growths aimed at so many are from so much to so much
_FIGURES = 2  # an amount about so much has one more
_NEARLY = "近"
_FEW = 30  # of what is fewer reports give the number itself
_EXACT = Bound(often=1, text="~", bound="exact")
_ROUNDED: Mapping[str, Callable[[float], float]] = {
    "min": floor,
    "max": ceil,
    "approx": round,
    "exact": round,
}
_DIGITS = "零一二三四五六七八九"
POINTS = "个百分点"


class Value(NamedTuple):
    """What is written, and what it means; `words` is a target without a number."""

    text: str
    value: str | None
    unit: str | None
    bound: str | None
    upper: str | None = None
    words: str | None = None
    growth: bool = False

    @property
    def bare(self) -> "Value":
        """The number alone, as tables have it that tell the unit elsewhere."""
        return self._replace(text=self.value or self.text)


def plain(value: float, decimals: int) -> str:
    """A number without zeros at its end.

    >>> plain(12.50, 2), plain(120, 0), plain(-0.04, 1)
    ('12.5', '120', '0')
    """
    written = f"{value:.{decimals}f}"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def level(draw: Draw, bounds: Weighed[Bound], value: float, decimals: int, unit: str) -> Value:
    """An amount, at times only about so much."""
    bound = draw.weighed(bounds)
    if bound.bound == "exact" or value * 10**decimals < _FEW:
        bound, written = _EXACT, plain(value, decimals)
    else:
        step = max(10.0 ** (floor(log10(value)) - _FIGURES), 10.0**-decimals)
        to = ceil if bound.text.startswith(_NEARLY) else _ROUNDED[bound.bound]
        written = plain(to(value / step) * step, decimals)
    return Value(bound.text.replace("~", written + unit), written, unit, bound.bound)


def growth(value: float) -> Value | None:
    """How much more or less than the year before; None where it is the same.

    >>> growth(5.04).text, growth(-2.1).text, growth(0.01)
    ('增长5%', '下降2.1%', None)
    """
    written = plain(value, 1)
    if written == "0":
        return None
    verb = "下降" if value < 0 else "增长"
    return Value(f"{verb}{written.lstrip('-')}%", written, "%", "exact", growth=True)


def change(value: float, decimals: int) -> Value | None:
    """By how many points a share rose or fell; None where it did not."""
    written = plain(value, decimals)
    if written == "0":
        return None
    verb = "下降" if value < 0 else "提高"
    return Value(f"{verb}{written.lstrip('-')}{POINTS}", written, POINTS, "exact")


def growth_aimed(draw: Draw, aims: Weighed[Bound], value: float) -> Value:
    """A growth that is aimed at, in steps of a half: with a bound, or of a range."""
    low = max(round(value * 2) / 2, 1)
    written = plain(low, 1)
    if draw.often(_RANGES):
        upper = plain(low + 1, 1)
        return Value(f"增长{written}%-{upper}%", written, "%", "exact", upper, growth=True)
    bound = draw.weighed(aims)
    text = bound.text.replace("~", written + "%")
    return Value(f"增长{text}", written, "%", bound.bound, growth=True)


def said(words: str) -> Value:
    """A target or an outcome in words."""
    return Value(words, None, None, None, words=words)


def chinese(number: int) -> str:
    """A number below a hundred in Chinese.

    >>> [chinese(number) for number in (3, 10, 14, 20, 25)]
    ['三', '十', '十四', '二十', '二十五']
    """
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return f"{_DIGITS[tens] if tens > 1 else ''}十{_DIGITS[ones] if ones else ''}"
