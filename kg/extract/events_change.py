"""Something happens to what stands before the action word: it is built, opened, signed, held."""

import re

from kg.extract.clauses import ASIDE, FILL, Masked
from kg.extract.events_names import AREA, Group, Member, of_unit, own
from kg.extract.events_scene import ACTORS, GOING_ON, Said, Scene, Spot, Statement
from kg.extract.events_subjects import Subjects
from kg.extract.events_words import ActionWords
from kg.lexicon.actions import Construction
from kg.model import MentionType, Span

_SETTLING = "signing"
#: What the own area does to its programmes, events and rules, though no subject says so.
_OWN_ACTS = frozenset({"hosting", "issue", "progress", "improvement"})
#: Kinds that need a mark: much is improved that has no name.
_NAMED_ONLY = frozenset({"progress", "improvement", "other"})
_IMPROVED = frozenset({MentionType.POLICY, MentionType.PROJECT, MentionType.HONOUR})
#: What a phrase without a mark must end with, by the kind of action.
_HEADS = {"hosting": "event", "issue": "document"}
_PLACED = re.compile(rf"[在于](?P<place>{AREA}{FILL}*)[一-鿿]{{0,4}}$")


class Changes:
    """The construction of what becomes, with the words that it is built of."""

    def __init__(self, words: ActionWords, subjects: Subjects) -> None:
        """Keep what it reads with."""
        self._words, self._subjects = words, subjects

    def read(self, mask: Masked, spot: Spot, scene: Scene) -> Said | None:
        """What happens by an action word."""
        word = spot.word
        kind = word.cls.kind
        place = self._place(mask, spot) if kind == _SETTLING else None
        if not self._closed(mask, spot, place):
            return None
        room = Span(spot.start, spot.at)
        group = self._subjects.built(mask, room, self._words.pattern, _HEADS.get(kind, "project"))
        group = group or self._carried(mask, spot, scene, place)
        if group is None:
            return None
        members = [m for m in group.members if _fits(m, kind)]
        statements = (self._changed(m, group, spot, scene, place) for m in members)
        end = max(word.span.end, place.span.end) if place else word.span.end
        return Said(tuple(one for one in statements if one), end)

    def _closed(self, mask: Masked, spot: Spot, place: Member | None) -> bool:
        """Whether nothing is governed behind the word: the clause ends or a change follows."""
        end = spot.word.span.end
        if place and place.span.start >= end:
            return True
        after = mask.text[end : spot.following].strip("了并和，")
        if after.startswith("、") and spot.then:
            return spot.then.builds(Construction.BECOME)
        return not after.strip("、") or after.startswith(("（", ASIDE))

    def _carried(
        self, mask: Masked, spot: Spot, scene: Scene, place: Member | None
    ) -> Group | None:
        """What the clause before was about goes on: P 签约，正式开工."""
        if not self._subjects.starts_bare(mask, spot.start, spot.at):
            return None
        wanted = GOING_ON | ACTORS - {MentionType.AREA} if place else GOING_ON
        before = spot.actors or scene.built or scene.actors or scene.about
        members = tuple(m for m in before if m.thing.type in wanted)
        return Group(members, "", Span(spot.start, spot.at)) if members else None

    def _changed(
        self, member: Member, group: Group, spot: Spot, scene: Scene, place: Member | None
    ) -> Statement | None:
        """What happened to one: nobody did it, but a company settles, and a title is worked for."""
        word, at, kind = spot.word, spot.at, spot.word.cls.kind
        if member.thing.type is MentionType.HONOUR:
            actor = own(scene.home, at)
            return Statement(actor, group.verb, kind, member, at) if group.verb else None
        if place and member.thing.type in ACTORS:
            return Statement(member, word.text, kind, place, at)
        governed = kind in _OWN_ACTS and member.thing.type not in {*ACTORS, MentionType.PROJECT}
        return Statement(own(scene.home, at) if governed else None, word.text, kind, member, at)

    def _place(self, mask: Masked, spot: Spot) -> Member | None:
        """The area that somebody settles in: 落户光明, 在光明布局."""
        units = mask.within(spot.word.span.end, spot.word.span.end + 1)
        member = of_unit(mask, units[0].span) if units else None
        if member and member.sign == AREA:
            return member
        before = _PLACED.search(mask.text, spot.start, spot.at)
        return of_unit(mask, Span(*before.span("place"))) if before and not member else None


def _fits(member: Member, kind: str) -> bool:
    if kind == "improvement":
        return member.thing.type in _IMPROVED
    return member.named or (kind not in _NAMED_ONLY and not member.sign)
