"""Somebody receives something, enters a list, takes a place in a ranking."""

import re

from kg.extract.clauses import Masked
from kg.extract.events_names import Member, Phrases, of_phrase, own
from kg.extract.events_objects import Complements
from kg.extract.events_scene import Said, Scene, Spot, Statement, of_type, who
from kg.extract.events_subjects import Subject, Subjects
from kg.extract.events_words import ActionWords
from kg.lexicon.actions import Actions, Objects
from kg.model import MentionType, Span

#: How far before a word of rank its ranking may begin.
_RANKED = 48


class Receipts:
    """The receiving construction of one lexicon."""

    def __init__(
        self, rules: Actions, phrases: Phrases, words: ActionWords, subjects: Subjects
    ) -> None:
        """Compile."""
        grammar = rules.grammar
        self._phrases, self._words, self._subjects = phrases, words, subjects
        self._complements = Complements(rules, phrases)
        self._respectively = re.compile(grammar.respectively)
        self._ranking = re.compile(grammar.ranking)
        self._place = re.compile(grammar.place)
        self._examined = re.compile(grammar.examined)
        self._called = re.compile(grammar.called.removesuffix("$"))
        self._things = re.compile(grammar.things)

    def read(self, mask: Masked, spot: Spot, scene: Scene) -> Said | None:
        """Who receives which titles by an action word."""
        word = spot.word
        end = self._words.next_receipt(mask, word, spot.end)
        given = not word.cls.passive or self._subjects.given(mask, spot.start, spot.at)
        titles = self._titles(mask, spot, end, scene) if given else ()
        if not titles:
            return None
        receivers = self._receivers(mask, spot, scene, titles)
        action = self._subjects.adverb(mask, spot.start, spot.at) + word.text
        pairs = [(actor, title) for actor in receivers for title in titles]
        apart = self._respectively.search(mask.text, spot.start, spot.at)
        if apart and len(receivers) == len(titles):
            pairs = list(zip(receivers, titles, strict=True))
        return Said(tuple(Statement(a, action, word.cls.kind, t, spot.at) for a, t in pairs), end)

    def _receivers(
        self, mask: Masked, spot: Spot, scene: Scene, titles: tuple[Member, ...]
    ) -> tuple[Member, ...]:
        subject = self._subjects.subject(mask, spot.start, spot.at, scene.home)
        if subject.dropped and not spot.actors and scene.made and self._of_things(titles):
            return scene.made
        found = who(subject, spot, scene)
        if any(member in titles for member in found) or self._tested(subject):
            return (own(scene.home, spot.at),)
        return found

    def _of_things(self, titles: tuple[Member, ...]) -> bool:
        """Whether titles are those of a thing made (典型案例) and not of who made it."""
        return all(self._things.search(title.thing.name) for title in titles)

    def _tested(self, subject: Subject) -> bool:
        """Whether the subject is an examination, which the own area passes: X 考核 获评 Y."""
        plain = [one for one in subject.members if not one.sign]
        return bool(plain) and all(self._examined.search(one.thing.name) for one in plain)

    def _titles(self, mask: Masked, spot: Spot, end: int, scene: Scene) -> tuple[Member, ...]:
        """What is received, by what the action word may stand with."""
        cls, start = spot.word.cls, spot.word.span.end
        if mask.text.startswith("、", start):
            return ()
        if cls.objects is Objects.RANK:
            held = self._complements.titles(mask, start, end)
            return self._rankings(mask, spot, scene) or tuple(m for m in held if m.named)
        if cls.objects is Objects.NAMED:
            inside = of_type(mask, Span(spot.start, end), MentionType.ORGANISATION)
            placed = [m for m in inside if m.span.start >= start or _placed(mask, m)]
            return tuple(placed[-1:]) or self._market(mask, spot, end)
        ranked = self._place.match(mask.text, start, end) and self._rankings(mask, spot, scene)
        titles = ranked or self._complements.titles(mask, start, end)
        if cls.ends:
            return titles if re.search(cls.ends, mask.text[start:end]) else ()
        if cls.objects is Objects.TITLED and not ranked:
            return tuple(t for t in titles if self._entitles(mask, t))
        return titles

    def _entitles(self, mask: Masked, title: Member) -> bool:
        """Whether something is a title: marked, called one (“X”称号), or with the head of one."""
        called = self._called.match(mask.text, title.span.end)
        return bool(title.named or called or self._phrases.names_one(mask, title.span, "honour"))

    def _rankings(self, mask: Masked, spot: Spot, scene: Scene) -> tuple[Member, ...]:
        """The ranking in which somebody takes a place: named, of the clause before, or 在…中."""
        inside = of_type(mask, Span(spot.start, spot.word.span.end), MentionType.HONOUR)
        if inside or scene.titles:
            return inside or scene.titles
        end = self._subjects.bare_end(mask, spot.start, spot.at)
        start = max(spot.start, end - _RANKED)
        found = self._ranking.search(mask.text[start:end])
        if not found:
            return ()
        first, last = found.span("list")
        return (of_phrase(mask, Span(start + first, start + last)),)

    def _market(self, mask: Masked, spot: Spot, end: int) -> tuple[Member, ...]:
        """The market that a company enters, where no name is marked: 登陆创业板."""
        ends = spot.word.cls.ends
        found = re.compile(ends).search(mask.text, spot.start, end) if ends else None
        return (of_phrase(mask, Span(*found.span())),) if found else ()


def _placed(mask: Masked, member: Member) -> bool:
    return mask.text[member.span.start - 1] == "在"
