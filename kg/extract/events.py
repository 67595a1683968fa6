"""Events: who did what, read clause by clause from the action words of lexicon/actions.toml."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.extract.clauses import Masked, masked, segments
from kg.extract.events_clause import ClauseReader, built
from kg.extract.events_names import Member, of_unit
from kg.extract.events_scene import Scene, Statement
from kg.extract.events_words import Word
from kg.extract.spells import Spells
from kg.lexicon.actions import Actions
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
)
from kg.text.normalise import plain

__all__ = ["Reader", "events"]

_READ = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM})


def events(
    document: Document, mentions: tuple[Mention, ...], home: Area, rules: Actions
) -> tuple[Event, ...]:
    """Who did what in one report, in the order of the text, each statement once."""
    return Reader(rules).events(document, mentions, masked(document, mentions), home)


class _Sitting(NamedTuple):
    """What holds for a sentence: its section, and the periods that the report is about."""

    section: Section | None
    review: Period | None
    plan: Period | None
    times: tuple[Mention, ...]
    told: Period | None  # what the paragraph says of itself, or one before it

    @property
    def ahead(self) -> bool:
        """Whether the section looks ahead."""
        return self.section is not None and self.section.stance is Stance.PLAN


class Reader:
    """The action words and cues of one lexicon, compiled once."""

    def __init__(self, rules: Actions) -> None:
        """Compile."""
        self._clauses = ClauseReader(rules)
        self._planned = re.compile(rules.modality.planned)
        self._done = re.compile(rules.modality.done)
        self._undone = re.compile(f"(?:{rules.modality.undone})[^，、；]{{0,6}}$")

    def events(
        self, document: Document, mentions: tuple[Mention, ...], mask: Masked, home: Area
    ) -> tuple[Event, ...]:
        """All events of one report, whose names `mask` hides."""
        times = tuple(m for m in mentions if m.type is MentionType.TIME and mask.bare(m.span))
        found: dict[tuple[object, ...], Event] = {}
        acting = self._clauses.words.places(mask)
        spells, flat = Spells(document), plain(document.text)
        for block in document.blocks:
            if block.kind not in _READ:
                continue
            told = spells.of(block, flat)
            section = document.sections[block.section] if block.section is not None else None
            if section and section.stance is Stance.PROBLEM:
                continue
            sitting = _Sitting(section, document.review, document.plan, times, told)
            for sentence in block.sentences:
                first, last = bisect_left(acting, sentence.start), bisect_left(acting, sentence.end)
                if first == last:
                    continue  # nothing acts in it
                places = acting[first:last]
                for event in self._sentence(mask, sentence, sitting, Scene(home), places):
                    key = (event.actor, event.action, event.object, event.evidence.span)
                    found.setdefault(key, event)
        return tuple(found.values())

    def _sentence(
        self,
        mask: Masked,
        sentence: Span,
        sitting: _Sitting,
        scene: Scene,
        acting: Sequence[int],
    ) -> Iterator[Event]:
        """The events of a sentence, in which something may act at the places `acting`."""
        for clause in segments(mask, sentence, self._clauses.words.pattern):
            if clause.start > acting[-1]:
                return
            scene = self._about(mask, clause, scene)
            acts = any(clause.start <= at < clause.end for at in acting)
            words = self._clauses.words.words(mask, clause) if acts else ()
            said = tuple(self._clauses.read(mask, clause, words, scene)) if words else ()
            for statement in said:
                event = self._event(mask, clause, statement, sitting)
                if event and not self._undone.search(mask.text[clause.start : statement.at]):
                    yield event
            scene = self._carried(mask, clause, words, said, scene)

    def _about(self, mask: Masked, clause: Span, scene: Scene) -> Scene:
        """What the sentence is about from here on: 度假区…，获评…; nothing anew behind ；."""
        topic = self._clauses.subjects.topic(mask, clause, scene.home)
        if topic:
            return scene._replace(topic=(topic,))
        broken = scene.topic and mask.text[clause.start - 1 : clause.start] in {"；", ";"}
        return scene._replace(topic=()) if broken else scene

    def _carried(
        self,
        mask: Masked,
        clause: Span,
        words: Sequence[Word],
        said: tuple[Statement, ...],
        scene: Scene,
    ) -> Scene:
        """Who acts in the next clause of the sentence, and which titles a 在…中 has named."""
        if said:
            named = (one.actor for one in said if one.actor and one.actor.sign)
            return scene._replace(
                actors=tuple(dict.fromkeys(named)),
                built=built(said),
                made=_made(said),
                about=(),
            )
        titles = self._titles(mask, clause) if mask.text.startswith("在", clause.start) else ()
        if titles:
            return scene._replace(titles=titles)
        opened = self._clauses.subjects.opened(mask, clause)
        if not (scene.actors or scene.built or scene.made or scene.about or opened):
            return scene
        if words and self._clauses.subjects.starts_bare(mask, clause.start, words[0].span.start):
            return scene
        return scene._replace(actors=(), built=(), made=(), about=opened)

    @staticmethod
    def _titles(mask: Masked, clause: Span) -> tuple[Member, ...]:
        return tuple(
            of_unit(mask, unit.span)
            for unit in mask.within(clause.start, clause.end)
            if unit.mention and unit.mention.type is MentionType.HONOUR
        )

    def _event(
        self, mask: Masked, clause: Span, statement: Statement, sitting: _Sitting
    ) -> Event | None:
        modality = self._modality(mask.text[clause.start : statement.at], sitting)
        period = _period(clause, modality, sitting)
        if period is None:
            return None
        return Event(
            actor=statement.actor.thing if statement.actor else None,
            action=statement.action,
            kind=statement.kind,
            object=statement.object.thing,
            modality=modality,
            period=period,
            evidence=Evidence(span=clause, rule=f"event-{statement.kind}"),
        )

    def _modality(self, before: str, sitting: _Sitting) -> Modality:
        if sitting.ahead:
            return Modality.DONE if self._done.search(before) else Modality.PLANNED
        return Modality.PLANNED if self._planned.search(before) else Modality.DONE


def _made(said: tuple[Statement, ...]) -> tuple[Member, ...]:
    """The one thing that the own area made, which a later title may be that of."""
    own = all(one.actor and one.actor.span.start == one.actor.span.end for one in said)
    things = tuple(dict.fromkeys(one.object for one in said))
    return things if own and len(things) == 1 else ()


def _period(clause: Span, modality: Modality, sitting: _Sitting) -> Period | None:
    """The time that the clause names, else that of paragraph, section or report; None of none."""
    first = bisect_left(sitting.times, clause.start, key=_start)
    for mention in sitting.times[first:]:
        if mention.span.start >= clause.end:
            break
        if mention.span.end <= clause.end and isinstance(mention.value, Period):
            return mention.value
    planned = modality is Modality.PLANNED
    fits = sitting.ahead == planned
    if fits and sitting.told:
        return sitting.told
    of_section = sitting.section.period if sitting.section and fits else None
    default = sitting.plan if planned else sitting.review
    return of_section or default or sitting.review or sitting.plan


def _start(mention: Mention) -> int:
    return mention.span.start
