"""Which name each thing of a report gets."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kg.curated import Decided
from kg.identify.canonical import Canonical, Named
from kg.identify.memory import in_full, own_place
from kg.identify.own import Place
from kg.identify.sharing import shared
from kg.identify.short import indicators_meant
from kg.model import Area, Mention, MentionType, Project, Reading, Span, Thing

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
INDICATOR = MentionType.INDICATOR
_Key = tuple[MentionType, str]


@dataclass(frozen=True, eq=False, slots=True)
class Renaming:
    """One name for each name and type of a report, and what its plain phrases mean.

    Decisions by people are asked first; `written` says how the text has each name, and where.
    """

    names: Mapping[_Key, str]
    phrases: Mapping[str, Thing]
    written: Mapping[_Key, tuple[tuple[Span, str], ...]]
    canonical: Canonical
    decided: Decided
    place: Place
    figures: Mapping[Span, str]

    def name(self, kind: MentionType, name: str, written: str = "") -> str:
        """The one name of a thing of that type, which the text writes so."""
        known = self.decision(kind, name, written)
        return known[1] if known else self.names.get((kind, name), name)

    def decision(self, kind: MentionType, name: str, written: str = "") -> tuple[str, str] | None:
        """The decided name that fits, as written, as read or by the rules, and what it is called.

        A phrase of a line that is broken is written in one piece.
        """
        if not self.decided.names:
            return None
        by_rules = self.names.get((kind, name), name)
        return self.decided.name(kind, filter(None, (written, name, by_rules)))

    def mention(self, one: Mention) -> Mention:
        """A mention with the one name of what it names."""
        if one.type in _VALUES:
            return one
        if one.type is MentionType.AREA:
            area = self.area(one.area, one.text) if one.area else None
            name = area.name if area else self._area_name(one.name, one.text)
            same = area is one.area and name == one.name
            return one if same else one._replace(area=area, name=name)
        meant = self.figures.get(one.span, one.name) if one.type is INDICATOR else one.name
        name = self.name(one.type, meant, one.text)
        return one if name == one.name else one._replace(name=name)

    def thing(self, one: Thing, said: Span | None = None) -> Thing:
        """A thing by its one name, as it is written where it is said.

        A phrase that names something known is that thing.
        """
        if one.area is not None:
            area = self.area(one.area, self._as_written(one, said))
            same = area is one.area and area.name == one.name
            return one if same else one._replace(area=area, name=area.name)
        if one.type is None:
            return self._phrase(one)
        if one.type in _UNNAMED:
            return one
        name = self.name(one.type, one.name, self._as_written(one, said))
        return one if name == one.name else one._replace(name=name)

    def area(self, one: Area, written: str = "") -> Area:
        """An area as people decided to call it: the division of that name, if there is one."""
        name = self._area_name(one.name, written)
        if name == one.name:
            return self.place.without_division(one)
        codes = self.place.areas.codes(name)
        if len(codes) == 1:
            return self.place.areas.area(codes[0])
        level = one.level if one.code is None else "zone"
        return self.place.areas.place(name, level, one.parent)

    def wholes(self, projects: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Each project, by its one name, that names a larger one as a part of it, with that one."""
        found = ((one, self.canonical.whole(one, self.place)) for one in projects)
        return tuple(sorted({pair for pair in found if pair[1]}))

    def undertaking(self, project: Project) -> str | None:
        """The company of a project: the one read beside it, else the one that its name tells."""
        kind, written = MentionType.ENTERPRISE, (project.name, *project.aliases)
        told = (self.canonical.company_of(one, self.place) for one in written)
        name = project.enterprise or next(filter(None, told), "")
        return self.name(kind, self.canonical(kind, name, self.place).name) if name else None

    def aliases(self, things: Iterable[Thing]) -> tuple[tuple[Thing, str], ...]:
        """The names of things as they were, where they are called otherwise now."""
        found = ((self.thing(one), one.name) for one in things)
        return tuple(dict.fromkeys(pair for pair in found if pair[0].name != pair[1]))

    def _area_name(self, name: str, written: str) -> str:
        """What an area is called; where nobody writes it here, as all its writings are decided."""
        if not self.decided.names:
            return name
        kind = MentionType.AREA
        texts = [written] if written else [text for _, text in self.written.get((kind, name), ())]
        called = {self.decided.name(kind, (text, name)) for text in texts or [name]}
        names = {known[1] if known else name for known in called}
        return next(iter(names)) if len(names) == 1 else name

    def _phrase(self, one: Thing) -> Thing:
        plain = self.canonical.plain(one.name)
        for kind in _MEANT if self.decided.names else ():
            known = self.decided.name(kind, (plain,))
            if known:
                return Thing(type=kind, name=known[1])
        meant = self.phrases.get(plain)
        if meant is not None:
            return meant
        placed = self.place.placed(plain) if plain else one.name
        return one if placed == one.name else one._replace(name=placed)

    def _as_written(self, one: Thing, said: Span | None) -> str:
        """The one way in which a stretch of text writes a thing, empty where there are several."""
        if said is None or one.type is None or not self.decided.names:
            return ""
        found = {
            text for span, text in self.written.get((one.type, one.name), ()) if span.within(said)
        }
        return next(iter(found)) if len(found) == 1 else ""


