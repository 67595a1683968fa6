"""Making an index: what the store says of things, staged in SQLite and laid out by weight.

A thing's row is numbered by its weight, so that whatever finds rows in order finds the weightiest
first. Its text holds all its names, once as they are and once with a mark on the first token of
each; and how they sound from the first and from each syllable on.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TypeAlias, cast

from pyoxigraph import QuerySolution, QuerySolutions, Store

from kg.search.folding import fold, inner_sounds, sounds, syllables, tokens
from kg.search.kinds import code

FOLDER = "search"
#: Raised when the layout changes: indexes of another one are not read.
VERSION = 2
#: A thing, one of its names and the syllables of that.
_Named: TypeAlias = tuple[int, str, str]
BEGIN, END = "\ue000", "\ue001"

_TABLES = """
CREATE TEMP TABLE kinds (iri TEXT PRIMARY KEY, kind TEXT, rank INTEGER) WITHOUT ROWID;
CREATE TEMP TABLE words (iri TEXT, role TEXT, language TEXT, text TEXT);
CREATE TEMP TABLE weights (iri TEXT PRIMARY KEY, weight INTEGER) WITHOUT ROWID;
CREATE TABLE things (id INTEGER PRIMARY KEY, iri TEXT UNIQUE, kind TEXT, name TEXT, name_en TEXT,
  note TEXT, note_en TEXT, weight INTEGER);
CREATE TABLE names (thing INTEGER, name TEXT, said TEXT, PRIMARY KEY (thing, name)) WITHOUT ROWID;
CREATE TABLE exact (text TEXT, thing INTEGER, PRIMARY KEY (text, thing)) WITHOUT ROWID;
CREATE VIRTUAL TABLE texts USING fts5(names, starts, start, inside, content='', columnsize=0,
  prefix='1 2 3', tokenize='unicode61 remove_diacritics 0');
"""
_KIND = """
INSERT INTO kinds VALUES (?, ?, ?)
ON CONFLICT (iri) DO UPDATE SET kind = excluded.kind, rank = excluded.rank
WHERE excluded.rank < rank
"""
_WORD = "INSERT INTO words SELECT ?1, ?2, ?3, ?4 WHERE ?1 IN (SELECT iri FROM kinds)"
_THINGS = """
CREATE INDEX words_of ON words (iri);
INSERT INTO things
SELECT row_number() OVER (ORDER BY COALESCE(weight, 0) DESC, name IS NULL, name, iri) * 16
    + code(kind),
  iri, kind, COALESCE(name, name_en, other), COALESCE(name_en, ''), COALESCE(note, ''),
  COALESCE(note_en, ''), COALESCE(weight, 0)
FROM (
  SELECT iri, kind,
    min(text) FILTER (WHERE role = 'label' AND language = 'zh') AS name,
    min(text) FILTER (WHERE role = 'label' AND language = 'en') AS name_en,
    min(text) FILTER (WHERE role = 'label') AS other,
    min(text) FILTER (WHERE role = 'note' AND language = 'zh') AS note,
    min(text) FILTER (WHERE role = 'note' AND language = 'en') AS note_en
  FROM kinds JOIN words USING (iri) GROUP BY iri HAVING other IS NOT NULL
) LEFT JOIN weights USING (iri);
INSERT OR IGNORE INTO names
SELECT things.id, words.text, said(words.text)
FROM things JOIN words USING (iri) WHERE role != 'note';
"""
_NAMES = """
SELECT thing, name, said FROM names ORDER BY thing, name
"""
_EXACT = "INSERT OR IGNORE INTO exact SELECT cut(name), thing FROM names"
_TEXT = "INSERT INTO texts (rowid, names, starts, start, inside) VALUES (?, ?, ?, ?, ?)"
_DROPPED = "DROP TABLE kinds; DROP TABLE words; DROP TABLE weights;"


def make(store: Store, queries: Path, into: sqlite3.Connection) -> None:
    """Fill an empty database; `queries` as in Settings."""
    folder = queries / FOLDER
    into.create_function("said", 1, _said, deterministic=True)
    into.create_function("cut", 1, _cut, deterministic=True)
    into.create_function("code", 1, code, deterministic=True)
    into.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
    into.executemany(_KIND, _rows(store, folder / "things.rq", "thing", "kind", "rank"))
    words = _rows(store, folder / "words.rq", "thing", "role", "language", "text")
    into.executemany(_WORD, words)
    weights = _rows(store, folder / "weights.rq", "thing", "weight")
    into.executemany("INSERT INTO weights VALUES (?, ?)", weights)
    into.commit()
    into.executescript(_THINGS)
    into.execute(_EXACT)
    into.executemany(_TEXT, _texts(into.execute(_NAMES)))
    into.execute("INSERT INTO texts (texts) VALUES ('optimize')")
    into.commit()
    into.executescript(f"{_DROPPED} PRAGMA user_version = {VERSION};")


def _rows(store: Store, path: Path, *columns: str) -> Iterator[tuple[str, ...]]:
    found = cast("QuerySolutions", store.query(path.read_text(encoding="utf-8")))
    return (tuple(_text(row, column) for column in columns) for row in found)


def _text(row: QuerySolution, column: str) -> str:
    term = row[column]
    return "" if term is None else str(term.value)


def _said(name: str) -> str:
    return " ".join(syllables(fold(name)))


def _cut(name: str) -> str:
    return " ".join(tokens(fold(name)))


def _texts(rows: Iterable[_Named]) -> Iterator[tuple[int, str, str, str, str]]:
    for thing, group in groupby(rows, key=itemgetter(0)):
        named = [(_cut(name), said.split()) for _, name, said in group]
        cuts = sorted({cut for cut, _ in named if cut})
        started = {sound for _, said in named for sound in sounds(said)}
        inner = {sound for _, said in named for sound in inner_sounds(said)}
        yield (
            thing,
            f" {END} ".join(cuts),
            f" {END} ".join(f"{BEGIN}{cut}" for cut in cuts),
            " ".join(sorted(started)),
            " ".join(sorted(started | inner)),
        )
