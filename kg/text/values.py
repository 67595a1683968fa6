"""Values of a sentence: quantities and ranks, with the word that says what they measure."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from kg.lexicon.statements import StatementRules
from kg.model import Measure, Quantity, Span
from kg.text.patterns import any_of
from kg.text.quantities import Found, Grammar
from kg.text.ranks import RankGrammar

#: What values measure that no word says it of.
_OWN = {"rank": Measure.RANK, "growth": Measure.GROWTH}
#: How far before a number its measure word may begin.
_REACH = 24
_RELATIVE = {"percent", "word", "growth", "ratio"}
#: Values of which 提升 is a change, not what was done to the things.
_GRADED = {*_RELATIVE, "points", "places", "money", "index", "ratio-of-one", "duration", "energy"}
#: What a quantity may tell which things are counted of.
_BEHIND = re.compile(r"(?:的)?[\u4e00-\u9fff（）“”]{1,12}")
#: The longest run between quotation marks that is a name.
_LONGEST_QUOTED = 24


class Value(NamedTuple):
    """A value: `span` from its measure word on, `words_end` where the words before it end.

    `quantity` has its sign; `measure` is None where no word before it says what it measures;
    `scope` is where a rank holds (全国).
    """

    span: Span
    core: Span
    words_end: int
    quantity: Quantity
    measure: Measure | None
    kind: str
    scope: str = ""


class ValueFinder:
    """The patterns of one lexicon, compiled once."""

    def __init__(self, rules: StatementRules, quantities: Grammar) -> None:
        """Compile."""
        change = rules.change
        comparing = f"(?:{change.against}|{any_of(change.comparing)})"
        name = "".join(f"(?<!{word})" for word in change.named)
        changing = f"{name}(?:{any_of((*change.up, *change.down))})"
        self._quantities = quantities
        self._ranks = RankGrammar(rules)
        self._late = re.compile(f"的?(?:{any_of(change.late)})")
        self._down = frozenset((*change.down, *change.net_down))
        self._wrought = frozenset(change.wrought)
        self._reaching = tuple(change.reaching)
        self._rates = tuple(change.rates)
        self._starting = tuple(rules.status.starting)
        self._threshold = rules.patterns.threshold
        self._word = re.compile(
            rf"{comparing}*(?:(?P<net>{any_of((*change.net, *change.net_down))})"
            rf"|(?P<new>{any_of(change.increment)})"
            rf"|(?P<verb>{changing}){comparing}*(?P<to>{any_of(change.reaching)})?)[了约\s]*$"
        )

    def find(
        self, flat: str, span: Span, quantities: Sequence[Found] | None = None
    ) -> tuple[Value, ...]:
        """Values from left to right, none overlapping, none within 《》.

        `quantities` are those of the span where they have been read before.
        """
        if quantities is None:
            quantities = tuple(self._quantities.find(flat, span))
        found = sorted(
            [*quantities, *self._ranks.find(flat, span)],
            key=lambda f: (f.span.start, -f.span.end),
        )
        kept: list[Value] = []
        for one in found:
            last = kept[-1].span.end if kept else span.start
            follows = bool(kept) and kept[-1].span.end == one.span.start
            if self._is_threshold(flat, one, found, follows=follows) or _is_grade(flat, one):
                continue
            named = _in_title(flat, span, one.span.start) or self._is_age(flat, one)
            named = named or _in_quotes(flat, span, one.span)
            if one.span.start >= last and not named:
                kept.append(self._value(flat, last, one))
        return tuple(kept)

    def quantity(self, words: str) -> Quantity | None:
        """The signed quantity that words with their measure word write: 下降3% is -3%."""
        found = next(self._quantities.find(words, Span(0, len(words))), None)
        return self._value(words, 0, found).quantity if found else None

    def number(self, words: str, unit: str) -> Quantity | None:
        """The bare number that words end in after a measure word at most: 缩小至2.93."""
        lead = re.match(r"[^\d-]*", words)
        start = lead.end() if lead else 0
        named = not start or self._word.fullmatch(words, 0, start)
        return Grammar.bare(words[start:], unit) if named else None

    def rank(self, words: str) -> Quantity | None:
        """The place in a ranking that words write."""
        return self._ranks.read(words)

    def _is_threshold(self, flat: str, found: Found, others: list[Found], *, follows: bool) -> bool:
        """Whether a quantity only says which things are counted: 10亿元以上项目, 10-20亿元项目.

        So does one that `follows` their number at once: 8个200户以上村.
        """
        ranged = found.quantity.upper is not None and found.kind == "money"
        bounded = ranged or flat.endswith(self._threshold, *found.span)
        if not bounded or found.kind in {"percent", "word", "rank"}:
            return False
        after = _BEHIND.match(flat[found.span.end : found.span.end + 14])
        if not after:
            return False
        reach = found.span.end + after.end()
        return follows or any(found.span.end < other.span.start <= reach for other in others)

    def _fits(self, match: re.Match[str], found: Found, *, reached: bool) -> bool:
        """A single character (增, 降) is a measure word before percentages only: 新增5家 is none.

        What is done to things (改造提升4个) measures no counts.
        """
        verb = match["verb"]
        if not verb or reached:
            return True
        if verb in self._wrought and found.kind not in _GRADED:
            return False
        return len(verb) > 1 or found.kind in {"percent", "points", "word", "growth"}

    def _is_age(self, flat: str, found: Found) -> bool:
        """Whether an age only says who is meant: 0-3岁婴幼儿; not where it rises from it."""
        if found.kind != "age" or flat.endswith(self._starting, 0, found.core.start):
            return False
        follows = flat[found.span.end : found.span.end + 1]
        return found.quantity.upper is not None or "\u4e00" <= follows <= "\u9fff"

    def _reached(self, flat: str, match: re.Match[str], found: Found) -> bool:
        """Whether a verb leads to a level: 提高到72岁; 压缩为3天, but not 增速为8%."""
        if match["to"] or not match["verb"]:
            return bool(match["to"])
        # 为 is read as a part of the quantity
        bound = flat[found.span.start : found.core.start]
        return bound in self._reaching and not match["verb"].endswith(self._rates)

    def _value(self, flat: str, last: int, found: Found) -> Value:
        begin = max(last, found.span.start - _REACH)
        if found.kind in _RELATIVE and self._late.match(flat, found.span.end):
            return _plain_value(found, Measure.GROWTH)
        match = self._word.search(flat[begin : found.span.start])
        reached = match is not None and self._reached(flat, match, found)
        if found.kind == "rank" or not match or not self._fits(match, found, reached=reached):
            return _plain_value(found, _OWN.get(found.kind))
        group = next(name for name in ("net", "new", "verb") if match[name])
        falls = match[group] in self._down
        measure = _measure(match, found, reached=reached)
        signed = measure in {Measure.GROWTH, Measure.CHANGE} and falls
        return Value(
            span=Span(begin + match.start(group), found.span.end),
            core=found.core,
            words_end=begin + match.start(),
            kind=found.kind,
            measure=measure,
            quantity=negative(found.quantity) if signed else found.quantity,
        )


def _plain_value(found: Found, measure: Measure | None) -> Value:
    """A value without a measure word before it."""
    start = found.span.start
    return Value(
        found.span, found.core, start, found.quantity, measure, found.kind, scope=found.scope
    )


def _measure(match: re.Match[str], found: Found, *, reached: bool) -> Measure:
    if match["new"]:
        return Measure.INCREMENT
    if match["net"]:
        return Measure.CHANGE
    if reached:
        return Measure.LEVEL
    return Measure.GROWTH if found.kind in _RELATIVE else Measure.CHANGE


def negative(quantity: Quantity) -> Quantity:
    """The quantity of a fall."""
    upper = -quantity.upper if quantity.upper is not None else None
    return quantity._replace(amount=-quantity.amount, upper=upper)


def _is_grade(flat: str, found: Found) -> bool:
    """Whether a quantity is a class of things: 5万吨级码头, 千亿级产业, 全球前2%的学者."""
    top = found.kind == "percent" and flat[found.core.start - 1 : found.core.start] == "前"
    return top or flat.startswith("级", found.span.end)


def _in_quotes(flat: str, span: Span, place: Span) -> bool:
    """Whether a quantity is a part of a quoted name: “15分钟生活圈”."""
    opened = flat.rfind("“", span.start, place.start + 1)
    closed = flat.find("”", place.end, min(opened + _LONGEST_QUOTED, span.end))
    if opened < 0 or closed < 0 or flat.rfind("”", opened, place.start) > 0:
        return False
    return opened < place.start


def _in_title(flat: str, span: Span, at: int) -> bool:
    return flat.rfind("《", span.start, at) > flat.rfind("》", span.start, at)
