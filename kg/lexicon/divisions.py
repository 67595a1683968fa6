"""lexicon/areas.tsv: the administrative divisions of four levels, by code.

Codes follow GB/T 2260: six digits down to the county, nine for a township. Whose part a division
is follows from its code, so the file holds nothing but code and name.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from kg.errors import LexiconError
from kg.lexicon.places import Naming
from kg.lexicon.tables import rows

LEVELS = ("province", "prefecture", "county", "township")
_EDITION = "# edition: "
_TOWN = 9
_CODE = re.compile(r"\d{6}(?:\d{3})?")


@dataclass(frozen=True, eq=False)
class Divisions:
    """All divisions of one edition: code to full name, in the order of the codes."""

    edition: str
    names: Mapping[str, str]
    naming: Naming

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """All codes, sorted."""
        return tuple(self.names)

    def level(self, code: str) -> str:
        """Level of a code, told by its form: 320509103 is a township."""
        if len(code) == _TOWN:
            return "township"
        if code.endswith("0000"):
            return "province"
        return "prefecture" if code.endswith("00") else "county"

    def parent(self, code: str) -> str | None:
        """Code of the division right above; counties of a municipality lie in it directly."""
        if len(code) == _TOWN:
            return code[:6]
        above = code[:4] + "00"
        if above == code or above not in self.names:
            above = code[:2] + "0000"
        return above if above != code else None

    def chain(self, code: str) -> tuple[str, ...]:
        """The code and those above it, from the province down."""
        return _chain(self, code)

    def within(self, code: str, scope: str) -> bool:
        """Whether the division is the other one or a part of it."""
        return code == scope or scope in self.chain(code)

    def townships(self, scope: str) -> tuple[str, ...]:
        """Codes of all townships in a division, in order."""
        return tuple(code for code in self._under(scope) if len(code) == _TOWN)

    def short(self, code: str) -> str | None:
        """The name without its ending, None where a single character would be left."""
        return shorten(self.names[code], self.level(code), self.naming)

    def plain(self, code: str) -> str:
        """The name of an autonomous area as spoken: 恩施州, 印江县."""
        name = self.names[code]
        return (self.short(code) or name) + name[-1]

    def _under(self, scope: str) -> Iterator[str]:
        prefix = scope if len(scope) == _TOWN else _significant(scope)
        index = bisect_left(self.codes, prefix)
        while index < len(self.codes) and self.codes[index].startswith(prefix):
            yield self.codes[index]
            index += 1


@lru_cache(maxsize=4096)
def _chain(divisions: Divisions, code: str) -> tuple[str, ...]:
    above = divisions.parent(code)
    return (*_chain(divisions, above), code) if above else (code,)


def _significant(code: str) -> str:
    if code.endswith("0000"):
        return code[:2]
    return code[:4] if code.endswith("00") else code


def shorten(name: str, level: str, naming: Naming) -> str | None:
    """Cut off the ending of a full name, and the peoples in front of it.

    >>> from kg.settings import Settings
    >>> from kg.lexicon.places import places
    >>> naming = places(Settings().lexicon).naming
    >>> [shorten(n, "county", naming) for n in ("吴江区", "天祝藏族自治县", "东乡族自治县", "礼县")]
    ['吴江', '天祝', '东乡', None]
    """
    endings: tuple[str, ...] = getattr(naming, level)
    ending = next((e for e in endings if name.endswith(e)), None)
    if ending is None or len(name) - len(ending) < 2:
        return None
    stem = name.removesuffix(ending)
    if "自治" in ending or "民族" in ending:
        stem = _without_peoples(stem, naming.peoples)
    return stem


def _without_peoples(stem: str, peoples: tuple[str, ...]) -> str:
    people = next((p for p in peoples if stem.endswith(p)), None)
    if people is None:
        return stem
    if len(stem) - len(people) >= 2:
        return _without_peoples(stem.removesuffix(people), peoples)
    return stem.removesuffix("族")


def read(path: Path, naming: Naming) -> Divisions:
    """Read the list; LexiconError names the line that is wrong."""
    names: dict[str, str] = {}
    for line, (code, name) in rows(path, 2):
        if not _CODE.fullmatch(code):
            hint = "six digits down to the county, nine for a township"
            raise LexiconError(f"no code: {code}", where=f"{path}:{line}", hint=hint)
        if code in names:
            where = f"{path}:{line}: {code}"
            raise LexiconError(f"code stands twice, also for {names[code]}", where=where)
        names[code] = name
    return Divisions(_edition(path), names, naming)


def _edition(path: Path) -> str:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.startswith(_EDITION):
                return line.removeprefix(_EDITION).strip()
    hint = f"a line like {_EDITION}2025-12-31"
    raise LexiconError("the edition is missing", where=f"{path}:1", hint=hint)
