"""Where a sentence states a quantity of something: value, measure, and the phrase that names it.

The grammar knows clauses, breakdowns (其中), coordination (分别), shares (占…比重), ranks and counted
things; which area, period and status hold is for the extractor to say.
"""

import re
from dataclasses import dataclass, field, replace

from kg.lexicon.statements import StatementRules
from kg.model import Measure, Quantity, Span
from kg.text.clauses import Clauses
from kg.text.naming import Naming
from kg.text.patterns import any_of
from kg.text.phrases import Phrase, Phrases
from kg.text.quantities import Grammar
from kg.text.values import Value, ValueFinder, negative

_COUNTED = {"count", "people", "places"}
_SHARES = {"percent", "word", "points"}
_LONGEST_NAME = 28
_NOUN = re.compile(r"[\u4e00-\u9fffA-Za-z“0-9]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A quantity as a sentence states it.

    `value` covers the measure word, bounds, number and unit; `indicator` is the phrase that names
    it where it stands in one piece; `cues` are places that name it from elsewhere.
    """

    value: Span
    quantity: Quantity
    measure: Measure
    indicator: Span | None
    name: str
    subject: str | None
    basis: str | None
    kind: str
    cues: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A quantity that is no statement, and why: task-list, modifier or unnamed."""

    span: Span
    reason: str


@dataclass(slots=True)
class _Topic:
    """What a sentence has been about so far."""

    name: str = ""
    span: Span | None = None
    subject: str | None = None
    parent: str = ""
    unit: str = ""
    among: bool = False
    measure: Measure = Measure.LEVEL
    end: int = 0
    said: list[tuple[str, str]] = field(default_factory=list)  # name, unit


@dataclass(slots=True)
class _Work:
    """One sentence under way."""

    flat: str
    span: Span
    clauses: Clauses
    values: tuple[Value, ...]
    listed: bool
    about: str
    topic: _Topic = field(default_factory=_Topic)
    stated: list[Stated] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)

    def last_end(self, index: int) -> int:
        """Where the value before ends."""
        return self.values[index - 1].span.end if index else self.span.start

    def segment(self, index: int) -> int:
        """Where the words before a value begin: after the last mark or value."""
        return self.clauses.opened(self.values[index].words_end, self.last_end(index))

    def after(self, index: int) -> str:
        """Characters after a value up to the next mark or value."""
        start = self.values[index].span.end
        stop = self.values[index + 1].span.start if index + 1 < len(self.values) else self.span.end
        return self.flat[start : self.clauses.closed(start, stop)]


