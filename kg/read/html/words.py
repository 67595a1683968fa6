"""Characters of a line as they are seen: white space closed up, small figures written as such."""

import re

#: Stands for <br> and for the ends of lines in <pre> until a line is cut there.
BREAK = "\u2028"
_GAP = re.compile(r"[ \t\r\n\f]+")
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…]"
_WRAPPED = re.compile(f"(?<={_WIDE})[ \t\r\f]*\n[ \t\r\n\f]*|[ \t\r\f]*\n[ \t\r\n\f]*(?={_WIDE})")
_SPACES = str.maketrans(dict.fromkeys("\xa0\u2002\u2003\u2005\u2007\u2009\u202f", " "))
_RAISED = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
_NOTE = re.compile(r"[\[［〔【(（]?\s*[\d*①-⑳]{1,3}\s*[\]］〕】)）]?")
_OUTER = " \t\u3000\u200b\ufeff"


def lines(run: str) -> list[str]:
    """The lines of a run, without white space around them.

    >>> lines("全年增长\\n  5%，" + BREAK + "投资\\xa0 20亿元\\n")
    ['全年增长5%，', '投资 20亿元']
    """
    closed = _GAP.sub(" ", _WRAPPED.sub("", run)).translate(_SPACES)
    return [line.strip(_OUTER) for line in closed.split(BREAK)]


def kept(text: str) -> str:
    """Characters of <pre>: its lines and spaces stay."""
    return re.sub(r"\r\n?|\n", BREAK, text.replace(" ", "\xa0").expandtabs(4))


def raised(text: str) -> str:
    """Characters set above the line: 10⁸, km²; the marks of notes are left out.

    >>> raised("2"), raised(" [3] "), raised("th")
    ('²', '', 'th')
    """
    bare = text.strip()
    if _NOTE.fullmatch(bare) and not bare.isdigit():
        return ""
    figures = bare.translate(_RAISED)
    return bare if re.search(r"[A-Za-z0-9]", figures) else figures


def is_mark(text: str) -> bool:
    """Whether it is the mark of a note."""
    return _NOTE.fullmatch(text.strip()) is not None
