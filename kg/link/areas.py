"""Area mentions get the division, zone or region that they name; what is not certain gets none."""

from collections import Counter
from collections.abc import Sequence

from kg.lexicon.areas import Areas, code_of
from kg.model import Area, Mention, MentionType

#: The rules of divisions that are named beyond doubt.
_DIVISIONS = frozenset({"area-division", "certain-division"})
#: The rule of what no rule but the trained model found.
_LEARNED = "learned"


def link(mentions: Sequence[Mention], home: Area | None, areas: Areas) -> tuple[Mention, ...]:
    """Fill `area` and the canonical `name` of all area mentions; the others pass unchanged.

    A name that several divisions bear is settled by the own place first, then by the provinces and
    cities that the report names beside it; a tie stays unlinked.
    """
    around = _around(mentions, home, areas)
    return tuple(
        _linked(m, home, areas, around) if m.type is MentionType.AREA else m for m in mentions
    )


def _around(mentions: Sequence[Mention], home: Area | None, areas: Areas) -> Counter[str]:
    """How often each division is named beyond doubt, itself or by one of its parts."""
    counts: Counter[str] = Counter()
    for mention in mentions:
        if mention.type is MentionType.AREA and mention.rule in _DIVISIONS:
            codes = areas.codes(mention.text, code_of(home))
            if len(codes) == 1:
                counts.update(areas.divisions.chain(codes[0]))
    return counts


def _linked(mention: Mention, home: Area | None, areas: Areas, around: Counter[str]) -> Mention:
    area = _area(mention, home, areas, around)
    return mention._replace(area=area, name=area.name) if area else mention


def _area(mention: Mention, home: Area | None, areas: Areas, around: Counter[str]) -> Area | None:
    kind = mention.rule.split("-", 1)[-1]
    if kind in {"region", "letter"} and areas.region(mention.name):
        return areas.region(mention.name)
    if kind == "letter" and len(mention.text) > 2:
        return areas.place(mention.name, "region", None)
    if kind.startswith("zone"):
        return _zone(mention.name, home, areas)
    if kind == "village" or (kind == _LEARNED and mention.text.endswith(_villages(areas))):
        return _village(mention, home, areas)
    if kind == _LEARNED and (known := _listed(mention.text, home, areas)):
        return known
    codes = areas.codes(mention.text, code_of(home)) or areas.codes(mention.name, code_of(home))
    code = _settled(codes, areas, around)
    return areas.area(code) if code else None


def _listed(name: str, home: Area | None, areas: Areas) -> Area | None:
    """What only the trained model took for an area, where it is a region or reads like a zone."""
    zones = areas.places.zones
    if name in areas.zones or name.endswith((*zones.strong, *zones.weak)):
        return None if areas.codes(name, code_of(home)) else _zone(name, home, areas)
    return areas.region(name)


def _villages(areas: Areas) -> tuple[str, ...]:
    return tuple(areas.places.villages.endings)


def _settled(codes: Sequence[str], areas: Areas, around: Counter[str]) -> str | None:
    if len(codes) <= 1:
        return codes[0] if codes else None
    above = {c: sum(around[a] for a in areas.divisions.chain(c)[:-1]) for c in codes}
    (best, most), (_, second), *_ = Counter(above).most_common()
    return best if most > second else None


def _zone(name: str, home: Area | None, areas: Areas) -> Area:
    """A zone lies in the division that its name begins with, else in the report's own place."""
    known = areas.zones.get(name)
    if known:
        return areas.zone(known.name, known.parent)
    for length in range(len(name) - 1, 1, -1):
        codes = areas.codes(name[:length], code_of(home))
        if len(codes) == 1 and _likely(name[:length], codes[0], home, areas):
            return areas.zone(name, codes[0])
    return areas.zone(name, code_of(home) or None)


def _likely(head: str, code: str, home: Area | None, areas: Areas) -> bool:
    """Whether the head of a zone's name is that division, not words that begin like a far one."""
    if areas.divisions.level(code) in {"province", "prefecture"}:
        return True
    near = code[:2] == code_of(home)[:2] and head not in areas.ordinary
    return near or areas.divisions.names[code] == head


def _village(mention: Mention, home: Area | None, areas: Areas) -> Area:
    """A village lies in the division in front of it (平望镇|庙头村), else in the own place."""
    parent = code_of(home) or None
    front = mention.text.removesuffix(mention.name)
    if front and front != mention.text:
        codes = areas.codes(front, code_of(home))
        parent = codes[0] if len(codes) == 1 else None
    return areas.place(mention.name, "village", parent)
