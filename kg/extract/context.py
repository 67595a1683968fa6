"""What holds for a sentence unless it says otherwise: area, period, status."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from kg.lexicon.statements import StatusWords
from kg.model import (
    Area,
    Block,
    BlockKind,
    Document,
    Mention,
    MentionType,
    Period,
    Span,
    Stance,
    Status,
)
from kg.text.patterns import any_of
from kg.text.periods import Time, times

#: How far before a value the word may stand that says it was reached.
_NEAR = 5
_MEMBERS = "，,；;。：:、\n"
_OPENS = "，,；;。：:\n"
#: The genre that is spoken in the year after the one that it reviews.
_SPOKEN = "government-work-report"
_ATTACHED = 2
#: What acts by itself: what it opens is told of it, not of the area before.
_DOERS = frozenset({MentionType.ENTERPRISE, MentionType.ORGANISATION, MentionType.PROJECT})
#: What such an area opens is told of its own clause alone.
_WIDE = frozenset({"region", "country"})


class Scope(NamedTuple):
    """A sentence's place in its report."""

    span: Span
    stance: Stance
    period: Period
    status: Status
    times: tuple[Time, ...]
    areas: tuple[Mention, ...]
    doers: tuple[int, ...]
    home: Area
    higher: Mapping[str, Area]


class Own(NamedTuple):
    """A report's own place, and the self words that mean one above it."""

    home: Area
    higher: Mapping[str, Area]


class Sentence(NamedTuple):
    """One sentence of a block, the mentions in it, and what opens its list or paragraph, if any.

    `intro` is the line that opens its list, `told` the period that its paragraph gives.
    """

    block: Block
    span: Span
    mentions: tuple[Mention, ...]
    intro: Span | None
    told: Period | None = None


