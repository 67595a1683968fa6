"""What names of a question can mean: those of the graph, of the lexicon, of all divisions."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple, Self

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.ask.flat import compared
from kg.ask.present import Now
from kg.ask.spoken import spoken_as
from kg.lexicon import areas as area_lexicon
from kg.lexicon import asking, characters, indicators
from kg.lexicon.areas import Areas
from kg.lexicon.gazetteer import Form, gazetteer
from kg.search import THINGS, Entry, Index
from kg.search.folding import fold, syllables

_SPOKEN = frozenset({"area", "enterprise", "organisation"})
_NAMED = frozenset({"area", "indicator"})
_HIDDEN = frozenset({Form.ORDINARY, Form.HIDDEN})
#: Phrases that only one report calls an indicator are no words to ask with when they are short.
_SHORT = 4
_LETTER = re.compile(r"[a-z0-9]")
#: A word of letters with the next one; each word begins one, so that none hides another.
_SPELT = re.compile(r"(?<![a-z])(?=([a-z]{4,}(?: [a-z]+)?))")
#: Syllables as pinyin has them: an English word that is none is looked for among no far places.
_PINYIN = re.compile(
    r"(?:(?:[zcs]h?|[bpmfdtnlgkhjqxryw])?"
    r"(?:i?ang|iong|ian|iao|uang|uan|uai|ang|eng|ing|ong|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue"
    r"|ui|un|uo|ve|a|e|i|o|u|v)){2,}"
)
_DIGITS = re.compile(r"[\d\s.~-]+")


class Name(NamedTuple):
    """One meaning of a name; `sure` is False where hardly anybody would mean it."""

    kind: str
    name: str
    sure: bool = True
    within: tuple[str, ...] = ()


class Met(NamedTuple):
    """A name in a text, with what it may mean."""

    start: int
    end: int
    names: tuple[Name, ...]


@dataclass(frozen=True, eq=False)
class Names:
    """All names that questions may hold; of one state of a graph."""

    index: Index
    areas: Areas
    table: indicators.IndicatorTable
    lexicon: asking.Lexicon
    simple: Mapping[int, str]
    homes: frozenset[str]
    now: Mapping[str, Now]

    @classmethod
    def of(cls, index: Index, folder: Path, homes: Iterable[str], now: Mapping[str, Now]) -> Self:
        """The names of an index and of a lexicon folder.

        `homes` are the names of the areas that reports are about, and of those above them, `now`
        is the present of each.
        """
        return cls(
            index=index,
            areas=area_lexicon.load(folder),
            table=indicators.load(folder),
            lexicon=asking.load(folder),
            simple=characters.load(folder),
            homes=frozenset(homes),
            now=now,
        )

    def find(self, text: str) -> Iterator[Met]:
        """All names in a compared text, overlapping ones too."""
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if whole(text, start, end):
                yield Met(start, end, self._known[self._patterns[index]])
        for found in gazetteer(self.areas, "").find(text):
            if found.form in _HIDDEN or found.name in self._known or len(found.name) < 2:
                continue
            named = tuple(self._divisions(found.name))
            if named:
                yield Met(found.start, found.end, named)
        yield from self._spelt(text)

    def area(self, name: str) -> Name:
        """An area by its own name; below those that reports are about it is a mere place."""
        within = next((one.path for one in self.areas.named(name)), ())
        kind = "place" if name in self._graph_areas and name not in self.homes else "area"
        return Name(kind, name, within=within)

    def _divisions(self, name: str) -> Iterator[Name]:
        """The divisions of a name; of several levels the highest, as people mean it."""
        found = [one for one in (*self.areas.named(name), self.areas.region(name)) if one]
        highest = min((len(one.path) for one in found), default=0)
        for one in found:
            if len(one.path) == highest:
                yield Name("area", one.name, within=one.path)

    def _spelt(self, text: str) -> Iterator[Met]:
        """Areas and enterprises in letters, as English has them."""
        for match in _SPELT.finditer(text):
            for words, end in _beginnings(match):
                named = self._sounds.get(words) or (
                    self._far_sounds(words) if " " not in words else ()
                )
                if named:
                    yield Met(match.start(), end, named)

    def _far_sounds(self, words: str) -> tuple[Name, ...]:
        if words in self._english or not _PINYIN.fullmatch(words):
            return ()
        names = _pronounced(self.areas).get(words, ())
        found = [one for name in names for one in self._divisions(name)]
        found = [one for one in found if one.name in self.homes] or found
        highest = min((len(one.within) for one in found), default=0)
        return tuple(one for one in found if len(one.within) == highest)

    @cached_property
    def cues(self) -> tuple[tuple[re.Pattern[str], str, str], ...]:
        """Patterns of all signals and values, each with its tag and the value that it gives."""
        lexicon = self.lexicon
        valued = ((t, v, words) for t, of in lexicon.values.items() for v, words in of.items())
        return (
            *((p, tag, "") for tag, words in lexicon.signals.items() for p in words.patterns()),
            *((p, tag, value) for tag, value, words in valued for p in words.patterns()),
        )

    @cached_property
    def turned(self) -> tuple[re.Pattern[str], ...]:
        """Patterns of asking words that stand before what is asked for."""
        return tuple(self.lexicon.turned.patterns())

    @cached_property
    def plain(self) -> Mapping[str, tuple[re.Pattern[str], ...]]:
        """Patterns of words that give no signal, by sort."""
        lexicon = self.lexicon
        return {
            "relative": tuple(lexicon.relative.patterns()),
            "idle": tuple(lexicon.idle.patterns()),
            "passed": tuple(lexicon.passed.patterns()),
        }

    @cached_property
    def years(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """Patterns of words for a year, each with how far that is from the present one."""
        known = self.lexicon.years.items()
        return tuple((p, offset) for offset, words in known for p in words.patterns())

    @cached_property
    def limits(self) -> tuple[re.Pattern[str], ...]:
        """Patterns of how many are asked for."""
        return tuple(self.lexicon.limits.patterns())

    @cached_property
    def tails(self) -> Mapping[str, tuple[re.Pattern[str], ...]]:
        """Patterns of words that may stand behind a name and belong to it, by its kind."""
        return {kind: tuple(words.patterns()) for kind, words in self.lexicon.tails.items()}

    @cached_property
    def _english(self) -> frozenset[str]:
        return frozenset(self.lexicon.idle.en)

    @cached_property
    def _entries(self) -> tuple[Entry, ...]:
        return tuple(one for one in self.index.entries() if one.kind in THINGS)

    @cached_property
    def held(self) -> frozenset[str]:
        """The names of all things that the graph holds."""
        return frozenset(one.name for one in self._entries)

    @cached_property
    def _graph_areas(self) -> frozenset[str]:
        return frozenset(one.name for one in self._entries if one.kind == "area")

    @cached_property
    def _known(self) -> Mapping[str, tuple[Name, ...]]:
        """Every name as compared, with its meanings, those that bear it as their own first."""
        found: defaultdict[str, dict[Name, None]] = defaultdict(dict)
        for name, meaning in sorted(self._pairs(), key=lambda p: compared(p[1].name) != p[0]):
            found[name].setdefault(meaning)
        return {name: _own(name, tuple(meanings)) for name, meanings in found.items()}

    def _pairs(self) -> Iterator[tuple[str, Name]]:
        for entry in self._entries:
            meaning = self._meaning(entry)
            for name, _ in entry.names:
                written = compared(name)
                yield from self._without_level(entry, written, meaning)
                mere = entry.kind not in _NAMED and self._mere(written)
                if not mere and _may(meaning, written):
                    yield written, meaning
        for name, indicator in self.table.index.items():
            for spoken in spoken_as(name):
                yield compared(spoken), Name("indicator", indicator.name)
        for name, said in self.lexicon.indicators.items():
            for spoken in (spoken for one in said for spoken in spoken_as(one)):
                yield compared(spoken), Name("indicator", name)

    def _without_level(
        self, entry: Entry, written: str, meaning: Name
    ) -> Iterator[tuple[str, Name]]:
        """An honour's name without the word before it that says of which level it is."""
        rest = self.unlevelled(written)
        if entry.kind == "honour" and rest != written and len(rest) >= _SHORT:
            yield rest, meaning

    def unlevelled(self, written: str) -> str:
        """A compared name without the word before it that says of which level it is: 国家."""
        found = (pattern.match(written) for pattern in self._levels)
        longest = max((match.end() for match in found if match), default=0)
        return written[longest:]

    @cached_property
    def _levels(self) -> tuple[re.Pattern[str], ...]:
        words = self.lexicon.values["level"].values()
        return tuple(pattern for one in words for pattern in one.patterns())

    def _mere(self, written: str) -> bool:
        """Whether a name is a word that asks, alone or behind the name of an area: 吴江区投资."""
        size = len(written)
        cuts = (size - rest for rest in range(min(size, _SHORT) + 1))
        return any(
            self._asks(written[cut:]) for cut in cuts if not cut or written[:cut] in self._homes
        )

    @cached_property
    def _asks(self) -> Callable[[str], bool]:
        """Whether a word is one that asks; told once of each, as many names end alike."""
        patterns = tuple(pattern for pattern, _, _ in self.cues)
        return lru_cache(maxsize=None)(lambda word: any(p.fullmatch(word) for p in patterns))

    @cached_property
    def _homes(self) -> frozenset[str]:
        """Home areas as compared, in full and by their short names."""
        entries = (one for one in self._entries if one.kind == "area" and one.name in self.homes)
        return frozenset(compared(name) for one in entries for name, _ in one.names)

    def _meaning(self, entry: Entry) -> Name:
        if entry.kind == "area":
            return self.area(entry.name)
        if entry.kind == "indicator":
            known = self.table.index.get(entry.name)
            return Name("indicator", known.name if known else entry.name, sure=known is not None)
        return Name(entry.kind, entry.name, sure=entry.kind != "phrase")

    @cached_property
    def _patterns(self) -> tuple[str, ...]:
        return tuple(self._known)

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(self._patterns, matchkind=MatchKind.Standard)

    @cached_property
    def _sounds(self) -> Mapping[str, tuple[Name, ...]]:
        found: defaultdict[str, dict[Name, None]] = defaultdict(dict)
        for entry in self._entries:
            if entry.kind in _SPOKEN:
                for _, said in entry.names:
                    if " " in said:
                        meaning = self._meaning(entry)
                        found[said.replace(" ", "")].setdefault(meaning)
                        found[said].setdefault(meaning)
        return {said: tuple(meanings) for said, meanings in found.items()}


