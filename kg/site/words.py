"""The words of pages in Chinese and English, from words.toml and terms.toml beside this file."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic.dataclasses import dataclass

from kg.errors import KgError
from kg.lexicon.tables import STRICT, read

_HERE = Path(__file__).parent
WORDS, TERMS = _HERE / "words.toml", _HERE / "terms.toml"
LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True, config=STRICT)
class Word:
    """A text in both languages."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        """The text in one of them."""
        return self.en if language == "en" else self.zh


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class _Words:
    words: dict[str, Word]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class _Terms:
    terms: dict[str, tuple[str, str]]


@cache
def words() -> Mapping[str, Word]:
    """All words of pages by their keys."""
    return read(WORDS, _Words, KgError, patterns=False).words


@cache
def _terms() -> Mapping[str, tuple[str, str]]:
    return read(TERMS, _Terms, KgError, patterns=False).terms


def terms(prefixes: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Labels of terms of other vocabularies, by IRI."""
    found: dict[str, tuple[str, str]] = {}
    for name, said in _terms().items():
        prefix, _, local = name.partition(":")
        if prefix in prefixes:
            found[f"{prefixes[prefix]}{local}"] = said
    return found
