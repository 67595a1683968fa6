"""Zones and regions: by the curated lists, by the form of their name, by a short form later.

A zone seen in full once in a document (东太湖生态旅游度假区) makes its endings known (度假区).
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kg.lexicon.areas import Areas
from kg.lexicon.gazetteer import Form, gazetteer
from kg.lexicon.places import Zone
from kg.tag.area_context import (
    Place,
    closed,
    in_longer_name,
    is_open,
    left_edge,
    longest_first,
    one_of,
    patterns,
)

_REACH = 14
_LONGEST = 10
_QUOTED = re.compile("“[^“”\n]{2,14}”$")
_HAN = re.compile("[一-鿿]")


def places(text: str, divisions: Sequence[Place], home: str, areas: Areas) -> tuple[Place, ...]:
    """All zones and regions named in full or by a curated name, then the short forms of zones."""
    skip = closed(text, areas)
    curated = longest_first(_curated(text, home, areas))
    anchors = [*divisions, *_own_names(text, home, areas)]
    known = longest_first([*curated, *_built(text, anchors, curated, areas)])
    named = [p for p in known if _by_itself(text, p, skip, areas)]
    later = longest_first(_later(text, known, home, areas))
    short = [p for p in later if _by_itself(text, p, skip, areas)]
    return (*named, *(p for p in short if not any(p.overlaps(other) for other in known)))


def _by_itself(text: str, place: Place, skip: bytes, areas: Areas) -> bool:
    """Whether a place is no part of a title, a term or a longer name."""
    return is_open(place.start, place.end, skip) and not in_longer_name(text, place, areas)


def _curated(text: str, home: str, areas: Areas) -> Iterator[Place]:
    for found in gazetteer(areas, home).find(text):
        if found.form is Form.ZONE:
            zone = areas.zones[found.name]
            yield Place(found.start, found.end, (), zone.name, "zone")
        elif found.form is Form.REGION:
            region = areas.regions[found.name]
            people = patterns(areas).people_after.match(text, found.end)
            alone = not region.bare or _alone(text, found.start, found.end, areas)
            if alone and not people and _separate(text, found.start, areas):
                yield Place(found.start, found.end, (), region.name, "region")


def _separate(text: str, start: int, areas: Areas) -> bool:
    """Whether no further letter of a province is glued in front (深|港澳)."""
    letters = {*areas.places.letters, "深"}
    return text[start] not in letters or text[start - 1 : start] not in letters


def _alone(text: str, start: int, end: int, areas: Areas) -> bool:
    """Whether a word of direction stands for the region: nothing is glued to it."""
    left = left_edge(text, start, 4, areas) == start
    right = not _HAN.match(text, end) or patterns(areas).beside_region.match(text, end)
    return left and bool(right)


@lru_cache(maxsize=4)
def _forms(areas: Areas) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    known = areas.places.zones
    endings = one_of((*known.strong, *known.weak), literal=True)
    never = one_of(known.never_after, literal=True)
    generic = one_of((w for w in known.generic if len(w) > 1), literal=True)
    kinds = one_of(known.kind_before, literal=True)
    return (
        re.compile(f"({endings})(?!{never})"),
        re.compile(f"^(?:{generic})+"),
        re.compile(f"{kinds}$"),
    )


def _built(
    text: str, divisions: Sequence[Place], curated: Sequence[Place], areas: Areas
) -> Iterator[Place]:
    """Names that are made of a proper part and an ending; not those that a list holds."""
    ending, generic, _ = _forms(areas)
    listed = {place.end for place in curated}
    anchors = sorted([*divisions, *curated], key=lambda p: p.start)
    for match in ending.finditer(text):
        if match.end() in listed:
            continue
        start = _start(text, match.start(), anchors, areas)
        stem = generic.sub("", text[start : match.start()])
        start = match.start() - len(stem)
        if _names_one(stem, match.group(1), start, anchors, areas):
            yield Place(start, match.end(), (), full_name(stem, match.group(1), areas), "zone")


def _own_names(text: str, home: str, areas: Areas) -> Iterator[Place]:
    """The own place's short name, even where it alone would be a common word (光明科学城)."""
    short = areas.divisions.short(home) if home else None
    if short:
        for match in re.finditer(re.escape(short), text):
            yield Place(match.start(), match.end(), (home,), short, "own")


def _start(text: str, cut: int, divisions: Sequence[Place], areas: Areas) -> int:
    """Where the name begins: at its quotation mark, its division, else behind the last boundary."""
    quoted = _QUOTED.search(text, max(0, cut - _REACH - 2), cut)
    if quoted:
        return quoted.start()
    edge = left_edge(text, cut, _REACH, areas, divisions)
    return next((p.start for p in divisions if edge <= p.start and p.end <= cut), edge)


