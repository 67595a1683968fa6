"""What is asked of the index for a text: one match a way, the best way first."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from kg.errors import QueryError
from kg.search.folding import by_beginning, fold, heard, inner_sounds, sounds, tokens
from kg.search.making import BEGIN

#: So much is counted and can be paged through; who finds more must say more.
MOST = 10_000
_LONGEST = 300
#: Ways with what is matched, the best first.
Ways: TypeAlias = tuple[tuple["Way", str], ...]


class Way(StrEnum):
    """How a name fits what was looked for."""

    EXACT = "exact"
    START = "start"
    PART = "part"
    SOUND = "sound"
    INNER_SOUND = "inner sound"
    WORDS = "words"
    ALIKE = "alike"


class Asked(NamedTuple):
    """A text as it is looked for.

    `exact` is what whole names are compared with, `ways` are matches, the best way first, `widest`
    finds whatever one of them does.
    """

    text: str
    exact: str
    ways: Ways
    widest: str


def checked(text: str, limit: int, offset: int) -> None:
    """QueryError for what is too long, or for a page that there cannot be."""
    if len(text) > _LONGEST:
        raise QueryError(f"more than {_LONGEST} characters to look for")
    if not 1 <= limit <= MOST:
        raise QueryError(f"limit {limit} is out of range", hint=f"1 to {MOST}")
    if not 0 <= offset < MOST:
        raise QueryError(f"offset {offset} is out of range", hint=f"0 to {MOST - 1}")


def asked(text: str) -> Asked | None:
    """How to look for a text; None where it says nothing."""
    folded = fold(text)
    found = tokens(folded)
    if not found:
        return None
    ways = tuple(_ways(folded, found))
    # what begins so, or sounds so from its beginning, is a part, or sounds so from some syllable
    named = dict(ways).get(Way.WORDS) or dict(ways)[Way.PART]
    typed = heard(folded)
    sound = f"{'inside' if len(typed) > 1 else 'start'} : {_phrase((typed,))} *"
    widest = f"({named}) OR ({sound})" if typed else named
    return Asked(folded, " ".join(found), ways, widest)


def _ways(folded: str, found: Sequence[str]) -> Iterator[tuple[Way, str]]:
    typed, star = heard(folded), " *" if by_beginning(found[-1]) else ""
    begun = f"starts : {_phrase((BEGIN + found[0], *found[1:]))}{star}"
    # letters may begin a name or its sound: neither is the better one
    yield Way.START, f"({begun}) OR (start : {_phrase((typed,))} *)" if typed else begun
    yield Way.PART, f"names : {_phrase(found)}{star}"
    if len(typed) > 1:
        yield Way.INNER_SOUND, f"inside : {_phrase((typed,))} *"
    pieces = [piece for piece in map(tokens, folded.split()) if set(piece) <= set(found)]
    if len(pieces) > 1:
        yield Way.WORDS, " AND ".join(map(_anywhere, pieces))


def _anywhere(piece: Sequence[str]) -> str:
    return f"names : {_phrase(piece)}{' *' if by_beginning(piece[-1]) else ''}"


def _phrase(words: Sequence[str]) -> str:
    """Tokens in a row; they hold no quotation marks, as they are words, characters and marks."""
    return f'"{" ".join(words)}"'


def alike(text: str) -> str:
    """A match for whatever has two tokens in a row in common with a text; empty where none can."""
    found = tokens(fold(text))
    pairs = sorted(_pairs(found))
    return " OR ".join(f"names : {_phrase(pair)}" for pair in pairs)


def likeness(text: str, name: str) -> float:
    """How alike two names are, from 0 to 1: by the pairs of tokens that they share.

    >>> round(likeness("江苏亨通光电股份有限公司", "亨通光电"), 2), likeness("吴江", "太仓")
    (0.61, 0.0)
    """
    one, other = (_pairs(tokens(fold(said))) for said in (text, name))
    if not one or not other:
        return 0.0
    shared = len(one & other)
    dice = 2 * shared / (len(one) + len(other))
    # a name that the other one holds whole is more like it than shared pairs tell
    return max(dice, 0.5 + dice / 4) if shared == min(len(one), len(other)) else dice


def _pairs(said: Sequence[str]) -> set[tuple[str, ...]]:
    return set(pairwise(said)) or {(token,) for token in said}


def matched(asked: str, way: Way, label: str, names: Sequence[tuple[str, str]]) -> tuple[str, Way]:
    """The name that fits what was asked: the label where it does, else the shortest that does.

    `names` stand with their syllables; a beginning is told apart from how one sounds.
    """
    for one in (way, Way.SOUND) if way is Way.START else (way,):
        fit = [name for name, said in names if _fits(asked, one, fold(name), said.split())]
        if fit:
            best = min(fit, key=lambda name: (len(name), name))
            return label if label in fit else best, one
    return label, way


def _fits(asked: str, way: Way, name: str, said: Sequence[str]) -> bool:
    looked, there = " ".join(tokens(asked)), " ".join(tokens(name))
    if way is Way.EXACT:
        return looked == there
    if way is Way.START:
        return there.startswith(looked)
    if way is Way.PART:
        return f" {looked}" in f" {there}"
    if way in {Way.SOUND, Way.INNER_SOUND}:
        heard_in = sounds if way is Way.SOUND else inner_sounds
        return any(sound.startswith(heard(asked)) for sound in heard_in(said))
    return all(" ".join(tokens(piece)) in there for piece in asked.split())
