"""Width and spaces made uniform, character by character: offsets stay as they are."""

import re
import unicodedata
from functools import lru_cache

_KEPT = "，。；：！？（）“”‘’《》、—～·…"
_POINTS = {"．": ".", "﹒": ".", "％": "%", "﹪": "%"}


@lru_cache(maxsize=4096)
def _one(character: str) -> str:
    if character in _POINTS:
        return _POINTS[character]
    if character in _KEPT or character < "\u0080":
        return character
    if character.isspace():
        return " "
    narrow = unicodedata.normalize("NFKC", character)
    return narrow if len(narrow) == 1 and narrow.isascii() and narrow.isalnum() else character


#: All but the characters that stay as they are, which are nearly all of a report.
_OTHER = re.compile(f"[^\x00-\x7f\u4e00-\u9fff{_KEPT}]")


@lru_cache(maxsize=8)  # every stage asks it of the same report
def plain(text: str) -> str:
    """Full-width letters, digits and spaces as ASCII; the length never changes.

    >>> plain("增长７．５％，３２\u2002件")
    '增长7.5%，32 件'
    """
    return _OTHER.sub(lambda match: _one(match.group()), text)
