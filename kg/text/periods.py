"""Words of time and what they mean, seen from a report's own periods."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Period, Span
from kg.text.numerals import chinese
from kg.text.openings import guarded

_ERA = re.compile(r"[“\"]十([一二三四五六七]?)五[”\"]|十([一二三四五六七])五(?=时期|规划|期间)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年|[-—~至]\d{4}年)")
_OPENING = re.compile(
    r"\s*(?:各位代表[，,！!：:]?\s*)?(?:回顾|回首|回望|刚刚)?"
    r"(?:(?:过去的)?(?P<year>(?:19|20)\d{2})年(?=[，,]|是|极)"
    r"|(?P<era>[“\"]十[一二三四五六七]?五[”\"])(?:规划)?(?:时期|期间|以来|的?五年|[，,])"
    r"|(?:今后|未来)(?P<ahead>[一二三四五六])年(?=[，,]|是|里)"
    r"|(?:过去的?|这)?(?P<back>[一二三四五六])年(?:来(?=[，,]|，)|(?<=[去的这].年)(?=[，,]|是)))"
)
_FIRST_ERA = 2001  # the tenth plan; the eleventh began in 2006
_ORDER = "一二三四五六七"
_HALF = {
    "上半年": "H1",
    "下半年": "H2",
    "一季度": "Q1",
    "二季度": "Q2",
    "三季度": "Q3",
    "四季度": "Q4",
}
_MONTHS_OF = {"前三季度": (1, 9), "前两季度": (1, 6)}
_TIMES = re.compile(
    guarded(
        r"(?P<from>(?:19|20)\d{2})年?(?:[-—–~～至到]{1,2})(?P<to>(?:19|20)\d{2})年(?P<spanend>度|底|末)?"
        r"|(?P<year>(?<!\d)(?:19|20)\d{2})年(?P<since>以来)?(?P<part>上半年|下半年|第?[一二三四]季度|前[两三]季度)?"
        r"(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?(?P<end>底|末|初)?"
        r"|(?P<half>上半年|下半年|第?[一二三四]季度|前[两三]季度)"
        r"|(?P<era>[“\"]十[一二三四五六七]?五[”\"](?:规划|时期|期间|以来|末)?)"
        r"|(?P<rel>今年以来|今年|本年度|去年同期|去年底|去年末|去年|上年末|上年底|上年|年初|年末|年底|全年)"
        r"|(?P<back>(?:过去|近|这|五年前|前)?(?P<count>[一二两三四五六七八九十])年(?:来|间))"
        r"|(?P<monthonly>(?<![\d年])(?:1[0-2]|[1-9])月)(?:份|底|末)?(?:\d{1,2}日)?"
    )
)
_COMPARED = re.compile(r"(?:比|较|同比|相比|与|对比|以来|比照)$")
#: Inside these words a year is part of a name: 2024赛迪百强区 has no 年 and never matches.
_NAMED = re.compile(r"(?:以来|行动|计划|规划|版|中国|全国|方案)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """An expression of time; `compared` where it is only what something is compared with."""

    span: Span
    period: Period
    compared: bool


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


def opening(words: str, now: Period) -> Period | None:
    """The period that the opening words of a paragraph give all of it, None where they do not.

    >>> opening("五年来，我们加快发展。", Period.year(2020)).key
    '2016/2020'
    >>> opening("这一年，我们加快发展。", Period.years(2016, 2020)).key
    '2020'
    >>> opening("各位代表，刚刚过去的2020年，是不平凡的一年。", Period.years(2016, 2020)).key
    '2020'
    """
    match = _OPENING.match(words)
    if not match:
        return None
    if match["year"]:
        return Period.year(int(match["year"]))
    if match["era"]:
        return five_year_plan(match["era"])
    count = int(chinese(match["ahead"] or match["back"]) or 1)
    if match["ahead"]:
        return Period.years(now.start.year, now.start.year + count - 1)
    return Period.years(now.end.year - count + 1, now.end.year)


def years_named(words: str) -> list[int]:
    """Calendar years named in words, full-width digits too.

    >>> years_named("２００４年主要工作任务")
    [2004]
    """
    return [int(year) for year in _YEAR.findall(unicodedata.normalize("NFKC", words))]


def times(flat: str, span: Span, now: Period, spoken: int | None = None) -> Iterator[Time]:
    """Times of a sentence, resolved against the period that its section is about.

    `spoken` is the year of speaking where 今年 and 去年 are said from there.

    >>> t = "到2026年，较去年底提升2%"
    >>> [(x.period.key, x.compared) for x in times(t, Span(0, len(t)), Period.year(2025))]
    [('2026', False), ('2024', True)]
    """
    for match in _TIMES.finditer(flat, span.start, span.end):
        period = _period(match, now, spoken)
        if period:
            before = flat[max(span.start, match.start() - 3) : match.start()]
            yield Time(
                span=Span(*match.span()), period=period, compared=bool(_COMPARED.search(before))
            )


def _period(match: re.Match[str], now: Period, spoken: int | None) -> Period | None:
    year = now.end.year
    if match["from"]:
        first, last = int(match["from"]), int(match["to"])
        return Period.years(first, last) if first <= last else None
    if match["year"]:
        # what has come about since a year holds now, as the section does
        return None if match["since"] else _in_year(int(match["year"]), match)
    if match["half"]:
        return _part(year, match["half"])
    if match["era"]:
        return five_year_plan(match["era"])
    return _from_now(match, now, spoken)


def _from_now(match: re.Match[str], now: Period, spoken: int | None) -> Period | None:
    """Times that only the section's period resolves; a month alone stays open."""
    if match["back"]:
        count, year = int(chinese(match["count"]) or 1), now.end.year
        return Period.years(year - count + 1, year) if count > 1 else None
    return _relative(match["rel"], now, spoken) if match["rel"] else None


def _in_year(year: int, match: re.Match[str]) -> Period | None:
    if match["part"]:
        return _part(year, match["part"])
    if match["month"] and match["day"] is None and 1 <= int(match["month"]) <= 12:
        return Period.month(year, int(match["month"]))
    return Period.year(year)


def _part(year: int, words: str) -> Period:
    if words in _MONTHS_OF:
        first, last = _MONTHS_OF[words]
        return Period(Period.month(year, first).start, Period.month(year, last).end)
    return Period.part(year, _HALF[words.removeprefix("第")])


def _relative(words: str, now: Period, spoken: int | None) -> Period | None:
    """今年 and 全年 are the section's own year; 去年 is the one before."""
    year = now.end.year
    if spoken and words.startswith(("去年", "今年")) and words != "去年同期":
        return Period.year(spoken - words.startswith("去年"))
    if words.startswith(("去年", "上年")):
        return Period.year(year - 1)
    if words == "全年":
        return Period.year(year) if now.start.year == year else None
    return None
