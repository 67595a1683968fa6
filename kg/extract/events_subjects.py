"""What stands before an action word: who acts or receives, or what is built and opened."""

import re
from typing import NamedTuple

from kg.extract.clauses import ASIDE, Masked, Unit
from kg.extract.events_names import (
    Group,
    Member,
    Phrases,
    of_phrase,
    of_unit,
    own,
)
from kg.lexicon.actions import Actions
from kg.model import Area, MentionType, Span, Thing

#: How far before a verb a phrase of place or an agent may begin.
_REACH = 26
#: What a sentence may be about, and areas too wide to act.
_TOPICS = frozenset({MentionType.AREA, MentionType.ENTERPRISE})
_WIDE = frozenset({"country", "region", "province"})
#: Marks that name no one: titles and indicators.
_NOBODY = frozenset({MentionType.HONOUR, MentionType.INDICATOR})


class Subject(NamedTuple):
    """Who stands before an action word: members; nobody (dropped); or only a circumstance."""

    members: tuple[Member, ...] = ()
    dropped: bool = False
    circumstance: bool = False


class Subjects:
    """The patterns of what stands before an action word, compiled once."""

    def __init__(self, rules: Actions, phrases: Phrases) -> None:
        """Compile."""
        grammar = rules.grammar
        self._phrases = phrases
        plain = frozenset(word for word in grammar.adverbs if word.isalpha())
        self._plain_adverbs = plain | {ASIDE, " ", "\u3000", "、"}
        self._sizes = tuple(sorted({len(word) for word in self._plain_adverbs}, reverse=True))
        other = "|".join(word for word in grammar.adverbs if word not in plain)
        self._adverbs = re.compile(f"(?:{other})$")
        self._kept = re.compile("|".join(grammar.kept_adverbs))
        self._openings = re.compile(f"(?:{'|'.join(grammar.openings)}|\\s)+")
        self._locative = re.compile(grammar.locative)
        self._agent = re.compile(grammar.agent)
        self._prepositions = re.compile("|".join(grammar.prepositions))
        self._self = re.compile(grammar.self)
        self._authority = re.compile(grammar.authorities)
        self._tail = re.compile(grammar.tails + "$")
        self._part = re.compile(f"{ASIDE}*{grammar.part}")
        self._given = re.compile(grammar.agent)

    def subject(self, mask: Masked, start: int, end: int, home: Area) -> Subject:
        """Read who acts or receives out of the words before an action word."""
        end = self._bare_end(mask, start, end)
        start = self._opened(mask, start, end)
        words = mask.text[start:end]
        if not words:
            return Subject(dropped=True)
        if self._self.fullmatch(words):
            return Subject(members=(own(home, start),))
        if self._prepositions.match(words):
            return Subject(circumstance=True)
        named, _ = self._phrases.named_part(mask, start, end)
        found = (self._member(mask, item) for item in self._phrases.items(mask, start, named))
        return Subject(members=tuple(member for member in found if member))

    def topic(self, mask: Masked, clause: Span, home: Area) -> Member | None:
        """The area or company that opens a clause and is what its sentence is about."""
        units = mask.within(clause.start, clause.start + 1)
        mention = units[0].mention if units else None
        if mention is None or mention.type not in _TOPICS or units[0].span == clause:
            return None
        if mention.area and (
            mention.area.level in _WIDE or mention.area.name in {home.name, *home.path}
        ):
            return None
        if self._phrases.joint(mask, units[0].span.end, clause.end) is not None:
            return None
        return of_unit(mask, units[0].span)

    def opened(self, mask: Masked, clause: Span) -> tuple[Member, ...]:
        """The thing that opens a clause and may be what the next one is about: P 通过…，获评…."""
        units = mask.within(clause.start, clause.start + 1)
        if not units or units[0].span == clause or mask.text[units[0].span.end] in "、和及与的（等":
            return ()
        mention = units[0].mention
        if mention and mention.type in {*_TOPICS, *_NOBODY}:
            return ()
        return (of_unit(mask, units[0].span),)

    def adverb(self, mask: Masked, start: int, end: int) -> str:
        """The adverb before a verb that belongs to the action as written (牵头获评)."""
        kept = self._kept.search(mask.text, self._without_adverbs(mask.text, start, end), end)
        return kept.group() if kept else ""

    def given(self, mask: Masked, start: int, end: int) -> bool:
        """Whether directly before an action word it is said who gives: 被 X 授予."""
        end = self._without_adverbs(mask.text, start, end)
        return bool(self._given.search(mask.text[max(start, end - _REACH) : end]))

    def bare_end(self, mask: Masked, start: int, end: int) -> int:
        """Where the words before an action word end without its adverbs."""
        return self._without_adverbs(mask.text, start, end)

    def built(
        self, mask: Masked, room: Span, verbs: re.Pattern[str], kind: str = "project"
    ) -> Group | None:
        """The list that ends where an intransitive action word begins: what is built or opened.

        A phrase that nothing marks belongs to it if it ends as names of a kind do.
        """
        start, end = room.start, room.end
        end = self._bare_end(mask, start, end)
        start = self._opened(mask, start, end)
        whole, verb = Span(start, end), ""
        tail = self._tail.search(mask.text, start, end)
        if tail and tail.group() and tail.start() > start:
            verb, end = tail["verb"] or "", tail.start()
        end, summed = self._phrases.named_part(mask, start, end)
        members = []
        for item in self._phrases.items(mask, start, end):
            member = self._undertaking(mask, item, verbs, kind)
            if member:
                members.append(self._phrases.completed(member, summed))
        return Group(tuple(members), verb, whole) if members else None

    def _bare_end(self, mask: Masked, start: int, end: int) -> int:
        """Where the subject ends: adverbs, place and agent before the verb left out."""
        while True:
            end = self._without_adverbs(mask.text, start, end)
            words = mask.text[max(start, end - _REACH) : end]
            found = self._agent.search(words) or self._locative.search(words)
            if not found:
                return end
            end -= len(words) - found.start()

    def _without_adverbs(self, text: str, start: int, end: int) -> int:
        while end > start:
            size = next((n for n in self._sizes if text[end - n : end] in self._plain_adverbs), 0)
            other = None if size else self._adverbs.search(text[max(start, end - 10) : end])
            size = other.end() - other.start() if other else size
            if not size or end - size < start:
                return end
            end -= size
        return end

    def _opened(self, mask: Masked, start: int, end: int) -> int:
        found = self._openings.match(mask.text, start, end)
        return found.end() if found else start

    def _member(self, mask: Masked, item: Span) -> Member | None:
        """One who receives: a name, a name with more words, or a plain phrase; none if counted."""
        units = mask.within(item.start, item.end)
        words = mask.text[item.start : item.end]
        if self._authority.fullmatch(words):
            return Member(item, Thing(type=MentionType.ORGANISATION, name=words), "")
        if self._phrases.counted.search(words) or self._phrases.modifiers.fullmatch(words):
            return None
        if self._phrases.unnamed.match(words) and not _names_somebody(units):
            return None
        if units and units[-1].span.end == item.end:
            quoted = len(units) > 1 and units[-1].mention is None
            return of_phrase(mask, item) if quoted else of_unit(mask, units[-1].span)
        return of_phrase(mask, item) if len(words) <= self._phrases.longest else None

    def _undertaking(
        self, mask: Masked, item: Span, verbs: re.Pattern[str], kind: str
    ) -> Member | None:
        """One that is built: a name, a part of it, or a phrase that ends as names of a kind do."""
        units = mask.within(item.start, item.end)
        if units and units[-1].span.end == item.end:
            return of_unit(mask, units[-1].span)
        words = mask.text[item.start : item.end]
        first = units[0].span.start if units else item.start
        phrase = Span(max(first, item.start + words.rfind("的") + 1), item.end)
        phrase = Span(self._led(mask, phrase, verbs), phrase.end)
        counted = self._phrases.count.search(mask.text[phrase.start : phrase.end])
        if counted or self._phrases.unnamed.match(words):
            return None
        whole = self._of_part(mask, units, item.end, verbs)
        if whole is None and self._phrases.names_one(mask, phrase, kind):
            return of_phrase(mask, phrase)
        return whole

    def _of_part(
        self, mask: Masked, units: tuple[Unit, ...], end: int, verbs: re.Pattern[str]
    ) -> Member | None:
        """The project that a part belongs to: P 主体工程."""
        mention = units[-1].mention if units else None
        if mention is None or mention.type is not MentionType.PROJECT:
            return None
        at = units[-1].span.end
        if verbs.search(mask.text, at, end) or not self._part.fullmatch(mask.text, at, end):
            return None
        return of_unit(mask, units[-1].span)

    def _led(self, mask: Masked, phrase: Span, verbs: re.Pattern[str]) -> int:
        """Where a phrase begins behind the verbs and adverbs that lead it: 力争推动X铁路."""
        at = phrase.start
        while at < phrase.end:
            verb = verbs.match(mask.text, at, phrase.end)
            words = (mask.text[at : at + n] for n in self._sizes if n > 1)
            size = next((len(w) for w in words if w in self._plain_adverbs), 0)
            if not verb and not size:
                return at
            at = verb.end() if verb else at + size
        return phrase.start

    def starts_bare(self, mask: Masked, start: int, end: int) -> bool:
        """Whether nothing but adverbs and openings stands before an action word."""
        end = self._without_adverbs(mask.text, start, end)
        return self._opened(mask, start, end) >= end


def _names_somebody(units: tuple[Unit, ...]) -> bool:
    """Whether a counted phrase still ends in a name: 本土企业 E, not 51家 H."""
    last = units[-1].mention if units else None
    return bool(units) and (last is None or last.type not in _NOBODY)
