"""Names that mean something of the report's own place: 县人民医院 in a report of 高唐县."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.lexicon.areas import Areas, code_of
from kg.lexicon.identity import Own
from kg.model import Area

_SHORTEST, _LONGEST = 2, 4
_CITY, _COUNTY = 4, 6  # digits of a city and of a county in its code


@dataclass(frozen=True, eq=False, slots=True)
class OwnRules:
    """What lexicon/identity.toml says of them, compiled."""

    words: tuple[str, ...]
    never: re.Pattern[str]
    local: re.Pattern[str]
    numbered: re.Pattern[str]
    line: re.Pattern[str]
    national: re.Pattern[str]

    @classmethod
    def of(cls, rules: Own) -> "OwnRules":
        """Compile."""
        return cls(
            words=tuple(sorted(rules.words, key=len, reverse=True)),
            never=re.compile(rules.never_before),
            local=re.compile(rules.local),
            numbered=re.compile(rules.numbered),
            line=re.compile(rules.line),
            national=re.compile(rules.national),
        )


@dataclass(frozen=True, eq=False, slots=True)
class Place:
    """The place of one report, with those above it and the zones that it calls by a short name."""

    home: Area | None
    areas: Areas
    rules: OwnRules
    zones: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """The name of the own place, empty where it is not known."""
        return self.home.name if self.home else ""

    @property
    def home_code(self) -> str:
        """The code of the own place, empty where it has none."""
        return code_of(self.home)

    @property
    def short(self) -> str:
        """The short name of the own place, empty where it has none."""
        return (self.areas.divisions.short(self.home_code) or "") if self.home_code else ""

    def bears(self, head: str, rest: str) -> bool:
        """Whether it is a place whose name companies bear: 苏州, not the 吴江 of 吴江区."""
        return head in self.areas.short and head + rest[0] not in self.areas.full

    def placed(self, name: str) -> str:
        """A name with the division or zone that its first word means."""
        for short, full in self.zones:
            rest = name.removeprefix(short)
            if rest != name and rest and not name.startswith(full):
                return full + rest
        for word in self.rules.words:
            rest = name.removeprefix(word)
            if rest and rest != name and not self.rules.never.match(rest):
                return (self._division(word[-1]) or word) + rest
        return self._public(name)

    def without_division(self, area: Area) -> Area:
        """A zone called by a sight in the division in front is called by the sight alone.

        吴江东太湖生态旅游度假区 in a report of 苏州市 is the 东太湖生态旅游度假区 that 吴江区 has.
        """
        if area.code or not area.parent:
            return area
        short = self.areas.divisions.short(area.parent)
        name = area.name.removeprefix(short) if short else area.name
        if name == area.name or area.name in self.areas.zones:
            return area
        sight = re.match(f"[^{short}].{{0,2}}[{self.areas.places.naming.natural}]", name)
        if not sight:
            return area
        return self.areas.place(name, area.level, area.parent)

    def begins(self, name: str) -> bool:
        """Whether a name begins with a place that the report can mean by a short name."""
        return len(self.areas.codes(name[:_SHORTEST], self.home_code)) == 1

    def division_ahead(self, name: str) -> tuple[str, str] | None:
        """The county of the own city that a name begins with, in full, and the rest."""
        city = self.home_code[:_CITY]
        for size in range(_LONGEST, _SHORTEST - 1, -1):
            codes = self.areas.codes(name[:size], self.home_code) if city else ()
            if len(codes) == 1 and codes[0].startswith(city) and len(codes[0]) == _COUNTY:
                full = self.areas.divisions.names[codes[0]]
                if not codes[0].endswith("00") and not name.startswith(full):
                    return full, name[size:]
        return None

    def of_all_kinds(self, name: str) -> bool:
        """Whether every place has one so called."""
        return bool(self.rules.local.match(name))

    def numbered_line(self, name: str) -> str:
        """A city's numbered line with its city: 22号线, 地铁22号线."""
        found = self.rules.line.match(name)
        if not found or not self.home_code:
            return name
        return self.areas.divisions.names[self.areas.city(self.home_code)] + found.group(1)

    def _division(self, ending: str) -> str:
        """The nearest division, from the own place upwards, whose name ends so."""
        path = self.home.path if self.home else ()
        return next((name for name in reversed(path) if name.endswith(ending)), "")

    def _public(self, name: str) -> str:
        """吴江人民医院 is 吴江区人民医院: a public body by the short name of its place.

        One with a number (吴江五院) is the own place's or of one above: 中山七院 is no 中山市's.
        """
        for size in range(_LONGEST, _SHORTEST - 1, -1):
            short, rest = name[:size], name[size:]
            numbered = bool(self.rules.numbered.match(rest))
            if rest and (numbered or self.of_all_kinds(rest)):
                codes = self.areas.codes(short, self.home_code)
                full = self.areas.divisions.names[codes[0]] if len(codes) == 1 else ""
                own = self.home.path if self.home else ()
                if full and len(codes[0]) == 6 and (full in own or not numbered):
                    return full + rest
        return name


def zones_of(named: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Short and full names of zones, the longest first, each short one that means one zone."""
    meant: dict[str, set[str]] = {}
    for short, full in named:
        meant.setdefault(short, set()).add(full)
    known = ((short, next(iter(full))) for short, full in meant.items() if len(full) == 1)
    return tuple(sorted(((s, f) for s, f in known if s != f), key=lambda p: (-len(p[0]), p)))
