"""Numbers that a page gives its items by itself."""

import re
from collections.abc import Callable

from kg.read.html.tree import Node

_NUMBER = re.compile(
    r"(?:[一二三四五六七八九十百]{1,4}[、．.]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,3}[、．.)）](?!\d)|[①-⑳])"
)
_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?([a-z]+(?:-[a-z]+)*)", re.IGNORECASE)
_DIGITS = "零一二三四五六七八九"
_ROMAN = (
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_BOUND = 10**6


def numbered(text: str) -> bool:
    """Whether an item has its number written already."""
    return _NUMBER.match(text.lstrip("\u3000\xa0 ")) is not None


def numbers(ordered: Node) -> dict[Node, str]:
    """The number of each item, as it is written before it."""
    kind = _kind(ordered)
    if kind == "none":
        return {}
    items = [item for item in ordered.elements() if item.tag == "li"]
    backwards = "reversed" in ordered.attrs
    at = _whole(ordered.attrs.get("start"), len(items) if backwards else 1)
    found = {}
    for item in items:
        at = _whole(item.attrs.get("value"), at)
        found[item] = f"{_SHAPES.get(kind, str)(at)}、"
        at += -1 if backwards else 1
    return found


def _kind(ordered: Node) -> str:
    style = _STYLE.search(ordered.attrs.get("style", "")[:500])
    return (style.group(1).lower() if style else "") or ordered.attrs.get("type", "1")


def _whole(words: str | None, otherwise: int) -> int:
    if words and re.fullmatch(r"[+-]?\d{1,6}", words.strip()):
        return int(words)
    return otherwise


def chinese(number: int) -> str:
    """A number as headings have it.

    >>> [chinese(one) for one in (3, 10, 12, 20, 105)]
    ['三', '十', '十二', '二十', '105']
    """
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones or not tens else "")


def _letters(number: int) -> str:
    return chr(ord("a") + number - 1) if 0 < number <= 26 else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 400:
        return str(number)
    said = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        said += sign * count
    return said


_SHAPES: dict[str, Callable[[int], str]] = {
    "a": _letters,
    "A": lambda number: _letters(number).upper(),
    "i": _roman,
    "I": lambda number: _roman(number).upper(),
    "lower-alpha": _letters,
    "lower-latin": _letters,
    "upper-alpha": lambda number: _letters(number).upper(),
    "upper-latin": lambda number: _letters(number).upper(),
    "lower-roman": _roman,
    "upper-roman": lambda number: _roman(number).upper(),
    "cjk-ideographic": chinese,
    "cjk-decimal": chinese,
    "simp-chinese-informal": chinese,
    "trad-chinese-informal": chinese,
}
