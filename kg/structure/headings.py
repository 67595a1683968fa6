"""Which lines are headings, how deep, and what their sections do."""

import re
from dataclasses import dataclass

from kg.lexicon.structure import Headings
from kg.model import Stance
from kg.text.periods import five_year_plan, years_named

#: Levels from the top: 0 parts and annexes, 1 一、, 2 （一）and unnumbered, 3 1., 4 （1）.
_NUMBERED = (
    (0, re.compile(r"第[一二三四五六七八九十]+(?:部分|章|篇)\s*")),
    (1, re.compile(r"[一二三四五六七八九十]{1,3}、\s*")),
    (2, re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)][、.．]?\s*")),
    (3, re.compile(r"\d{1,2}(?:[、．]|\.(?!\d))\s*")),
    (4, re.compile(r"[（(]\d{1,2}[）)][、.．]?\s*|[①-⑳]\s*")),
)
_ENDS_SENTENCE = tuple("。；;！!，,、")
_HAN = re.compile(r"[\u4e00-\u9fff]")
#: A part named by its year: 2019年：迈步新征程.
_OF_YEAR = re.compile(r"(?:19|20)\d{2}年[：:\s]")
#: A line with no number and no end mark is a heading up to this length.
LONGEST_PLAIN = 40
#: The first sentence of a numbered line is its heading up to this length.
LONGEST_RUN_IN = 40


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading found at the start of a line; `size` characters of the line belong to it."""

    level: int
    number: str
    title: str
    size: int
    whole_line: bool
    is_annex: bool = False


def heading(line: str, rules: Headings) -> Heading | None:
    """The heading that a line starts with, if any.

    >>> from kg.settings import Settings
    >>> from kg.lexicon import structure
    >>> rules = structure.load(Settings().lexicon).headings
    >>> heading("（二）有效投入。全年签约项目3个。", rules).title
    '有效投入'
    """
    for level, pattern in _NUMBERED:
        match = pattern.match(line)
        if match:
            return _numbered(line, level, match.group().strip(), match.end())
    return _plain(line, rules)


def part_number(line: str) -> bool:
    """Whether a line is numbered as a part of the report: 一、 or （一）, not 1. or （1）."""
    return any(pattern.match(line) for level, pattern in _NUMBERED if level <= 2)


def _numbered(line: str, level: int, number: str, start: int) -> Heading | None:
    body = line[start:]
    if not body:
        return None
    if not body.endswith(_ENDS_SENTENCE) and len(body) <= 2 * LONGEST_PLAIN and "。" not in body:
        return Heading(level, number, body, len(line), whole_line=True)
    stop = body.find("。")
    if stop < 0 or stop > LONGEST_RUN_IN:
        # a numbered paragraph without a title of its own
        return Heading(level, number, "", start, whole_line=False)
    whole = start + stop + 1 == len(line)
    return Heading(level, number, body[:stop], start + stop + 1, whole_line=whole)


def _plain(line: str, rules: Headings) -> Heading | None:
    annex = _annex(line, rules)
    if annex or len(line) > LONGEST_PLAIN or line.endswith((*_ENDS_SENTENCE, "：", ":")):
        return annex
    if line.startswith(("—", "-", "–", "（", "(")) or "。" in line or len(_HAN.findall(line)) < 3:
        return None
    dated = bool(years_named(line)) or five_year_plan(line) is not None
    is_part = dated and (stance(line, rules) is not None or bool(_OF_YEAR.match(line)))
    return Heading(0 if is_part else 2, "", line, len(line), whole_line=True)


def _annex(line: str, rules: Headings) -> Heading | None:
    short = len(line) <= 8 and any(re.search(pattern, line) for pattern in rules.annex)
    if short or is_notes(line, rules):
        return Heading(0, "", line.rstrip("：:"), len(line), whole_line=True, is_annex=True)
    return None


def is_notes(title: str, rules: Headings) -> bool:
    """Whether a heading opens a part that only explains words: 名词解释."""
    words = "".join(title.split())
    return any(re.search(pattern, words) for pattern in rules.notes)


def stance(title: str, rules: Headings) -> Stance | None:
    """What a heading announces, None where it does not say."""
    for patterns, found in (
        (rules.problem, Stance.PROBLEM),
        (rules.review, Stance.REVIEW),
        (rules.plan, Stance.PLAN),
    ):
        if any(re.search(pattern, title) for pattern in patterns):
            return found
    return None
