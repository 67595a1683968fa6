"""Lines that were cut to a width become paragraphs again."""

import unicodedata
from collections.abc import Iterator, Sequence

#: Columns that a line has at least that was cut, and how much shorter than the longest it may be.
_LEAST, _SHORTER = 48, 6
#: Lines of a text that must be cut before any is thought to be.
_MANY, _SHARE = 4, 0.6
_ENDS = tuple("。！？；：!?;:")


def joined(lines: Sequence[str]) -> Iterator[str]:
    """The lines, those that were only cut joined to the ones after them; blank lines part.

    >>> list(joined(["一、总体要求", "全年增长5%。"]))
    ['一、总体要求', '全年增长5%。']
    """
    written = [line.rstrip() for line in lines]
    limit = _limit([line for line in written if line])
    text, cut = "", False
    for line in written:
        goes_on = cut and line and line[0] not in "\u3000\u2003\xa0 \t"
        if text and not goes_on:
            yield text
            text = ""
        gap = " " if text and _latin(text[-1]) and _latin(line[:1]) else ""
        text += gap + (line.lstrip() if goes_on else line)
        cut = bool(line) and width(line) >= limit and not line.endswith(_ENDS)
    if text:
        yield text


def width(line: str) -> int:
    """Columns of a terminal that it takes."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in line)


def _limit(lines: Sequence[str]) -> float:
    """From which width on a line is thought to be cut; endless where lines were not."""
    widths = [width(line) for line in lines]
    longest = max(widths, default=0)
    near = [one for one in widths if one >= longest - _SHORTER]
    if longest < _LEAST or len(near) < _MANY or len(near) < _SHARE * len(widths):
        return float("inf")
    return longest - _SHORTER


def _latin(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()
