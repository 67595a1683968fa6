"""lexicon/tables.toml, lexicon/numbers.toml: columns of tables, digits that are no quantity."""

from pathlib import Path

from pydantic.dataclasses import dataclass

from kg.lexicon.tables import STRICT, read, refuse_twice, words_of


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Role:
    """What a column holds, known by patterns of its header."""

    name: str
    header: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Measured:
    """A header that names an indicator and its unit."""

    header: str


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Blank:
    """Cells that say nothing."""

    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class InCells:
    """Words of cells: before a value where a change began, in the name of a share."""

    starting: tuple[str, ...]
    share: str


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class TableRules:
    """All of lexicon/tables.toml."""

    roles: tuple[Role, ...]
    measured: Measured
    cells: InCells
    blank: Blank


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class NameNumber:
    """Patterns around digits that name, order or date something."""

    reason: str
    patterns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class NumberRules:
    """All of lexicon/numbers.toml."""

    names: tuple[NameNumber, ...]


def tables(folder: Path) -> TableRules:
    """Read lexicon/tables.toml; LexiconError names file, line and key."""
    path = folder / "tables.toml"
    found = read(path, TableRules)
    refuse_twice(path, words_of("roles", found.roles, "name"))
    return found


def numbers(folder: Path) -> NumberRules:
    """Read lexicon/numbers.toml; LexiconError names file and key."""
    return read(folder / "numbers.toml", NumberRules)
