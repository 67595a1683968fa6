"""Where in a text which patterns can match at all: by words that each of their matches holds.

One automaton looks for the words of all patterns in one go; a pattern is then tried only where one
of its words stands.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from kg.text.openings import needed


class Held(NamedTuple):
    """The words found in one text, from left to right, and the patterns that each is one of.

    Each is its start, its end and its number among the `names`.
    """

    words: list[tuple[int, int, int]]
    names: tuple[frozenset[str], ...]
    always: frozenset[str]

    def between(self, start: int, end: int) -> frozenset[str]:
        """The patterns that may match in a stretch of the text."""
        found = self.always
        words = self.words
        for at in range(bisect_left(words, (start, 0, 0)), len(words)):
            first, last, number = words[at]
            if first >= end:
                break
            if last <= end:
                found |= self.names[number]
        return found


class Cues:
    """Patterns by a name each; those whose words nothing tells may match everywhere."""

    def __init__(self, patterns: Mapping[str, str]) -> None:
        """Build the automaton."""
        named: defaultdict[str, set[str]] = defaultdict(set)
        always = set()
        for name, pattern in patterns.items():
            words = needed(pattern)
            if words is None:
                always.add(name)
            for word in words or ():
                named[word].add(name)
        self._always = frozenset(always)
        self._names = tuple(frozenset(named[word]) for word in sorted(named))
        self._automaton = AhoCorasick(sorted(named))

    def held(self, text: str) -> Held:
        """What is found in a text.

        >>> cues = Cues({"rank": "[前第]\\\\d+强", "law": "(?:条例|办法)$"})
        >>> held = cues.held("百强县，出台条例")
        >>> sorted(held.between(0, 3)), sorted(held.between(4, 8))
        (['rank'], ['law'])
        """
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        words = sorted((start, end, number) for number, start, end in found)
        return Held(words, self._names, self._always)


def cue(*patterns: str) -> re.Pattern[str]:
    """A pattern that matches wherever one of several can: a quick look before they are tried.

    >>> cue("(?:稳步|持续)?提高到", "目标[为是]").pattern, cue(".+").pattern
    ('提高到|目标', '')
    """
    found = [needed(pattern) for pattern in patterns]
    words = {word for known in found for word in known or ()}
    return re.compile("" if None in found else "|".join(sorted(words, key=lambda w: (-len(w), w))))