def whole(text: str, start: int, end: int) -> bool:
    """Whether a part does not begin or end within a word of letters."""
    before = start and _LETTER.match(text[start - 1]) and _LETTER.match(text[start])
    after = end < len(text) and _LETTER.match(text[end]) and _LETTER.match(text[end - 1])
    return not (before or after)


def _may(meaning: Name, written: str) -> bool:
    if len(written) < 2 or _DIGITS.fullmatch(written):
        return False
    return meaning.sure or len(written) >= _SHORT


def _own(name: str, meanings: tuple[Name, ...]) -> tuple[Name, ...]:
    """Of each kind the thing that bears a name as its own, else all that are called so too."""
    own = {one.kind for one in meanings if compared(one.name) == name}
    return tuple(one for one in meanings if one.kind not in own or compared(one.name) == name)


def _beginnings(match: "re.Match[str]") -> Iterator[tuple[str, int]]:
    """Two words together and the first alone, with where they end."""
    words = match[1]
    yield words, match.end(1)
    first = words.partition(" ")[0]
    if first != words:
        yield first, match.start() + len(first)


@lru_cache(maxsize=2)
def _pronounced(areas: Areas) -> Mapping[str, tuple[str, ...]]:
    """Names of the upper divisions by how they sound; made when first wanted."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in dict.fromkeys((*areas.short, *areas.full)):
        found["".join(syllables(fold(name)))].append(name)
    return {said: tuple(names) for said, names in found.items()}
