"""What an action word is read in, and what it says."""

from typing import NamedTuple

from kg.extract.clauses import Masked
from kg.extract.events_names import Member, of_unit, own
from kg.extract.events_subjects import Subject
from kg.extract.events_words import Word
from kg.lexicon.actions import Construction
from kg.model import Area, MentionType, Span

ACTORS = frozenset({MentionType.ENTERPRISE, MentionType.ORGANISATION, MentionType.AREA})
#: The kind of action that helps somebody else to act.
SUPPORT = "support"
#: What may be built, opened or signed, and goes on so in the next clause.
GOING_ON = frozenset({MentionType.PROJECT, MentionType.ORGANISATION, MentionType.POLICY})


class Scene(NamedTuple):
    """What a clause is read in.

    `actors` acted in the clause before, `titles` were named in it; `built` is what something
    happened to there, `made` what the own area made; `topic` is the area or company that the
    sentence opened with, `about` any other thing that a clause opened with.
    """

    home: Area
    actors: tuple[Member, ...] = ()
    titles: tuple[Member, ...] = ()
    topic: tuple[Member, ...] = ()
    built: tuple[Member, ...] = ()
    made: tuple[Member, ...] = ()
    about: tuple[Member, ...] = ()

    def others(self, at: int) -> tuple[Member, ...]:
        """Who acts where no clause says so: what the sentence is about, else the own area."""
        return self.topic or (own(self.home, at),)


class Statement(NamedTuple):
    """One actor–action–object, not yet with its modality; `at` is where the action stands."""

    actor: Member | None
    action: str
    kind: str
    object: Member
    at: int


class Spot(NamedTuple):
    """An action word in its clause: its subject lies in start..word, its object in word..end.

    `then` is the next action word, `lead` one before it that acts through it (支持…开办), `actors`
    are those of the clause so far.
    """

    word: Word
    start: int
    end: int
    then: Word | None
    lead: Word | None
    actors: tuple[Member, ...]

    @property
    def at(self) -> int:
        """Where the action word stands."""
        return self.word.span.start

    @property
    def following(self) -> int:
        """Where the next action word stands, or the clause ends."""
        return self.then.span.start if self.then else self.end

    @property
    def governing(self) -> int:
        """Where the next word that may govern an object stands, or the clause ends."""
        become = self.then and self.then.cls.constructions == (Construction.BECOME,)
        return self.end if become else self.following


class Said(NamedTuple):
    """What one action word says, and where its reading ends."""

    statements: tuple[Statement, ...]
    end: int


def who(subject: Subject, spot: Spot, scene: Scene) -> tuple[Member, ...]:
    """Who receives or acts: those named, those of the clause before, else the own area."""
    if subject.dropped:
        before = spot.actors or scene.actors or scene.built or scene.about
        return before or scene.others(spot.at)
    if subject.circumstance:
        return scene.others(spot.at)
    return subject.members


def of_type(mask: Masked, room: Span, kind: MentionType) -> tuple[Member, ...]:
    """The names of a type in a stretch of text."""
    return tuple(
        of_unit(mask, unit.span)
        for unit in mask.within(room.start, room.end)
        if unit.mention and unit.mention.type is kind
    )
