"""lexicon/wording.toml: the words that the graph uses of itself."""

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from string import Formatter
from typing import NamedTuple

from pydantic.dataclasses import dataclass

from kg.lexicon.tables import STRICT, Keys, read, wrong
from kg.model import Period


class Both(NamedTuple):
    """A text in Chinese and in English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Template:
    """A text in both languages with names in braces."""

    zh: str
    en: str

    def filled(self, **values: str) -> Both:
        """The texts with their values.

        >>> Template(zh="{year}年", en="{year}").filled(year="2024")
        Both(zh='2024年', en='2024')
        """
        return Both(self.zh.format(**values), self.en.format(**values))


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Labels:
    """Templates of labels of what a report states; `between` joins what repeats."""

    observation: str
    event: str
    state: str
    contribution: str
    slice: str
    agreement: str
    fulfilment: str
    check: str
    change: str
    stated: str
    number: str
    between: str


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Periods:
    """How periods of each shape are written out."""

    year: Template
    half: Template
    quarter: Template
    month: Template
    day: Template
    years: Template
    days: Template


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Wording:
    """All of lexicon/wording.toml."""

    labels: Labels
    periods: Periods
    parts: dict[str, Template]
    definitions: dict[str, Template]
    data_sets: dict[str, Template]
    provenance: dict[str, Template]
    formulas: dict[str, str]
    magnitudes: dict[str, int]
    bounds: dict[str, str]

    def period(self, when: Period) -> Both:
        """A period in words.

        >>> from kg.settings import Settings
        >>> wording = load(Settings().lexicon)
        >>> wording.period(Period.part(2025, "H1")).zh, wording.period(Period.years(2021, 2025)).en
        ('2025年上半年', '2021 to 2025')
        """
        year, _, rest = when.key.partition("-")
        if "/" in when.key:
            start, _, end = when.key.partition("/")
            if len(start) == len(end) == 4:
                return self.periods.years.filled(year=start, last=end)
            return self.periods.days.filled(start=start, end=end)
        if not rest:
            return self.periods.year.filled(year=year)
        if rest in self.parts:
            shape = self.periods.half if rest.startswith("H") else self.periods.quarter
            part = self.parts[rest]
            zh, en = shape.filled(year=year, part=part.zh).zh, shape.filled(year=year, part=part.en)
            return Both(zh, en.en)
        month, _, day = rest.partition("-")
        shape = self.periods.day if day else self.periods.month
        zh = shape.filled(year=year, month=str(int(month)), day=str(int(day or 0))).zh
        return Both(zh, shape.filled(year=year, month=month, day=day).en)


def load(folder: Path) -> Wording:
    """Read lexicon/wording.toml; LexiconError names file, line and key, also of an unknown name."""
    path = folder / "wording.toml"
    found = read(path, Wording, patterns=False)
    for keys, text in _texts(found):
        table = keys[0] if keys[0] != "labels" else keys[1]
        unknown = _names(text) - _NAMES[str(table)]
        if unknown:
            known = "、".join(sorted(_NAMES[str(table)])) or "none"
            raise wrong(path, keys, f"unknown name in braces: {min(unknown)}", f"known: {known}")
    return found


def _texts(found: Wording) -> Iterator[tuple[Keys, str]]:
    labels = {field.name: getattr(found.labels, field.name) for field in fields(found.labels)}
    yield from ((("labels", key), text) for key, text in labels.items())
    shapes = {field.name: getattr(found.periods, field.name) for field in fields(found.periods)}
    tables = {
        "periods": shapes,
        "parts": found.parts,
        "definitions": found.definitions,
        "data_sets": found.data_sets,
        "provenance": found.provenance,
    }
    for table, templates in tables.items():
        for key, template in templates.items():
            yield (table, key, "zh"), template.zh
            yield (table, key, "en"), template.en


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


#: The names that may stand in braces, by table, or by key of [labels].
_NAMES = {
    "observation": {"area", "period", "indicator", "subject", "status", "measure", "value"},
    "event": {"actor", "action", "object", "modality", "period"},
    "state": {"project", "stage", "place"},
    "contribution": {"contributor", "indicator", "ground"},
    "slice": {"report", "value"},
    "agreement": {"area", "period", "indicator", "subject", "verdict", "count"},
    "fulfilment": {"area", "period", "indicator", "subject", "verdict"},
    "check": {"area", "period", "indicator", "subject", "formula", "stated", "verdict"},
    "change": {"area", "period", "indicator", "subject", "verdict"},
    "stated": {"value"},
    "number": {"number", "magnitude", "unit"},
    "between": set(),
    "periods": {"year", "part", "month", "day", "last", "start", "end"},
    "parts": set(),
    "definitions": {"name", "path", "level", "start", "end"},
    "data_sets": {"report"},
    "provenance": {"report"},
}
