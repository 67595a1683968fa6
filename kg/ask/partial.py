"""Names that a question gives only in part: what nobody knows, completed by the index."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kg.ask.flat import compared
from kg.ask.names import Name, Names
from kg.ask.parts import Part
from kg.search import THINGS, Way

_THINGS = tuple(kind for kind in THINGS if kind not in {"phrase", "area"})
_LEAST, _SHARE, _ALIKE, _MOST_OF = 3, 0.5, 0.7, 0.75
_DIGITS = re.compile(r"[a-z0-9]+|[一二三四五六七八九十]")
_WAYS = frozenset({Way.EXACT, Way.START, Way.PART})


def completed(text: str, found: Sequence[Part], names: Names) -> Iterator[Part]:
    """Parts for stretches that are most of the name of just one thing."""
    for start, end in _stretches(found):
        words = text[start:end]
        within = (one for one in found if start <= one.start and one.end <= end)
        kept = tuple(text[one.start : one.end] for one in within if _stands(one, names))
        meanings = set(_hits(words, kept, names)) or set(_alike(words, kept, names))
        kinds = Counter(one.kind for one in meanings)
        clear = tuple(sorted(one for one in meanings if kinds[one.kind] == 1))
        if clear:
            yield Part(start=start, end=end, sort="name", names=clear, partial=True)


def _stands(part: Part, names: Names) -> bool:
    """Whether a part is lost in a name that does not hold it: a name, a time, what asks."""
    return part.sort in {"name", "time"} or bool(part.tags & set(names.lexicon.asks))


def _hits(words: str, kept: Sequence[str], names: Names) -> Iterator[Name]:
    """Things with names that hold the words, and little more."""
    for kind in _THINGS:
        for hit in names.index.suggest(words, kind, 4):
            name = names.unlevelled(compared(hit.matched))
            enough = len(words) >= _SHARE * len(name)
            if kind == "indicator" and not name.startswith(words):
                continue  # 新设, 新增, 人均 before a name make another indicator of it
            if hit.way in _WAYS and enough and all(one in name for one in kept):
                yield Name(hit.kind, hit.name)


def _alike(words: str, kept: Sequence[str], names: Names) -> Iterator[Name]:
    """Things with names that the words only add something to, or leave something out of."""
    for one in names.index.alike(words, _THINGS, 6):
        name = compared(one.hit.matched)
        same = _DIGITS.findall(words) == _DIGITS.findall(name)
        if not all(part in name for part in kept):
            continue
        begins = one.hit.kind != "indicator" or words[0] == name[0]
        most = begins and len(words) >= _MOST_OF * len(name)
        ends = words[0] == name[0] and words[-1] == name[-1]  # 申请 before it, 标准 behind it
        fits = (ends and _within(name, words)) or (most and _within(words, name))
        if one.likeness >= _ALIKE and same and fits:
            yield Name(one.hit.kind, one.hit.name)


def _within(short: str, long: str) -> bool:
    """Whether all signs of one stand in the other in their order: what is misspelt does not.

    >>> _within("国家5g工厂", "国家级5g工厂"), _within("生产总直", "地区生产总值")
    (True, False)
    """
    signs = iter(long)
    return all(sign in signs for sign in short)


def _stretches(found: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """What is unknown, alone and with the parts before and behind it."""
    for first, part in enumerate(found):
        if part.sort != "unknown" or (first and found[first - 1].sort == "unknown"):
            continue
        last = first
        while last + 1 < len(found) and found[last + 1].sort == "unknown":
            last += 1
        for begin in range(first, max(-1, first - 4), -1):
            for end in range(last, min(len(found), last + 4)):
                span = (found[begin].start, found[end].end)
                if span[1] - span[0] >= _LEAST:
                    yield span
