"""Names of administrative divisions in a text: full, short, and glued (苏州市吴江区)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.lexicon.areas import Areas
from kg.lexicon.gazetteer import Form, Found, gazetteer
from kg.tag.area_context import (
    Place,
    closed,
    in_longer_name,
    is_open,
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
    chains = [_glue(_place(p, home, areas), text, home, areas) for p in sure]
    chosen = _select([chain for chain in chains if chain.codes], home, areas)
    unsure = [_place(p, home, areas) for p in found if Form.SHORT < p.form < Form.HIDDEN]
    listed = _listed([_glue(p, text, home, areas) for p in unsure if p.codes], chosen, text, areas)
    every = _select([*chosen, *listed], home, areas)
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
    outside = [f for f in found if is_open(Place(f.start, f.end, (), f.name, _RULE), skip)]
    return [f for f in outside if f.form is not Form.FULL or _whole(text, f, home, areas)]


def _whole(text: str, found: Found, home: str, areas: Areas) -> bool:
    """Whether a full name is not the beginning or end of another word."""
    known = patterns(areas)
    if known.never_after_full.match(text, found.end):
        return False
    if known.doubtful.match(found.name) is None:
        return True
    before = text[max(0, found.start - 1) : found.start]
    near = any(areas.divisions.within(c, home) for c in areas.codes(found.name, home) if home)
    return near and not "一" <= before <= "鿿"


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
    for length in range(_LONGEST, 1, -1):
        name = text[place.end : place.end + length]
        parts = _parts(name, place, home, areas)
        if parts:
            longer = replace(place, end=place.end + len(name), codes=parts, name=place.name + name)
            return _glue(longer, text, home, areas)
    return place


def _parts(name: str, place: Place, home: str, areas: Areas) -> tuple[str, ...]:
    if name in areas.ordinary and name not in areas.full:
        return ()
    if name[-1:] in areas.places.naming.natural and name not in areas.full:
        return ()
    found = (part for code in place.codes for part in areas.parts(name, code))
    return areas.nearest(found, home)


def _listed(
    unsure: Sequence[Place], chosen: Sequence[Place], text: str, areas: Areas
) -> Iterator[Place]:
    """Those of the unsure that stand in a row with a sure one, or with one of their own kind."""
    row = sorted([*unsure, *chosen], key=lambda p: (p.start, -p.end))
    sure = set(chosen)
    for place in unsure:
        for other in row:
            if (
                other is not place
                and _beside(place, other, text)
                and (_kin(place, other, areas, depth=1 if other in sure else 2))
            ):
                yield place
                break


def _beside(one: Place, other: Place, text: str) -> bool:
    first, second = (one, other) if one.start < other.start else (other, one)
    return second.start - first.end == 1 and _AND.match(text, first.end) is not None


def _kin(one: Place, other: Place, areas: Areas, depth: int) -> bool:
    """Whether both can be parts of one division."""
    parent = areas.divisions.parent
    above = {parent(code) for code in one.codes} & {parent(code) for code in other.codes}
    return any(above) or (depth == 1 and any(_same_province(one, other)))


def _same_province(one: Place, other: Place) -> Iterator[bool]:
    yield from (a[:2] == b[:2] for a in one.codes for b in other.codes)


def _select(found: Sequence[Place], home: str, areas: Areas) -> list[Place]:
    """The longest of those that overlap; of equals the one nearest to the own place."""
    chosen: list[Place] = []
    for place in sorted(found, key=lambda p: (p.start - p.end, _far(p, home, areas), p.start)):
        if not any(place.overlaps(other) for other in chosen):
            chosen.append(place)
    return sorted(chosen, key=lambda p: p.start)


def _far(place: Place, home: str, areas: Areas) -> int:
    own = areas.divisions.chain(home) if home else ()
    return 0 if any(code in own for code in place.codes) else 1
