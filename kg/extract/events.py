"""Events: who did what, read clause by clause from the action words of lexicon/actions.toml."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extract.clauses import Masked, masked, segments
from kg.extract.events_names import Group, Member, Names, Subject, own
from kg.lexicon.actions import ActionClass, Actions, Construction, Objects
from kg.model import (
    Area,
    BlockKind,
    Document,
    Event,
    Evidence,
    Mention,
    MentionType,
    Modality,
    Period,
    Section,
    Span,
    Stance,
    Thing,
)

__all__ = ["Reader", "events"]

#: A run of so few characters before a verb is an adverb.
_ADVERB = 4
_READ = {BlockKind.PARAGRAPH, BlockKind.ITEM}
_ACTORS = {MentionType.ENTERPRISE, MentionType.ORGANISATION, MentionType.AREA}
_LOOK = re.compile(r"\(\?[!=].*?\)")
_RECEIVE, _ACT, _BECOME = Construction.RECEIVE, Construction.ACT, Construction.BECOME


def events(
    document: Document, mentions: tuple[Mention, ...], home: Area, rules: Actions
) -> tuple[Event, ...]:
    """Who did what in one report, in the order of the text, each statement once."""
    return Reader(rules).events(document, mentions, home)


@dataclass(frozen=True, slots=True)
class _Word:
    """An action word in a clause; `text` as written, of several words where they stand together."""

    span: Span
    cls: ActionClass
    text: str


@dataclass(frozen=True, slots=True)
class _Setting:
    """What holds for a sentence: own area, stance, periods, and who acts so far."""

    home: Area
    section: Section | None
    review: Period | None
    plan: Period | None
    actors: tuple[Member, ...] = ()
    titles: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """One actor–action–object, not yet with its modality."""

    actor: Member | None
    action: str
    kind: str
    object: Member
    at: int


class Reader:
    """The action words of one lexicon, compiled once."""

    def __init__(self, rules: Actions) -> None:
        """Compile; longer words are tried first."""
        self.names = Names(rules)
        listed = {_LOOK.sub("", word): (word, cls) for cls in rules.classes for word in cls.words}
        self._classes = {bare: cls for bare, (_, cls) in listed.items()}
        ordered = sorted(listed, key=lambda bare: (-len(bare), bare))
        self._words = re.compile("|".join(listed[bare][0] for bare in ordered))
        self._planned = re.compile(rules.modality.planned)
        self._done = re.compile(rules.modality.done)
        self._undone = re.compile(rules.modality.undone)

    def events(
        self, document: Document, mentions: tuple[Mention, ...], home: Area
    ) -> tuple[Event, ...]:
        """All events of one report."""
        mask = masked(document, mentions)
        times = tuple(
            m for m in mentions if m.type is MentionType.TIME and isinstance(m.value, Period)
        )
        found: dict[tuple[object, ...], Event] = {}
        for block in document.blocks:
            section = document.sections[block.section] if block.section is not None else None
            if block.kind not in _READ or (section and section.stance is Stance.PROBLEM):
                continue
            setting = _Setting(home, section, document.review, document.plan)
            for sentence in block.sentences:
                for event in self._sentence(mask, sentence, setting, times):
                    key = (event.actor, event.action, event.object, event.evidence.span)
                    found.setdefault(key, event)
        return tuple(found.values())

    def _sentence(
        self, mask: Masked, sentence: Span, setting: _Setting, times: tuple[Mention, ...]
    ) -> Iterator[Event]:
        for segment in segments(mask, sentence):
            read = list(self.clause(mask, segment, setting))
            for one in read:
                yield self._event(mask, segment, one, setting, times)
            setting = self._carried(mask, segment, read, setting)

    def _carried(
        self, mask: Masked, segment: Span, read: list[_Found], setting: _Setting
    ) -> _Setting:
        """Who acts in the next clause of the sentence, and which titles a 在…中 has named."""
        named = [one.actor for one in read if one.actor and one.actor.sign]
        actors = tuple(dict.fromkeys(named)) if named else setting.actors
        titles = setting.titles
        if not read:
            words = mask.text[segment.start : segment.end]
            honours = [
                self.names.member(mask, unit.span)
                for unit in mask.within(segment.start, segment.end)
                if unit.mention and unit.mention.type is MentionType.HONOUR
            ]
            if words.startswith("在") and honours:
                titles = tuple(honours)
            elif not self._words.search(words):
                actors = ()
        return replace(setting, actors=actors, titles=titles)

    # --- one clause -------------------------------------------------------------------------------

    def clause(self, mask: Masked, segment: Span, setting: _Setting) -> Iterator[_Found]:
        """The events of the run of text between two commas."""
        words = self._action_words(mask, segment)
        start = segment.start
        pending = ""
        done = segment.start
        actors: tuple[Member, ...] | None = None
        for index, word in enumerate(words):
            if word.span.start < done:
                continue
            end = words[index + 1].span.start if index + 1 < len(words) else segment.end
            found, stop = self._word(mask, word, Span(start, segment.end), end, setting, actors)
            if found:
                action = pending + found[0].action
                yield from (replace(one, action=pending + one.action) for one in found)
                actors = tuple(dict.fromkeys(o.actor for o in found if o.actor)) or actors
                pending, done, start = "", stop, stop
                del action
            else:
                near = end - word.span.end <= 6 and _ACT in word.cls.constructions
                pending = word.text if near else ""
                start = word.span.end
        return

    def _action_words(self, mask: Masked, segment: Span) -> list[_Word]:
        found: list[_Word] = []
        for match in self._words.finditer(mask.text, segment.start, segment.end):
            cls = self._classes[match.group()]
            if found:
                between = mask.text[found[-1].span.end : match.start()]
                if between in {"", "并", "、", "和", "并正式"}:
                    before = found.pop()
                    span = Span(before.span.start, match.end())
                    found.append(_Word(span, cls, before.text + match.group()))
                    continue
            found.append(_Word(Span(*match.span()), cls, match.group()))
        return found

    def _word(
        self,
        mask: Masked,
        word: _Word,
        room: Span,
        end: int,
        setting: _Setting,
        actors: tuple[Member, ...] | None,
    ) -> tuple[list[_Found], int]:
        """What one action word says, and where its reading ends."""
        for construction in word.cls.constructions:
            found: list[_Found] = []
            stop = end
            if construction is _RECEIVE:
                found, stop = self._receive(mask, word, room, setting, actors)
            elif construction is _ACT:
                found, stop = self._act(
                    mask, word, Span(room.start, room.end), end, setting, actors
                )
            elif construction is _BECOME:
                found, stop = self._become(mask, word, room, end, setting)
            if found:
                return found, stop
        return [], word.span.end

    def _receive(
        self,
        mask: Masked,
        word: _Word,
        room: Span,
        setting: _Setting,
        actors: tuple[Member, ...] | None,
    ) -> tuple[list[_Found], int]:
        end = self._next_receive(mask, word, room.end)
        titles = self._titles(mask, word, Span(room.start, end), setting)
        if not titles:
            return [], word.span.end
        subject = self.names.subject(mask, room.start, word.span.start, setting.home)
        who = self._who(subject, word, setting, actors)
        action = self.names.adverb(mask, room.start, word.span.start) + word.text
        found = [
            _Found(actor, action, word.cls.kind, title, word.span.start)
            for actor in who
            for title in titles
        ]
        return found, end

    def _next_receive(self, mask: Masked, word: _Word, end: int) -> int:
        for match in self._words.finditer(mask.text, word.span.end, end):
            cls = self._classes[match.group()]
            if _RECEIVE in cls.constructions and match.start() > word.span.end + 2:
                cut = match.start()
                return cut - 1 if mask.text[cut - 1] in "并、且" else cut
        return end

    def _titles(
        self, mask: Masked, word: _Word, room: Span, setting: _Setting
    ) -> tuple[Member, ...]:
        """What is received, by what the action word may stand with."""
        start, end = word.span.end, room.end
        if word.cls.objects is Objects.RANK:
            inside = [
                self.names.member(mask, unit.span)
                for unit in mask.within(room.start, word.span.start)
                if unit.mention and unit.mention.type is MentionType.HONOUR
            ]
            return tuple(inside) or setting.titles
        if word.cls.objects is Objects.NAMED:
            inside = [
                self.names.member(mask, unit.span)
                for unit in mask.within(room.start, end)
                if unit.mention
                and unit.mention.type is MentionType.ORGANISATION
                and (unit.span.start >= start or mask.text[unit.span.start - 1] == "在")
            ]
            return tuple(inside[-1:])
        titles = self.names.title(mask, start, end)
        if word.cls.ends and not re.search(word.cls.ends, mask.text[start:end]):
            return ()
        if word.cls.objects is Objects.TITLED and not word.cls.ends:
            titles = tuple(t for t in titles if t.named or self._is_title(mask, t))
        return titles

    def _is_title(self, mask: Masked, member: Member) -> bool:
        return self.names.is_phrase(mask, member.span, "honour")

    def _who(
        self,
        subject: Subject,
        word: _Word,
        setting: _Setting,
        actors: tuple[Member, ...] | None,
    ) -> tuple[Member, ...]:
        """Who receives or acts: those named, those of the clause before, else the own area."""
        if subject.members:
            return subject.members
        if subject.dropped:
            carried = actors or setting.actors
            return carried or (own(setting.home, Span(word.span.start, word.span.start)),)
        if subject.circumstance:
            return (own(setting.home, Span(word.span.start, word.span.start)),)
        return ()

    def _act(
        self,
        mask: Masked,
        word: _Word,
        room: Span,
        end: int,
        setting: _Setting,
        actors: tuple[Member, ...] | None,
    ) -> tuple[list[_Found], int]:
        group = self._governed(mask, word, room, end)
        if group is None:
            return [], word.span.end
        subject = self.names.subject(mask, room.start, word.span.start, setting.home)
        who = self._agents(subject, word, setting, actors)
        action = word.text + (group.verb if group.verb not in word.text else "")
        found = [
            _Found(actor, action, word.cls.kind, member, word.span.start)
            for actor in who
            for member in group.members
        ]
        return found, group.span.end

    def _agents(
        self,
        subject: Subject,
        word: _Word,
        setting: _Setting,
        actors: tuple[Member, ...] | None,
    ) -> tuple[Member, ...]:
        """Who acts on something: only named ones, else the report's own area."""
        named = tuple(m for m in subject.members if m.thing.type in _ACTORS)
        if named or any(m.sign or m.span.end - m.span.start > _ADVERB for m in subject.members):
            return named
        if subject.dropped and actors is None and setting.actors:
            kept = tuple(m for m in setting.actors if m.thing.type in _ACTORS)
            return kept or (own(setting.home, Span(word.span.start, word.span.start)),)
        if subject.members:  # too short for a name: an adverb that no list has
            return (own(setting.home, Span(word.span.start, word.span.start)),)
        return self._who(subject, word, setting, actors)

    def _governed(self, mask: Masked, word: _Word, room: Span, end: int) -> Group | None:
        """What an action word governs: names right behind it, or a phrase with a known head."""
        group = self.names.objects(mask, word.span.end, room.end)
        if group:
            fit = tuple(m for m in group.members if m.sign in self.names.objects_of(word.cls))
            if len(fit) == len(group.members):
                return group
            return replace(group, members=fit) if fit else None
        if word.cls.kind in {"hosting", "issue"}:
            phrase = self.names.phrase(mask, word.span.end, room.end, "event", "document")
            if phrase:
                return Group((phrase,), "", phrase.span)
        return None

    def _become(
        self, mask: Masked, word: _Word, room: Span, end: int, setting: _Setting
    ) -> tuple[list[_Found], int]:
        following = mask.text[word.span.end : end]
        if following.strip("了、并和，") and not re.match("[、，（]|\ue00a", following):
            return [], word.span.end
        group = self.names.before(mask, room.start, word.span.start)
        if group is None:
            return [], word.span.end
        action = word.text
        actor: Member | None = None
        plain = word.cls.kind != "progress"
        members = tuple(m for m in group.members if m.named or (plain and not m.sign))
        if members and members[-1].thing.type is MentionType.HONOUR:
            if not group.verb:
                return [], word.span.end
            actor, action = own(setting.home, Span(word.span.start, word.span.start)), group.verb
        found = [_Found(actor, action, word.cls.kind, m, word.span.start) for m in members]
        return found, word.span.end

    # --- modality and period ----------------------------------------------------------------------

    def _event(
        self,
        mask: Masked,
        segment: Span,
        one: _Found,
        setting: _Setting,
        times: tuple[Mention, ...],
    ) -> Event:
        modality = self._modality(mask, Span(segment.start, one.at), setting)
        return Event(
            actor=one.actor.thing if one.actor else None,
            action=one.action,
            kind=one.kind,
            object=one.object.thing,
            modality=modality,
            period=self._period(segment, modality, setting, times),
            evidence=Evidence(span=segment, rule=f"event-{one.kind}"),
        )

    def _modality(self, mask: Masked, before: Span, setting: _Setting) -> Modality:
        ahead = setting.section is not None and setting.section.stance is Stance.PLAN
        words = mask.text[before.start : before.end]
        if ahead:
            return Modality.DONE if self._done.search(words) else Modality.PLANNED
        return Modality.PLANNED if self._planned.search(words) else Modality.DONE

    def _period(
        self,
        segment: Span,
        modality: Modality,
        setting: _Setting,
        times: tuple[Mention, ...],
    ) -> Period:
        named = [m.value for m in times if m.span.within(segment) and isinstance(m.value, Period)]
        if named:
            return named[0]
        section = setting.section
        own_stance = section and (section.stance is Stance.PLAN) == (modality is Modality.PLANNED)
        default = setting.plan if modality is Modality.PLANNED else setting.review
        period = (section.period if section and own_stance else None) or default
        return period or setting.review or setting.plan or Period.year(1970)


def thing(home: Area) -> Thing:
    """The report's own area as a thing."""
    return Thing(type=MentionType.AREA, name=home.name, area=home)
