"""lexicon/structure.toml: genres, front matter and heading cues."""

from pathlib import Path

from pydantic.dataclasses import dataclass

from kg.lexicon.tables import STRICT, read, refuse_twice, words_of


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Genre:
    """A kind of report, known by its title or, failing that, by words of its text."""

    name: str
    label: str
    title: tuple[str, ...]
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Front:
    """Patterns over the front matter; group 1 is the name looked for."""

    salutation: tuple[str, ...]
    place: tuple[str, ...]
    issuer: tuple[str, ...]
    title_ends: tuple[str, ...]
    carried_out: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Headings:
    """Cues in headings that say what a section does."""

    review: tuple[str, ...]
    plan: tuple[str, ...]
    problem: tuple[str, ...]
    annex: tuple[str, ...]
    notes: tuple[str, ...]
    spans_back: str
    spans_ahead: str


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class StructureRules:
    """All of lexicon/structure.toml."""

    genres: tuple[Genre, ...]
    front: Front
    headings: Headings


def load(folder: Path) -> StructureRules:
    """Read lexicon/structure.toml; LexiconError names file, line and key."""
    path = folder / "structure.toml"
    found = read(path, StructureRules)
    refuse_twice(path, words_of("genres", found.genres, "name"))
    return found
