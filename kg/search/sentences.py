"""Sentences of the reports by the words in them."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pyoxigraph import Store

from kg.errors import QueryError
from kg.search.asking import MOST, checked
from kg.search.folding import fold
from kg.search.held import Held
from kg.search.quoting import characters, make

_MATCH = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rowid LIMIT ? OFFSET ?"
_COUNT = f"SELECT count(*) FROM ({_MATCH})"  # noqa: S608  # a constant


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a report; `start` is the first place in it that evidence points to."""

    document: str
    start: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A page of sentences; `more` where there are more than the MOST that are counted."""

    total: int
    more: bool
    sentences: tuple[Sentence, ...]


class Sentences(Held):
    """The sentences of a graph, to be searched by several threads at once."""

    @classmethod
    def of(cls, store: Store, queries: Path) -> Self:
        """The sentences of a store in a private file that goes with it."""
        connection = sqlite3.connect("", check_same_thread=False)
        make(store, queries, connection)
        return cls(connection)

    def search(self, text: str, limit: int = 20, offset: int = 0) -> Said:
        """Sentences with all the words of a text, by report and place; QueryError for nothing.

        Words are what blanks part; they are found wherever they stand, in any width and case.
        """
        checked(text, limit, offset)
        match = " AND ".join(f'"{" ".join(characters(word))}"' for word in words(text))
        if not match:
            raise QueryError("nothing to look for", hint="give words of a sentence")
        (total,) = self._connection.execute(_COUNT, (match, MOST, 0)).fetchone()
        rows = self._connection.execute(_MATCH, (match, min(limit, MOST - offset), offset))
        found = tuple(self._sentence(number) for (number,) in rows.fetchall())
        return Said(total=total, more=total >= MOST, sentences=found)

    def _sentence(self, number: int) -> Sentence:
        sql = "SELECT document, start, text FROM sentences WHERE id = ?"
        document, start, text = self._connection.execute(sql, (number,)).fetchone()
        return Sentence(document=document, start=start, text=text)


def words(text: str) -> tuple[str, ...]:
    """What is looked for: the words of a text, folded."""
    return tuple(dict.fromkeys(fold(text).split()))
