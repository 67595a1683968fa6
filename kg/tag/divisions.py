"""Names of administrative divisions in a text: full, short, and glued (苏州市吴江区)."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial

from kg.lexicon.areas import Areas
from kg.lexicon.gazetteer import Form, Found, gazetteer
from kg.tag.area_context import (
    Place,
    closed,
    han,
    in_longer_name,
    is_open,
    left_edge,
    longest_first,
    patterns,
    points,
    straddled,
)

_AND = re.compile("[、和与及]")
_RULE = "division"
_LONGEST = 12


def places(text: str, home: str, areas: Areas) -> tuple[Place, ...]:
    """All divisions named, in the order of the text; none that heads a longer name."""
    found = _possible(text, home, areas)
    sure = [p for p in found if p.form <= Form.SHORT or _wanted(text, p, home, areas)]
    chains = [
        _glue(place, text, home, areas) for p in sure if (place := _place(p, home, areas)).codes
    ]
    chosen = longest_first(chains, first=partial(_far, home, areas))
    unsure = [_place(p, home, areas) for p in found if Form.SHORT < p.form < Form.HIDDEN]
    listed = _listed([_glue(p, text, home, areas) for p in unsure if p.codes], chosen, text, areas)
    every = longest_first([*chosen, *listed], first=partial(_far, home, areas))
    return _free(every, text, areas)


def _free(found: Sequence[Place], text: str, areas: Areas) -> tuple[Place, ...]:
    """Those that are no part of a longer name, nor glued in front of one that is."""
    kept: list[Place] = []
    taken: set[int] = set()
    for place in sorted(found, key=lambda p: -p.start):
        if place.end in taken or in_longer_name(text, place, areas):
            taken.add(place.start)
        else:
            kept.append(place)
    return tuple(reversed(kept))


def _possible(text: str, home: str, areas: Areas) -> list[Found]:
    cut, skip = straddled(text, areas), closed(text, areas)
    found = [
        f
        for f in gazetteer(areas, home).find(text)
        if f.form not in {Form.ZONE, Form.REGION} and f.start not in cut
    ]
    outside = [f for f in found if is_open(f.start, f.end, skip)]
    return [f for f in outside if f.form is not Form.FULL or _whole(text, f, home, areas)]


def _whole(text: str, found: Found, home: str, areas: Areas) -> bool:
    """Whether a full name is not the beginning or end of another word."""
    known = patterns(areas)
    if known.never_after_full.match(text, found.end):
        return False
    if known.doubtful.match(found.name):
        before = text[max(0, found.start - 1) : found.start]
        near = any(areas.divisions.within(c, home) for c in areas.codes(found.name, home) if home)
        return near and not han(before)
    if known.guarded.match(found.name):
        return left_edge(text, found.start, 4, areas) == found.start
    return True


def _wanted(text: str, found: Found, home: str, areas: Areas) -> bool:
    if found.form is Form.HIDDEN:
        return False
    own = home in areas.codes(found.name, home)
    return points(text, found.start, found.end, areas) >= (2 if own else 3)


def _place(found: Found, home: str, areas: Areas) -> Place:
    codes = areas.codes(found.name, home)
    return Place(found.start, found.end, codes, found.name, _RULE)


def _glue(place: Place, text: str, home: str, areas: Areas) -> Place:
    """Take in the part of the division that follows directly (苏州市|吴江区, 新疆|和静)."""
    if not han(text[place.end : place.end + 1]):
        return place
    ahead = text[place.end : place.end + _LONGEST]
    if not any(areas.may_part(ahead, code) for code in place.codes):
        return place
    for length in range(_LONGEST, 1, -1):
        name = text[place.end : place.end + length]
        parts = _parts(name, place, home, areas)
        if parts:
            longer = place._replace(end=place.end + len(name), codes=parts, name=place.name + name)
            return _glue(longer, text, home, areas)
    return place


def _parts(name: str, place: Place, home: str, areas: Areas) -> tuple[str, ...]:
    if name in areas.ordinary and name not in areas.full:
        return ()
    if name[-1:] in areas.places.naming.natural and name not in areas.full:
        return ()
    found = [part for code in place.codes for part in areas.parts(name, code)]
    return areas.nearest(found, home) if found else ()


def _listed(
    unsure: Sequence[Place], chosen: Sequence[Place], text: str, areas: Areas
) -> Iterator[Place]:
    """Those of the unsure that stand in a row with a sure one, or with one of their own kind."""
    sure = set(chosen)
    starts, ends = defaultdict(list), defaultdict(list)
    for place in (*unsure, *chosen):
        starts[place.start].append(place)
        ends[place.end].append(place)
    for place in unsure:
        after = starts[place.end + 1] if _AND.match(text, place.end) else []
        before = ends[place.start - 1] if _AND.match(text, place.start - 1) else []
        loose = place.name not in areas.ordinary
        if any(_kin(place, p, areas, loose=loose and p in sure) for p in (*after, *before)):
            yield place


def _kin(one: Place, other: Place, areas: Areas, *, loose: bool) -> bool:
    """Whether both can be parts of one division, or lie in one province."""
    parent = areas.divisions.parent
    above = {parent(code) for code in one.codes} & {parent(code) for code in other.codes}
    return any(above) or (loose and _shared(one, other, 2)) or _near_towns(one, other, areas)


def _near_towns(one: Place, other: Place, areas: Areas) -> bool:
    """Whether both are no common words and lie in one prefecture."""
    plain = one.name not in areas.ordinary and other.name not in areas.ordinary
    return plain and _shared(one, other, 4)


def _shared(one: Place, other: Place, digits: int) -> bool:
    return not {c[:digits] for c in one.codes}.isdisjoint(c[:digits] for c in other.codes)


def _far(home: str, areas: Areas, place: Place) -> int:
    own = areas.divisions.chain(home) if home else ()
    return 0 if any(code in own for code in place.codes) else 1
