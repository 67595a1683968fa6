"""A table that stands: rows chosen by their keys, in the order of the whole answer."""

import json
import sqlite3
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeAlias

from kg.answers.making import key
from kg.query import Value
from kg.workers import uncollected

Cell: TypeAlias = str | int | Decimal | None
_ALL = -1  # as SQLite says it


class Table:
    """The rows of one query, to be read by several threads."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take a database that `make` filled."""
        (text,) = connection.execute("SELECT said FROM about").fetchone()
        said = json.loads(text)
        self._connection = connection
        self._keys = {name: number for number, name in enumerate(said["keys"])}
        self._below = frozenset(said["below"])
        self._decimal = frozenset(said["decimal"])
        self.columns: tuple[str, ...] = tuple(said["columns"])
        cells = ", ".join(f"c{n}" for n in range(len(self.columns)))
        self._select = f"SELECT {cells} FROM rows"  # noqa: S608  # numbers alone are put in

    def chooses(self, names: Mapping[str, Value]) -> bool:
        """Whether rows can be chosen by all of these."""
        return names.keys() <= self._keys.keys()

    def rows(
        self, chosen: Mapping[str, Value], limit: int | None = None
    ) -> tuple[tuple[Cell, ...], ...]:
        """The rows that say what is chosen, the first ones where a limit is given."""
        wanted = " AND ".join(map(self._condition, chosen)) or "TRUE"
        sql = f"{self._select} WHERE {wanted} ORDER BY id LIMIT ?"
        most = _ALL if limit is None else limit
        values = [key(term) for term in chosen.values()]
        with uncollected():
            found = self._connection.execute(sql, (*values, most)).fetchall()
            return self._read(found) if found and self._decimal else tuple(found)

    def _condition(self, name: str) -> str:
        at = f"k{self._keys[name]}"
        if name in self._below:
            return f"{at} IN (SELECT key FROM below WHERE value = ?)"  # noqa: S608  # as above
        return f"{at} = ?"

    def _read(self, rows: list[tuple[Any, ...]]) -> tuple[tuple[Cell, ...], ...]:
        """Rows as an answer has them; only columns that hold decimal numbers are gone through."""
        columns = list(zip(*rows, strict=True))
        for at in self._decimal:
            columns[at] = tuple(
                _number(cell) if isinstance(cell, bytes) else cell for cell in columns[at]
            )
        return tuple(zip(*columns, strict=True))


@lru_cache(maxsize=4096)
def _number(written: bytes) -> Decimal:
    """A decimal number; most are told of many rows, as how sure a reading is."""
    return Decimal(written.decode())
