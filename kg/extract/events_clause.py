"""One clause: its action words, and who did what by the construction of each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extract.clauses import ASIDE, Masked
from kg.extract.events_names import AREA, Group, Member, Phrases, of_phrase, of_unit, own
from kg.extract.events_objects import Complements, may_govern
from kg.extract.events_subjects import Subject, Subjects
from kg.extract.events_words import ActionWords, Word
from kg.lexicon.actions import Actions, Construction, Objects
from kg.model import Area, MentionType, Span

_ACTORS = frozenset({MentionType.ENTERPRISE, MentionType.ORGANISATION, MentionType.AREA})
#: A run of so few characters before a verb is an adverb, no name.
_ADVERB = 4
#: So near before another action word a word belongs to it: 支持…开办.
_NEAR = 6
#: Kinds of action whose object may be a quoted run without a head, or a phrase with one.
_ISSUED = frozenset({"hosting", "issue"})
_QUOTING = _ISSUED | {"start", "completion", "opening", "signing"}


@dataclass(frozen=True, slots=True)
class Scene:
    """What a clause is read in: own area, who acted in the clause before, titles named in it.

    `topic` is the area or company that the sentence opened with.
    """

    home: Area
    actors: tuple[Member, ...] = ()
    titles: tuple[Member, ...] = ()
    topic: tuple[Member, ...] = ()

    def others(self, at: int) -> tuple[Member, ...]:
        """Who acts where no clause says so: what the sentence is about, else the own area."""
        return self.topic or (own(self.home, at),)


@dataclass(frozen=True, slots=True)
class Statement:
    """One actor–action–object, not yet with its modality; `at` is where the action stands."""

    actor: Member | None
    action: str
    kind: str
    object: Member
    at: int


@dataclass(frozen=True, slots=True)
class _Spot:
    """An action word in its clause: its subject lies in start..word, its object in word..end.

    `following` is where the next action word stands, `lead` one before it that acts through it
    (支持…开办), `actors` are those of the clause so far.
    """

    word: Word
    start: int
    end: int
    following: int
    lead: Word | None
    actors: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """What one action word says, and where its reading ends."""

    statements: tuple[Statement, ...]
    end: int


class ClauseReader:
    """The constructions of one lexicon."""

    def __init__(self, rules: Actions) -> None:
        """Compile."""
        phrases = Phrases(rules)
        self._phrases = phrases
        self.words = ActionWords(rules)
        self.subjects = Subjects(rules, phrases)
        self._complements = Complements(rules, phrases)
        self._respectively = re.compile(rules.grammar.respectively)

    def read(self, mask: Masked, clause: Span, scene: Scene) -> Iterator[Statement]:
        """What a clause says, action word by action word."""
        words = self.words.words(mask, clause)
        read, lead = clause.start, None
        actors: tuple[Member, ...] = ()
        for index, word in enumerate(words):
            if word.span.start < read:
                continue
            following = words[index + 1].span.start if index + 1 < len(words) else clause.end
            said = self._said(mask, _Spot(word, read, clause.end, following, lead, actors), scene)
            if said.statements:
                yield from said.statements
                actors, lead, read = _next_actors(said.statements) or actors, None, said.end
            elif following - word.span.end <= _NEAR and word.builds(Construction.ACT):
                lead = lead or word
            else:
                lead = None

    def _said(self, mask: Masked, spot: _Spot, scene: Scene) -> _Said:
        readings = {
            Construction.RECEIVE: self._receipt,
            Construction.ACT: self._act,
            Construction.BECOME: self._change,
        }
        for construction in spot.word.cls.constructions:
            said = readings[construction](mask, spot, scene)
            if said.statements:
                return said
        return _Said((), spot.word.span.end)

    # --- somebody receives something-

    def _receipt(self, mask: Masked, spot: _Spot, scene: Scene) -> _Said:
        word = spot.word
        end = self.words.next_receipt(mask, word, spot.end)
        titles = self._titles(mask, spot, end, scene)
        if not titles:
            return _Said((), word.span.end)
        subject = self.subjects.subject(mask, spot.start, word.span.start, scene.home)
        who = self._who(subject, spot, scene)
        if word.cls.objects is Objects.RANK and any(member in titles for member in who):
            who = (own(scene.home, word.span.start),)
        action = self.subjects.adverb(mask, spot.start, word.span.start) + word.text
        pairs = [(actor, title) for actor in who for title in titles]
        apart = self._respectively.search(mask.text, spot.start, word.span.start)
        if apart and len(who) == len(titles):
            pairs = list(zip(who, titles, strict=True))
        return _Said(
            tuple(Statement(a, action, word.cls.kind, t, word.span.start) for a, t in pairs), end
        )

    def _titles(self, mask: Masked, spot: _Spot, end: int, scene: Scene) -> tuple[Member, ...]:
        """What is received, by what the action word may stand with."""
        cls, start = spot.word.cls, spot.word.span.end
        if cls.objects is Objects.RANK:
            inside = _of_type(mask, Span(spot.start, start), MentionType.HONOUR)
            return inside or scene.titles
        if cls.objects is Objects.NAMED:
            inside = _of_type(mask, Span(spot.start, end), MentionType.ORGANISATION)
            placed = [m for m in inside if m.span.start >= start or _placed(mask, m)]
            return tuple(placed[-1:]) or self._market(mask, spot, end)
        titles = self._complements.titles(mask, start, end)
        if cls.ends:
            return titles if re.search(cls.ends, mask.text[start:end]) else ()
        if cls.objects is Objects.TITLED:
            return tuple(
                t for t in titles if t.named or self._phrases.names_one(mask, t.span, "honour")
            )
        return titles

    def _market(self, mask: Masked, spot: _Spot, end: int) -> tuple[Member, ...]:
        """The market that a company enters, where no name is marked: 登陆创业板."""
        ends = spot.word.cls.ends
        found = re.compile(ends).search(mask.text, spot.start, end) if ends else None
        return (of_phrase(mask, Span(*found.span())),) if found else ()

    def _who(self, subject: Subject, spot: _Spot, scene: Scene) -> tuple[Member, ...]:
        """Who receives or acts: those named, those of the clause before, else the own area."""
        if subject.dropped:
            return spot.actors or scene.actors or scene.others(spot.word.span.start)
        if subject.circumstance:
            return scene.others(spot.word.span.start)
        return subject.members

    # --- somebody acts on something--

    def _act(self, mask: Masked, spot: _Spot, scene: Scene) -> _Said:
        word = spot.word
        group = self._governed(mask, spot)
        if group is None:
            return _Said((), word.span.end)
        first = spot.lead or word
        subject = self.subjects.subject(mask, spot.start, first.span.start, scene.home)
        action = (spot.lead.text if spot.lead else "") + word.text
        action += group.verb if group.verb not in action else ""
        statements = tuple(
            Statement(actor, action, word.cls.kind, member, word.span.start)
            for actor in self._agents(subject, spot, scene)
            for member in group.members
        )
        return _Said(statements, group.span.end)

    def _agents(self, subject: Subject, spot: _Spot, scene: Scene) -> tuple[Member, ...]:
        """Who acts on something: only named ones, else the report's own area."""
        home = (own(scene.home, spot.word.span.start),)
        if subject.members:
            others = spot.actors or scene.actors or scene.others(spot.word.span.start)
            named = tuple(m for m in subject.members if m.thing.type in _ACTORS)
            short = all(not m.sign and _size(m) <= _ADVERB for m in subject.members)
            return named or (tuple(m for m in others if m.thing.type in _ACTORS) if short else ())
        if not subject.dropped and not subject.circumstance:
            return ()  # somebody acts who is only counted, or whom nothing names
        who = self._who(subject, spot, scene)
        return tuple(m for m in who if m.thing.type in _ACTORS) or home

    def _governed(self, mask: Masked, spot: _Spot) -> Group | None:
        """What an action word governs: names right behind it, or a phrase with a known head."""
        cls = spot.word.cls
        group = self._complements.objects(mask, spot.word.span.end, spot.end)
        if group and group.members[0].span.start > spot.following:
            return None  # a further verb stands before it
        if group is None and spot.following == spot.end and not spot.lead:
            group = self._complements.last(mask, spot.word.span.end, spot.end)
        if group:
            closed = group.members[-1].span.end < group.span.end == spot.end  # 发挥“X”作用
            fit = tuple(
                member
                for member in group.members
                if may_govern(
                    member,
                    named_only=cls.objects is Objects.NAMED,
                    quoted=cls.kind in _QUOTING or (closed and "、" not in member.thing.name),
                )
            )
            return replace(group, members=fit) if fit else None
        if cls.kind in _ISSUED:
            end = spot.following if spot.following > spot.word.span.end + 4 else spot.end
            phrase = self._complements.phrase(
                mask, spot.word.span.end, max(end, spot.end), "event", "document"
            )
            return Group((phrase,), "", phrase.span) if phrase else None
        return None

    # --- something happens-----------

    def _change(self, mask: Masked, spot: _Spot, scene: Scene) -> _Said:
        word = spot.word
        group = self.subjects.built(mask, spot.start, word.span.start, self.words.pattern)
        if group is None:
            return _Said((), word.span.end)
        place = self._place(mask, spot) if word.cls.kind == "signing" else None
        after = mask.text[word.span.end : spot.following].strip("了、并和，")
        if after and place is None and not after.startswith(("（", ASIDE)):
            return _Said((), word.span.end)
        plain = word.cls.kind != "progress"
        members = tuple(m for m in group.members if m.named or (plain and not m.sign))
        statements = (
            statement
            for member in members
            if (statement := self._changed(member, group, spot, scene, place))
        )
        return _Said(tuple(statements), place.span.end if place else word.span.end)

    def _changed(
        self, member: Member, group: Group, spot: _Spot, scene: Scene, place: Member | None
    ) -> Statement | None:
        """What happened to one: nobody did it, but a company settles, and a title is worked for."""
        word, at = spot.word, spot.word.span.start
        if member.thing.type is MentionType.HONOUR:
            actor = own(scene.home, at)
            return Statement(actor, group.verb, word.cls.kind, member, at) if group.verb else None
        if place and member.thing.type in _ACTORS:
            return Statement(member, word.text, word.cls.kind, place, at)
        return Statement(None, word.text, word.cls.kind, member, at)

    def _place(self, mask: Masked, spot: _Spot) -> Member | None:
        """The area that somebody settles in: 落户光明."""
        units = mask.within(spot.word.span.end, spot.word.span.end + 1)
        member = of_unit(mask, units[0].span) if units else None
        return member if member and member.sign == AREA else None


def _next_actors(statements: tuple[Statement, ...]) -> tuple[Member, ...]:
    """Who acts in what follows: those who acted, or those whom they support."""
    supported = tuple(
        one.object
        for one in statements
        if one.kind == "support" and one.object.thing.type in _ACTORS
    )
    named = (one.actor for one in statements if one.actor)
    return supported or tuple(dict.fromkeys(named))


def _of_type(mask: Masked, room: Span, kind: MentionType) -> tuple[Member, ...]:
    return tuple(
        of_unit(mask, unit.span)
        for unit in mask.within(room.start, room.end)
        if unit.mention and unit.mention.type is kind
    )


def _placed(mask: Masked, member: Member) -> bool:
    return mask.text[member.span.start - 1] == "在"


def _size(member: Member) -> int:
    return member.span.end - member.span.start