class ScopeReader:
    """Status words of one lexicon, compiled once."""

    def __init__(self, rules: StatusWords) -> None:
        """Compile."""
        self._estimate = re.compile(any_of(rules.estimate))
        self._lead = re.compile(any_of(rules.lead))
        self._done = re.compile(any_of(rules.done))
        self._reached = re.compile("|".join(rules.reached))
        self._surpassed = frozenset(rules.surpassed)
        self._flowing = re.compile("|".join(rules.flowing))
        self._multiples = tuple(rules.multiples)
        self._starting = tuple(rules.starting)
        self._turning = re.compile(rules.turning)
        self._yearly = tuple(rules.yearly)
        self._aiming = "".join(rules.aiming) + "（ "

    def scope(self, document: Document, flat: str, sentence: Sentence, own: Own) -> Scope | None:
        """The scope of one sentence; None in a report whose period is unknown."""
        block, span, intro = sentence.block, sentence.span, sentence.intro
        section = document.sections[block.section] if block.section is not None else None
        stance = section.stance if section else Stance.REVIEW
        period = (section.period if section else None) or document.review
        if period is None or (section and section.notes):
            return None
        opened = sentence.told
        status = section.status if section else Status.ACTUAL
        if opened and opened.end < period.start:
            status = Status.ACTUAL
        period = opened or period
        if intro and block.kind is BlockKind.ITEM:
            words = flat[intro.start : intro.end]
            if status is Status.ACTUAL and self._estimate.search(words):
                status = Status.ESTIMATE
        return Scope(
            span=span,
            stance=stance,
            period=period,
            status=status,
            home=own.home,
            higher=own.higher,
            times=tuple(times(flat, span, period, _spoken(document, stance))),
            areas=tuple(
                m
                for m in sentence.mentions
                if m.type is MentionType.AREA
                and m.area
                and m.span.within(span)
                and (_opens_clause(flat, m.span, span) or self._is_led(flat, m.span, span))
            ),
            doers=tuple(
                m.span.start
                for m in sentence.mentions
                if m.type in _DOERS and _opens_clause(flat, m.span, span)
            ),
        )

    def _is_led(self, flat: str, span: Span, sentence: Span) -> bool:
        """Whether only a verb opens the clause before an area: 推动示范区18项改革事项."""
        start = max(flat.rfind(mark, sentence.start, span.start) for mark in _OPENS) + 1
        start = max(start, sentence.start)
        led = self._lead.fullmatch(flat[start : span.start].strip())
        return bool(led) and flat[span.end : span.end + 1].isdigit()

    def status(self, scope: Scope, flat: str, value: Span) -> Status:
        """Status of a value: 预计 reaches to its part's end, at a sentence's start to the end."""
        if scope.status is Status.TARGET:
            period = self.period(scope, flat, value)
            past = period.end < scope.period.start
            start = max(
                flat.rfind("，", 0, value.start), flat.rfind("；", 0, value.start), scope.span.start
            )
            done = self._done.search(flat, start, value.start)
            # 已 within an attribute tells of the noun: 实施已下达的23个项目 is still to be done
            told = done and "的" not in flat[done.end() : value.start]
            return Status.ACTUAL if past or told else Status.TARGET
        for match in self._estimate.finditer(flat, scope.span.start, value.end):
            opens = match.start() - scope.span.start <= 8
            if opens or "；" not in flat[match.start() : value.start]:
                return Status.ESTIMATE
        return scope.status

    def period(self, scope: Scope, flat: str, value: Span) -> Period:
        """Period of a value: the nearest time before it in its sentence, else the section's.

        由X增至Y: X is of before the period; of years on end, Y and what was reached of the last.
        """
        if flat.endswith(self._yearly, scope.span.start, value.start):
            return scope.period
        named = self._named_period(scope, flat, value)
        starts = flat.endswith(self._starting, scope.span.start, value.start)
        if not named and starts and self._turning.match(flat, value.end, scope.span.end):
            return Period.year(scope.period.start.year - 1)
        whole = named or scope.period
        if whole.end.year == whole.start.year:
            return whole
        reached = self._is_reached(scope, flat, value, sums=bool(named))
        return Period.year(whole.end.year) if reached else whole

    def _is_reached(self, scope: Scope, flat: str, value: Span, *, sums: bool) -> bool:
        """Whether a value is what years on end have reached, and no sum of them.

        `sums` where such a value may be a sum whatever word says that it was reached.
        """
        before = max(scope.span.start, value.start - _NEAR)
        found = self._reached.search(flat, before, min(value.start + _NEAR, value.end))
        if not found or not (sums or found.group() in self._surpassed):
            return bool(found)
        start = max(flat.rfind(mark, scope.span.start, value.start) for mark in _MEMBERS) + 1
        return not self._flowing.search(flat, max(start, scope.span.start), value.start)

    def _named_period(self, scope: Scope, flat: str, value: Span) -> Period | None:
        found = None
        for time in scope.times:
            if (
                time.compared
                or time.span.start >= value.start
                or _quoted(flat, time.span, scope.span)
            ):
                continue
            between = flat[time.span.end : value.start]
            if between == "的" and flat.endswith(self._multiples, value.start, value.end):
                continue
            near = len(between) <= _ATTACHED or not re.search("[，,；;]", between)
            opens = not flat[scope.span.start : time.span.start].strip(self._aiming)
            part = max(flat.rfind("；", scope.span.start, time.span.start) + 1, scope.span.start)
            leads = time.span.start - part <= 2 and "；" not in between
            reaches = (near or opens or leads) and not _later_value(between)
            if reaches or len(between) <= _ATTACHED:
                found = time.period
        return found

    def area(self, scope: Scope, value: Span, flat: str) -> tuple[Area, Span | None]:
        """Area of a value: one that opens its clause or an earlier one of the same part."""
        for mention in reversed(scope.areas):
            if mention.span.end > value.start or not mention.area:
                continue
            between = flat[mention.span.end : value.start]
            alone = mention.span.start == scope.span.start and len(scope.areas) == 1
            other = any(mention.span.end < at < value.start for at in scope.doers)
            leads = alone and mention.area.level not in _WIDE and not other
            if not re.search("[，,；;]", between) or (leads and "；" not in between):
                return mention.area, mention.span
        return self._higher(scope, value, flat) or (scope.home, None)

    def _higher(self, scope: Scope, value: Span, flat: str) -> tuple[Area, Span] | None:
        """The higher place that a self word at the head of the value's clause means: 全市."""
        start = max(flat.rfind(mark, scope.span.start, value.start) for mark in _OPENS) + 1
        start = max(start, scope.span.start)
        for word, area in scope.higher.items():
            # 全省第2 is the scope of a rank, which is part of its value
            if flat.startswith(word, start) and start + len(word) <= value.start:
                return area, Span(start, start + len(word))
        return None


def _spoken(document: Document, stance: Stance) -> int | None:
    """The year of speaking, where a review is told from there: 去年 is then the year reviewed."""
    told = document.genre == _SPOKEN and stance is not Stance.PLAN and document.plan
    return document.plan.start.year if told and document.plan else None


def _later_value(between: str) -> bool:
    """Whether a time belongs to a value before this one: 由2022年的19.6%提高到28%."""
    return bool(re.match(r"的?\s?\d", between))


def _quoted(flat: str, span: Span, sentence: Span) -> bool:
    opened = flat.rfind("“", sentence.start, span.start)
    return opened > flat.rfind("”", sentence.start, span.start) and flat[span.start] != "“"


def _opens_clause(flat: str, span: Span, sentence: Span) -> bool:
    start = span.start
    while start > sentence.start and flat[start - 1].isspace():
        start -= 1
    opens = start == sentence.start or flat[start - 1] in _OPENS
    return opens and span.end < sentence.end and flat[span.end] not in "、，。；和及与等“《（"
