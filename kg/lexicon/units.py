"""What is known of each unit of lexicon/units.toml: names, codes, and what it converts to."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass as plain
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from pydantic import Field
from pydantic.dataclasses import dataclass

from kg.lexicon import wordings
from kg.lexicon.tables import STRICT, near, wrong
from kg.lexicon.wordings import Wording

#: What joins two units: 微克/立方米, 元/月; a ratio is written :1.
JOINTS = re.compile("[/每:]")
NONE, COMPOUND, UNKNOWN = "none", "compound", "unknown"


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Detail:
    """A unit's English name, its names elsewhere, and the unit that it converts to."""

    label_en: str = Field(min_length=1)
    qudt: str = Field(default="", pattern=r"^[A-Za-z0-9_-]*$")
    currency: str = Field(default="", pattern=r"^([A-Z]{3})?$")
    ucum: str = ""
    base: str = ""
    factor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Definitions:
    """How units are defined in words: as they are, by what they convert to, or unknown."""

    plain: Wording
    converted: Wording
    unknown: Wording


@plain(frozen=True, slots=True, kw_only=True)
class Facts:
    """A unit as it can be described: `base` is empty where it converts to no other unit."""

    name: str
    kind: str
    label_en: str = ""
    base: str = ""
    factor: Fraction = Fraction(1)
    detail: Detail | None = None


class Known(Protocol):
    """The parts of the lexicon's units that facts are taken from."""

    @property
    def magnitude_labels(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def kind_labels(self) -> Mapping[str, Wording]: ...  # noqa: D102
    @property
    def same(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def details(self) -> Mapping[str, Detail]: ...  # noqa: D102
    @property
    def kind_of(self) -> Mapping[str, str]: ...  # noqa: D102
    def __hash__(self) -> int: ...  # noqa: D105
    def magnitude(self, unit: str) -> tuple[str, Fraction, str]: ...  # noqa: D102
    def knows(self, unit: str) -> bool: ...  # noqa: D102


@lru_cache(maxsize=4096)  # the mapping asks for the unit of each value again and again
def facts(unit: str, units: Known) -> Facts:
    """Kind, English name and conversion of a unit as written.

    >>> from kg.lexicon.quantities import units_of
    >>> from kg.settings import Settings
    >>> units = units_of(Settings().lexicon)
    >>> found = facts("万亩", units)
    >>> found.kind, found.label_en, found.base, found.factor
    ('area', 'ten thousand mu', '平方米', Fraction(20000000, 3))
    >>> found = facts("微克/立方米", units)
    >>> found.kind, found.label_en, found.base
    ('compound', 'microgram per cubic metre', '')
    """
    written = re.sub(r"\s", "", unit)
    name = units.same.get(written, written)
    if name in units.kind_of:
        return _known(name, units.kind_of[name], units)
    word, factor, rest = units.magnitude(name)
    if word:
        return _multiple(word, factor, facts(rest, units), units)
    return _joined(name, units)


def _known(name: str, kind: str, units: Known) -> Facts:
    detail = units.details.get(name)
    if detail is None:  # a unit can be looked for before anything is told of it
        return Facts(name=name, kind=kind)
    factor = Fraction(detail.factor or 1)
    return Facts(
        name=name,
        kind=kind,
        label_en=detail.label_en,
        base=detail.base,
        factor=factor,
        detail=detail,
    )


def _multiple(word: str, factor: Fraction, of: Facts, units: Known) -> Facts:
    """So many times another unit; of none it is a number and no unit of its own."""
    label = f"{units.magnitude_labels.get(word, word)} {of.label_en}".strip()
    return Facts(
        name=word + of.name,
        kind=of.kind,
        label_en=label if of.label_en or not of.name else "",
        base=of.base or of.name,
        factor=factor * of.factor,
    )


def _joined(name: str, units: Known) -> Facts:
    if not name:
        return Facts(name="", kind=NONE)
    if name in units.details:  # a part that units are made of, such as 人年
        return _known(name, COMPOUND, units)
    if not (JOINTS.search(name) and units.knows(name)):
        return Facts(name=name, kind=UNKNOWN)
    labels = [_part(part, units) for part in JOINTS.split(name)]
    label = " per ".join(labels).strip() if all(labels[1:]) else ""
    return Facts(name=name, kind=COMPOUND, label_en=label)


def _part(part: str, units: Known) -> str:
    return units.details[part].label_en if part in units.details else facts(part, units).label_en


def definition(found: Facts, units: Known, texts: Definitions) -> tuple[str, str]:
    """A unit in words, Chinese and English."""
    label = found.label_en or found.name
    kind = units.kind_labels[found.kind]
    zh = {"name": found.name, "kind": kind.zh}
    en = {"name": found.name, "kind": kind.en, "label": label}
    if not found.label_en:
        return texts.unknown.filled(zh, en)
    if not found.base:
        return texts.plain.filled(zh, en)
    factor = str(found.factor)
    base = facts(found.base, units).label_en or found.base
    return texts.converted.filled(
        zh | {"factor": factor, "base": found.base}, en | {"factor": factor, "base": base}
    )


def check(path: Path, units: Known) -> None:
    """What is told is told of a unit, and every conversion leads to one, in one step."""
    for keys, problem, hint in _problems(units):
        raise wrong(path, keys, problem, hint)


def _problems(units: Known) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    for unit, detail in units.details.items():
        if not _there(unit, units):
            yield ("details", unit), f"no such unit: {unit}", near(unit, units.kind_of)
        if bool(detail.base) != bool(detail.factor):
            yield ("details", unit), "base and factor stand together or not at all", ""
        if detail.factor and not _is_factor(detail.factor):
            yield ("details", unit, "factor"), f"no number above 0: {detail.factor}", "10, 0.1, 2/3"
        if detail.base and not _there(detail.base, units):
            hint = near(detail.base, units.kind_of)
            yield ("details", unit, "base"), f"no such unit: {detail.base}", hint
        elif detail.base in units.details and units.details[detail.base].base:
            last = units.details[detail.base].base
            yield ("details", unit, "base"), f"{detail.base} converts on", f"convert to {last}"


def _there(unit: str, units: Known) -> bool:
    return unit in units.kind_of or units.knows(unit)


def _is_factor(text: str) -> bool:
    try:
        return Fraction(text) > 0
    except (ValueError, ZeroDivisionError):
        return False


def check_words(path: Path, texts: Definitions) -> None:
    """Texts name nothing that cannot be filled in."""
    for key in ("plain", "converted", "unknown"):
        places = ("name", "label", "kind", "factor", "base")
        wordings.check(path, ("definitions", key), getattr(texts, key), places)
