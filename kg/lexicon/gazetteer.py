"""The names that a report of one place may use, as one automaton.

Full names count everywhere; short ones near the report's own place. What is only possible is
marked so, and the tagger asks the words around it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

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


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A name in the text, with what it may be."""

    start: int
    end: int
    form: Form
    name: str


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """The automaton for one home."""

    forms: dict[str, Form]
    automaton: AhoCorasick
    patterns: tuple[str, ...]

    def find(self, text: str) -> Iterator[Found]:
        """All names in a text, overlapping ones too, in the order of the text, longest first."""
        matches = self.automaton.find_matches_as_indexes(text, overlapping=True)
        for index, start, end in sorted(matches, key=lambda m: (m[1], -m[2])):
            name = self.patterns[index]
            yield Found(start, end, self.forms[name], name)


@lru_cache(maxsize=16)
def gazetteer(areas: Areas, home: str) -> Gazetteer:
    """The names for a report of the division with this code; empty for an unknown place."""
    forms: dict[str, Form] = {}
    for name, form in _names(areas, home):
        forms[name] = min(form, forms.get(name, form))
    patterns = tuple(forms)
    return Gazetteer(forms, AhoCorasick(patterns, matchkind=MatchKind.Standard), patterns)


def _names(areas: Areas, home: str) -> Iterator[tuple[str, Form]]:
    yield from ((name, Form.FULL) for name in areas.full)
    yield from ((name, Form.ZONE) for name in areas.zones)
    yield from ((name, Form.REGION) for name in areas.regions)
    yield from ((name, _form(areas, name, codes, home)) for name, codes in areas.short.items())
    if home:
        yield from ((name, Form.FULL) for name in areas.towns(areas.province(home)).full)
        yield from _short_towns(areas, home)


def _short_towns(areas: Areas, home: str) -> Iterator[tuple[str, Form]]:
    own = areas.divisions.level(home) in {"county", "township"}
    for name, codes in areas.towns(areas.city(home)).short.items():
        near = own and any(areas.divisions.within(code, home[:6]) for code in codes)
        if near:
            yield name, _guarded(areas, name, Form.SHORT)
        else:
            yield name, Form.HIDDEN if name in areas.ordinary else Form.DISTANT


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
