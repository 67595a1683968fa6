"""lexicon/places.toml, zones.toml, regions.toml and self.toml: how places are named."""

from pathlib import Path

from pydantic import Field
from pydantic.dataclasses import dataclass

from kg.lexicon.tables import STRICT, read, refuse_twice, words_of


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Naming:
    """What full names end with, a level each, longest first, and the peoples in some of them."""

    province: tuple[str, ...]
    prefecture: tuple[str, ...]
    county: tuple[str, ...]
    township: tuple[str, ...]
    peoples: tuple[str, ...]
    natural: str


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class LetterContext:
    """Where a single character stands for a province."""

    before: tuple[str, ...]
    stationed: str
    stationed_with: tuple[str, ...]
    safe: str
    common: str
    alone: tuple[str, ...]
    never: str


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Ordinary:
    """Short forms that are common words as well, and full names that end other words."""

    words: str
    doubtful: str
    guarded: str


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class CityRow:
    """Cities that are named together by a character each."""

    rows: str
    letters: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Context:
    """Words around a name that say whether it names an area."""

    never_after_full: tuple[str, ...]
    straddles: tuple[str, ...]
    after: tuple[str, ...]
    reach: int
    between: str
    heads: tuple[str, ...]
    terms: tuple[str, ...]
    brand_before: tuple[str, ...]
    award_before: str
    award_stop: tuple[str, ...]
    line_before: str
    stretch: str
    quoted_after: tuple[str, ...]
    compared_cell: str
    stop: tuple[str, ...]
    place_before: tuple[str, ...]
    beside_before: tuple[str, ...]
    place_after: tuple[str, ...]
    beside_after: tuple[str, ...]
    people_after: tuple[str, ...]
    beside_region: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Certain:
    """Patterns around a name that make certain that it names an area."""

    water_before: str
    stretch_after: str
    waterside: str
    people: str
    row_after: str
    counted_after: str
    village_counted: str
    village_after: str


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Boundary:
    """Words that end to the left of a zone's or a village's own name."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Kind:
    """The ending of a zone's name in full and in short."""

    full: str
    short: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class ZoneNaming:
    """What the names of zones end with."""

    strong: tuple[str, ...]
    weak: tuple[str, ...]
    generic: tuple[str, ...]
    kind_before: tuple[str, ...]
    never_after: tuple[str, ...]
    common: tuple[str, ...]
    own: tuple[str, ...]
    kinds: tuple[Kind, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class VillageNaming:
    """What tells a village's name from a kind of village."""

    endings: tuple[str, ...]
    never_after: str
    generic: tuple[str, ...]
    listed_before: str
    longest: int
    class_nouns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Places:
    """All of lexicon/places.toml."""

    naming: Naming
    letters: dict[str, str]
    city_row: CityRow
    letter_context: LetterContext
    ordinary: Ordinary
    context: Context
    certain: Certain
    boundary: Boundary
    zones: ZoneNaming
    villages: VillageNaming


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Zone:
    """An officially designated zone with a name of its own."""

    name: str
    parent: str | None = Field(default=None, alias="in")
    short: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    homes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class National:
    """Divisions that have a national zone of their name."""

    economic: str


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Zones:
    """All of lexicon/zones.toml."""

    national: National
    zones: tuple[Zone, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Region:
    """A region and its other names; `bare` names are words of direction as well."""

    name: str
    alias: tuple[str, ...] = ()
    bare: bool = False
    parent: str | None = Field(default=None, alias="in")


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Regions:
    """All of lexicon/regions.toml."""

    regions: tuple[Region, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Opening:
    """Patterns over the opening of a report; group 1 names its place, or signs its level."""

    patterns: tuple[str, ...]
    level: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Counted:
    """Words for the own place, a level each, with what may not stand around them."""

    before: str
    after: str
    words: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class OwnWords:
    """Words that mean the report's own place, whatever it is."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class SelfWords:
    """Words that mean the nearest division whose name ends in one of the endings."""

    words: tuple[str, ...]
    endings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Self:
    """All of lexicon/self.toml: how a report speaks of its own place and those above it."""

    own: OwnWords
    self: tuple[SelfWords, ...]
    counted: Counted
    opening: Opening
    signs: dict[str, str]


def places(folder: Path) -> Places:
    """Read lexicon/places.toml; LexiconError names file, line and key."""
    return read(folder / "places.toml", Places)


def zones(folder: Path) -> Zones:
    """Read lexicon/zones.toml; a name means one zone."""
    path = folder / "zones.toml"
    found = read(path, Zones)
    refuse_twice(path, words_of("zones", found.zones, "name", "short"))
    return found


def regions(folder: Path) -> Regions:
    """Read lexicon/regions.toml; a name means one region."""
    path = folder / "regions.toml"
    found = read(path, Regions)
    refuse_twice(path, words_of("regions", found.regions, "name", "alias"))
    return found


def selves(folder: Path) -> Self:
    """Read lexicon/self.toml; a word means one level."""
    path = folder / "self.toml"
    found = read(path, Self)
    refuse_twice(path, words_of("self", found.self))
    return found
