"""Names that a question gives only in part: what nobody knows, completed by the index."""

from collections.abc import Iterator, Sequence

from kg.ask.flat import compared
from kg.ask.names import KINDS, Name, Names
from kg.ask.parts import Part
from kg.search import Hit, Way

_KINDS = tuple(kind for kind in KINDS if kind not in {"phrase", "area"})
_LEAST, _SHARE = 3, 0.5
_WAYS = frozenset({Way.EXACT, Way.START, Way.PART})


def completed(text: str, found: Sequence[Part], names: Names) -> Iterator[Part]:
    """Parts for stretches that are most of the name of just one thing."""
    for start, end in _stretches(found):
        hits = [hit for hit in _hits(text[start:end], names)]
        meanings = {Name(hit.kind, hit.name) for hit in hits}
        if len(meanings) == 1:
            yield Part(
                start=start,
                end=end,
                sort="name",
                names=tuple(meanings),
                tags=frozenset(),
            )


def _hits(words: str, names: Names) -> list[Hit]:
    return [
        hit
        for kind in _KINDS
        for hit in names.index.suggest(words, kind, 4)
        if hit.way in _WAYS and len(words) >= _SHARE * len(compared(hit.matched))
    ]


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
