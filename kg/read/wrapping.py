"""Lines that were cut to a width become paragraphs again."""

import unicodedata
from collections.abc import Callable, Iterator, Sequence

#: Columns that a line has at least that was cut, and how much shorter than the longest it may be.
_LEAST, _SHORTER = 48, 6
#: Lines of a text that must be cut before any is thought to be.
_MANY, _SHARE = 4, 0.6
_INDENT = "\u3000\u2003\xa0 \t"
_ENDS = tuple("。！？；：!?;:")


def joined(lines: Sequence[str]) -> Iterator[str]:
    """The lines, those that were only cut joined to the ones after them; blank lines part.

    >>> list(joined(["一、总体要求", "全年增长5%。"]))
    ['一、总体要求', '全年增长5%。']
    """
    written = [line.rstrip() for line in lines]
    measure, limit = _cut_at([line for line in written if line])
    # where paragraphs are indented that tells them apart, else the end of a sentence does
    indented = any(line[0] in _INDENT for line in written if line)
    text, cut = "", False
    for line in written:
        goes_on = cut and line and line[0] not in _INDENT
        if text and not goes_on:
            yield text
            text = ""
        gap = " " if text and _latin(text[-1]) and _latin(line[:1]) else ""
        text += gap + (line.lstrip() if goes_on else line)
        cut = bool(line) and measure(line) >= limit
        cut = cut and (indented or not line.endswith(_ENDS))
    if text:
        yield text


def width(line: str) -> int:
    """Columns of a terminal that it takes."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in line)


def _cut_at(lines: Sequence[str]) -> tuple[Callable[[str], float], float]:
    """How lines are measured and from which length on one was cut; endless where none was."""
    for measure, least in ((width, _LEAST), (len, _LEAST // 2)):
        lengths = [measure(line) for line in lines]
        longest = max(lengths, default=0)
        near = sum(1 for one in lengths if one >= longest - _SHORTER)
        if longest >= least and near >= max(_MANY, _SHARE * len(lengths)):
            return measure, longest - _SHORTER
    return len, float("inf")


def _latin(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()
