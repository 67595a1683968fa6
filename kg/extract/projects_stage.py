"""How far a project has come, by the stage words beside its name."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.extract.clauses import SIGNS, UNIT, Masked, segments
from kg.lexicon.actions import Stages
from kg.model import Mention, MentionType, Modality, Quantity, Span, Stage

_ORDER = tuple(Stage)
_LIST = re.compile(rf"(?:[、和及与]|以及)?{UNIT}")
#: A further name that has a price together with the one before; none that 总投资 opens.
_SHARING = re.compile(rf"(?:[、和及与]|以及)?(?!{SIGNS[MentionType.INDICATOR]}){UNIT}")

#: Between the class of major projects and a name of it, and between a name and its class.
_BESIDE = re.compile(rf"[“、：:]?(?:{UNIT}[、和及])*")


@dataclass(frozen=True, slots=True)
class Standing:
    """What one mention says: the stage, whether it is reported, and the clause that says it."""

    stage: Stage | None
    modality: Modality
    clause: Span


@dataclass(frozen=True, slots=True)
class _Word:
    span: Span
    stage: Stage
    negated: bool


class StageReader:
    """The stage words of one lexicon, compiled once."""

    def __init__(self, rules: Stages) -> None:
        """Compile; longer words are tried first."""
        self._stage = {word: entry.stage for entry in rules.stages for word in entry.words}
        words = sorted(self._stage, key=lambda word: (-len(word), word))
        self._words = re.compile("|".join(words))
        self._negation = re.compile(rules.negation)
        self._ahead = re.compile(rules.ahead)
        self._early = re.compile(rules.early)
        self._leading = rules.leading
        self._noun = rules.noun
        self.works = rules.works
        self._anaphor = re.compile(rules.anaphor)
        self._reach = rules.reach
        self._listed = re.compile(rules.listed)
        self._listing = re.compile(rules.listing)
        self._levels = rules.levels
        self._priced = re.compile(rules.priced_before)
        self._money = rules.priced_unit
        self._link = re.compile(rules.priced_link)
        self._funded = re.compile(rules.funded.replace("W", f"(?P<name>{UNIT})"))

    def standing(self, mask: Masked, sentence: Span, name: Span, modality: Modality) -> Standing:
        """The stage that a sentence states of the project named at `name`."""
        clauses = segments(mask, sentence)
        index = next((i for i, c in enumerate(clauses) if name.within(c)), None)
        if index is None:
            return Standing(None, modality, sentence)
        clause = clauses[index]
        if self._early.search(mask.text, name.end, clause.end):
            return Standing(Stage.PLANNED, modality, clause)
        words = self._beside(mask, clause, name)
        for later in clauses[index + 1 :]:
            if words or mask.holds(later.start, later.end):
                break
            words = self._continued(mask, later)
        return self._judged(mask, clause, name, words, modality)

    def level(self, mask: Masked, clause: Span, name: Span) -> str | None:
        """At which level a clause lists the project named at `name` as a major one."""
        after = name.end
        while joined := _LIST.match(mask.text, after, clause.end):
            after = joined.end()
        for found in self._listed.finditer(mask.text, clause.start, clause.end):
            before = _BESIDE.fullmatch(mask.text, found.end(), name.start)
            behind = self._listing.fullmatch(mask.text, after, found.start())
            if before or behind:
                return self._levels[found.group(1)]
        return None

    def investment(
        self, mask: Masked, sentence: Span, name: Span, mentions: tuple[Mention, ...]
    ) -> Quantity | None:
        """The sum of money that a sentence says is invested in the project named at `name`."""
        after: Quantity | None = None
        for value, price in self._prices(mask, sentence, mentions):
            between = mask.text[price.end : name.start]
            alone = price.end <= name.start and not mask.holds(price.end, name.start)
            if alone and self._link.search(between):
                several = _SHARING.match(mask.text, name.end) is not None
                return None if several else value
            behind = price.start - name.end
            near = 0 <= behind <= 2 * self._reach and not mask.holds(name.end, price.start)
            if near and after is None and mask.text[price.end : price.end + 1] != "的":
                after = value
        return after

    def funder(self, mask: Masked, sentence: Span, name: Span) -> str | None:
        """The company that a sentence says pays for the project named at `name`."""
        found = self._funded.search(mask.text, sentence.start, name.start)
        payer = mask.unit(found.start("name")).mention if found else None
        return payer.name if payer and payer.type is MentionType.ENTERPRISE else None

    def _prices(
        self, mask: Masked, sentence: Span, mentions: tuple[Mention, ...]
    ) -> Iterator[tuple[Quantity, Span]]:
        """The sums of money that a sentence calls an investment."""
        first = bisect_left(mentions, sentence.start, key=lambda mention: mention.span.start)
        for mention in mentions[first:]:
            if mention.span.start >= sentence.end:
                return
            value = mention.value
            if isinstance(value, Quantity) and self._money in value.unit:
                lead = mask.source[max(sentence.start, mention.span.start - 9) : mention.span.start]
                if self._priced.search(lead):
                    yield value, mention.span

    def in_words(self, words: str) -> Stage | None:
        """The furthest stage named in a table cell or title."""
        return furthest(self._stage[match.group()] for match in self._words.finditer(words))

    def _beside(self, mask: Masked, clause: Span, name: Span) -> tuple[_Word, ...]:
        """The stage words that govern a name: behind its list, and before it."""
        after = name.end
        while joined := _LIST.match(mask.text, after, clause.end):
            after = joined.end()
        others = [u.span.start for u in mask.within(after, clause.end)]
        room = min([clause.end, *others])
        following = self._reached(mask, after, room)
        if following and following[0].span.start - after > self._reach:
            following = []
        before = [u.span.end for u in mask.within(clause.start, name.start)]
        preceding = self._found(mask, clause.start, name.start)
        lead = [w for w in preceding if not self._closed(mask, w, name, before)]
        if lead and following and self._says(mask, following[0]) == self._noun:
            following = following[1:]
        return (*lead[-2:], *following)

    def _closed(self, mask: Masked, word: _Word, name: Span, before: list[int]) -> bool:
        """Whether a word before a name belongs to a name before it: A开工、B."""
        between = mask.text[word.span.end : name.start]
        if between.startswith("、") or name.start - word.span.end > self._reach * 3:
            return True
        return any(end <= word.span.start for end in before) and "、" in between[:2]

    def _continued(self, mask: Masked, clause: Span) -> tuple[_Word, ...]:
        words = self._reached(mask, clause.start, clause.end)
        first = words[0].span.start if words else clause.end
        opened = first - clause.start <= 6 or self._anaphor.match(
            mask.text[clause.start : clause.end]
        )
        return tuple(words[:2]) if opened else ()

    def _reached(self, mask: Masked, start: int, end: int) -> list[_Word]:
        """The stage words behind a name, without those that count only before one."""
        found = self._found(mask, start, end)
        return [word for word in found if self._says(mask, word) != self._leading]

    def _says(self, mask: Masked, word: _Word) -> str:
        return mask.text[word.span.start : word.span.end]

    def _found(self, mask: Masked, start: int, end: int) -> list[_Word]:
        return [
            _Word(
                Span(*match.span()),
                self._stage[match.group()],
                bool(self._negation.search(mask.text[start : match.start()])),
            )
            for match in self._words.finditer(mask.text, start, end)
        ]

    def _judged(
        self,
        mask: Masked,
        clause: Span,
        name: Span,
        words: tuple[_Word, ...],
        modality: Modality,
    ) -> Standing:
        """Reported: the furthest stage. Announced: completion, work that goes on, or a mere aim."""
        if not words:
            return Standing(None, modality, clause)
        if any(word.negated for word in words):
            return Standing(Stage.PLANNED, Modality.PLANNED, clause)
        stage = furthest(word.stage for word in words)
        if modality is Modality.DONE:
            return Standing(stage, modality, clause)
        aimed = self._ahead.search(mask.text[clause.start : clause.end])
        aims = [w for w in words if w.stage is not Stage.ONGOING and w.span.start >= name.end]
        if stage is Stage.COMPLETED and not aimed:
            return Standing(stage, modality, clause)
        going = any(w.stage is Stage.ONGOING for w in words)
        if not going or aimed or any(w.stage in {Stage.SIGNED, Stage.STARTED} for w in aims):
            return Standing(Stage.PLANNED, modality, clause)
        return Standing(Stage.ONGOING, modality, clause)


def furthest(stages: Iterable[Stage]) -> Stage | None:
    """The last of some stages in their order, None of none."""
    return max(stages, key=_ORDER.index, default=None)
