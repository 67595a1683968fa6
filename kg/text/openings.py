"""Which characters the matches of a pattern can begin with, and which words they hold.

`re` tries all alternatives of a long list at every character of a text. Where the first characters
are known, a look at one character tells that most places match nothing: `guarded` puts that look
in front, unless `re` takes it itself. It finds the same matches as the pattern alone.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

_QUANTIFIER = re.compile(r"(?P<sign>[?*+]|\{(?P<least>\d*)(?:,\d*)?\})[?+]?")
_GROUP = re.compile(r"\((?:\?:|\?P<\w+>|(?!\?))")
_LOOK = re.compile(r"\(\?<?[=!]")
_CLASSES, _EDGES = "dDsSwWnt", "AbBZ"
#: The inside of a class that holds all characters.
_ANY = r"\s\S"
#: Words alone: `re` itself looks at their first characters.
_LITERAL = re.compile(r"[^\\\[\](){}?*+.^$]*")
_ITEM = re.compile(r"(?P<range>(?:\\.|[^\\\]])-(?:\\.|[^\\\]]))|(?P<escaped>\\.)|(?P<char>[^\]])")


@dataclass(frozen=True, slots=True)
class _First:
    """What a part may begin with, as the inside of a character class; `empty` if it may be none.

    `words` are some of which one is in all that the part matches, None where there are none such;
    `char` is the character that the part is, if it is one.
    """

    inside: str
    empty: bool
    words: frozenset[str] | None = None
    char: str = ""


class _UnknownError(Exception):
    """A construction that is not read here."""


@lru_cache(maxsize=1024)
def opening(pattern: str) -> str | None:
    r"""The character class that all matches of a pattern begin with; None where that is unknown.

    >>> opening("(?:达|近)?(?P<n>[一二]|\\d)万|(?<=约)十"), opening(".*"), opening("[^，]")
    ('[达近一二\\d十]', None, None)
    """
    try:
        first, end = _alternatives(pattern, 0)
    except _UnknownError:
        return None
    known = end == len(pattern) and not first.empty and _ANY not in first.inside
    return f"[{first.inside}]" if known else None


def guarded(pattern: str) -> str:
    """The same pattern, with a look at the first character in front where that helps.

    >>> guarded("(?:达到|超过)+"), guarded(".+"), guarded("达到|超过")
    ('(?=[达超])(?:(?:达到|超过)+)', '.+', '达到|超过')
    """
    first = None if _LITERAL.fullmatch(pattern) else opening(pattern)
    return f"(?={first})(?:{pattern})" if first else pattern


@lru_cache(maxsize=1024)
def needed(pattern: str) -> frozenset[str] | None:
    """Words of which every match holds one; None where no such words are known.

    >>> sorted(needed("(?:约|近)?第[一二]批(?:示范区|试点)(?!县)")), needed("甲?|乙")
    (['示范区', '试点'], None)
    """
    try:
        first, end = _alternatives(pattern, 0)
    except _UnknownError:
        return None
    return first.words if end == len(pattern) else None


def _alternatives(pattern: str, at: int) -> tuple[_First, int]:
    """What one of several alternatives begins with and holds, and where they end."""
    inside, empty = "", False
    words: frozenset[str] | None = frozenset()
    while True:
        first, at = _sequence(pattern, at)
        inside, empty = inside + first.inside, empty or first.empty
        words = None if words is None or first.words is None else words | first.words
        if pattern[at : at + 1] != "|":
            return _First(inside, empty, words), at
        at += 1


def _sequence(pattern: str, at: int) -> tuple[_First, int]:
    """What parts in a row begin with: the first, and those behind parts that may be empty.

    Characters in a row are one word.
    """
    inside, open_ = "", True
    words: frozenset[str] | None = None
    word = ""
    while at < len(pattern) and pattern[at] not in "|)":
        first, at = _part(pattern, at)
        quantifier = _QUANTIFIER.match(pattern, at)
        optional = first.empty
        if quantifier:
            at = quantifier.end()
            sign, least = quantifier["sign"], quantifier["least"]
            optional = optional or sign in "?*" or (least is not None and int(least or 0) == 0)
        if first.char and not quantifier:
            word += first.char
        else:
            words = _longer(words, word, None if optional else first.words)
            word = ""
        if open_:
            inside, open_ = inside + first.inside, optional
    return _First(inside, open_, _longer(words, word)), at


def _longer(
    words: frozenset[str] | None, word: str, others: frozenset[str] | None = None
) -> frozenset[str] | None:
    """Of words known before, one more word and further ones those that tell most."""
    known = [found for found in (words, frozenset({word} - {""}), others) if found]
    return max(known, key=lambda found: (min(map(len, found)), -len(found)), default=None)


def _part(pattern: str, at: int) -> tuple[_First, int]:
    """What one part begins with, and where it ends."""
    look = _LOOK.match(pattern, at)
    group = look or _GROUP.match(pattern, at)
    if group:
        first, end = _inner(pattern, group.end(), look=bool(look))
        if pattern[end : end + 1] != ")":
            raise _UnknownError
        return first, end + 1
    char = pattern[at]
    if char == "[":
        return _character_class(pattern, at + 1)
    if char == "\\":
        return _escaped(pattern[at + 1]), at + 2
    if char in "^$":
        return _First("", empty=True), at + 1
    if char == ".":
        return _First(_ANY, empty=False), at + 1
    if char == "(":
        raise _UnknownError
    return _First(re.escape(char), empty=False, words=frozenset({char}), char=char), at + 1


def _inner(pattern: str, at: int, *, look: bool) -> tuple[_First, int]:
    """The inside of a group; a look around takes up no character."""
    first, end = _alternatives(pattern, at)
    return (_First("", empty=True) if look else first), end


def _escaped(char: str) -> _First:
    if char in _EDGES:
        return _First("", empty=True)
    if char.isalnum() and char not in _CLASSES:
        raise _UnknownError
    return _First("\\" + char, empty=False)


def _character_class(pattern: str, at: int) -> tuple[_First, int]:
    """The inside of a character class, with marks that would change it elsewhere escaped."""
    negated = pattern[at] == "^"
    at += negated
    if pattern[at] == "]":
        raise _UnknownError
    inside = ""
    while pattern[at] != "]":
        item = _ITEM.match(pattern, at)
        if item is None:
            raise _UnknownError
        char = item["char"]
        inside += re.escape(char) if char else item.group()
        at = item.end()
    return _First(_ANY if negated else inside, empty=False), at + 1
