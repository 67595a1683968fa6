"""Villages and communities: no list holds them, so structure does (平望镇庙头村, 甲、乙等6个社区)."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kg.lexicon.areas import Areas
from kg.tag.area_context import Place, left_edge, one_of

_RULE = "village"
_SHORTEST = 2
_REACH = 8


@lru_cache(maxsize=4)
def _patterns(areas: Areas) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    known = areas.places.villages
    generic = one_of(known.generic, literal=True)
    name = "[一-鿿]{2,4}"
    nouns = one_of(known.class_nouns, literal=True)
    return (
        re.compile(f"({one_of(known.endings, literal=True)})(?!{known.never_after})"),
        re.compile(f"^{generic}|{generic}$"),
        re.compile(f"((?:{name}、){{1,20}}{name}?)等(?:\\d+|[一二三四五六七八九十]+)个({nouns})"),
    )


def places(text: str, divisions: Sequence[Place], areas: Areas) -> Iterator[Place]:
    """All that are named; glued to the division in front of them where there is one."""
    ends = {place.end: place for place in divisions}
    ending, generic, counted = _patterns(areas)
    for match in ending.finditer(text):
        found = _village(text, match, ends, generic, areas)
        if found:
            yield found
    for match in counted.finditer(text):
        yield from _members(text, match, areas)


def _village(
    text: str,
    ending: re.Match[str],
    ends: dict[int, Place],
    generic: re.Pattern[str],
    areas: Areas,
) -> Place | None:
    cut = ending.start()
    longest = areas.places.villages.longest
    for start in range(cut - 1, max(0, cut - longest) - 1, -1):
        if start in ends and not generic.search(text[start:cut]):
            head = ends[start]
            return Place(head.start, ending.end(), (), text[start : ending.end()], _RULE)
    start = left_edge(text, cut, _REACH, areas)
    if not _SHORTEST <= cut - start <= longest or generic.search(text[start:cut]):
        return None
    return Place(start, ending.end(), (), text[start : ending.end()], _RULE)


def _members(text: str, row: re.Match[str], areas: Areas) -> Iterator[Place]:
    """The members of a counted list take its class noun into their name."""
    at = row.start(1)
    for index, member in enumerate(row.group(1).split("、")):
        end = at + len(member)
        start = left_edge(text, end, _REACH, areas) if index == 0 else at
        if end - start >= _SHORTEST:
            yield Place(start, end, (), text[start:end] + row.group(2), _RULE)
        at = end + 1
