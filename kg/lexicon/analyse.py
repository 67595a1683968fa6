"""lexicon/analyse.toml: how pictures of the network look."""

from functools import lru_cache
from pathlib import Path

from pydantic.dataclasses import dataclass

from kg.lexicon.tables import STRICT, read, refuse_twice, words_of


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Kind:
    """A kind of things and its colour."""

    type: str
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Words:
    """What is written on a picture beside names."""

    title: str
    size: str
    done: str
    planned: str
    more: str


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Measures:
    """How much is drawn, and how large, in pixels."""

    nodes: int
    width: int
    height: int
    seed: int
    label_length: int
    line_length: int


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Fonts:
    """Font families, packages that bring a font, and what to do where there is none."""

    families: tuple[str, ...]
    packages: tuple[str, ...]
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Look:
    """All of lexicon/analyse.toml."""

    kinds: tuple[Kind, ...]
    words: Words
    picture: Measures
    fonts: Fonts

    def colour(self, kind: str) -> str:
        """The colour of a kind of things; grey where it has none."""
        return next((one.colour for one in self.kinds if one.type == kind), "#999999")


@lru_cache(maxsize=4)
def load(folder: Path) -> Look:
    """Read lexicon/analyse.toml; LexiconError names file, line and key."""
    path = folder / "analyse.toml"
    found = read(path, Look)
    refuse_twice(path, words_of("kinds", found.kinds, "type"))
    return found
