"""Values without a number: 完成上级下达任务, 与经济增长基本同步, 稳步降低."""

import re
from dataclasses import dataclass

from kg.lexicon.statements import StatementRules
from kg.model import Measure, Span
from kg.text.clauses import Clauses
from kg.text.patterns import any_of
from kg.text.phrases import Phrases

_CLAUSE = re.compile(r"[^，；。,;！!]+")
_EACH = re.compile(r"均$|均(?=超额|完成|保持|达)")
_INNER = re.compile(r"完成[^，。]{0,4}下达(.{2,14})任务")


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """A qualitative statement: `value` the words, `indicator` the phrase that names it."""

    value: Span
    measure: Measure
    indicator: Span | None
    name: str


class QualitativeGrammar:
    """The patterns of one lexicon, compiled once."""

    def __init__(self, rules: StatementRules, phrases: Phrases) -> None:
        """Compile."""
        self._phrases = phrases
        level = "|".join((*rules.qualitative.growth, *rules.qualitative.level))
        self._value = re.compile(f"(?:{level})$")
        self._whole = re.compile(f"(?:{level})")
        self._growth = re.compile(f"(?:{'|'.join(rules.qualitative.growth)})$")
        self._linking = re.compile(rf"(?:{any_of(rules.qualitative.linking)})(?=.)")

    def read(self, flat: str, span: Span, *, targets_only: bool = False) -> tuple[Worded, ...]:
        """Statements in words of a list item or sentence, clause by clause.

        With `targets_only` only clauses that say 目标为 (and those right after them) count.
        """
        found: list[Worded] = []
        masked = Clauses(flat, span).masked
        for match in _CLAUSE.finditer(masked, span.start, span.end):
            start, end = match.span()
            while end > start and masked[end - 1].isspace():
                end -= 1
            linked = self._linking.search(flat, start, end)
            if linked:
                found += self._pair(flat, start, linked.start(), linked.end(), end)
            elif found and found[-1].value.end + 1 >= start:
                found += self._follow(flat, start, end, found[-1])
            elif not targets_only:
                found += self._item(flat, start, end)
        return tuple(found)

    def measure(self, words: str) -> Measure:
        """Growth or level, by what the words say."""
        return Measure.GROWTH if self._growth.search(words) else Measure.LEVEL

    def is_value(self, words: str) -> bool:
        """Whether words as a whole are a qualitative value."""
        return bool(self._whole.fullmatch(words))

    def _item(self, flat: str, start: int, end: int) -> list[Worded]:
        for position in range(start + 2, end - 1):
            match = self._value.match(flat, position, end)
            if match and not re.search(r"\d", match.group()):
                return self._pair(flat, start, position, position, end)
        return []

    def _pair(self, flat: str, start: int, name_end: int, at: int, end: int) -> list[Worded]:
        words = flat[at:end]
        if re.search(r"\d", words) or at >= end:
            return []
        each = _EACH.search(flat, start, name_end)
        name_end = each.start() if each and each.end() >= name_end - 1 else name_end
        phrase = self._phrases.strip(flat, start, name_end, listed=True)
        if phrase.empty:
            return []
        measure = self.measure(words)
        return [
            Worded(value=Span(at, end), measure=measure, name=name, indicator=place)
            for name, place in self._names(flat, phrase.start, phrase.end, together=bool(each))
        ]

    def _names(
        self, flat: str, start: int, end: int, *, together: bool
    ) -> list[tuple[str, Span]]:
        """One name, or several where each part names a quantity by itself."""
        parts = []
        at = start
        for position in [*(i for i in range(start, end) if flat[i] == "、"), end]:
            parts.append((flat[at:position], Span(at, position)))
            at = position + 1
        several = all(self._phrases.names_quantity(words) for words, _ in parts)
        if len(parts) > 1 and (several or together):
            return parts
        name = flat[start:end].removesuffix("增长") or flat[start:end]
        return [(name, Span(start, start + len(name)))]

    def _follow(self, flat: str, start: int, end: int, before: Worded) -> list[Worded]:
        """A further clause on the indicator before, or on the one that it names inside."""
        if not self._whole.fullmatch(flat, start, end) or re.search(r"\d", flat[start:end]):
            return []
        inner = _INNER.search(flat, start, end)
        name, place = (inner.group(1), Span(*inner.span(1))) if inner else (before.name, None)
        measure = self.measure(flat[start:end])
        return [Worded(value=Span(start, end), measure=measure, name=name, indicator=place)]
