"""An index opened for search."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from pyoxigraph import Store

from kg.errors import QueryError
from kg.search import asking
from kg.search.asking import Way
from kg.search.folding import fold
from kg.search.making import make

__all__ = ["KINDS", "MOST", "Alike", "Entry", "Found", "Hit", "Index", "Way"]


class _Kind(StrEnum):
    """What there is to find."""

    AREA = "area"
    ENTERPRISE = "enterprise"
    ORGANISATION = "organisation"
    PROJECT = "project"
    INDICATOR = "indicator"
    HONOUR = "honour"
    POLICY = "policy"
    PHRASE = "phrase"
    REPORT = "report"
    PERIOD = "period"
    TERM = "term"


KINDS = tuple(kind.value for kind in _Kind)
#: So many things are counted and can be paged through; who finds more must say more.
MOST = 10_000
_LONGEST = 300
#: So many of the weightiest things are compared with a name that nothing bears.
_COMPARED = 500
_COLUMNS = "id, iri, kind, name, name_en, note, note_en, weight"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A thing found.

    `matched` is the name that fits, `way` how it does; `note` tells things of one name apart;
    `weight` is how often the reports speak of it.
    """

    iri: str
    kind: str
    name: str
    name_en: str
    note: str
    note_en: str
    weight: int
    matched: str
    way: Way


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page of hits; `more` where there are more than the MOST that are counted.

    `by_kind` counts all kinds, also those that were not asked for.
    """

    total: int
    more: bool
    hits: tuple[Hit, ...]
    by_kind: dict[str, int]


class Entry(NamedTuple):
    """A thing in the index: `names` are all that it is called, each with its syllables."""

    iri: str
    kind: str
    name: str
    name_en: str
    weight: int
    names: tuple[tuple[str, str], ...]


class Alike(NamedTuple):
    """A thing with a name like the one asked for, and how alike they are, from 0 to 1."""

    hit: Hit
    likeness: float


class Index:
    """Names of a graph, to be searched by several threads at once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take a database that `make` filled."""
        self._connection = connection

    @classmethod
    def of(cls, store: Store, queries: Path) -> Self:
        """An index of a store in a private file that goes with it; `queries` as in Settings."""
        connection = sqlite3.connect("", check_same_thread=False)
        make(store, queries, connection)
        return cls(connection)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        """The index itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Let go of the file."""
        self.close()

    def search(
        self, text: str, kinds: Sequence[str] = (), limit: int = 20, offset: int = 0
    ) -> Found:
        """Things by name, the best first; QueryError for what cannot be asked."""
        _check(text, kinds, limit, offset)
        ways = asking.ways(text)
        by_kind = self._by_kind(ways)
        total = self._total(ways, kinds) if kinds else sum(by_kind.values())
        hits = tuple(self._page(text, ways, kinds, limit, offset))
        return Found(total=total, more=total >= MOST, hits=hits, by_kind=by_kind)

    def suggest(self, text: str, kind: str = "", limit: int = 10) -> tuple[Hit, ...]:
        """The best things while somebody still types."""
        kinds = (kind,) if kind else ()
        _check(text, kinds, limit, 0)
        return tuple(self._page(text, asking.ways(text), kinds, limit, 0))

    def alike(self, text: str, kinds: Sequence[str] = (), limit: int = 10) -> tuple[Alike, ...]:
        """Things whose names have much in common with a text, the most alike first."""
        _check(text, kinds, limit, 0)
        match = asking.alike(text)
        if not match:
            return ()
        sql = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rowid LIMIT ?"
        rows = self._connection.execute(sql, (asking.within(match, kinds), _COMPARED)).fetchall()
        rated = [(*self._most_alike(thing, text), thing) for (thing,) in rows]
        best = sorted(rated, key=lambda one: (-one[0], one[2]))[:limit]
        return tuple(
            Alike(replace(self._hit(thing, Way.ALIKE, ""), matched=name), likeness)
            for likeness, name, thing in best
        )

    def _most_alike(self, thing: int, text: str) -> tuple[float, str]:
        names = self._connection.execute("SELECT name FROM names WHERE thing = ?", (thing,))
        return max((asking.likeness(text, name), name) for (name,) in names)

    def by_iri(self, iri: str) -> Hit | None:
        """The thing with an IRI, None where the index has none."""
        row = self._connection.execute("SELECT id FROM things WHERE iri = ?", (iri,)).fetchone()
        return self._hit(row[0], Way.EXACT, "") if row else None

    def top(self, kind: str, limit: int = 1) -> tuple[Hit, ...]:
        """What the reports speak of most, of one kind."""
        _check("", (kind,), limit, 0)
        sql = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rowid LIMIT ?"
        rows = self._connection.execute(sql, (asking.of_kind(kind), limit))
        return tuple(self._hit(thing, Way.PART, "") for (thing,) in list(rows))

    def entries(self) -> Iterator[Entry]:
        """All things with all their names, the weightiest first."""
        sql = "SELECT id, iri, kind, name, name_en, weight FROM things ORDER BY id"
        called = "SELECT name, said FROM names WHERE thing = ? ORDER BY name"
        for thing, iri, kind, name, name_en, weight in self._connection.execute(sql):
            names = tuple(self._connection.execute(called, (thing,)))
            yield Entry(iri, kind, name, name_en, weight, names)

    def _by_kind(self, ways: asking.Ways) -> dict[str, int]:
        sql = (
            "SELECT kind, count(*) FROM (SELECT rowid AS id FROM texts WHERE texts MATCH ? LIMIT ?)"
            " JOIN things USING (id) GROUP BY kind"
        )
        any_way = asking.any_of(ways)
        counted = dict(self._connection.execute(sql, (any_way, MOST))) if any_way else {}
        return {kind: counted[kind] for kind in KINDS if kind in counted}

    def _total(self, ways: asking.Ways, kinds: Sequence[str]) -> int:
        sql = "SELECT count(*) FROM (SELECT 1 FROM texts WHERE texts MATCH ? LIMIT ?)"
        any_way = asking.any_of(ways)
        if not any_way:
            return 0
        asked = (asking.within(any_way, kinds), MOST)
        return int(self._connection.execute(sql, asked).fetchone()[0])

    def _page(
        self, text: str, ways: asking.Ways, kinds: Sequence[str], limit: int, offset: int
    ) -> Iterator[Hit]:
        last = min(offset + limit, MOST)
        found = self._ranked(ways, kinds, last)
        for thing, way in found[offset:last]:
            yield self._hit(thing, way, fold(text))

    def _ranked(self, ways: asking.Ways, kinds: Sequence[str], count: int) -> list[tuple[int, Way]]:
        """The first things by way and weight, each once."""
        found: dict[int, Way] = {}
        sql = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rowid LIMIT ?"
        for way, match in ways:
            if len(found) >= count:
                break
            for (thing,) in self._connection.execute(sql, (asking.within(match, kinds), count)):
                found.setdefault(thing, way)
        return list(found.items())

    def _hit(self, thing: int, way: Way, asked: str) -> Hit:
        row = self._connection.execute(
            f"SELECT {_COLUMNS} FROM things WHERE id = ?",  # noqa: S608  # a constant
            (thing,),
        ).fetchone()
        names = self._connection.execute("SELECT name, said FROM names WHERE thing = ?", (thing,))
        _, iri, kind, name, name_en, note, note_en, weight = row
        fit, how = asking.matched(asked, way, name, list(names))
        return Hit(
            iri=iri,
            kind=kind,
            name=name,
            name_en=name_en,
            note=note,
            note_en=note_en,
            weight=weight,
            matched=fit,
            way=how,
        )


def _check(text: str, kinds: Sequence[str], limit: int, offset: int) -> None:
    if len(text) > _LONGEST:
        raise QueryError(f"more than {_LONGEST} characters to look for")
    for kind in kinds:
        if kind not in KINDS:
            raise QueryError(f"no kind {kind}", hint=f"there are: {', '.join(KINDS)}")
    if not 1 <= limit <= MOST:
        raise QueryError(f"limit {limit} is out of range", hint=f"1 to {MOST}")
    if not 0 <= offset < MOST:
        raise QueryError(f"offset {offset} is out of range", hint=f"0 to {MOST - 1}")
