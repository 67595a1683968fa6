"""Projects: one for each named undertaking of a report, as far as the report says it has come."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.clauses import Masked, masked
from kg.extract.projects_names import Keys, Namer, areas_named, finest
from kg.extract.projects_stage import StageReader, Standing, furthest
from kg.extract.projects_tables import tabled
from kg.lexicon.actions import Stages
from kg.model import (
    Area,
    BlockKind,
    Document,
    Event,
    Evidence,
    Mention,
    MentionType,
    Modality,
    Project,
    Quantity,
    Section,
    Span,
    Stage,
    Stance,
)

__all__ = ["projects"]

_BUILT = frozenset({"start", "completion"})
_STAGED = {
    "signing": Stage.SIGNED,
    "start": Stage.STARTED,
    "progress": Stage.ONGOING,
    "completion": Stage.COMPLETED,
    "opening": Stage.COMPLETED,
}
#: What is done to programmes as well, and makes nothing a work.
_ABSTRACT = frozenset({"improvement", "issue", "hosting", "support", "honour", "entry"})
#: A plain phrase in quotation marks that is opened is a service, no building.
_OPENING = "“《"
_UNREAD = frozenset({BlockKind.FRONT, BlockKind.CAPTION})


@dataclass(frozen=True, slots=True)
class _Naming:
    """One place where a project is named: canonical name, words as written, what it says.

    `treated` where something is done to it there: 盘活 P.
    """

    name: str
    written: str
    span: Span
    standing: Standing
    investment: Quantity | None = None
    level: str | None = None
    treated: bool = False
    doer: str | None = None
    beside: Mention | None = None


@dataclass(frozen=True, slots=True)
class _Told:
    """What an event tells of a project: how far it has come, and which company does it."""

    standing: Standing
    doer: str | None


def projects(
    document: Document,
    mentions: tuple[Mention, ...],
    home: Area,
    events: tuple[Event, ...],
    rules: Stages,
) -> tuple[Project, ...]:
    """The named projects of one report, in the order in which they are first named."""
    return Reader(rules).projects(document, mentions, masked(document, mentions), home, events)


class Reader:
    """The words of one lexicon that tell of projects, compiled once."""

    def __init__(self, rules: Stages) -> None:
        """Compile."""
        self._rules = rules
        self._stages = StageReader(rules)
        self._namer = Namer(rules)

    def projects(
        self,
        document: Document,
        mentions: tuple[Mention, ...],
        mask: Masked,
        home: Area,
        events: tuple[Event, ...],
    ) -> tuple[Project, ...]:
        """The named projects of one report, whose names `mask` hides."""
        namer = self._namer
        reader = _Reader(document, mask, mentions, self._stages)
        areas = areas_named(mentions, home)
        companies = tuple(m for m in mentions if m.type is MentionType.ENTERPRISE)
        named = tuple(
            _project(found, areas, companies, home)
            for found in self._gathered(reader.namings(events))
            if any(namer.specific(one.written) for one in found)
            and (
                any(one.standing.stage or one.treated for one in found)
                or namer.undertaking(found[0].name)
            )
        )
        listed = tabled(document, home, areas, self._rules, self._stages)
        new = (one for one in listed if not any(namer.same(one.name, old.name) for old in named))
        return (*named, *new)

    def _gathered(self, namings: Iterator[_Naming]) -> Iterator[list[_Naming]]:
        """The namings of each project, by the name that it has first."""
        gathered: dict[str, list[_Naming]] = {}
        known = Keys()
        first: dict[str, str] = {}  # whose namings those of a key are
        for naming in sorted(namings, key=lambda one: one.span):
            key = self._namer.key(naming.name)
            if key not in first:
                first[key] = known.first(key)
            gathered.setdefault(first[key], []).append(naming)
        return iter(gathered.values())


@dataclass(frozen=True, slots=True)
class _Reader:
    """Where one document names projects."""

    document: Document
    mask: Masked
    mentions: tuple[Mention, ...]
    stages: StageReader

    def namings(self, events: tuple[Event, ...]) -> Iterator[_Naming]:
        """Marked projects, and what is built or begun though no mark calls it a project."""
        built = dict(self._built(events))
        told = self._told(events)
        for block in self.document.blocks:
            if block.kind in _UNREAD:
                continue
            section = self.document.sections[block.section] if block.section is not None else None
            for sentence in block.sentences:
                for unit in self.mask.within(sentence.start, sentence.end):
                    mention = unit.mention
                    if mention and (mention.type is MentionType.PROJECT or mention.span in built):
                        yield self._naming(sentence, mention, section, told.get(mention.span))
        for span, event in built.items():
            if event.object.type is None:
                standing = Standing(_stage(event), event.modality, event.evidence.span)
                yield _Naming(event.object.name, event.object.name, span, standing)

    def _built(self, events: tuple[Event, ...]) -> Iterator[tuple[Span, Event]]:
        """Where organisations and plain phrases stand that are built or begun."""
        for event in events:
            if event.actor and event.actor.type is MentionType.PROJECT:
                continue  # what a project passes through is none: P 完成土地整备
            ordered = event.object.type is not None and event.action.endswith(self.stages.works)
            built = event.kind in _BUILT or ordered
            if built and event.object.type in {MentionType.ORGANISATION, None}:
                clause = event.evidence.span
                start = self.document.text.find(event.object.name, clause.start, clause.end)
                if start >= 0 and self.document.text[start - 1] not in _OPENING:
                    yield Span(start, start + len(event.object.name)), event

    def _told(self, events: tuple[Event, ...]) -> dict[Span, _Told]:
        """What events tell of marked projects: A、B等3个“X”项目开工."""
        found: dict[Span, _Told] = {}
        for event in events:
            clause = event.evidence.span
            name, stage = _of_project(event)
            for unit in self.mask.within(clause.start, clause.end) if name else ():
                if unit.mention and unit.mention.name == name:
                    standing = Standing(stage, event.modality, clause)
                    found[unit.mention.span] = _Told(standing, _company(event))
        return found

    def _naming(
        self, sentence: Span, mention: Mention, section: Section | None, told: _Told | None
    ) -> _Naming:
        ahead = section is not None and section.stance is Stance.PLAN
        modality = Modality.PLANNED if ahead else Modality.DONE
        standing = self.stages.standing(self.mask, sentence, mention.span, modality)
        if standing.stage is None and told:
            standing = told.standing
        return _Naming(
            name=mention.name,
            written=mention.text,
            span=mention.span,
            standing=standing,
            treated=told is not None,
            doer=(told.doer if told else None)
            or self.stages.funder(self.mask, sentence, mention.span),
            level=self.stages.level(self.mask, standing.clause, mention.span),
            investment=self.stages.investment(self.mask, sentence, mention.span, self.mentions),
            beside=self._beside(mention.span),
        )

    def _beside(self, span: Span) -> Mention | None:
        """The name directly before a project's."""
        units = self.mask.within(max(0, span.start - 30), span.start)
        return units[-1].mention if units and units[-1].span.end == span.start else None


