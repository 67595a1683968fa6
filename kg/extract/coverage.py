"""Which numbers of a report are explained, and by what; the rest is listed, never guessed."""

import re
from collections.abc import Iterable, Iterator
from operator import itemgetter

from kg.lexicon.observations import NumberRules
from kg.model import Document, Mention, MentionType, Number, Observation, Section, Span
from kg.text.normalise import plain
from kg.text.openings import guarded
from kg.text.statements import Left

_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
#: What the mentions of each type make of the digits in them.
_MENTIONED = {
    MentionType.ENTERPRISE: "name",
    MentionType.ORGANISATION: "name",
    MentionType.PROJECT: "name",
    MentionType.INDICATOR: "name",
    MentionType.HONOUR: "name",
    MentionType.POLICY: "name",
    MentionType.AREA: "name",
    MentionType.TIME: "time",
}
#: Reasons of `Left` that explain a number; an unnamed quantity stays unexplained.
_EXPLAINED_LEFT = {"task-list", "modifier"}


class CoverageReader:
    """Patterns of digits that are no quantity, compiled once."""

    def __init__(self, rules: NumberRules) -> None:
        """Compile."""
        self._names = [(n.reason, re.compile(guarded("|".join(n.patterns)))) for n in rules.names]

    def numbers(
        self,
        document: Document,
        observations: Iterable[Observation],
        mentions: Iterable[Mention],
        left: Iterable[Left],
    ) -> tuple[Number, ...]:
        """Every digit string of a report with what explains it, None where nothing does."""
        flat = plain(document.text)
        reasons = sorted(
            [
                *self._observed(observations),
                *((one.span, one.reason) for one in left if one.reason in _EXPLAINED_LEFT),
                *self._structured(document),
                *((m.span, _MENTIONED[m.type]) for m in mentions if m.type in _MENTIONED),
                *self._named(flat),
            ],
            key=itemgetter(0),
        )
        return tuple(_explain(flat, reasons))

    def _observed(self, observations: Iterable[Observation]) -> Iterator[tuple[Span, str]]:
        for one in observations:
            yield one.evidence.span, "observation"
            for cue in one.evidence.cues:
                yield cue, "observation"

    def _structured(self, document: Document) -> Iterator[tuple[Span, str]]:
        """Heading and list numbers, table indexes and headers."""
        for headed in document.sections:
            yield from _headed(headed)
        for table in document.tables:
            if table.caption:
                yield table.caption, "heading"
            for cell in table.header:
                yield cell.span, "heading"
            for row in table.rows:
                yield from ((c.span, "heading") for c in row if c.text.isdigit() and not c.carried)

    def _named(self, flat: str) -> Iterator[tuple[Span, str]]:
        for reason, pattern in self._names:
            yield from ((Span(*match.span()), reason) for match in pattern.finditer(flat))


def _headed(section: Section) -> Iterator[tuple[Span, str]]:
    """The number of a heading, and all of a part that only explains words."""
    if section.notes:
        yield section.span, "note"
    if section.number:
        start = section.heading.start
        yield Span(start, start + len(section.number)), "heading"


def _explain(flat: str, reasons: list[tuple[Span, str]]) -> Iterator[Number]:
    """Sweep digits and reasons together; an observation explains before any other reason."""
    active: list[tuple[Span, str]] = []
    index = 0
    for match in _DIGITS.finditer(flat):
        span = Span(*match.span())
        while index < len(reasons) and reasons[index][0].start <= span.start:
            active.append(reasons[index])
            index += 1
        active = [pair for pair in active if pair[0].end > span.start]
        fitting = [reason for place, reason in active if span.within(place)]
        observed = "observation" in fitting
        yield Number(
            span=span, explained_by="observation" if observed else fitting[0] if fitting else None
        )


def share(numbers: tuple[Number, ...]) -> float:
    """The explained share of numbers; 1.0 where there are none."""
    explained = sum(number.explained_by is not None for number in numbers)
    return explained / len(numbers) if numbers else 1.0
