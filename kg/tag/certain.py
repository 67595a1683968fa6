"""Where the words around a name leave no doubt that it names an area, whatever it is glued to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.lexicon.areas import Areas
from kg.lexicon.places import Certain
from kg.tag.area_context import Place
from kg.tag.candidates import CERTAIN
from kg.tag.villages import RULE as VILLAGE

_LEFT = 4
_MARKS = "、和与及"
#: So many places with marks between them make a row.
_ROW = 3


@dataclass(frozen=True, slots=True)
class _Patterns:
    water: re.Pattern[str]
    stretch: re.Pattern[str]
    waterside: re.Pattern[str]
    people: re.Pattern[str]
    row: re.Pattern[str]
    village: re.Pattern[str]


@lru_cache(maxsize=4)
def _patterns(known: Certain) -> _Patterns:
    words = (known.water_before, known.stretch_after, known.waterside)
    return _Patterns(*map(re.compile, (*words, known.people, known.row_after, known.village_after)))


def certain(text: str, places: Sequence[Place], areas: Areas) -> tuple[Place, ...]:
    """The same places, in the order of the text; the rule of those that are certain says so."""
    known = _patterns(areas.places.certain)
    found = []
    length, end = 0, -1
    for place in places:
        glued = place.start == end + 1 and text[end] in _MARKS
        length, end = (length + 1 if glued else 1), place.end
        sure = _by_itself(text, place, known) or (length >= _ROW and known.row.match(text, end))
        found.append(place._replace(rule=CERTAIN + place.rule) if sure else place)
    return tuple(found)


def _by_itself(text: str, place: Place, known: _Patterns) -> bool:
    if known.people.match(text, place.end) or known.waterside.match(text, place.end):
        return True
    if known.stretch.match(text, place.end):
        return known.water.search(text, max(0, place.start - _LEFT), place.start) is not None
    return place.rule == VILLAGE and known.village.match(text, place.end) is not None
