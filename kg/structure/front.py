"""The front matter: title, place, issuer, genre, and the periods that the report is about."""

import re
from collections import Counter
from collections.abc import Sequence

from kg.lexicon.structure import StructureRules
from kg.model import Period, Span, Stance
from kg.structure.headings import stance
from kg.text.lines import Line, lines, squeeze
from kg.text.periods import five_year_plan, years_named

_CHINESE_YEAR = re.compile(r"二[〇○零0][〇○零一二三四五六七八九]{2}年")
_DATE = re.compile(r"((?:19|20)\d{2})年(\d{1,2})月\d{1,2}日")
_HALF = re.compile(r"((?:19|20)\d{2})年(?:[^，。]{0,16}?)上半年|上半年")
_REACHED_BY = re.compile(r"[到至]\s?(?:19|20)\d{2}年")
_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0"}
#: A front line that is longer is prose.
LONGEST_FRONT_LINE = 60
MOST_FRONT_LINES = 12


def end_of_front(lines: Sequence[Line], rules: StructureRules, first_heading: int) -> int:
    """Index of the first line after title, date and speaker."""
    seen = 0
    for index, line in enumerate(lines[:first_heading]):
        if line.blank:
            continue
        seen += 1
        if any(line.text.startswith(word) for word in rules.front.salutation):
            return index
        if line.is_cell or len(line.text) > LONGEST_FRONT_LINE or seen > MOST_FRONT_LINES:
            return index
    return first_heading


def title(lines: Sequence[Line], rules: StructureRules) -> Span | None:
    """The title: the first lines of the front matter, down to the one that ends it (…报告)."""
    written = [line for line in lines if not line.blank]
    for line in written[:5]:
        if "".join(line.text.split()).endswith(rules.front.title_ends):
            return Span(written[0].span.start, line.span.end)
    return None


def place(text: str, front: Span, opening: Span, rules: StructureRules) -> Span | None:
    """The words that name whose report it is, in the front matter or the opening address."""
    return _first(text, (front, opening), rules.front.place)


def issuer(text: str, front: Span, opening: Span, rules: StructureRules) -> Span | None:
    """The words that name who reports."""
    return _first(text, (front, opening), rules.front.issuer)


def _first(text: str, spans: Sequence[Span], patterns: Sequence[str]) -> Span | None:
    for span in spans:
        parts = [squeeze(text, part.span) for part in lines(text[: span.end]) if _in(part, span)]
        for pattern in patterns:
            for squeezed in parts:
                match = re.search(pattern, squeezed.text)
                if match and match.group(1):
                    return squeezed.span(*match.span(1))
    return None


def _in(line: Line, span: Span) -> bool:
    return not line.blank and line.span.overlaps(span)


def genre(title_text: str, opening: str, rules: StructureRules) -> str:
    """Name of the genre, `unknown` where neither title nor opening words tell."""
    for known in rules.genres:
        if any(re.search(pattern, title_text) for pattern in known.title):
            return known.name
    for known in rules.genres:
        if any(re.search(pattern, opening) for pattern in known.text):
            return known.name
    return "unknown"


def periods(
    front: str, headings: Sequence[str], text: str, rules: StructureRules
) -> tuple[Period | None, Period | None]:
    """What the report looks back on and ahead to, from its title, headings, date, else its prose.

    >>> from kg.settings import Settings
    >>> from kg.lexicon import structure
    >>> rules = structure.load(Settings().lexicon)
    >>> [p.key for p in periods("甲市2025年政府工作报告", ["一、2024年工作回顾"], "", rules)]
    ['2024', '2025']
    """
    spoken = [line for line in (front, *headings) if _HALF.search(line)]
    half = next((y for y in map(_half_year, spoken) if y), None) if spoken else None
    if spoken and half is None:
        half = _most_named(front + text)
    if half and any(word in line for line in spoken for word in rules.front.carried_out):
        return Period.part(half, "H1"), Period.part(half, "H2")
    review = _year_of(headings, Stance.REVIEW, rules) or _title_year(front, first=True)
    plan = _year_of(headings, Stance.PLAN, rules) or _title_year(front, first=False)
    spoken_at = _spoken_at(front)
    review = review or (spoken_at and spoken_at - 1) or (plan and plan - 1)
    review = review or _era_end(headings, rules) or _latest_named(text[:1200])
    plan = plan or spoken_at or (review and review + 1)
    if review and plan and plan <= review:
        plan = review + 1
    return _calendar_year(review), _calendar_year(plan)


def _calendar_year(number: int | None) -> Period | None:
    return Period.year(number) if number else None


def _half_year(line: str) -> int | None:
    match = _HALF.search(line)
    if match and match.group(1):
        return int(match.group(1))
    return years[0] if (years := years_named(line)) else None


def _year_of(headings: Sequence[str], wanted: Stance, rules: StructureRules) -> int | None:
    for title_text in headings:
        years = years_named(title_text)
        if years and stance(title_text, rules.headings) is wanted:
            return years[0]
    return None


def _era_end(headings: Sequence[str], rules: StructureRules) -> int | None:
    """The last year of the five-year plan that a heading looks back on."""
    for title_text in headings:
        era = five_year_plan(title_text)
        if era and stance(title_text, rules.headings) is Stance.REVIEW:
            return era.end.year
    return None


def _title_year(front: str, *, first: bool) -> int | None:
    """Years of a title that names both (执行情况 of one, 草案 of the next)."""
    years = sorted(set(years_named(_DATE.sub("", front))))
    if len(years) >= 2:
        return years[0] if first else years[1]
    return None


def _spoken_at(front: str) -> int | None:
    """The year in which the report was given: of its date, else of its title."""
    match = _DATE.search(front)
    if match:
        return int(match.group(1)) + (int(match.group(2)) > 9)
    chinese = _CHINESE_YEAR.search(front)
    if chinese:
        return int("".join(_DIGITS.get(c, c) for c in chinese.group()[:4]))
    years = years_named(front)
    return years[0] if years else None


def _latest_named(text: str) -> int | None:
    """The last year that the opening names, but for one that something shall be reached by."""
    return max(years_named(_REACHED_BY.sub("", text)), default=None)


def _most_named(text: str) -> int | None:
    counts = Counter(years_named(text))
    return max(counts, key=lambda year: (counts[year], year)) if counts else None
