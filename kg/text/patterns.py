"""Lists of words as regular expressions."""

import re
from collections.abc import Iterable


def longest(word: str) -> tuple[int, str]:
    """Sort key that puts longer words first, so that alternation takes them."""
    return -len(word), word


def any_of(words: Iterable[str]) -> str:
    """An alternation of literal words, longest first.

    >>> any_of(["达", "达到"])
    '达到|达'
    """
    return "|".join(re.escape(word) for word in sorted(words, key=longest))
