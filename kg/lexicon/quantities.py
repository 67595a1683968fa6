"""lexicon/units.toml and lexicon/quantities.toml: what may stand around a number."""

from decimal import Decimal
from pathlib import Path

from pydantic.dataclasses import dataclass

from kg.errors import LexiconError
from kg.lexicon.tables import STRICT, read
from kg.model import Bound


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Units:
    """Magnitudes with their factors, and units by kind."""

    magnitudes: dict[str, Decimal]
    same: dict[str, str]
    kinds: dict[str, tuple[str, ...]]
    not_before: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Bounds:
    """Words of bound, by where they stand."""

    before_min: tuple[str, ...]
    before_max: tuple[str, ...]
    before_approx: tuple[str, ...]
    before_exact: tuple[str, ...]
    after_min: tuple[str, ...]
    after_max: tuple[str, ...]
    after_approx: tuple[str, ...]
    inside_min: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Ranges:
    """Marks between the ends of a range."""

    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class NumberWord:
    """A word that stands for a number."""

    text: str
    amount: Decimal
    unit: str
    bound: Bound


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Words:
    """All of lexicon/quantities.toml."""

    bounds: Bounds
    ranges: Ranges
    words: tuple[NumberWord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityRules:
    """Units and words together."""

    units: Units
    words: Words


def load(folder: Path) -> QuantityRules:
    """Read both files; LexiconError names file and key, also of a unit that stands twice."""
    units = read(folder / "units.toml", Units)
    seen: set[str] = set()
    for kind, listed in units.kinds.items():
        for unit in listed:
            if unit in seen:
                raise LexiconError("unit stands twice", where=f"units.toml: kinds.{kind}: {unit}")
            seen.add(unit)
    return QuantityRules(units=units, words=read(folder / "quantities.toml", Words))