def renaming(reading: Reading, canonical: Canonical, place: Place, decided: Decided) -> Renaming:
    """The names of all things of a report."""
    forms: defaultdict[MentionType, dict[str, Named]] = defaultdict(dict)
    listed = shared(reading, canonical.shared, canonical.headless)
    for kind, name in _named(reading):
        if name not in forms[kind]:
            said = listed.get(name, name) if kind is MentionType.PROJECT else name
            forms[kind][name] = canonical(kind, said, place)
    names = {
        (kind, written): name
        for kind, known in forms.items()
        for written, name in _settled(kind, known, place, canonical.works)
    }
    written: defaultdict[_Key, list[tuple[Span, str]]] = defaultdict(list)
    for one in reading.mentions:
        written[one.type, one.name].append((one.span, one.text))
    made = Renaming(
        names,
        {},
        {key: tuple(found) for key, found in written.items()},
        canonical,
        decided,
        place,
        indicators_meant(reading, canonical.standard),
    )
    return replace(made, phrases=_phrases(reading, made))


def spoken_of(reading: Reading) -> Iterator[Thing]:
    """What events, contributions and the front matter speak of; no mention need name it."""
    for event in reading.events:
        yield from filter(None, (event.actor, event.object))
    for tie in reading.contributions:
        yield tie.project
    if reading.document.presenter:
        yield Thing(type=MentionType.ORGANISATION, name=reading.document.presenter)


def _named(reading: Reading) -> Iterator[_Key]:
    """Every name that a reading holds with a type, areas and values apart."""
    found = [(one.type, one.name) for one in reading.mentions]
    found += [(one.type, one.name) for one in spoken_of(reading) if one.type]
    for project in reading.projects:
        found.append((MentionType.PROJECT, project.name))
        if project.enterprise:
            found.append((MentionType.ENTERPRISE, project.enterprise))
    return (key for key in found if key[0] not in _UNNAMED)


def _settled(
    kind: MentionType, known: Mapping[str, Named], place: Place, works: Collection[str]
) -> Iterator[tuple[str, str]]:
    """The full name that the report gives elsewhere, else the name with the place it means."""
    bare = {one.bare for one in known.values()}
    full = in_full(bare, kind, place.begins, works)
    # what a full name is called without words of its own place stands for it too
    placed = {one.bare: one.name for one in known.values()}
    for written, one in known.items():
        longer = full.get(one.bare)
        own = own_place(one.bare, bare, place.short) if one.name != one.bare else ""
        yield written, placed[longer] if longer else own or one.name


def _phrases(reading: Reading, known: Renaming) -> Mapping[str, Thing]:
    """What each plain phrase names, where it is written as something known is."""
    written = [
        (one.type, word, known.name(one.type, one.name, one.text))
        for one in reading.mentions
        if one.type in _MEANT
        for word in (one.text, one.name)
    ]
    written += [
        (MentionType.PROJECT, word, known.name(MentionType.PROJECT, one.name))
        for one in reading.projects
        for word in (one.name, *one.aliases)
    ]
    plainly = {word: known.canonical.plain(word) for _, word, _ in written}
    found: dict[str, Thing] = {}
    for kind in _MEANT:
        for meant, word, name in written:
            plain = plainly[word]
            if meant is kind and len(plain) >= _SHORTEST and plain not in found:
                found[plain] = Thing(type=kind, name=name)
    return found
