"""All that is known of places: divisions, zones, regions, and how they are named."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypeVar

from kg.lexicon import divisions as division_list
from kg.lexicon import places as rules
from kg.lexicon.divisions import LEVELS, Divisions
from kg.lexicon.places import Places, Region, Regions, Self, Zone, Zones
from kg.lexicon.tables import Keys, wrong
from kg.model import Area

K = TypeVar("K")

#: By so many characters most words are told from the names of divisions.
_BEGINNING = 2


@dataclass(frozen=True, eq=False)
class Towns:
    """The townships of one division: names to codes."""

    divisions: Divisions
    codes: tuple[str, ...]

    @cached_property
    def full(self) -> Mapping[str, tuple[str, ...]]:
        """By full name."""
        return _index((self.divisions.names[code], code) for code in self.codes)

    @cached_property
    def short(self) -> Mapping[str, tuple[str, ...]]:
        """By short name."""
        short = self.divisions.short
        return _index((name, code) for code in self.codes if (name := short(code)))

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """What their names begin with."""
        return _beginnings((*self.full, *self.short))


@dataclass(frozen=True, eq=False)
class Areas:
    """The gazetteer and its look-ups; equal questions get equal answers, nothing is changed."""

    divisions: Divisions
    places: Places
    zone_list: Zones
    region_list: Regions
    selves: Self

    @property
    def edition(self) -> str:
        """Day as of which the divisions hold."""
        return self.divisions.edition

    @cached_property
    def full(self) -> Mapping[str, tuple[str, ...]]:
        """Full name to codes, for the three upper levels; 印江县 is one of an autonomous county."""
        plain = [(name, code) for code, name in self._upper]
        return _index(
            [*plain, *((self.divisions.plain(c), c) for c, n in self._upper if "自治" in n)]
        )

    @cached_property
    def short(self) -> Mapping[str, tuple[str, ...]]:
        """Short name to codes, for the three upper levels."""
        short = self.divisions.short
        return _index((name, code) for code, _ in self._upper if (name := short(code)))

    @cached_property
    def ordinary(self) -> frozenset[str]:
        """Short names that are common words."""
        return frozenset(self.places.ordinary.words.split())

    @cached_property
    def zones(self) -> Mapping[str, Zone]:
        """Curated zones by their full name and their safe short names."""
        return {name: z for z in self.zone_list.zones for name in (z.name, *z.short)}

    @cached_property
    def regions(self) -> Mapping[str, Region]:
        """Regions by any of their names."""
        return {name: r for r in self.region_list.regions for name in (r.name, *r.alias)}

    @cached_property
    def _upper(self) -> tuple[tuple[str, str], ...]:
        return tuple((c, n) for c, n in self.divisions.names.items() if len(c) == 6)

    def area(self, code: str) -> Area:
        """The division of a code, with its path from the province down."""
        names = self.divisions.names
        return Area(
            name=names[code],
            level=self.divisions.level(code),
            code=code,
            parent=self.divisions.parent(code),
            path=tuple(names[c] for c in self.divisions.chain(code)),
        )

    def place(self, name: str, level: str, parent: str | None) -> Area:
        """A zone, region or village: it has no code, it lies in the division `parent`."""
        above = self.area(parent).path if parent else ()
        return Area(name=name, level=level, parent=parent, path=(*above, name))

    def zone(self, name: str, parent: str | None) -> Area:
        """A zone by its full name."""
        return self.place(name, "zone", parent)

    def region(self, name: str) -> Area | None:
        """A region by any of its names."""
        known = self.regions.get(name)
        return self.place(known.name, "region", known.parent) if known else None

    def named(self, name: str, home: Area | None = None) -> tuple[Area, ...]:
        """Divisions that a full, short or glued name can mean, seen from `home`: one if certain.

        >>> from kg.settings import Settings
        >>> areas = load(Settings().lexicon)
        >>> [a.code for a in areas.named("苏州市吴江区")]
        ['320509']
        >>> [a.path[0] for a in areas.named("龙华区")]
        ['广东省', '海南省']
        """
        return tuple(self.area(code) for code in self.codes(name, code_of(home)))

    def codes(self, name: str, home: str = "") -> tuple[str, ...]:
        """As `named`, in codes."""
        return self._known_codes(name, home)

    @cached_property
    def _known_codes(self) -> Callable[[str, str], tuple[str, ...]]:
        """`_codes` with a memory: a report names the same places again and again."""
        return lru_cache(maxsize=4096)(self._codes)

    def _codes(self, name: str, home: str) -> tuple[str, ...]:
        found = self._direct(name, home)
        if found:
            return self.nearest(found, home)
        glued: list[str] = []
        for cut in range(2, len(name) - 1):
            glued.extend(self._glued(name[cut:], self._direct(name[:cut], home)))
        return self.nearest(dict.fromkeys(glued), home)

    def nearest(self, codes: Iterable[str], home: str) -> tuple[str, ...]:
        """Those that lie nearest to `home`, of these those of the highest level."""
        found = tuple(dict.fromkeys(codes))
        if len(found) <= 1:
            return found
        ranked = _index((self._distance(code, home), code) for code in found)
        return ranked[min(ranked)] if ranked else ()

    def _distance(self, code: str, home: str) -> tuple[int, int]:
        level = LEVELS.index(self.divisions.level(code))
        own = self.divisions.chain(home) if home else ()
        if code in own:
            return 0, len(own) - own.index(code)
        if home and self.divisions.within(code, home):
            return 1, level
        if level == 0:
            return 2, level
        shared = sum(1 for c in self.divisions.chain(code) if c in own)
        return (9 - shared, level) if shared else (9, level)

    def _direct(self, name: str, home: str) -> tuple[str, ...]:
        upper = (*self.full.get(name, ()), *self.short.get(name, ()))
        lower = self.towns(self.province(home)).full.get(name, ()) if home else ()
        near = self.towns(self.city(home)).short.get(name, ()) if home else ()
        return tuple(dict.fromkeys((*upper, *lower, *near)))

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """What the names of the three upper levels begin with."""
        return _beginnings((*self.full, *self.short))

    def may_part(self, words: str, within: str) -> bool:
        """Whether words may begin with a part of a division: `parts` need not be asked if not."""
        begins = words[:_BEGINNING]
        return begins in self.beginnings or begins in self.towns(within).beginnings

    def parts(self, name: str, within: str) -> tuple[str, ...]:
        """Codes of the parts of a division that a name can mean; short towns of a county only."""
        level = self.divisions.level(within)
        if level == "township":
            return ()
        full, short = self.full.get(name, ()), self.short.get(name, ())
        towns = self.towns(within)
        lower = towns.full.get(name, ())
        near = towns.short.get(name, ()) if level == "county" else ()
        if not (full or short or lower or near):  # most words name no division
            return ()
        inside = [c for c in (*full, *short) if c != within and self.divisions.within(c, within)]
        return tuple(dict.fromkeys((*inside, *lower, *near)))

    def _glued(self, name: str, heads: Iterable[str]) -> tuple[str, ...]:
        found: list[str] = []
        for head in heads:
            found.extend(self.parts(name, head))
            for cut in range(2, len(name) - 1):
                found.extend(self._glued(name[cut:], self.parts(name[:cut], head)))
        return tuple(dict.fromkeys(found))

    def townships(self, name: str) -> tuple[str, ...]:
        """Codes of all townships of a full name, in the whole country."""
        return tuple(code for code, full in self.divisions.names.items() if full == name)

    def province(self, code: str) -> str:
        """Code of the province of a division; empty for none."""
        return code[:2] + "0000" if code else ""

    def city(self, code: str) -> str:
        """Code of the prefecture of a division, else of its county or itself."""
        chain = self.divisions.chain(code)
        return chain[min(1, len(chain) - 1)]

    def towns(self, scope: str) -> "Towns":
        """Townships of a division by full and by short name."""
        return _towns(self, scope)


def code_of(area: Area | None) -> str:
    """The code of a division, or of the one that a zone lies in."""
    if area is None:
        return ""
    return area.code or area.parent or ""


def _beginnings(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name[:_BEGINNING] for name in names)


def _index(pairs: Iterable[tuple[K, str]]) -> dict[K, tuple[str, ...]]:
    found: defaultdict[K, list[str]] = defaultdict(list)
    for key, code in pairs:
        found[key].append(code)
    return {key: tuple(dict.fromkeys(codes)) for key, codes in found.items()}


@lru_cache(maxsize=4096)  # as many as there are divisions above townships
def _towns(areas: Areas, scope: str) -> Towns:
    return Towns(areas.divisions, areas.divisions.townships(scope))


@lru_cache(maxsize=4)
def load(folder: Path) -> Areas:
    """Read all lists of places in a lexicon folder; LexiconError names file and key."""
    places = rules.places(folder)
    known = Areas(
        divisions=division_list.read(folder / "areas.tsv", places.naming),
        places=places,
        zone_list=rules.zones(folder),
        region_list=rules.regions(folder),
        selves=rules.selves(folder),
    )
    for path, keys, code in _codes(folder, known):
        if code not in known.divisions.names:
            raise wrong(path, keys, f"no such division: {code}", "a code of lexicon/areas.tsv")
    return known


def _codes(folder: Path, known: Areas) -> Iterator[tuple[Path, Keys, str]]:
    """The codes by which the other lists of places refer to divisions."""
    for letter, code in known.places.letters.items():
        yield folder / "places.toml", ("letters", letter), code
    for letter, code in known.places.city_row.letters.items():
        yield folder / "places.toml", ("city_row", "letters", letter), code
    for index, zone in enumerate(known.zone_list.zones):
        for at, home in enumerate(zone.homes):
            yield folder / "zones.toml", ("zones", index, "homes", at), home
        if zone.parent:
            yield folder / "zones.toml", ("zones", index, "in"), zone.parent
    for index, region in enumerate(known.region_list.regions):
        if region.parent:
            yield folder / "regions.toml", ("regions", index, "in"), region.parent
