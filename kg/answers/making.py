"""Making a table: the rows of a query as they come, with a number for each of their keys.

A key is the digest of a term: rows can be chosen by what they say of anything without its IRI
standing in each of them.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import TypeAlias, cast

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Store, Triple, Variable

from kg.answers.plan import BELOW, VERSION, Plan
from kg.query import HIDDEN, cell

_Term: TypeAlias = NamedNode | BlankNode | Literal | Triple | None
#: What SQLite holds: bytes are a decimal number.
_Stored: TypeAlias = str | int | bytes | None


def key(term: _Term) -> int | None:
    """A number that stands for a term; None for none."""
    if term is None:
        return None
    return int.from_bytes(blake2b(str(term).encode(), digest_size=8).digest(), signed=True)


def make(store: Store, plan: Plan, queries: Path, into: sqlite3.Connection) -> None:
    """Fill an empty database with the answer; `queries` as in Settings."""
    into.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
    found = cast("QuerySolutions", store.query(plan.sparql))
    shown = [v for v in found.variables if not (plan.typed and v.value.startswith(HIDDEN))]
    keys = [Variable(variable) for variable in plan.keys.values()]
    columns = [f"c{n}" for n in range(len(shown))] + [f"k{n} INTEGER" for n in range(len(keys))]
    into.execute(f"CREATE TABLE rows (id INTEGER PRIMARY KEY, {', '.join(columns)})")
    into.execute("CREATE TABLE below (value INTEGER, key INTEGER, PRIMARY KEY (value, key))")
    into.execute("CREATE TABLE about (said TEXT)")
    decimal: set[int] = set()
    places = ", ".join("?" * len(columns))
    into.executemany(
        f"INSERT INTO rows VALUES (NULL, {places})",  # noqa: S608  # signs alone
        _rows(found, shown, keys, _typed(decimal) if plan.typed else _plain),
    )
    for number in range(len(keys)):
        into.execute(f"CREATE INDEX by{number} ON rows (k{number})")
    if plan.below:
        into.executemany("INSERT OR IGNORE INTO below VALUES (?, ?)", _below(store, queries))
    said = {
        "columns": [v.value for v in shown],
        "keys": list(plan.keys),
        "below": sorted(plan.below),
        "decimal": sorted(decimal),
    }
    into.execute("INSERT INTO about VALUES (?)", (json.dumps(said),))
    into.commit()
    into.execute(f"PRAGMA user_version = {VERSION}")


def _rows(
    found: QuerySolutions,
    shown: Sequence[Variable],
    keys: Sequence[Variable],
    stored: Callable[[int, _Term], _Stored],
) -> Iterator[tuple[_Stored, ...]]:
    for row in found:
        cells = (stored(at, row[variable]) for at, variable in enumerate(shown))
        yield (*cells, *(key(row[variable]) for variable in keys))


def _typed(decimal: set[int]) -> Callable[[int, _Term], _Stored]:
    """Cells of a question; columns that hold a decimal number are noted."""
    return partial(_cell, decimal)


def _cell(decimal: set[int], at: int, term: _Term) -> _Stored:
    value = cell(term)
    if value is None or isinstance(value, str | int):
        return value
    decimal.add(at)
    return str(value).encode()


def _plain(_at: int, term: _Term) -> _Stored:
    return term.value if isinstance(term, NamedNode | BlankNode | Literal) else None


def _below(store: Store, queries: Path) -> Iterator[tuple[int | None, int | None]]:
    sparql = (queries / BELOW).read_text(encoding="utf-8")
    for row in cast("QuerySolutions", store.query(sparql)):
        yield key(row["value"]), key(row["key"])
