"""Characters of a line as they are seen: white space closed up, small figures written as such."""

import re

#: Stands for <br> and for the ends of lines in <pre> until a line is cut there.
BREAK = "\u2028"
_GAP = re.compile(r"[ \t\r\n\f]+")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…]")
_SPACES = str.maketrans(dict.fromkeys("\xa0\u2002\u2003\u2005\u2007\u2009\u202f", " "))
_RAISED = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
_NOTE = re.compile(r"[\[［〔【(（]?\s*[\d*①-⑳]{1,3}\s*[\]］〕】)）]?")
_OUTER = " \t\u3000\u200b\ufeff"


def lines(run: str) -> list[str]:
    """The lines of a run, without white space around them.

    >>> lines("全年增长\\n  5%，" + BREAK + "投资\\xa020亿元\\n")
    ['全年增长5%，', '投资 20亿元']
    """
    closed = _GAP.sub(_closed, run).translate(_SPACES)
    return [line.strip(_OUTER) for line in closed.split(BREAK)]


def _closed(gap: re.Match[str]) -> str:
    """One space, none where a line of Chinese was only wrapped in the source."""
    around = gap.string[gap.start() - 1 : gap.start()] + gap.string[gap.end() : gap.end() + 1]
    return "" if "\n" in gap.group() and _WIDE.search(around) else " "


def kept(text: str) -> str:
    """Characters of <pre>: its lines and spaces stay."""
    return re.sub(r"\r\n?|\n", BREAK, text.replace(" ", "\xa0").expandtabs(4))


def raised(text: str) -> str:
    """Characters set above the line: 10⁸, km²; the marks of notes are left out.

    >>> raised("2"), raised(" [3] "), raised("th")
    ('²', '', 'th')
    """
    bare = text.strip()
    if _NOTE.fullmatch(bare) and not bare.isdecimal():
        return ""
    figures = bare.translate(_RAISED)
    return bare if re.search(r"[A-Za-z0-9]", figures) else figures


def is_mark(text: str) -> bool:
    """Whether it is the mark of a note."""
    return _NOTE.fullmatch(text.strip()) is not None
