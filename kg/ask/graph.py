"""What is asked of: one state of a graph, with all names that questions may hold."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import cast

from pyoxigraph import Literal, QuerySolutions, Store

from kg.ask.names import Names
from kg.ask.present import present
from kg.lexicon.asking import Lexicon
from kg.lexicon.quantities import Units, units_of
from kg.query import Kept
from kg.search import Index

_HOMES, _CODES = Path("asking") / "homes.rq", Path("asking") / "codes.rq"
_TIMES = Path("asking") / "times.rq"


@dataclass(frozen=True, eq=False)
class Asked:
    """A store with its index of names and the texts of its reports.

    `lexicon_folder` and `queries` are as in Settings, `text` gives the text of a report,
    `kept` are answers that were made before anybody asks.
    """

    store: Store
    index: Index
    lexicon_folder: Path
    queries: Path
    text: Callable[[str], str]
    kept: Kept | None = None

    @cached_property
    def names(self) -> Names:
        """All names that questions may hold; made once."""
        told = ("area", "home", "review", "plan")
        reports = (tuple(map(_text, (row[key] for key in told))) for row in self._rows(_TIMES))
        now = present((area, home, review, plan) for area, home, review, plan in reports)
        return Names.of(self.index, self.lexicon_folder, self.homes, now)

    @cached_property
    def sentences(self) -> Callable[[str], str]:
        """The text of a report; those that were asked for last are kept."""
        return lru_cache(maxsize=8)(self.text)

    @cached_property
    def units(self) -> Units:
        """What is known of units."""
        return units_of(self.lexicon_folder)

    @property
    def lexicon(self) -> Lexicon:
        """The words that questions are asked with."""
        return self.names.lexicon

    @cached_property
    def homes(self) -> Mapping[str, frozenset[str]]:
        """The reports about each area and what lies in it."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for row in self._rows(_HOMES):
            found[row["area"].value].add(row["document"].value)
        return {area: frozenset(documents) for area, documents in found.items()}

    def called(self, value: str, language: str) -> str:
        """What a value is called: the label of a code or of a kind, else what it is."""
        if value in self.lexicon.labels:
            return self.lexicon.label(value, language)
        return self._codes.get((value, language), value)

    @cached_property
    def _codes(self) -> Mapping[tuple[str, str], str]:
        found: dict[tuple[str, str], str] = {}
        for row in self._rows(_CODES):
            label = row["label"]
            found[row["code"].value.rpartition("/")[2], label.language or ""] = label.value
        return found

    def _rows(self, name: Path) -> QuerySolutions:
        sparql = (self.queries / name).read_text(encoding="utf-8")
        return cast("QuerySolutions", self.store.query(sparql))


def _text(term: object) -> str:
    return term.value if isinstance(term, Literal) else ""
