"""Which name each thing of a report gets."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kg.identify.canonical import Canonical, Named
from kg.identify.memory import in_full
from kg.identify.own import Place
from kg.model import Mention, MentionType, Reading, Thing

_VALUES = frozenset({MentionType.QUANTITY, MentionType.TIME})
_UNNAMED = frozenset({*_VALUES, MentionType.AREA})
#: What a plain phrase may turn out to be, the likeliest first.
_MEANT = (
    MentionType.ENTERPRISE,
    MentionType.ORGANISATION,
    MentionType.PROJECT,
    MentionType.POLICY,
    MentionType.HONOUR,
)
_SHORTEST = 2


@dataclass(frozen=True, eq=False, slots=True)
class Renaming:
    """One name for each name and type of a report, and what its plain phrases mean."""

    names: Mapping[tuple[MentionType, str], str]
    phrases: Mapping[str, Thing]
    canonical: Canonical

    def name(self, kind: MentionType, name: str) -> str:
        """The one name of a thing of that type."""
        return self.names.get((kind, name), name)

    def aliases(self, things: Iterable[Thing]) -> tuple[tuple[Thing, str], ...]:
        """The names of things as they were, where they are called otherwise now."""
        found = ((self.thing(one), one.name) for one in things)
        return tuple(dict.fromkeys(pair for pair in found if pair[0].name != pair[1]))

    def mention(self, one: Mention) -> Mention:
        """A mention with the one name of what it names."""
        if one.type in _UNNAMED:
            return one
        return replace(one, name=self.name(one.type, one.name))

    def thing(self, one: Thing) -> Thing:
        """A thing by its one name; a phrase that names something known is that thing."""
        if one.type is None:
            plain = self.canonical.plain(one.name)
            return self.phrases.get(plain, replace(one, name=plain or one.name))
        return one if one.type in _UNNAMED else replace(one, name=self.name(one.type, one.name))


def renaming(reading: Reading, canonical: Canonical, place: Place) -> Renaming:
    """The names of all things of a report."""
    forms: defaultdict[MentionType, dict[str, Named]] = defaultdict(dict)
    for kind, name in _named(reading):
        if name not in forms[kind]:
            forms[kind][name] = canonical(kind, name, place)
    names = {
        (kind, written): name
        for kind, known in forms.items()
        for written, name in _settled(kind, known, place)
    }
    return Renaming(names, _phrases(reading, names, canonical), canonical)


def _named(reading: Reading) -> Iterator[tuple[MentionType, str]]:
    """Every name that a reading holds with a type, areas and values apart."""
    for mention in reading.mentions:
        if mention.type not in _UNNAMED:
            yield mention.type, mention.name
    for event in reading.events:
        for thing in (event.actor, event.object):
            if thing and thing.type and thing.type not in _UNNAMED:
                yield thing.type, thing.name
    for project in reading.projects:
        yield MentionType.PROJECT, project.name
        if project.enterprise:
            yield MentionType.ENTERPRISE, project.enterprise
    for tie in reading.contributions:
        if tie.project.type and tie.project.type not in _UNNAMED:
            yield tie.project.type, tie.project.name


def _settled(
    kind: MentionType, known: Mapping[str, Named], place: Place
) -> Iterator[tuple[str, str]]:
    """The full name that the report gives elsewhere, else the name with the place it means."""
    bare = {one.bare for one in known.values()}
    full = in_full(bare, kind, place.begins)
    # what a full name is called without words of its own place stands for it too
    placed = {one.bare: one.name for one in known.values()}
    for written, one in known.items():
        longer = full.get(one.bare)
        yield written, placed[longer] if longer else one.name


def _phrases(
    reading: Reading, names: Mapping[tuple[MentionType, str], str], canonical: Canonical
) -> Mapping[str, Thing]:
    """What each plain phrase names, where it is written as something known is."""
    found: dict[str, Thing] = {}
    written = [
        (one.type, word, names[one.type, one.name])
        for one in reading.mentions
        if one.type in _MEANT
        for word in (one.text, one.name)
    ]
    written += [
        (MentionType.PROJECT, word, names[MentionType.PROJECT, one.name])
        for one in reading.projects
        for word in (one.name, *one.aliases)
    ]
    for kind in _MEANT:
        for meant, word, name in written:
            plain = canonical.plain(word)
            if meant is kind and len(plain) >= _SHORTEST:
                found.setdefault(plain, Thing(type=kind, name=name))
    return found
