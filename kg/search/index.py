"""An index opened for search."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, Self

from pyoxigraph import Store

from kg.errors import QueryError
from kg.search import asking
from kg.search.asking import MOST, Way, checked
from kg.search.held import Held
from kg.search.kinds import KINDS, mask
from kg.search.making import make

__all__ = ["KINDS", "MOST", "Alike", "Entry", "Found", "Hit", "Index", "Way"]


#: So many of the weightiest things are compared with a name that nothing bears.
_COMPARED = 500
_COLUMNS = "id, iri, kind, name, name_en, note, note_en, weight"
_EXACT = "SELECT thing FROM exact WHERE text = ? AND (1 << (thing & 15)) & ? ORDER BY thing LIMIT ?"
_MATCH = (
    "SELECT rowid FROM texts WHERE texts MATCH ? AND (1 << (rowid & 15)) & ? ORDER BY rowid LIMIT ?"
)
_TOP = "SELECT id FROM things WHERE (1 << (id & 15)) & ? ORDER BY id LIMIT ?"
_BY_KIND = f"SELECT rowid & 15, count(*) FROM ({_MATCH}) GROUP BY 1"  # noqa: S608  # constants
_COUNT = f"SELECT count(*) FROM ({_MATCH})"  # noqa: S608  # as above


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


class Index(Held):
    """Names of a graph, to be searched by several threads at once."""

    @classmethod
    def of(cls, store: Store, queries: Path) -> Self:
        """An index of a store in a private file that goes with it; `queries` as in Settings."""
        connection = sqlite3.connect("", check_same_thread=False)
        make(store, queries, connection)
        return cls(connection)

    def search(
        self, text: str, kinds: Sequence[str] = (), limit: int = 20, offset: int = 0
    ) -> Found:
        """Things by name, the best first; QueryError for what cannot be asked."""
        _check(text, kinds, limit, offset)
        asked = asking.asked(text)
        by_kind = self._by_kind(asked)
        total = self._total(asked, kinds, by_kind)
        hits = tuple(self._page(asked, kinds, limit, offset))
        return Found(total=total, more=total >= MOST, hits=hits, by_kind=by_kind)

    def suggest(self, text: str, kind: str = "", limit: int = 10) -> tuple[Hit, ...]:
        """The best things while somebody still types."""
        kinds = (kind,) if kind else ()
        _check(text, kinds, limit, 0)
        return tuple(self._page(asking.asked(text), kinds, limit, 0))

    def alike(self, text: str, kinds: Sequence[str] = (), limit: int = 10) -> tuple[Alike, ...]:
        """Things whose names have much in common with a text, the most alike first."""
        _check(text, kinds, limit, 0)
        match = asking.alike(text)
        if not match:
            return ()
        rows = self._connection.execute(_MATCH, (match, mask(kinds), _COMPARED)).fetchall()
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
        rows = self._connection.execute(_TOP, (mask((kind,)), limit)).fetchall()
        return tuple(self._hit(thing, Way.PART, "") for (thing,) in rows)

    def entries(self) -> Iterator[Entry]:
        """All things with all their names, the weightiest first."""
        sql = "SELECT id, iri, kind, name, name_en, weight FROM things ORDER BY id"
        called = "SELECT name, said FROM names WHERE thing = ? ORDER BY name"
        for thing, iri, kind, name, name_en, weight in self._connection.execute(sql):
            names = tuple(self._connection.execute(called, (thing,)))
            yield Entry(iri, kind, name, name_en, weight, names)

    def _by_kind(self, asked: asking.Asked | None) -> dict[str, int]:
        if asked is None:
            return {}
        rows = self._connection.execute(_BY_KIND, (asked.widest, mask(()), MOST))
        return {KINDS[kind]: count for kind, count in rows}

    def _total(
        self, asked: asking.Asked | None, kinds: Sequence[str], by_kind: Mapping[str, int]
    ) -> int:
        every = sum(by_kind.values())
        if asked is None or not kinds:
            return every
        if every < MOST:
            return sum(by_kind.get(kind, 0) for kind in set(kinds))
        counted = self._connection.execute(_COUNT, (asked.widest, mask(kinds), MOST))
        return int(counted.fetchone()[0])

    def _page(
        self, asked: asking.Asked | None, kinds: Sequence[str], limit: int, offset: int
    ) -> Iterator[Hit]:
        if asked is None:
            return
        last = min(offset + limit, MOST)
        for thing, way in self._ranked(asked, kinds, last)[offset:last]:
            yield self._hit(thing, way, asked.text)

    def _ranked(
        self, asked: asking.Asked, kinds: Sequence[str], count: int
    ) -> list[tuple[int, Way]]:
        """The first things by way and weight, each once."""
        found: dict[int, Way] = {}
        ways = ((Way.EXACT, _EXACT, asked.exact), *((way, _MATCH, by) for way, by in asked.ways))
        for way, sql, match in ways:
            if len(found) >= count:
                break
            for (thing,) in self._connection.execute(sql, (match, mask(kinds), count)):
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
    checked(text, limit, offset)
    for kind in kinds:
        if kind not in KINDS:
            raise QueryError(f"no kind {kind}", hint=f"there are: {', '.join(KINDS)}")
