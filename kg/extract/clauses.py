"""Clauses: a text in which names are one sign each, cut at its commas.

The sign of a name is one private character for its type and fillers up to its end, so that
offsets stay, patterns are short, and a verb inside a name is none.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kg.model import Document, Mention, MentionType, Span

#: One private character a type; QUOTED is a quoted run that is no name, ASIDE one in brackets.
SIGNS = {
    MentionType.AREA: "\ue001",
    MentionType.ENTERPRISE: "\ue002",
    MentionType.ORGANISATION: "\ue003",
    MentionType.PROJECT: "\ue004",
    MentionType.INDICATOR: "\ue005",
    MentionType.HONOUR: "\ue006",
    MentionType.POLICY: "\ue007",
}
QUOTED = "\ue008"
FILL = "\ue009"
ASIDE = "\ue00a"
#: A name or quoted run in a masked text.
UNIT = rf"[{''.join(SIGNS.values())}{QUOTED}]{FILL}*"

_ENCLOSED = re.compile(r"“[^“”\n。]{1,40}”|《[^《》\n]{1,80}》|‘[^‘’\n。]{1,40}’")
_BRACKETED = re.compile(r"（[^（）\n]{1,60}）|\([^()\n]{1,60}\)")
_PART = re.compile(r"(?:[^，,；;：:。！？!?\n\t]+|(?<=\d),(?=\d))+")
_MEMBER_LIST = re.compile(rf"{UNIT}(?:[、和及与]?{UNIT})*(?:等[^，；]{{0,16}})?")


class Unit(NamedTuple):
    """A name or a quoted run: `span` with its marks, `mention` None where no name is marked."""

    span: Span
    mention: Mention | None


@dataclass(frozen=True, slots=True)
class Masked:
    """A document's text with names hidden behind signs, and what is behind them."""

    source: str
    text: str
    units: tuple[Unit, ...]
    starts: tuple[int, ...]

    def unit(self, offset: int) -> Unit:
        """The unit whose sign stands at an offset."""
        return self.units[bisect_left(self.starts, offset)]

    def bare(self, span: Span) -> bool:
        """Whether a span begins outside all names: 十四五 in 十四五规划 is no time."""
        return self.text[span.start] == self.source[span.start]

    def holds(self, start: int, end: int) -> bool:
        """Whether a unit begins in start..end."""
        first = bisect_left(self.starts, start)
        return first < len(self.starts) and self.starts[first] < end

    def within(self, start: int, end: int) -> tuple[Unit, ...]:
        """The units that begin in start..end."""
        first = last = bisect_left(self.starts, start)
        while last < len(self.starts) and self.starts[last] < end:
            last += 1
        return self.units[first:last]


def masked(document: Document, mentions: tuple[Mention, ...]) -> Masked:
    """Hide the names of a document behind signs; quantities and times stay readable."""
    text = document.text
    units = _units(text, tuple(m for m in mentions if m.type in SIGNS))
    signs = list(text)
    starts = tuple(unit.span.start for unit in units)
    for found in _BRACKETED.finditer(text):
        first = bisect_left(starts, found.start())
        if first == len(starts) or starts[first] >= found.end():
            signs[found.start() : found.end()] = ASIDE * (found.end() - found.start())
    for unit in units:
        sign = SIGNS[unit.mention.type] if unit.mention else QUOTED
        size = unit.span.end - unit.span.start
        signs[unit.span.start : unit.span.end] = sign + FILL * (size - 1)
    return Masked(text, "".join(signs), units, starts)


def _units(text: str, named: tuple[Mention, ...]) -> tuple[Unit, ...]:
    """Names and quoted runs; a name that fills its quotation marks takes them in."""
    starts = [mention.span.start for mention in named]
    hidden: set[int] = set()
    units: list[Unit] = []
    for found in _ENCLOSED.finditer(text):
        whole = Span(found.start(), found.end())
        first = max(bisect_left(starts, whole.start) - 1, 0)
        touching = [
            i
            for i in range(first, min(bisect_left(starts, whole.end), len(named)))
            if named[i].span.overlaps(whole)
        ]
        if any(not named[i].span.within(whole) or named[i].span == whole for i in touching):
            continue  # a longer name holds the quoted words
        exact = [i for i in touching if named[i].span == Span(whole.start + 1, whole.end - 1)]
        hidden.update(touching)
        units.append(Unit(whole, named[exact[0]] if exact else None))
    units.extend(Unit(m.span, m) for i, m in enumerate(named) if i not in hidden)
    return tuple(sorted(units, key=lambda unit: unit.span))


def segments(
    mask: Masked, sentence: Span, verbs: re.Pattern[str] | None = None
) -> tuple[Span, ...]:
    """The parts of a sentence between its commas.

    With `verbs`, a part that only names further members of a list (招商会，洽谈会等活动) belongs to
    the part before it.
    """
    found: list[Span] = []
    for part in _parts(mask.text, sentence):
        if found and verbs and _goes_on(mask, found[-1], part, verbs):
            found[-1] = Span(found[-1].start, part.end)
        else:
            found.append(part)
    return tuple(found)


def _goes_on(mask: Masked, before: Span, part: Span, verbs: re.Pattern[str]) -> bool:
    return bool(
        mask.text[before.end] in "，,"
        and "、" in mask.text[before.start : before.end]
        and _MEMBER_LIST.fullmatch(mask.text, part.start, part.end)
        and not verbs.search(mask.text, part.start, part.end)
    )


def _parts(text: str, sentence: Span) -> Iterator[Span]:
    for match in _PART.finditer(text, sentence.start, sentence.end):
        start, end = match.span()
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        if start < end:
            yield Span(start, end)
