"""ontology/tables.toml: which tables there are, and where each column is found."""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic.dataclasses import dataclass

from kg.errors import OntologyError
from kg.export.names import Spelling, whole
from kg.lexicon.tables import STRICT, read, wrong


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Column:
    """One column: its heading, and a path of properties or another source."""

    name: str
    zh: str
    en: str
    path: tuple[str, ...] = ()
    source: Literal["path", "iri", "report"] = "path"
    space: str = ""  # what is taken off an IRI: in the file the name of a prefix
    datatype: Literal["string", "decimal", "integer", "date", "anyURI"] = "string"
    lang: str = ""
    of: str = ""  # table whose key this is


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Table:
    """One table: the class of what its rows are about, its key, its columns."""

    name: str
    kind: str
    zh: str
    en: str
    key: str
    column: tuple[Column, ...]

    @property
    def stated(self) -> bool:
        """Whether a row is what one report states."""
        return any(column.source == "report" for column in self.column)


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class _File:
    table: tuple[Table, ...]


@lru_cache(maxsize=4)
def layout(ontology: Path, using: Spelling) -> tuple[Table, ...]:
    """The tables, with whole IRIs for all names; OntologyError with the line of a wrong one."""
    path = ontology.parent / "tables.toml"
    return tuple(
        replace(
            table,
            kind=whole(path, ("table", at, "kind"), table.kind, using.prefixes),
            column=tuple(
                _column(path, ("table", at, "column", number), column, using)
                for number, column in enumerate(table.column)
            ),
        )
        for at, table in enumerate(read(path, _File, OntologyError, patterns=False).table)
    )


def _column(path: Path, keys: tuple[str | int, ...], column: Column, using: Spelling) -> Column:
    if column.space and column.space not in using.prefixes:
        raise wrong(path, (*keys, "space"), f"{column.space} is no prefix", "", OntologyError)
    steps = (
        whole(path, (*keys, "path", at), name, using.prefixes)
        for at, name in enumerate(column.path)
    )
    return replace(column, path=tuple(steps), space=using.prefixes.get(column.space, ""))
