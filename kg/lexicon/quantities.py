"""lexicon/units.toml and lexicon/quantities.toml: what may stand around a number."""

from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from pydantic import Field
from pydantic.dataclasses import dataclass

from kg.lexicon import units as about
from kg.lexicon.tables import STRICT, near, read, refuse_twice, words_of, wrong
from kg.lexicon.wordings import Wording
from kg.model import Bound


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Stated:
    """Parts of units that indicators have and that are not looked for after numbers."""

    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Decimals:
    """Units that only follow numbers with decimals."""

    units: tuple[str, ...]


@dataclass(frozen=True, eq=False, kw_only=True, config=STRICT)
class Units:
    """Magnitudes with their factors, units by kind, and what is known of each.

    Each lexicon's is a thing of its own, for what is found in it to be kept.
    """

    magnitudes: dict[str, Decimal]
    magnitude_labels: dict[str, str]
    kind_labels: dict[str, Wording]
    definitions: about.Definitions
    details: dict[str, about.Detail]
    stated: Stated
    same: dict[str, str]
    decimal: Decimals
    kinds: dict[str, tuple[str, ...]]
    not_before: dict[str, tuple[str, ...]]

    @cached_property
    def known(self) -> frozenset[str]:
        """All units."""
        return frozenset(unit for listed in self.kinds.values() for unit in listed)

    @cached_property
    def kind_of(self) -> dict[str, str]:
        """The kind of each unit."""
        return {unit: kind for kind, listed in self.kinds.items() for unit in listed}

    def magnitude(self, unit: str) -> tuple[str, Fraction, str]:
        """The magnitude that a unit begins with, its factor, and the unit without it.

        >>> from kg.settings import Settings
        >>> load(Settings().lexicon).units.magnitude("百亿元")
        ('百亿', Fraction(10000000000, 1), '元')
        """
        word = max((m for m in self.magnitudes if unit.startswith(m)), key=len, default="")
        return word, Fraction(self.magnitudes.get(word, 1)), unit.removeprefix(word)

    def knows(self, unit: str) -> bool:
        """Whether a unit, with a magnitude or joined of two, is made of known ones.

        >>> from kg.settings import Settings
        >>> units = load(Settings().lexicon).units
        >>> [units.knows(unit) for unit in ("亿元", "微克/立方米", "元/月", "亿员")]
        [True, True, True, False]
        """
        return all(map(self._part, about.JOINTS.split(unit)))

    def _part(self, part: str) -> bool:
        known = self.known.union(self.stated.parts, self.magnitudes, ("",))
        return part in known or any(
            part.removeprefix(word) in self.known
            for word in self.magnitudes
            if part.startswith(word)
        )


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
    not_after: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Ranges:
    """Marks between the ends of a range."""

    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class NumberWord:
    """A word that stands for a number; `growth` where it says by itself that something grew."""

    text: str = Field(min_length=1)
    amount: Decimal
    unit: str
    bound: Bound
    growth: bool = False


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
    """Read both files; LexiconError names file, line and key, also of a unit that is not known."""
    units, path = units_of(folder), folder / "quantities.toml"
    words = read(path, Words)
    refuse_twice(path, words_of("words", words.words, "text"))
    for index, word in enumerate(words.words):
        if not units.knows(word.unit):
            hint = near(word.unit, units.known)
            raise wrong(path, ("words", index, "unit"), f"no such unit: {word.unit}", hint)
    return QuantityRules(units=units, words=words)


def units_of(folder: Path) -> Units:
    """Read lexicon/units.toml; a unit stands once, and other spellings mean one that is there."""
    path = folder / "units.toml"
    units = read(path, Units)
    seen: dict[str, str] = {}
    for kind, listed in units.kinds.items():
        for index, unit in enumerate(listed):
            if unit in seen:
                hint = f"also in kinds.{seen[unit]}"
                raise wrong(path, ("kinds", kind, index), f"unit stands twice: {unit}", hint)
            seen[unit] = kind
    for key, table in (("same", units.same.values()), ("not_before", units.not_before)):
        for name, unit in zip(getattr(units, key), table, strict=True):
            if not units.knows(unit):
                hint = near(unit, units.known)
                raise wrong(path, (key, name), f"no such unit: {unit}", hint)
    _check_details(path, units)
    return units


def _check_details(path: Path, units: Units) -> None:
    for word in units.magnitude_labels:
        if word not in units.magnitudes:
            hint = near(word, units.magnitudes)
            raise wrong(path, ("magnitude_labels", word), f"no such magnitude: {word}", hint)
    for kind in (*units.kinds, about.NONE, about.COMPOUND, about.UNKNOWN):
        if kind not in units.kind_labels:
            raise wrong(path, ("kind_labels",), f"no label of {kind}", "add it in zh and en")
    about.check(path, units)
    about.check_words(path, units.definitions)
