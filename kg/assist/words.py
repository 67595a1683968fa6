"""The words of words.toml beside this file."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic.dataclasses import dataclass

from kg.errors import KgError
from kg.lexicon.tables import STRICT, read

_FILE = Path(__file__).with_name("words.toml")


@dataclass(frozen=True, slots=True, config=STRICT)
class Word:
    """A text in both languages."""

    zh: str
    en: str

    def __str__(self) -> str:
        """Both, one after the other."""
        return f"{self.zh} / {self.en}"


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class _Words:
    words: dict[str, Word]


@cache
def words() -> Mapping[str, Word]:
    """All words by their keys."""
    return read(_FILE, _Words, KgError, patterns=False).words
