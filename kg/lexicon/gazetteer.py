"""The names that a report of one place may use, as automata: the country's, and its own towns'.

Full names count everywhere; short ones near the report's own place. What is only possible is
marked so, and the tagger asks the words around it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.lexicon.areas import Areas


class Form(IntEnum):
    """How much a name alone proves; the stronger comes first."""

    FULL = 0
    ZONE = 1
    REGION = 2
    SHORT = 3
    ORDINARY = 4  # a common word as well
    DISTANT = 5  # a county far away, or a town outside the own county
    HIDDEN = 6  # only glued to a division that it lies in


class Found(NamedTuple):
    """A name in the text, with what it may be."""

    start: int
    end: int
    form: Form
    name: str


@dataclass(frozen=True, eq=False)
class _Words:
    """An automaton over names, the patterns in the order of its numbers."""

    patterns: tuple[str, ...]
    automaton: AhoCorasick

    @classmethod
    def of(cls, names: Iterable[str]) -> "_Words":
        """Build it; each name once."""
        patterns = tuple(dict.fromkeys(names))
        return cls(patterns, AhoCorasick(patterns, matchkind=MatchKind.Standard))

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """All places where a name stands."""
        found = self.automaton.find_matches_as_indexes(text, overlapping=True)
        return [(start, end, self.patterns[index]) for index, start, end in found]


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """The names for a report of one home: those of the whole country, and those of its towns."""

    areas: Areas
    home: str

    def find(self, text: str) -> tuple[Found, ...]:
        """All names in a text, overlapping ones too, in the order of the text, longest first."""
        return _found(self.areas, self.home, text)


def gazetteer(areas: Areas, home: str) -> Gazetteer:
    """The names for a report of the division with this code; empty for an unknown place."""
    return Gazetteer(areas, home)


@lru_cache(maxsize=4)  # divisions and zones look for the same names
def _found(areas: Areas, home: str, text: str) -> tuple[Found, ...]:
    matches = set(_national(areas).find(text))
    if home:
        matches.update(_towns(areas, areas.province(home)).find(text))
        matches.update(_short_towns(areas, areas.city(home)).find(text))
    ordered = sorted(matches, key=lambda match: (match[0], -match[1]))
    forms = {name: _form_of(areas, name, home) for name in {name for _, _, name in ordered}}
    return tuple(Found(start, end, forms[name], name) for start, end, name in ordered)


@lru_cache(maxsize=4)
def _national(areas: Areas) -> _Words:
    return _Words.of((*areas.full, *areas.zones, *areas.regions, *areas.short))


@lru_cache(maxsize=64)  # as many as there are provinces
def _towns(areas: Areas, province: str) -> _Words:
    return _Words.of(areas.towns(province).full)


@lru_cache(maxsize=512)  # as many as there are prefectures
def _short_towns(areas: Areas, city: str) -> _Words:
    return _Words.of(areas.towns(city).short)


def _form_of(areas: Areas, name: str, home: str) -> Form:
    """The strongest of what a name can be."""
    return min(_forms(areas, name, home))


def _forms(areas: Areas, name: str, home: str) -> Iterator[Form]:
    if name in areas.full or (home and name in areas.towns(areas.province(home)).full):
        yield Form.FULL
    if name in areas.zones:
        yield Form.ZONE
    if name in areas.regions:
        yield Form.REGION
    if name in areas.short:
        yield _form(areas, name, areas.short[name], home)
    town = areas.towns(areas.city(home)).short.get(name) if home else None
    if town:
        yield _form_of_town(areas, name, town, home)


def _form_of_town(areas: Areas, name: str, codes: Iterable[str], home: str) -> Form:
    own = areas.divisions.level(home) in {"county", "township"}
    if own and any(areas.divisions.within(code, home[:6]) for code in codes):
        return _guarded(areas, name, Form.SHORT)
    return Form.HIDDEN if name in areas.ordinary else Form.DISTANT


def _form(areas: Areas, name: str, codes: Iterable[str], home: str) -> Form:
    own = set(areas.divisions.chain(home)) if home else set()
    if own.intersection(codes):
        return _guarded(areas, name, Form.SHORT)
    levels = {areas.divisions.level(code) for code in codes}
    if "province" in levels:
        return Form.SHORT
    if home and any(code[:2] == home[:2] for code in codes):
        return _guarded(areas, name, Form.SHORT)
    if name in areas.ordinary:
        return Form.HIDDEN
    return Form.SHORT if "prefecture" in levels else Form.DISTANT


def _guarded(areas: Areas, name: str, form: Form) -> Form:
    return Form.ORDINARY if name in areas.ordinary else form
