"""One sentence under way: its values, what it has been about so far, and what it has stated."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.lexicon.statements import StatementRules
from kg.model import Measure, Quantity, Span
from kg.text.clauses import Clauses
from kg.text.naming import Naming
from kg.text.patterns import any_of
from kg.text.phrases import Phrases
from kg.text.values import Value

#: The longest noun with its verb that is a name: 企业挂牌上市.
LONGEST_ACT = 20
#: The number of a footnote within a name.
_NOTE = re.compile(r"\[\d{1,2}\]")


class Stated(NamedTuple):
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


class Left(NamedTuple):
    """A quantity that is no statement, and why: task-list, modifier or unnamed."""

    span: Span
    reason: str


class Named(NamedTuple):
    """What names a value: `span` where that stands in one piece, else None and `cues`."""

    name: str
    span: Span | None = None
    measure: Measure | None = None
    subject: str | None = None
    basis: str | None = None
    cues: tuple[Span, ...] = ()


class Nouns:
    """What may stand after a value, compiled once."""

    def __init__(self, rules: StatementRules) -> None:
        """Compile."""
        patterns = rules.patterns
        self.tasks = re.compile("|".join(patterns.tasks))
        self.kinds = re.compile(patterns.kinds)
        worded = (*rules.qualitative.prose, *rules.qualitative.trends)
        self.worded = re.compile(f"(?:{'|'.join(worded)})$")
        self.owned = re.compile(patterns.owned)
        kind = f"(?:{any_of(patterns.owners)})"
        name = f"“[^”]{{1,20}}?{kind}”|(?:[^，。；、“”]|“[^”]*”){{2,24}}?{kind}"
        self.owner = re.compile(f"{patterns.owned}({name})")
        self.passed = re.compile(f"(?:{any_of(patterns.passed)})$")
        self.batches = frozenset(patterns.batches)
        self.yielding = tuple(patterns.yielding)
        self.threshold = tuple(patterns.threshold)
        self.attributed = re.compile("的[^目，。；、]")
        self.steps = re.compile(rf"(?:[一二两三四五]个)?[新大]*(?:{any_of(patterns.steps)})")
        self.level = re.compile(rf"[\u4e00-\u9fff]{{0,6}}(?:{any_of(patterns.steps)})")
        self.holders = re.compile(any_of(patterns.holders))
        self.dangling = re.compile(rf"(?<=..)(?:{any_of(patterns.dangling)})$")
        self.attributes = re.compile(patterns.attributes)
        self.works = re.compile(any_of(patterns.works))
        self.joined = re.compile(rf"(?:{any_of(patterns.joining)})$")
        self.receiving = re.compile(any_of(rules.verbs.receiving))
        told = rules.verbs.befalling
        verbs = any_of((*told, *rules.verbs.ending, *rules.verbs.splitting))
        self.ending = re.compile(f"(?:{verbs})(?!{any_of(rules.verbs.verb_in)})")
        self.befalling = re.compile(any_of(told))


class Turns:
    """How a sentence says what something was and became, or is ahead of, compiled once."""

    def __init__(self, rules: StatementRules) -> None:
        """Compile."""
        year = r"(?:\d{4}年(?:底|末)?的?)?"
        # 由2016年的5公顷, 从开工之初的3家
        whence = "(?:[^，。；、的]{1,14}的)?"
        self.starting = re.compile(f"(?:{any_of(rules.status.starting)})(?:{year}|{whence})$")
        self.turning = re.compile(f"(?:{rules.status.turning}){year}")
        self.ahead = re.compile(rules.patterns.ahead)


class Tools:
    """The word patterns of one lexicon, compiled once."""

    def __init__(self, rules: StatementRules) -> None:
        """Compile."""
        patterns, ranks = rules.patterns, rules.ranks
        self.phrases = Phrases(rules)
        self.naming = Naming(rules, self.phrases)
        self.nouns = Nouns(rules)
        self.turns = Turns(rules)
        self.generic = frozenset(patterns.generic)
        self.leaning = frozenset(patterns.leaning)
        self.levels = frozenset(patterns.levels)
        self.placing = frozenset(patterns.placing)
        self.plain = re.compile(f"(?:{any_of(patterns.plain)})*")
        self.increment = re.compile(any_of(rules.change.increment))
        self.net = re.compile(any_of(rules.change.net))
        self.cumulative = re.compile(any_of(rules.change.cumulative))
        self.shares = tuple(re.compile(pattern + "$") for pattern in patterns.share)
        self.plan_shares = tuple(re.compile(pattern) for pattern in patterns.plan_share)
        self.content = re.compile(any_of(rules.lead.content))
        self.passing = re.compile("|".join(patterns.passing))
        self.alike = re.compile(any_of(patterns.alike))
        self.among = re.compile(any_of(patterns.among))
        self.each = re.compile(any_of(patterns.each))
        self.joining = re.compile(rf"(?:{any_of(patterns.joining)}|，|\s)*")
        self.and_more = re.compile("[和及与]|以及")
        self.going_on = re.compile(f"(?:{any_of(patterns.going_on)})")
        self.in_list, self.of_rank = (re.compile(pattern) for pattern in ranks.lists)
        self.within_list = re.compile(ranks.lists[0].removesuffix("$"))
        self.after_list = re.compile(ranks.after_lists)
        verb = f"(?!{any_of(ranks.no_verbs)})(?:{any_of(ranks.verbs)})"
        self.ranking = re.compile(f"(?:{verb})+")
        self.basis = re.compile(any_of(rules.basis.words))

    def share(self, words: str) -> tuple[str, str] | None:
        """What stands before 占X比重, and that with its 比重; None where words name no share."""
        found = next((m for pattern in self.shares if (m := pattern.search(words))), None)
        if not found:
            return None
        told = found.group() if found.re is self.shares[0] else found.group() + "比重"
        return words[: found.start()], told


@dataclass(slots=True)
class Topic:
    """What a sentence has been about so far; `said` are names with their units."""

    name: str = ""
    span: Span | None = None
    subject: str | None = None
    parent: str = ""
    unit: str = ""
    among: bool = False
    measure: Measure = Measure.LEVEL
    end: int = 0
    said: list[tuple[str, str]] = field(default_factory=list)

    @property
    def cues(self) -> tuple[Span, ...]:
        """Where the topic is named."""
        return (self.span,) if self.span else ()


@dataclass(slots=True)
class Work:
    """One sentence with its values."""

    flat: str
    span: Span
    clauses: Clauses
    values: tuple[Value, ...]
    tools: Tools
    listed: bool
    about: str
    topic: Topic = field(default_factory=Topic)
    #: Up to where the words after a value have named it.
    consumed: int = 0
    stated: list[Stated] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)

    def go_on(self, before: Stated) -> None:
        """Begin with what the sentence before was about."""
        topic = self.topic
        topic.name, topic.subject = before.name, before.subject
        topic.span = before.indicator or next(iter(before.cues), None)
        topic.said.append((before.name, base_unit(before.quantity.unit)))

    def last_end(self, index: int) -> int:
        """Where the value before ends."""
        return self.values[index - 1].span.end if index else self.span.start

    def segment(self, index: int) -> int:
        """Where the words before a value begin: after the last mark or value."""
        end = self.values[index].words_end
        start = self.clauses.opened(end, max(self.last_end(index), min(self.consumed, end)))
        joined = self.tools.and_more.match(self.flat, start, end) if index else None
        more = joined and start in {self.last_end(index), self.consumed}
        return joined.end() if joined and more else start

    def after(self, index: int) -> str:
        """Characters after a value up to the next mark or value."""
        start = self.values[index].span.end
        return self.flat[start : self.clauses.closed(start, self.next_start(index))]

    def befallen(self, index: int) -> str:
        """What befalls so large a part of the things before a value: 项目100%应用新技术."""
        after = self.after(index)
        told = self.tools.nouns.befalling.match(after) and not self.adjoins(index, len(after))
        return after if told and len(after) <= LONGEST_ACT else ""

    def next_start(self, index: int) -> int:
        """Where the next value begins, or the sentence ends."""
        following = self.values[index + 1 : index + 2]
        return following[0].span.start if following else self.span.end

    def adjoins(self, index: int, after: int = 0) -> bool:
        """Whether the next value follows a value, and `after` characters more, at once."""
        end = self.values[index].span.end + after
        return self.next_start(index) == end and index + 1 < len(self.values)

    def basis(self, value: Value, start: int) -> str | None:
        """The basis named in the clause before a value, or in a bracket right after it."""
        bracket = re.match(r"（([^）\d]{2,14})）", self.flat[value.span.end : self.span.end])
        after = self.tools.basis.search(bracket.group(1)) if bracket else None
        before = self.tools.basis.search(self.flat, start, value.core.start)
        return after.group() if after else before.group() if before else None

    def leave(self, value: Value, reason: str) -> None:
        """Keep a quantity that states nothing, with the reason."""
        self.left.append(Left(span=value.core, reason=reason))

    def emit(self, value: Value, named: Named) -> None:
        """State a value of what names it, which becomes the topic."""
        name = _NOTE.sub("", named.name).strip(" 、，：的")
        if not name:
            self.leave(value, "unnamed")
            return
        measure = named.measure or value.measure or Measure.LEVEL
        self.stated.append(
            Stated(
                value=value.span,
                quantity=value.quantity,
                measure=measure,
                indicator=named.span,
                name=name,
                subject=named.subject if named.subject != name else None,
                basis=named.basis or value.scope or None,
                kind=value.kind,
                cues=named.cues,
            )
        )
        topic = self.topic
        topic.name, topic.span = name, named.span or next(iter(named.cues), None)
        topic.end, topic.measure = value.span.end, measure
        if measure is not Measure.RANK:
            topic.said.append((name, base_unit(value.quantity.unit)))


def base_unit(unit: str) -> str:
    """A unit without its magnitude."""
    return unit.lstrip("万亿千百") or unit