def _names_one(
    stem: str, ending: str, start: int, divisions: Sequence[Place], areas: Areas
) -> bool:
    """Whether the words before an ending are a name: a division's, or not only a kind's."""
    if not _SHORTEST <= len(stem) <= _LONGEST + 2 * (stem[:1] == "“"):
        return False
    if any(place.start == start for place in divisions) or stem in areas.short:
        return True
    known = areas.places.zones
    if stem.startswith(known.weak):
        return False
    if ending in known.strong:
        return re.fullmatch(one_of(known.generic, literal=True) + "+", stem) is None
    return not stem.endswith(known.generic) and len(stem) <= _LONGEST - 2


_SHORTEST = 2


def full_name(stem: str, ending: str, areas: Areas) -> str:
    """The canonical name: 金昌 + 经开区 is 金昌经济技术开发区.

    >>> from kg.settings import Settings
    >>> from kg.lexicon.areas import load
    >>> areas = load(Settings().lexicon)
    >>> [full_name(s, "经开区", areas) for s in ("金昌", "高唐")]
    ['金昌经济技术开发区', '高唐经济开发区']
    """
    kinds = [kind for kind in areas.places.zones.kinds if ending in kind.short]
    if not kinds:
        return stem + ending
    short = next((s for s in areas.short if stem.rstrip("省市县区") == s), "")
    if short not in areas.zone_list.national.economic.split() and len(kinds) > 1:
        kinds = kinds[1:]
    return stem + kinds[0].full


def _later(text: str, named: Sequence[Place], home: str, areas: Areas) -> Iterator[Place]:
    """Endings that stand alone: they mean the zone that the document named."""
    counts = Counter(place.name for place in named if place.rule == "zone")
    for short in sorted(_short_forms(areas), key=len, reverse=True):
        name = _meant(short, counts, home, areas)
        if name is None:
            continue
        for match in re.finditer(re.escape(short), text):
            if _stands_alone(text, match, short, name, home, areas):
                yield Place(match.start(), match.end(), (), name, "zone-later")


@lru_cache(maxsize=4)
def _short_forms(areas: Areas) -> frozenset[str]:
    kinds = {short for kind in areas.places.zones.kinds for short in kind.short}
    curated = {later for zone in areas.zone_list.zones for later in zone.later}
    return frozenset(kinds | curated | {e for e in areas.places.zones.strong if len(e) <= 4})


def _meant(short: str, counts: Counter[str], home: str, areas: Areas) -> str | None:
    """The zone that a short form means here: the own place's, else the only or main one."""
    for zone in areas.zone_list.zones:
        if short in zone.later and (_at_home(zone, home, areas) or zone.name in counts):
            return zone.name
    fitting = Counter({n: c for n, c in counts.items() if short in _endings(n, areas)})
    if not fitting:
        return _own_zone(short, home, areas)
    own = [n for n in sorted(fitting) if home and _is_own(n, home, areas)]
    if own or (home and areas.divisions.level(home) in {"province", "prefecture"}):
        return own[0] if own else None
    (name, most), *others = fitting.most_common()
    return name if not others or most >= 3 * others[0][1] else None


def _at_home(zone: Zone, home: str, areas: Areas) -> bool:
    return bool(home) and any(areas.divisions.within(home, place) for place in zone.homes)


def _own_zone(short: str, home: str, areas: Areas) -> str | None:
    """A county's 开发区 that it never names in full is the one of its own name."""
    if not home or areas.divisions.level(home) != "county" or short not in areas.places.zones.own:
        return None
    return full_name(areas.divisions.short(home) or areas.divisions.names[home], short, areas)


def _is_own(name: str, home: str, areas: Areas) -> bool:
    short = areas.divisions.short(home) or areas.divisions.names[home]
    return name.startswith(short)


def _endings(name: str, areas: Areas) -> tuple[str, ...]:
    for kind in areas.places.zones.kinds:
        if name.endswith(kind.full):
            return (kind.full, *kind.short)
    return tuple(e for e in areas.places.zones.strong if name.endswith(e))


def _stands_alone(
    text: str, match: re.Match[str], short: str, name: str, home: str, areas: Areas
) -> bool:
    _, _, kinds = _forms(areas)
    known = areas.places.zones
    before = text[max(0, match.start() - 4) : match.start()]
    if any(text.startswith(word, match.end()) for word in known.never_after):
        return False
    own = any(z.name == name and _at_home(z, home, areas) for z in areas.zone_list.zones)
    if kinds.search(before) or (not own and short in known.common):
        return False
    closed = text.startswith("”", match.end()) and _HAN.match(text, match.end() + 1)
    if before.endswith("“") and closed:
        return False  # “生态岛”试验区: the quotation is a part of a name
    return left_edge(text, match.start(), 4, areas) == match.start()
