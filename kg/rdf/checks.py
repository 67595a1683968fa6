"""Arithmetic in words: what figures give, and what a report states."""

from decimal import ROUND_HALF_UP, Context, Decimal

from kg.lexicon.wording import Wording
from kg.model import Check, CheckKind, Figure

_SHORT = Context(prec=6, rounding=ROUND_HALF_UP)


def formula(found: Check, words: Wording) -> str:
    """The operands with the result: 506.21亿元 ÷ 712.6亿元 = 71.037%."""
    given = [value(one, words) for one in found.operands]
    shape = words.formulas[found.kind]
    exact = found.kind in {CheckKind.SUM, CheckKind.PART}
    result = number(found.expected, found.unit, words, exact=exact)
    return shape.format(*given, all=" + ".join(given)) + result


def stated(found: Check, words: Wording) -> str:
    """What the report states beside it; nothing where none does."""
    if not found.stated:
        return ""
    return words.labels.stated.format(value=value(found.stated, words))


def value(figure: Figure, words: Wording) -> str:
    """A figure with its bound, in a unit that keeps it short."""
    amount = figure.amount or Decimal(0)
    return words.bounds.get(figure.bound, "") + number(amount, figure.unit, words, exact=True)


def number(amount: Decimal, unit: str, words: Wording, *, exact: bool) -> str:
    """A number in hundreds of millions or tens of thousands where it is large."""
    name, size = "", Decimal(1)
    for word, power in words.magnitudes.items():
        if abs(amount) >= power:
            name, size = word, Decimal(power)
            break
    scaled = amount / size
    short = scaled.normalize() if exact else scaled.normalize(_SHORT)
    return words.labels.number.format(number=f"{short:f}", magnitude=name, unit=unit)
