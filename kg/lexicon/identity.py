"""lexicon/identity.toml: how the names of one thing differ."""

import re
from collections.abc import Callable
from functools import cached_property, lru_cache
from pathlib import Path

from pydantic.dataclasses import dataclass

from kg.lexicon.tables import STRICT, Keys, read, wrong

#: White space, but for that between two words of another script.
_SPACE = re.compile(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])")
#: Patterns of bodies are also tried all at once, where their groups have other numbers.
_BACK = re.compile(r"\\[1-9]|\(\?P<")
Listed = tuple[str, ...]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Rewrite:
    """A pattern, and what is written for it."""

    pattern: str
    replacement: str

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """Compiled once."""
        return re.compile(self.pattern)

    def __call__(self, name: str) -> str:
        """The name with all that fits written so."""
        return self.compiled.sub(self.replacement, name)


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Marks:
    """Characters that are left out of names, and those written as others."""

    drop: str
    source: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Words:
    """Words, and what is written for them."""

    same: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Phases:
    """Phases in all ways of writing them."""

    same: tuple[Rewrite, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Companies:
    """Legal forms, what keeps its place, and words that alone tell no company from another."""

    forms: Listed
    placed: Listed
    common: str


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Own:
    """Names that mean something of the report's own place."""

    words: Listed
    never_before: str
    common: str
    local: str
    numbered: str
    line: str
    national: str


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Bodies:
    """Short names of bodies, and the full ones."""

    full: tuple[Rewrite, ...]

    def in_full(self, name: str) -> str:
        """A name with what is said in short written in full."""
        if self._short.search(name):  # most names have nothing of all that
            for rewrite in self.full:
                name = rewrite(name)
        return name

    @cached_property
    def _short(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{rewrite.pattern})" for rewrite in self.full))


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Projects:
    """What stands around the name of a project."""

    lead: str
    ends: Listed
    built: Listed
    works: Listed
    same: tuple[Rewrite, ...]
    whole: Listed
    parks: str
    stretch: str
    shared: str
    bare: str
    railway: Rewrite
    apart: str


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Honours:
    """What stands around a title."""

    ends: Listed
    level: str
    same: tuple[Rewrite, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Policies:
    """A name in quotation marks with what is no part of it; group 1 is the name."""

    quoted: str
    same: tuple[Rewrite, ...]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class IdentityRules:
    """All of lexicon/identity.toml."""

    marks: Marks
    words: Words
    companies: Companies
    own: Own
    bodies: Bodies
    projects: Projects
    phases: Phases
    honours: Honours
    policies: Policies

    @cached_property
    def characters(self) -> dict[int, int | None]:
        """For str.translate."""
        table: dict[int, int | None] = dict(str.maketrans(self.marks.source, self.marks.target))
        return table | dict.fromkeys(map(ord, self.marks.drop))

    @cached_property
    def plain(self) -> Callable[[str], str]:
        """A name without line breaks and quotation marks, its characters in one form.

        With a memory: a report has the same names again and again.
        """
        return lru_cache(maxsize=8192)(self._plain)

    def _plain(self, written: str) -> str:
        return _SPACE.sub("", written).translate(self.characters).strip()


def load(folder: Path) -> IdentityRules:
    """Read lexicon/identity.toml; LexiconError names file, line and key."""
    path = folder / "identity.toml"
    found = read(path, IdentityRules)
    if len(found.marks.source) != len(found.marks.target):
        raise wrong(path, ("marks", "target"), "source and target differ in length")
    _check(path, ("bodies", "full"), found.bodies.full)
    for index, one in enumerate(found.bodies.full):
        if _BACK.search(one.pattern):
            keys = ("bodies", "full", index, "pattern")
            raise wrong(path, keys, "refers back to a group or names one")
    _check(path, ("phases", "same"), found.phases.same)
    _check(path, ("projects", "railway"), (found.projects.railway,))
    _check(path, ("honours", "same"), found.honours.same)
    return found


def _check(path: Path, keys: Keys, rewrites: tuple[Rewrite, ...]) -> None:
    for index, one in enumerate(rewrites):
        try:
            one("")
        except re.error as error:
            raise wrong(path, (*keys, index, "replacement"), f"{error}") from error
