"""What the mapping needs beside a reading: IRIs, units, kinds, words, versions."""

from collections.abc import Iterable
from collections.abc import Mapping as Table
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import Literal

from kg.iris import Iris
from kg.lexicon import agreement, indicators, levels, quantities, wording
from kg.lexicon.agreement import AgreementWords
from kg.lexicon.indicators import IndicatorTable
from kg.lexicon.levels import Levels
from kg.lexicon.quantities import Units
from kg.lexicon.wording import Both, Wording
from kg.rdf import ontology as vocabulary
from kg.settings import Settings
from kg.terms import CODE, Skos
from kg.text.units import BaseUnits


class Version(NamedTuple):
    """One part of what a graph is made with, and its digest."""

    part: str  # code, lexicon, ontology, shapes, model
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Mapping:
    """What the mapping needs beside a reading, of the settings and the lexicon."""

    iris: Iris
    levels: Levels
    indicators: IndicatorTable
    listed: Units
    wording: Wording
    agreement: AgreementWords
    codes: Table[str, Both]  # the labels of each code
    versions: tuple[Version, ...] = ()

    @cached_property
    def units(self) -> BaseUnits:
        """Numbers in base units."""
        return BaseUnits(self.listed)

    def label(self, code: str) -> Both:
        """The labels of a code, its notation where it has none."""
        notation = code.rsplit("/", 1)[-1]
        return self.codes.get(code, Both(notation, notation))


def load(settings: Settings, versions: Iterable[Version] = ()) -> Mapping:
    """Load what the mapping needs, once a process."""
    return Mapping(
        iris=Iris(settings.base),
        levels=levels.load(settings.lexicon),
        indicators=indicators.load(settings.lexicon),
        listed=quantities.load(settings.lexicon).units,
        wording=wording.load(settings.lexicon),
        agreement=agreement.load(settings.lexicon),
        codes=labels_of(settings.ontology),
        versions=tuple(versions),
    )


def labels_of(ontology: Path) -> dict[str, Both]:
    """The labels of each code of the code lists."""
    found: dict[str, dict[str, str]] = {}
    for path in vocabulary.files(ontology):
        for triple in vocabulary.read(path):
            label, subject = triple.object, str(triple.subject.value)  # type: ignore[union-attr]
            if triple.predicate.value == Skos.PREF_LABEL and isinstance(label, Literal):
                found.setdefault(subject, {})[label.language or ""] = label.value
    return {
        code: Both(labels.get("zh", ""), labels.get("en", ""))
        for code, labels in found.items()
        if code.startswith(CODE)
    }
