"""Villages and communities: in no list, told by structure (平望镇庙头村, 甲、乙等6个社区)."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kg.lexicon.areas import Areas
from kg.tag.area_context import Place, han, left_edge, one_of
from kg.text.openings import guarded

#: The rule of their names.
RULE = "village"
_SHORTEST = 2
_REACH = 8


@lru_cache(maxsize=4)
def _patterns(areas: Areas) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    known = areas.places.villages
    generic = one_of(known.generic, literal=True)
    name = "[一-鿿]{2,4}"
    nouns = one_of(known.class_nouns, literal=True)
    return (
        re.compile(guarded(f"({one_of(known.endings, literal=True)})(?!{known.never_after})")),
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
    for start in range(cut - 1, max(0, cut - longest - 1) - 1, -1):
        if not han(text[start]):
            break
        if start in ends and not generic.search(text[start:cut]):
            head = ends[start]
            return Place(head.start, ending.end(), (), text[start : ending.end()], RULE)
    start = left_edge(text, cut, _REACH, areas)
    stem = text[start:cut]
    if not _SHORTEST <= len(stem) <= longest or not all(map(han, stem)):
        return None
    if generic.search(stem) and not _honoured(text, stem, ending.end(), areas):
        return None
    if ending.group(1) != areas.places.villages.endings[0] and not _in_a_list(
        text, ending, start, areas
    ):
        return None
    return Place(start, ending.end(), (), text[start : ending.end()], RULE)


def _honoured(text: str, stem: str, end: int, areas: Areas) -> bool:
    """Whether a village receives an honour, so that its first character is no number (三山村)."""
    known = areas.places.certain
    return (
        re.compile(known.village_after).match(text, end) is not None
        and re.match(known.village_counted, stem) is None
        and stem[:1] in areas.places.villages.generic
    )


def _in_a_list(text: str, ending: re.Match[str], start: int, areas: Areas) -> bool:
    """Whether a community stands between marks; its ending is a common noun."""
    after = re.compile(areas.places.villages.listed_before).match(text, ending.end())
    return after is not None and not han(text[start - 1 : start] or "。")


def _members(text: str, row: re.Match[str], areas: Areas) -> Iterator[Place]:
    """The members of a counted list take its class noun into their name."""
    at = row.start(1)
    for index, member in enumerate(row.group(1).split("、")):
        end = at + len(member)
        start = left_edge(text, end, _REACH, areas) if index == 0 else at
        if end - start >= _SHORTEST:
            yield Place(start, end, (), text[start:end] + row.group(2), RULE)
        at = end + 1
