"""Somebody acts on something, or together with somebody, or something is done by somebody."""

import re

from kg.extract.clauses import UNIT, Masked
from kg.extract.events_names import Group, Member, Phrases, of_phrase, of_unit, own
from kg.extract.events_objects import Complements, may_govern
from kg.extract.events_scene import ACTORS, GOING_ON, SUPPORT, Said, Scene, Spot, Statement
from kg.extract.events_subjects import Subject, Subjects
from kg.lexicon.actions import Actions, Objects
from kg.model import Span

#: A run of so few characters before a verb is an adverb, no name.
_ADVERB = 4
#: Kinds of action whose object may be a quoted run without a head, or a phrase with one.
_ISSUED = frozenset({"hosting", "issue"})
_QUOTING = _ISSUED | {"start", "completion", "opening", "signing"}
#: What a phrase that nothing marks must end with to be acted on, by the kind of action.
_HEADS = {
    **dict.fromkeys(_ISSUED, ("event", "document")),
    **dict.fromkeys(("start", "completion", "progress", "improvement"), ("programme",)),
}
#: Kinds of action that are done to a named project or company in its course.
_COURSE = frozenset({"start", "completion", "progress", "improvement"})
_SETTLING = "signing"
#: A name or a list of names, for the letter W in a pattern.
_NAMES = rf"(?P<names>{UNIT}(?:[、和及]{UNIT})*)"