def _of_project(event: Event) -> tuple[str | None, Stage | None]:
    """The marked project that an event is about, and the stage that it tells of it."""
    if event.kind in _ABSTRACT:
        return None, None
    if event.object.type is MentionType.PROJECT:
        return event.object.name, _stage(event) if event.kind in _STAGED else None
    if event.actor and event.actor.type is MentionType.PROJECT and event.kind in _BUILT:
        return event.actor.name, Stage.ONGOING  # it has passed through a part of its course
    return None, None


def _company(event: Event) -> str | None:
    """The company that an event names as who does it."""
    actor = event.actor
    return actor.name if actor and actor.type is MentionType.ENTERPRISE else None


def _stage(event: Event) -> Stage:
    if event.modality is Modality.PLANNED:
        return Stage.PLANNED
    return _STAGED.get(event.kind, Stage.ONGOING)


def _project(
    found: list[_Naming], areas: tuple[Area, ...], companies: tuple[Mention, ...], home: Area
) -> Project:
    """What all namings of one project say together."""
    name = max((one.name for one in found), key=len)
    written = dict.fromkeys(text for one in found for text in (one.name, one.written))
    done = [one for one in found if one.standing.modality is Modality.DONE]
    stage = furthest(_stages(found, reported=bool(done)))
    beside = [one.beside for one in found if one.beside]
    return Project(
        name=name,
        aliases=tuple(text for text in written if text != name),
        area=finest(name, beside, areas, home),
        stage=stage or (Stage.ONGOING if done else Stage.PLANNED),
        modality=Modality.DONE if done else Modality.PLANNED,
        investment=next((one.investment for one in found if one.investment), None),
        enterprise=_enterprise(name, beside, companies)
        or next((one.doer for one in found if one.doer), None),
        level=next((one.level for one in found if one.level), None),
        evidence=tuple(Evidence(span=one.standing.clause, rule="project-named") for one in found),
    )


#: What a plan says of a project reported on that is no stage of it yet.
_AIMS = frozenset({Stage.PLANNED, Stage.COMPLETED})


def _stages(found: list[_Naming], *, reported: bool) -> Iterator[Stage]:
    """The stages that count: of a project reported on, no completion that is only aimed at."""
    for one in found:
        aimed = reported and one.standing.modality is Modality.PLANNED
        if one.standing.stage and not (aimed and one.standing.stage in _AIMS):
            yield one.standing.stage


def _enterprise(name: str, beside: list[Mention], companies: tuple[Mention, ...]) -> str | None:
    """The company at the head of a project's name, or directly before it."""
    heads = [m for m in companies if name.startswith((m.text, m.name)) and name != m.text]
    heads += [m for m in beside if m.type is MentionType.ENTERPRISE]
    return max(heads, key=lambda m: len(m.text)).name if heads else None
