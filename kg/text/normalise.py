"""Width and spaces made uniform, character by character: offsets stay as they are."""

import unicodedata
from functools import lru_cache

_KEPT = "，。；：！？（）“”‘’《》、—～·…"
_POINTS = {"．": ".", "﹒": ".", "％": "%", "﹪": "%"}


def _one(character: str) -> str:
    if character in _POINTS:
        return _POINTS[character]
    if character in _KEPT or character < "\u0080":
        return character
    if character.isspace():
        return " "
    narrow = unicodedata.normalize("NFKC", character)
    return narrow if len(narrow) == 1 and narrow.isascii() and narrow.isalnum() else character


class _Table(dict[int, str]):
    """A translation table that fills itself as characters come."""

    def __missing__(self, code: int) -> str:
        self[code] = _one(chr(code))
        return self[code]


_TABLE = _Table()


@lru_cache(maxsize=8)  # every stage asks it of the same report
def plain(text: str) -> str:
    """Full-width letters, digits and spaces as ASCII; the length never changes.

    >>> plain("增长７．５％，３２\u2002件")
    '增长7.5%，32 件'
    """
    return text.translate(_TABLE)
