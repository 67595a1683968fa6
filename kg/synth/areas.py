"""Counties, districts and cities of county level that reports are written for."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.lexicon.divisions import Divisions, read
from kg.lexicon.places import places
from kg.synth.drawing import Draw

_UNITS = ("区", "县", "市", "旗")
_LEAST_TOWNS = 4


@dataclass(frozen=True, slots=True)
class Area:
    """An area as its own report speaks of it.

    `full` with the city above it, `short` without its ending, `unit` as in 全区; `above` are those
    among whom it holds a rank.
    """

    name: str
    full: str
    city: str
    short: str
    unit: str
    above: str
    towns: tuple[str, ...]


@lru_cache(maxsize=4)
def areas(folder: Path, seed: int) -> tuple[Area, ...]:
    """All of them, in an order drawn from the seed."""
    return tuple(Draw(seed, "areas").shuffled(_known(folder)))


@lru_cache(maxsize=4)
def _known(folder: Path) -> tuple[Area, ...]:
    return tuple(_areas(read(folder / "areas.tsv", places(folder).naming)))


def _areas(divisions: Divisions) -> Iterator[Area]:
    for code in divisions.codes:
        above = divisions.parent(code)
        if divisions.level(code) != "county" or above is None:
            continue
        name, city = divisions.names[code], divisions.names[above]
        ranked = _ranked(name, city, divisions.names[code[:2] + "0000"])
        towns = tuple(divisions.names[town] for town in divisions.townships(code))
        if ranked and len(towns) >= _LEAST_TOWNS and name.endswith(_UNITS):
            short = divisions.short(code) or name
            yield Area(name, city + name, city, short, name[-1], ranked, towns)


def _ranked(name: str, city: str, province: str) -> str | None:
    """Among whom it holds a rank: 全市 for a district, 全省 for a city; None where unsure."""
    above = province if name.endswith("市") else city
    return {"市": "全市", "省": "全省", "州": "全州", "盟": "全盟"}.get(above[-1])
