"""Making an index of sentences: what evidence points to, each sentence of a report once.

All that the store says of passages is read predicate by predicate, which costs a tenth of walking
from each passage to its words, and put together in SQLite.
"""

import re
import sqlite3
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import cast

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from kg.search.folding import fold

FOLDER = Path("search") / "text"
#: Raised when the layout changes: indexes of another one are not read.
VERSION = 1
#: Characters that every version of SQLite takes for tokens; others stand by their numbers.
_PLAIN = re.compile(r"[0-9a-z\u3400-\u4dbf\u4e00-\u9fff]")

_TABLES = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp.cache_size = -65536;
CREATE TEMP TABLE passages (passage INTEGER PRIMARY KEY, report INTEGER);
CREATE TEMP TABLE selectors (selector INTEGER PRIMARY KEY, passage INTEGER);
CREATE TEMP TABLE starts (passage INTEGER PRIMARY KEY, start INTEGER);
CREATE TEMP TABLE words (passage INTEGER, part INTEGER, text TEXT,
  PRIMARY KEY (passage, part)) WITHOUT ROWID;
CREATE TEMP TABLE documents (report INTEGER PRIMARY KEY, document TEXT);
CREATE TABLE sentences (id INTEGER PRIMARY KEY, document TEXT, start INTEGER, text TEXT);
CREATE VIRTUAL TABLE texts USING fts5(said, content='', columnsize=0,
  tokenize='unicode61 remove_diacritics 0');
"""
_OF = "FROM selectors WHERE selector = key(?1)"
_STAGES = (
    ("documents", "INSERT OR IGNORE INTO documents VALUES (key(?), ?)"),
    ("passages", "INSERT OR IGNORE INTO passages VALUES (key(?), key(?))"),
    ("selectors", "INSERT OR IGNORE INTO selectors (passage, selector) VALUES (key(?), key(?))"),
    ("starts", f"INSERT OR IGNORE INTO starts SELECT passage, ?2 {_OF}"),
    ("words", f"INSERT OR IGNORE INTO words SELECT passage, ?2, ?3 {_OF}"),
)
#: A sentence begins as many characters before a passage as its words before it are long.
_SENTENCES = """
INSERT INTO sentences (document, start, text)
SELECT document, min(start), said FROM (
  SELECT document, start, before.text || exact.text || after.text AS said,
    start - length(before.text) AS first
  FROM passages JOIN documents USING (report) JOIN starts USING (passage)
    JOIN words AS before ON before.passage = passages.passage AND before.part = 0
    JOIN words AS exact ON exact.passage = passages.passage AND exact.part = 1
    JOIN words AS after ON after.passage = passages.passage AND after.part = 2
)
GROUP BY document, first, said ORDER BY document, first, said
"""
_DROPPED = "".join(f"DROP TABLE {name};" for name, _ in _STAGES)


def characters(text: str) -> tuple[str, ...]:
    """A text as tokens, one a character, so that any words in it are found.

    >>> characters("ＧＤＰ 增2%")
    ('g', 'd', 'p', 'u20', '增', '2', 'u25')
    """
    return tuple(one if _PLAIN.fullmatch(one) else f"u{ord(one):x}" for one in fold(text))


def make(store: Store, queries: Path, into: sqlite3.Connection) -> None:
    """Fill an empty database; `queries` as in Settings."""
    into.create_function("key", 1, _key, deterministic=True)
    into.executescript(_TABLES)
    for name, sql in _STAGES:
        into.executemany(sql, _rows(store, queries / FOLDER / f"{name}.rq"))
    into.execute(_SENTENCES)
    said = into.execute("SELECT id, text FROM sentences ORDER BY id")
    tokens = ((number, " ".join(characters(text))) for number, text in said)
    into.executemany("INSERT INTO texts (rowid, said) VALUES (?, ?)", tokens)
    into.execute("INSERT INTO texts (texts) VALUES ('optimize')")
    into.commit()
    into.executescript(f"{_DROPPED} PRAGMA user_version = {VERSION};")


def _rows(store: Store, path: Path) -> Iterator[tuple[str | int, ...]]:
    found = cast("QuerySolutions", store.query(path.read_text(encoding="utf-8")))
    for row in found:
        yield tuple(_value(term) for term in cast("tuple[Literal | NamedNode, ...]", tuple(row)))


def _value(term: Literal | NamedNode) -> str | int:
    number = isinstance(term, Literal) and term.datatype.value.endswith("#integer")
    return int(term.value) if number else term.value


def _key(iri: str) -> int:
    """A number for an IRI: a million passages have long ones."""
    return int.from_bytes(blake2b(iri.encode(), digest_size=8).digest(), signed=True)