class Acts:
    """The acting constructions of one lexicon."""

    def __init__(self, rules: Actions, phrases: Phrases, subjects: Subjects) -> None:
        """Compile."""
        grammar = rules.grammar
        self._phrases, self._subjects = phrases, subjects
        self._complements = Complements(rules, phrases)
        self._respectively = re.compile(grammar.respectively)
        self._partners = re.compile(grammar.partners.replace("W", _NAMES))
        self._doers = re.compile(grammar.doers.replace("W", _NAMES))
        self._doer = re.compile("[被由]")
        self._alliance = re.compile(grammar.alliance)
        self._framing = re.compile(grammar.framing)
        self._task = re.compile(grammar.task)

    def read(self, mask: Masked, spot: Spot, scene: Scene) -> Said | None:
        """Who acts on what."""
        word = spot.word
        if word.cls.kind not in _HEADS and not mask.holds(spot.start, spot.end):
            return None  # all other actions are those of a name, or on one
        group = self._governed(mask, spot)
        if group and self._framing.match(mask.text, group.span.end, spot.end):
            return None
        task = None if group else self._task_of(mask, spot)
        if group is None and task is None:
            return self._together(mask, spot, scene)
        first = spot.lead or word
        subject = self._subjects.subject(mask, spot.start, first.span.start, scene.home)
        course = task if any(member.named for member in subject.members) else None
        group = group or course
        if group is None:
            return self._together(mask, spot, scene)
        action = (spot.lead.text if spot.lead else "") + word.text
        action += group.verb if group.verb not in action else ""
        agents = self._agents(subject, spot, scene, in_course=course is not None)
        helped = self._helped(mask, spot)
        if helped:
            agents, action = helped, word.text + (group.verb if group.verb != word.text else "")
        statements = tuple(
            Statement(actor, action, word.cls.kind, member, spot.at)
            for actor in agents
            for member in group.members
        )
        return Said(statements, group.span.end)

    def _agents(
        self, subject: Subject, spot: Spot, scene: Scene, *, in_course: bool = False
    ) -> tuple[Member, ...]:
        """Who acts on something: only named ones, else the report's own area."""
        if subject.members:
            others = spot.actors or scene.actors or scene.others(spot.at)
            named = tuple(m for m in subject.members if m.thing.type in ACTORS)
            named = named or tuple(m for m in subject.members if in_course and m.named)
            short = all(not m.sign and _size(m) <= _ADVERB for m in subject.members)
            return named or (tuple(m for m in others if m.thing.type in ACTORS) if short else ())
        if not subject.dropped and not subject.circumstance:
            return ()  # somebody acts who is only counted, or whom nothing names
        if subject.dropped and scene.built and spot.word.cls.kind == _SETTLING:
            return scene.built  # P 启用，集聚 E
        before = spot.actors or scene.actors or scene.others(spot.at)
        acting = before if subject.dropped else scene.others(spot.at)
        named = tuple(m for m in acting if m.thing.type in ACTORS)
        return named or (own(scene.home, spot.at),)

    def _helped(self, mask: Masked, spot: Spot) -> tuple[Member, ...]:
        """Who is helped to act: 支持 A、B 创建…."""
        if spot.lead is None or spot.lead.cls.kind != SUPPORT:
            return ()
        return self._acting(mask, Span(spot.lead.span.end, spot.at))

    def _governed(self, mask: Masked, spot: Spot) -> Group | None:
        """What an action word governs: names right behind it, or a phrase with a known head."""
        cls = spot.word.cls
        group = self._complements.objects(mask, spot.word.span.end, spot.end)
        listed = spot.then and mask.text.startswith("、", spot.then.span.end)
        if group and not listed and group.members[0].span.start > spot.governing:
            return None  # a further verb stands before it
        if group is None and spot.governing == spot.end and not spot.lead:
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
            return group._replace(members=fit) if fit else None
        heads = _HEADS.get(cls.kind, ())
        phrase = self._complements.phrase(mask, spot.word.span.end, spot.end, *heads)
        return Group((phrase,), "", phrase.span) if phrase else None

    def _task_of(self, mask: Masked, spot: Spot) -> Group | None:
        """What a named project or company may pass through: P 完成 土地整备."""
        if spot.word.cls.kind not in _COURSE:
            return None
        start, end = spot.word.span.end, spot.end
        if mask.holds(start, end) or not self._task.fullmatch(mask.text[start:end]):
            return None
        room = Span(start, end)
        return Group((of_phrase(mask, room),), "", room)

    def _together(self, mask: Masked, spot: Spot, scene: Scene) -> Said | None:
        """Who agrees on something with whom: A 与 B 签署合作协议."""
        agreed = self._alliance.match(mask.text, spot.word.span.end, spot.end)
        found = self._partners.search(mask.text, spot.start, spot.at) if agreed else None
        if not agreed or not found:
            return None
        partners = self._acting(mask, Span(*found.span("names")))
        subject = self._subjects.subject(mask, spot.start, found.start(), scene.home)
        agents = self._agents(subject, spot, scene)
        pairs = [(agent, partner) for agent in agents for partner in partners]
        apart = self._respectively.search(mask.text, spot.start, spot.at)
        if apart and len(agents) == len(partners):
            pairs = list(zip(agents, partners, strict=True))
        action, kind = mask.source[spot.at : agreed.end()], spot.word.cls.kind
        return Said(tuple(Statement(a, action, kind, p, spot.at) for a, p in pairs), agreed.end())

    def done_by(self, mask: Masked, spot: Spot, scene: Scene) -> Said | None:
        """Who does what before the word is done to: P 由 E 承建."""
        if not mask.holds(spot.start, spot.at):
            return None  # the doer has a name
        found = self._doer.search(mask.text, spot.start, spot.at)
        found = found and self._doers.search(mask.text, found.start(), spot.at)
        if not found or mask.holds(spot.word.span.end, spot.end):
            return None
        doers = self._acting(mask, Span(*found.span("names")))
        subject = self._subjects.subject(mask, spot.start, found.start(), scene.home)
        things = tuple(m for m in subject.members if m.thing.type not in ACTORS or m.named)
        if subject.dropped:
            things = tuple(
                m for m in scene.built or scene.actors if m.thing.type in GOING_ON or not m.sign
            )
        word = spot.word
        return Said(
            tuple(
                Statement(doer, word.text, word.cls.kind, thing, spot.at)
                for doer in doers
                for thing in things
            ),
            word.span.end,
        )

    def _acting(self, mask: Masked, names: Span) -> tuple[Member, ...]:
        members = (of_unit(mask, unit.span) for unit in mask.within(names.start, names.end))
        return tuple(m for m in members if m.thing.type in ACTORS)


def _size(member: Member) -> int:
    return member.span.end - member.span.start
