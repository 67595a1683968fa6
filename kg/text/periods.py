"""Words of time and what they mean, seen from a report's own period."""

import re
import unicodedata

from kg.model import Period

_ERA = re.compile(r"[“\"]十([一二三四五六七]?)五[”\"]|十([一二三四五六七])五(?=时期|规划|期间)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年|[-—~至]\d{4}年)")
_FIRST_ERA = 2001  # the tenth plan; the eleventh began in 2006
_ORDER = "一二三四五六七"


def five_year_plan(words: str) -> Period | None:
    """The years of a five-year plan that is named, None where none is.

    >>> five_year_plan("“十四五”时期工作回顾").key
    '2021/2025'
    """
    match = _ERA.search(words)
    if not match:
        return None
    ordinal = match.group(1) or match.group(2)
    first = _FIRST_ERA + (5 * (_ORDER.index(ordinal) + 1) if ordinal else 0)
    return Period.years(first, first + 4)


def years_named(words: str) -> list[int]:
    """Calendar years named in words, full-width digits too.

    >>> years_named("２００４年主要工作任务")
    [2004]
    """
    return [int(year) for year in _YEAR.findall(unicodedata.normalize("NFKC", words))]
