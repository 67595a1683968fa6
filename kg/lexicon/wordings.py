"""Texts in both languages with places to fill in, as lexicon files have them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import Field
from pydantic.dataclasses import dataclass

from kg.lexicon.tables import STRICT, Keys, wrong


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Wording:
    """One text in both languages, with places to fill in."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def filled(self, zh: Mapping[str, str], en: Mapping[str, str]) -> tuple[str, str]:
        """The text in Chinese and in English."""
        return self.zh.format(**zh), self.en.format(**en)


def check(path: Path, keys: Keys, text: Wording, places: Sequence[str]) -> None:
    """LexiconError where a text names a place that nothing fills."""
    blanks = dict.fromkeys(places, "")
    try:
        text.filled(blanks, blanks)
    except (KeyError, IndexError, ValueError) as error:
        known = ", ".join(f"{{{place}}}" for place in places)
        raise wrong(path, keys, f"cannot be filled in: {error}", f"{known} can be") from error
