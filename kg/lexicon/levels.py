"""lexicon/levels.toml: at which level an honour is conferred, by its name."""

import re
from dataclasses import field
from functools import lru_cache
from pathlib import Path

from pydantic.dataclasses import dataclass

from kg.lexicon.tables import STRICT, read, refuse_twice, words_of


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Level:
    """One level, the patterns that tell it, and names that show them at work."""

    level: str
    patterns: tuple[re.Pattern[str], ...]
    examples: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Levels:
    """All of lexicon/levels.toml."""

    levels: tuple[Level, ...]

    def of(self, name: str) -> str | None:
        """The level that a name tells, if it tells one.

        >>> from kg.settings import Settings
        >>> load(Settings().lexicon).of("省级绿色工厂")
        'provincial'
        """
        found = [
            (match.start(), order, level.level)
            for order, level in enumerate(self.levels)
            for pattern in level.patterns
            if (match := pattern.search(name))
        ]
        return min(found)[2] if found else None


@lru_cache(maxsize=4)
def load(folder: Path) -> Levels:
    """Read lexicon/levels.toml; LexiconError names file, line and key."""
    path = folder / "levels.toml"
    found = read(path, Levels)
    refuse_twice(path, words_of("levels", found.levels, "level"))
    return found
