"""Words of a source on one line."""

import re

_NEXT_CELL = re.compile(r"\s*[\r\n]+\s*\t\s*")
_BROKEN_LINE = re.compile(r"\s*[\r\n]+\s*")


def one_line(text: str) -> str:
    r"""Lines put together; cells of a table row stay apart.

    >>> one_line("工业投\n资20亿元\n\t增长5%")
    '工业投资20亿元 | 增长5%'
    """
    return _BROKEN_LINE.sub("", _NEXT_CELL.sub(" | ", text))
