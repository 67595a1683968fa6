"""All files of lexicon/, each with what reads and checks it."""

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from kg.lexicon import (
    actions,
    agreement,
    analyse,
    areas,
    asking,
    characters,
    confidence,
    findings,
    identity,
    indicators,
    levels,
    names,
    observations,
    places,
    quantities,
    statements,
    structure,
    synth,
    web,
    wording,
)

#: What reads a file, by its name. One that reads several files stands at each of them.
LOADERS: Mapping[str, Callable[[Path], object]] = MappingProxyType(
    {
        "actions.toml": actions.load,
        "agreement.toml": agreement.load,
        "analyse.toml": analyse.load,
        "areas.tsv": areas.load,
        "asking.toml": asking.load,
        "characters.tsv": characters.load,
        "companies.tsv": names.load,
        "confidence.toml": confidence.load,
        "findings.toml": findings.load,
        "identity.toml": identity.load,
        "indicators.toml": indicators.load,
        "levels.toml": levels.load,
        "names.toml": names.load,
        "numbers.toml": observations.numbers,
        "places.toml": places.places,
        "quantities.toml": quantities.load,
        "regions.toml": places.regions,
        "self.toml": places.selves,
        "stages.toml": actions.load_stages,
        "statements.toml": statements.load,
        "structure.toml": structure.load,
        "synth.toml": synth.load,
        "tables.toml": observations.tables,
        "units.toml": quantities.load,
        "web.toml": web.load,
        "wording.toml": wording.load,
        "zones.toml": places.zones,
    }
)


def check(folder: Path) -> int:
    """The number of entries of all files; LexiconError of the first file that is wrong."""
    for load in dict.fromkeys(LOADERS.values()):
        load(folder)
    return sum(_entries(folder / name) for name in LOADERS)


def _entries(path: Path) -> int:
    """Rows of a list; texts and numbers of a TOML file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".tsv":
        return sum(not line.startswith("#") for line in text.splitlines())
    return _leaves(tomllib.loads(text))


def _leaves(value: object) -> int:
    if isinstance(value, dict):
        return sum(map(_leaves, value.values()))
    return sum(map(_leaves, value)) if isinstance(value, list) else 1