class StatementGrammar:
    """The patterns of one lexicon, compiled once."""

    def __init__(self, rules: StatementRules, quantities: Grammar) -> None:
        """Compile."""
        self._finder = ValueFinder(rules, quantities)
        self.phrases = Phrases(rules)
        self._naming = Naming(rules, self.phrases)
        patterns = rules.patterns
        self._generic = frozenset(patterns.generic)
        self._plain = re.compile(f"(?:{any_of(patterns.plain)})*")
        self._increment = re.compile(any_of(rules.change.increment))
        self._cumulative = re.compile(any_of(rules.change.cumulative))
        self._shares = [re.compile(pattern + "$") for pattern in patterns.share]
        self._plan_share = [re.compile(pattern + "$") for pattern in patterns.plan_share]
        self._tasks = re.compile("|".join(patterns.tasks))
        self._content = re.compile(any_of(rules.lead.content))
        self._levels = frozenset(patterns.levels)
        self._among = re.compile(any_of(patterns.among))
        self._each = re.compile(any_of(patterns.each))
        self._joining = re.compile(rf"(?:{any_of(patterns.joining)}|，|\s)*")
        self._joined = re.compile(rf"(?:{any_of(patterns.joining)})$")
        self._receiving = re.compile(any_of(rules.verbs.receiving))
        self._ending = re.compile(any_of((*rules.verbs.ending, *rules.verbs.splitting)))
        self._lists = [re.compile(pattern) for pattern in rules.ranks.lists]
        self._basis = re.compile(any_of(rules.basis.words))

    def read(
        self, flat: str, span: Span, *, listed: bool = False, about: str = ""
    ) -> tuple[tuple[Stated, ...], tuple[Left, ...]]:
        """Statements of one sentence, and its quantities that state nothing.

        `flat` is normalised text (`normalise.plain`); `listed` is for list items and table cells,
        whose names keep their verbs; `about` names the indicator of a cell.
        """
        values = self._finder.find(flat, span)
        if not values:
            return (), ()
        work = _Work(flat, span, Clauses(flat, span), values, listed, about)
        work.topic.name = about
        index = 0
        while index < len(values):
            index += self._group(work, index) or self._one(work, index)
        return tuple(work.stated), tuple(work.left)

    # -- coordination: A、B、C分别增长x、y、z --------------------------------------------------

    def _group(self, work: _Work, index: int) -> int:
        """Values after 分别, one for each member; returns how many it took."""
        first, start = work.values[index], work.segment(index)
        each = self._each.search(work.flat, start, first.core.start)
        rank = first.kind == "rank"
        if not each and not rank:
            return 0
        group = self._run(work, index)
        if len(group) < 2:
            return 0
        members = self._naming.members(work.flat, start, each.start()) if each else []
        if len(members) != len(group):
            before = work.clauses.before(start)
            if before and rank:
                listed = self._listed_in(work, before)
                before = listed if listed != before else None
            members = self._naming.members(work.flat, *before) if before else []
        if len(members) != len(group):
            return 0
        lead = self.phrases.strip(work.flat, each.end() if each else start, first.words_end)
        self._emit_group(work, group, members, lead if each else Phrase(start, start, start, ""))
        return len(group)

    def _listed_in(self, work: _Work, before: tuple[int, int]) -> tuple[int, int]:
        """The names within 在…榜单中."""
        match = self._lists[0].search(work.flat[before[0] : before[1]].strip())
        if not match:
            return before
        at = work.flat.index(match.group(1), before[0])
        return at, at + len(match.group(1))

    def _emit_group(
        self, work: _Work, group: list[Value], members: list[tuple[str, Span]], lead: Phrase
    ) -> None:
        shared = "" if lead.empty else work.flat[lead.start : lead.end]
        basis = self._basis_of(work, group[-1], lead.start)
        first = group[0]
        falls = first.measure in {Measure.GROWTH, Measure.CHANGE} and first.quantity.amount < 0
        for value, (member, span) in zip(group, members, strict=True):
            quantity = value.quantity
            if falls and value is not first:
                quantity = negative(quantity)
            signed = replace(value, quantity=quantity, measure=first.measure or value.measure)
            if shared:
                self._emit(
                    work,
                    signed,
                    shared,
                    Span(lead.core, lead.end),
                    subject=member,
                    basis=basis,
                    cues=(span,),
                )
            else:
                self._emit(work, signed, member, span, basis=basis, cues=(first.span,))

    def _run(self, work: _Work, index: int) -> list[Value]:
        """Values that follow each other with nothing but joining marks between."""
        group = [work.values[index]]
        for value in work.values[index + 1 :]:
            if not self._joining.fullmatch(work.flat, group[-1].span.end, value.span.start):
                break
            group.append(value)
        return group

    # -- one value ---------------------------------------------------------------------------

    def _one(self, work: _Work, index: int) -> int:
        value, start = work.values[index], work.segment(index)
        phrase = self.phrases.strip(work.flat, start, value.words_end, listed=work.listed)
        if value.kind == "rank":
            self._rank(work, value, phrase, start)
        elif self._counts_forward(work, index, phrase):
            self._forward(work, index, phrase)
        elif phrase.empty:
            self._continue(work, index, phrase, start)
        else:
            self._backward(work, index, phrase, start)
        return 1

    def _counts_forward(self, work: _Work, index: int, phrase: Phrase) -> bool:
        """Whether the counted noun stands after the number: 21个农业农村重大项目."""
        value = work.values[index]
        if work.about:
            return False
        after = work.after(index)
        lacks = phrase.empty and value.kind not in _SHARES and not work.topic.end
        counted = value.kind in _COUNTED or lacks or (value.kind == "bare" and phrase.empty)
        named = value.measure in {Measure.GROWTH, Measure.LEVEL} or not _NOUN.match(after)
        if named or not counted:
            return False
        words = work.flat[phrase.start : phrase.end]
        return len(words) < 2 or words.endswith(("等", "”")) or not self._ending.match(after)

    def _forward(self, work: _Work, index: int, phrase: Phrase) -> None:
        value, after = work.values[index], work.after(index)
        start = value.span.end
        stop = start + len(after)
        joins = index + 1 < len(work.values) and stop == work.values[index + 1].span.start
        ending = self._ending.search(after, 1)
        receiving = self._receiving.search(after)
        if receiving and (not ending or receiving.start() <= ending.start()):
            name = after[receiving.end() :] if receiving.start() else after
            if len(name) >= 2:
                self._emit(work, value, name, None, cues=(Span(start, stop),))
                return
        joined = self._joined.search(after)
        name = after[: ending.start()] if ending else after[: joined.start()] if joined else after
        acts = self._content.search(after, 2)
        if joins and not ending and not joined and not acts:
            work.left.append(Left(span=value.core, reason="modifier"))
            return
        if self._tasks.search(after):
            work.left.append(Left(span=value.core, reason="task-list"))
        else:
            cue = Span(start, start + len(name))
            self._emit(
                work,
                value,
                name[:_LONGEST_NAME],
                None,
                cues=(cue,),
                measure=value.measure or self._by_verb(work, phrase, index),
            )
        work.topic.subject = name

    def _continue(self, work: _Work, index: int, phrase: Phrase, start: int) -> None:
        """A value without a name of its own: of the clause before, its verb, or the topic."""
        value, topic = work.values[index], work.topic
        basis = self._basis_of(work, value, start)
        before = work.clauses.before(start)
        if before and before[0] >= topic.end and not work.clauses.bracketed(value.span.start):
            named = self.phrases.strip(work.flat, *before, listed=work.listed)
            words = work.clauses.masked[named.start : named.end].rstrip()
            if not named.empty and self.phrases.names_quantity(words):
                self._emit(
                    work, value, words, Span(named.core, named.start + len(words)), basis=basis
                )
                return
        verb = phrase.verbs
        if verb and not self._plain.fullmatch(verb) and value.kind not in _SHARES:
            joined = work.flat[work.last_end(index) : start + 1].startswith("、")
            name = self._naming.bare(topic.name) + verb if joined else verb
            self._emit(work, value, name, None, basis=basis, cues=(Span(start, value.span.start),))
        elif topic.name:
            self._emit(
                work,
                value,
                topic.name,
                None,
                subject=topic.subject,
                basis=basis,
                cues=(topic.span,) if topic.span else (),
            )
        else:
            work.left.append(Left(span=value.core, reason="unnamed"))

    def _backward(self, work: _Work, index: int, phrase: Phrase, start: int) -> None:
        value, topic = work.values[index], work.topic
        measure = value.measure or self._by_verb(work, phrase, index)
        basis = self._basis_of(work, value, start)
        subject, phrase = self.phrases.split(work.flat, phrase)
        phrase = self._last_of(work.flat, phrase) if not work.listed else phrase
        words = work.flat[phrase.start : phrase.end]
        if subject:
            topic.subject = self._subject(work.flat[slice(*subject)])
        if value.kind in _SHARES and value.measure is not Measure.GROWTH:
            if self._share(work, value, phrase, basis):
                return
            plan = next((m for p in self._plan_share if (m := p.fullmatch(words))), None)
            if plan and value.kind == "percent":
                self._emit(
                    work,
                    value,
                    plan.group(1) + "完成率",
                    None,
                    subject=topic.subject,
                    cues=(Span(phrase.start, phrase.end),),
                )
                return
        among = self._among.search(work.flat, max(work.span.start, start - 2), phrase.start)
        if among or (topic.among and self._parallel(value, words)):
            self._part(work, value, phrase, measure, basis, first=bool(among))
            return
        if words in self._levels and topic.name:
            self._emit(
                work,
                value,
                topic.name,
                Span(phrase.core, phrase.end),
                measure=measure,
                subject=words,
                basis=basis,
            )
            return
        keep = bool(subject) or words in self._generic
        topic.among = topic.among and keep
        topic.subject = topic.subject if keep else None
        name = self._naming.completed(words, topic.name) if topic.end else words
        self._emit(
            work,
            value,
            name,
            Span(phrase.core, phrase.end),
            measure=measure,
            subject=topic.subject,
            basis=basis,
        )

    def _last_of(self, flat: str, phrase: Phrase) -> Phrase:
        """What A、B等N names as a whole: 甲中心、乙基地等农业园区项目 is about projects."""
        words = flat[phrase.start : phrase.end]
        at = words.rfind("等")
        if "、" in words[: max(at, 0)] and len(words) - at > 2:
            start = phrase.start + at + 1
            return Phrase(start, start, phrase.end, phrase.verbs)
        return phrase

    def _subject(self, words: str) -> str | None:
        return words.strip("、， ") or None

    def _by_verb(self, work: _Work, phrase: Phrase, index: int) -> Measure | None:
        """Increment or total, by the verbs stripped before the name; coordination carries them."""
        if self._increment.search(phrase.verbs):
            return Measure.INCREMENT
        if self._cumulative.search(phrase.verbs):
            return Measure.CUMULATIVE
        gap = work.flat[work.last_end(index) : phrase.start]
        carried = work.topic.measure in {Measure.INCREMENT, Measure.CUMULATIVE}
        return work.topic.measure if gap.startswith("、") and carried and not phrase.verbs else None

    def _share(self, work: _Work, value: Value, phrase: Phrase, basis: str | None) -> bool:
        """占X比重 names a share of X: of what stands before it, or of the topic."""
        words = work.flat[phrase.start : phrase.end]
        share = next((m for p in self._shares if (m := p.search(words))), None)
        if not share:
            return False
        whole = share.group() if share.re is self._shares[0] else share.group() + "比重"
        head, topic = words[: share.start()], work.topic
        span = Span(phrase.core, phrase.end)
        if len(head) >= 2:
            self._emit(work, value, head + whole, span, basis=basis)
            return True
        name, place = topic.name, topic.span
        self._emit(
            work,
            value,
            name.split("占")[0] + whole,
            span,
            basis=basis,
            subject=topic.subject,
            cues=(place,) if place else (),
        )
        topic.name, topic.span = name, place
        return True

    def _parallel(self, value: Value, words: str) -> bool:
        """Whether a clause goes on with the breakdown that 其中 opened: ；外资14个."""
        return words not in self._generic and len(words) <= 8

    def _part(
        self,
        work: _Work,
        value: Value,
        phrase: Phrase,
        measure: Measure | None,
        basis: str | None,
        *,
        first: bool,
    ) -> None:
        """A breakdown: 其中X is the subject of its parent's indicator, or an indicator itself."""
        topic = work.topic
        words = work.flat[phrase.start : phrase.end]
        unit = _base(value.quantity.unit)
        if first:
            same = [name for name, said in topic.said if said == unit]
            topic.parent = same[-1] if same else topic.name
            topic.unit = unit if same else ""
            topic.among = True
        span = Span(phrase.core, phrase.end)
        counted = topic.unit == unit and value.measure is not Measure.GROWTH
        own = self.phrases.names_quantity(words) and not (counted and len(words) <= 4)
        if own or not topic.parent or not (counted or value.measure):
            topic.subject = None
            self._emit(work, value, words, span, measure=measure, basis=basis)
            return
        parent, kept = topic.parent, topic.unit
        self._emit(work, value, parent, span, measure=measure, subject=words, basis=basis)
        topic.parent, topic.unit, topic.subject = parent, kept, words

    def _rank(self, work: _Work, value: Value, phrase: Phrase, start: int) -> None:
        flat, topic = work.flat, work.topic
        before = work.clauses.before(start)
        if before and before[0] >= topic.end:
            at, end = self._listed_in(work, before)
            if (at, end) != before:
                self._emit(work, value, flat[at:end], Span(at, end))
                return
        own = self._lists[1].search(flat[phrase.start : value.span.start])
        words = own.group(1) if own and not phrase.empty else ""
        if len(words) >= 2 and (self.phrases.names_quantity(words) or not topic.name):
            owner = topic.name if topic.end and len(words) <= 2 else ""
            span = Span(phrase.start, phrase.start + len(words))
            self._emit(work, value, owner + words, span)
        elif topic.name:
            self._emit(
                work,
                value,
                topic.name,
                None,
                subject=topic.subject,
                cues=(topic.span,) if topic.span else (),
            )
        else:
            work.left.append(Left(span=value.core, reason="unnamed"))

    # -- result ------------------------------------------------------------------------------

    def _basis_of(self, work: _Work, value: Value, start: int) -> str | None:
        """The basis named in the clause before a value, or in a bracket right after it."""
        bracket = re.match(r"（([^）]{2,14})）", work.flat[value.span.end : work.span.end])
        after = self._basis.search(bracket.group(1)) if bracket else None
        before = self._basis.search(work.flat, start, value.core.start)
        return after.group() if after else before.group() if before else None

    def _emit(
        self,
        work: _Work,
        value: Value,
        name: str,
        indicator: Span | None,
        *,
        measure: Measure | None = None,
        subject: str | None = None,
        basis: str | None = None,
        cues: tuple[Span, ...] = (),
    ) -> None:
        name = name.strip(" 、，：的")
        if not name:
            work.left.append(Left(span=value.core, reason="unnamed"))
            return
        found = measure or value.measure or Measure.LEVEL
        work.stated.append(
            Stated(
                value=value.span,
                quantity=value.quantity,
                measure=found,
                indicator=indicator,
                name=name,
                subject=subject,
                basis=basis,
                kind=value.kind,
                cues=cues,
            )
        )
        topic = work.topic
        topic.end = value.span.end
        topic.measure = found
        topic.name = name
        topic.span = indicator or (cues[0] if cues else None)
        if found is not Measure.RANK:
            topic.said.append((name, _base(value.quantity.unit)))


def _base(unit: str) -> str:
    """A unit without its magnitude."""
    return unit.lstrip("万亿千百") or unit
