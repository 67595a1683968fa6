"""An area over the years of its reports: its figures, companies and projects."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.lexicon.synth import Stage, Wording, load
from kg.synth import figures, values
from kg.synth.areas import Area, areas
from kg.synth.chances import chances
from kg.synth.drawing import Draw
from kg.synth.figures import History, Stand
from kg.synth.naming import Names
from kg.synth.values import Value

#: Of a large area the smallest is this part.
_SMALLEST = 0.08
#: Projects begin up to so many years before the first report, and take up to so many.
_EARLY, _LONGEST = 2, 3
_BODIES = 12  # schools that reports of an area name
_DEAR = 10  # 亿元: what costs more is told in tenths


@dataclass(frozen=True, slots=True)
class Project:
    """A project and the years, counted from the first report, in which it begins and is done."""

    name: str
    kind: str
    area: str
    invest: Value
    builder: str
    private: bool
    begun: int
    done: int

    def stage(self, year: int) -> Stage | None:
        """How far it comes in a year; None before it and after it."""
        if year == self.begun - 1 and self.private:
            return "signed"
        if not self.begun <= year <= self.done:
            return None
        if year == self.done:
            return "completed"
        return "started" if year == self.begun else "ongoing"


@dataclass(frozen=True, slots=True)
class Series:
    """All that the reports of one area tell of."""

    area: Area
    first: int
    history: History
    sectors: tuple[tuple[str, tuple[Stand, ...]], ...]
    enterprises: tuple[str, ...]
    projects: tuple[Project, ...]
    bodies: tuple[str, ...]
    towns: tuple[str, ...]
    places: tuple[tuple[str, tuple[Stand, ...]], ...]


def most(lexicon: Path, seed: int) -> int:
    """How many reports there can be: each area has its years but once."""
    wording = load(lexicon)
    return len(areas(lexicon, seed)) * wording.years * wording.rounds


@lru_cache(maxsize=4)
def series(lexicon: Path, seed: int, number: int) -> Series:
    """The area that comes at this place, from 0 on, with its years."""
    wording = load(lexicon)
    known = areas(lexicon, seed)
    turn, at = divmod(number, len(known))
    area = known[at]
    draw = Draw(seed, "series", number)
    size = max(draw.within((0, 1)) * draw.within((0, 1)), _SMALLEST)  # most areas are small
    years = wording.years + 1
    names = Names(draw, wording.names, {"area": area.short, "unit": area.unit, "city": area.city})
    enterprises = tuple(names.new(wording.names["enterprise"]) for _ in range(wording.enterprises))
    towns = tuple(draw.shuffled(area.towns)[: wording.towns])
    making = _Undertaking(wording, draw, names, towns)
    return Series(
        area=area,
        first=wording.first - turn * wording.years,
        history=figures.history(wording, draw, size, years),
        sectors=tuple(_sectors(wording, draw, size, years)),
        enterprises=enterprises,
        projects=tuple(making.one(area, enterprises) for _ in range(wording.projects)),
        bodies=tuple(names.new(wording.bodies.patterns) for _ in range(_BODIES)),
        towns=towns,
        places=tuple(
            (town, figures.alone(wording, draw, wording.local, size, years)) for town in towns
        ),
    )


def _sectors(
    wording: Wording, draw: Draw, size: float, years: int
) -> Iterator[tuple[str, tuple[Stand, ...]]]:
    for template in draw.shuffled(wording.words["sector"])[: wording.branches]:
        yield template.text, figures.alone(wording, draw, wording.output, size, years)


class _Undertaking:
    """Makes the projects of an area."""

    def __init__(self, wording: Wording, draw: Draw, names: Names, towns: tuple[str, ...]) -> None:
        self._wording, self._draw, self._names, self._towns = wording, draw, names, towns
        self._publics = [names.new((one,)) for one in wording.names["public"]]

    def one(self, area: Area, enterprises: tuple[str, ...]) -> Project:
        """A project of some kind, in one of the years."""
        draw = self._draw
        kind = draw.weighed(chances(self._wording).projects)
        town = draw.one(self._towns)
        builder = draw.one(enterprises if kind.private else self._publics)
        name = self._names.new(kind.patterns, town=town, enterprise=builder)
        cost = values.plain(draw.within(kind.invest), 1 if kind.invest[1] > _DEAR else 2)
        begun = draw.whole(-_EARLY, self._wording.years)
        return Project(
            name=name,
            kind=kind.kind,
            area=town if town in name else area.name,
            invest=Value(f"{cost}亿元", cost, "亿元", "exact"),
            builder=builder,
            private=kind.private,
            begun=begun,
            done=begun + draw.whole(1, _LONGEST),
        )
