"""Values without a number: 完成上级下达任务, 与经济增长基本同步, 稳步降低."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kg.lexicon.statements import StatementRules
from kg.model import Measure, Span
from kg.text.clauses import Clauses
from kg.text.cues import cue
from kg.text.openings import guarded
from kg.text.patterns import any_of
from kg.text.phrases import Phrase, Phrases

_DIGIT = re.compile(r"\d")
_MEMBERS = re.compile("、")
#: A member of a list that ends with a number and its unit (C增长5%左右), none with PM2.5浓度.
_VALUED = re.compile(r"(?<![A-Za-z\d.])\d[\d.]*(?![A-Za-z\d.])[^、\d]{0,8}$")
#: What is said of something with a shorter name (经济) is seldom a target.
_SHORTEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """A qualitative statement: `value` the words, `indicator` the phrase that names it.

    A `trend` in prose states a target; of what has been much is told that is none.
    """

    value: Span
    measure: Measure
    indicator: Span | None
    name: str
    trend: bool = False


#: Whether a name is that of an indicator.
Known = Callable[[str], bool] | None


class QualitativeGrammar:
    """The patterns of one lexicon, compiled once."""

    def __init__(self, rules: StatementRules, phrases: Phrases) -> None:
        """Compile."""
        self._phrases = phrases
        level = "|".join((*rules.qualitative.growth, *rules.qualitative.level))
        prose, linking = "|".join(rules.qualitative.prose), any_of(rules.qualitative.linking)
        trends = "|".join(rules.qualitative.trends)
        leading, inner = rules.qualitative.leading, "|".join(rules.qualitative.inner)
        self._in_list = cue(level, linking)
        self._in_prose = cue(prose, trends, linking, leading, inner)
        self._value = re.compile(guarded(f"(?:{level})$"))
        self._whole = re.compile(f"(?:{level})")
        self._prose = re.compile(guarded(f"(?:{prose})$"))
        self._trend = re.compile(guarded(f"(?:{trends})$"))
        self._aiming = re.compile(rules.qualitative.aiming)
        self._aside = rules.qualitative.aside
        self._growth = re.compile(f"(?:{'|'.join(rules.qualitative.growth)})$")
        self._each = re.compile("|".join(rules.qualitative.each))
        self._inner = re.compile(inner)
        self._leading = re.compile(leading)
        self._linking = re.compile(guarded(rf"(?:{linking})(?=.)"))

    def read(self, flat: str, span: Span, *, known: Known = None) -> tuple[Worded, ...]:
        """Statements in words of a list item or sentence, clause by clause.

        With `known` (for prose) a clause counts where it says 目标为, follows one that does, or
        states of indicators that are known what prose states of targets.
        """
        cues = self._in_list if known is None else self._in_prose
        if not cues.search(flat, span.start, span.end):
            return ()
        found: list[Worded] = []
        clauses = Clauses(flat, span)
        for start, end in self._runs(flat, clauses):
            linked = self._linked(flat, start, end)
            opening = self._linking.match(flat, start, end)
            before = self._answered(flat, start, end, clauses) if opening and not linked else None
            if linked:
                found += self._pair(flat, start, linked.start(), linked.end(), end, known)
            elif opening and before:
                found += self._pair(flat, *before, opening.end(), end, known)
            elif self._goes_on(flat, start, end, found):
                found += self._follow(flat, start, end, found[-1])
            elif known is None:
                found += self._item(flat, start, end, self._value, None)
            else:
                found += self._told(flat, opening.end() if opening else start, end, known)
        return tuple(found)

    def _runs(self, flat: str, clauses: Clauses) -> Iterator[tuple[int, int]]:
        """Clauses, and members of one that have a value each: A保持稳定、B增长5%、C持平."""
        for start, end in clauses.runs():
            at = start
            for mark in _MEMBERS.finditer(flat, start, end):
                ends = (self._prose, self._trend)
                worded = any(one.search(flat, at + 2, mark.start()) for one in ends)
                if worded or _VALUED.search(flat, at, mark.start()):
                    yield at, mark.start()
                    at = mark.end()
            yield at, end

    def _told(self, flat: str, start: int, end: int, known: Known) -> list[Worded]:
        """What prose states of an indicator that is known, or of several with one that is."""
        readings = (
            self._item(flat, start, end, self._prose, known),
            self._trending(flat, start, end, known),
            self._led(flat, start, end),
            self._inside(flat, start, end),
        )
        return next((said for said in readings if self._is_sure(said, known)), [])

    def _is_sure(self, said: list[Worded], known: Known) -> bool:
        """Whether a statement is of what is known, one of several with what names a quantity."""
        names = [one.name for one in said]
        if known is None or any(len(name) < _SHORTEST for name in names):
            return False
        fit = len(names) == 1 or all(known(n) or self._phrases.names_quantity(n) for n in names)
        return fit and any(known(name) for name in names)

    def _trending(self, flat: str, start: int, end: int, known: Known) -> list[Worded]:
        """The trend of what opens a clause: 力争粮食产量稳步提高, no 推动各项事业持续改善."""
        said = self._item(flat, start, end, self._trend, known)
        first = said[0].indicator if said else None
        aims = self._aiming.match(flat, start, end)
        opens = first and aims and first.start == aims.end()
        return [replace(one, trend=True) for one in said] if opens else []

    def _answered(
        self, flat: str, start: int, end: int, clauses: Clauses
    ) -> tuple[int, int] | None:
        """The clause that names what a target of its own clause is for: X指标，建议为Y."""
        opening = self._linking.match(flat, start, end)
        bare = opening and not opening.group().endswith(("为", "是"))
        whole = opening and self.is_value(flat[opening.end() : end])
        return clauses.before(start) if whole or not bare else None

    def _led(self, flat: str, start: int, end: int) -> list[Worded]:
        """A value that stands before its name: 稳步降低单位能耗."""
        verb = self._leading.match(flat, start, end)
        if not verb or verb.end() >= end or _DIGIT.search(flat, start, end):
            return []
        name, value = Span(verb.end(), end), Span(*verb.span("value"))
        return [
            Worded(
                value=value,
                measure=self.measure(value.of(flat)),
                name=name.of(flat),
                indicator=name,
            )
        ]

    def _inside(self, flat: str, start: int, end: int) -> list[Worded]:
        """A value that names its indicator inside: 完成上级下达的水库加固任务."""
        inner = self._inner.fullmatch(flat, start, end)
        return [self._named_inside(flat, Span(start, end), inner)] if inner else []

    def _named_inside(self, flat: str, value: Span, inner: re.Match[str]) -> Worded:
        """The statement of a value that names its indicator where `inner` says."""
        place = Span(*inner.span(inner.lastindex or 0))
        measure = self.measure(value.of(flat))
        return Worded(value=value, measure=measure, name=place.of(flat), indicator=place)

    def _linked(self, flat: str, start: int, end: int) -> re.Match[str] | None:
        """The word between a name and its target; 建议 without 为 only where a value follows."""
        linked = self._linking.search(flat, min(start + 2, end), end)
        bare = linked and not linked.group().endswith(("为", "是"))
        return None if linked and bare and not self.is_value(flat[linked.end() : end]) else linked

    def measure(self, words: str) -> Measure:
        """Growth or level, by what the words say."""
        return Measure.GROWTH if self._growth.search(words) else Measure.LEVEL

    def is_value(self, words: str) -> bool:
        """Whether words as a whole are a qualitative value."""
        return bool(self._whole.fullmatch(words))

    def _item(
        self, flat: str, start: int, end: int, values: re.Pattern[str], known: Known
    ) -> list[Worded]:
        """The first value that leaves a quantity's name (粮食产量 / 保持稳定), else the first."""
        first = values.search(flat, start + 2, end)
        if not first:
            return []
        found = [
            position
            for position in range(first.start(), end - 1)
            if values.match(flat, position, end) and not _DIGIT.search(flat, position, end)
        ]
        if not found:
            return []
        named = (at for at in found if self._phrases.names_quantity(flat[start:at]))
        position = next(named, found[0])
        return self._pair(flat, start, position, position, end, known)

    def _pair(
        self, flat: str, start: int, name_end: int, at: int, end: int, known: Known
    ) -> list[Worded]:
        words = flat[at:end]
        if at >= end or _DIGIT.search(words):
            return []
        each = self._each.search(flat, start, name_end)
        name_end = each.start() if each and each.end() >= name_end - 1 else name_end
        phrase = self._phrases.strip(flat, start, name_end, listed=True)
        if phrase.empty:
            return []
        measure = self.measure(words)
        return [
            Worded(value=Span(at, end), measure=measure, name=name, indicator=place)
            for name, place in self._names(flat, phrase, known, together=bool(each))
        ]

    def _names(
        self, flat: str, phrase: Phrase, known: Known, *, together: bool
    ) -> list[tuple[str, Span]]:
        """One name, or several where each part names a quantity by itself."""
        parts = _parts(flat, phrase.start, phrase.end, "、")
        *first, (_, last) = parts
        halves = _parts(flat, last.start, last.end, "以及|和|及|与")
        if self._all_named(halves, known):
            parts = [*first, *halves]
        if len(parts) > 1 and (together or self._all_named(parts, known)):
            return parts
        name = flat[phrase.start : phrase.end]
        for ending in self._aside:
            name = name.removesuffix(ending) or name
        return [(name, Span(phrase.start, phrase.start + len(name)))]

    def _all_named(self, parts: list[tuple[str, Span]], known: Known) -> bool:
        return all(
            self._phrases.names_quantity(words) or (known is not None and known(words))
            for words, _ in parts
        )

    def _goes_on(self, flat: str, start: int, end: int, found: list[Worded]) -> bool:
        """Whether a clause is nothing but a further value of what was said just before it."""
        beside = found and found[-1].value.end + 1 >= start
        return bool(beside and self._whole.fullmatch(flat, start, end))

    def _follow(self, flat: str, start: int, end: int, before: Worded) -> list[Worded]:
        """A further clause on the indicator before, or on the one that it names inside."""
        if _DIGIT.search(flat, start, end):
            return []
        inner, value = self._inner.search(flat, start, end), Span(start, end)
        if inner:
            return [self._named_inside(flat, value, inner)]
        measure = self.measure(value.of(flat))
        return [Worded(value=value, measure=measure, name=before.name, indicator=None)]


def _parts(flat: str, start: int, end: int, marks: str) -> list[tuple[str, Span]]:
    """What stands between joining marks, with its place."""
    parts = []
    at = start
    for mark in re.finditer(marks, flat[start:end]):
        parts.append((flat[at : start + mark.start()], Span(at, start + mark.start())))
        at = start + mark.end()
    return [*parts, (flat[at:end], Span(at, end))]
