"""lexicon/characters.tsv: traditional characters with the simplified ones that reports have."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from kg.errors import LexiconError
from kg.lexicon.tables import rows


@lru_cache(maxsize=4)
def load(folder: Path) -> Mapping[int, str]:
    """A table for str.translate; LexiconError names file and line.

    >>> from kg.settings import Settings
    >>> "地區生產總值".translate(load(Settings().lexicon))
    '地区生产总值'
    """
    path = folder / "characters.tsv"
    found: dict[int, str] = {}
    for line, (sign, simple) in rows(path, 2):
        if len(sign) != 1 or len(simple) != 1 or sign == simple or ord(sign) in found:
            where = f"{path}:{line}: {sign}"
            raise LexiconError("not one new character with another one", where=where)
        found[ord(sign)] = simple
    return found
