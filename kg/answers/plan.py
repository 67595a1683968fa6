"""What a table is made of: a query, the variables that its rows are chosen by."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kg.query import Question

#: Raised when the layout changes: tables of another one are not read.
VERSION = 1
_TABLES = Path("tables")
#: Which areas lie in which: what a key with a star means.
BELOW = _TABLES / "below.rq"
_HEADER = re.compile(r"^# table: *(.*)$", re.MULTILINE)
_OF = re.compile(r"^# of: *(\w+)$", re.MULTILINE)
_BELOW = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A query to be kept as a table.

    `keys` are the variables by the name of what chooses rows; of the names in `below` the rows of
    all that lies in an area are chosen. `typed` tells numbers from texts.
    """

    name: str
    sparql: str
    keys: Mapping[str, str]
    below: frozenset[str]
    typed: bool

    def asked(self, queries: Path) -> tuple[str, ...]:
        """The queries that it takes; `queries` as in Settings."""
        below = (queries / BELOW).read_text(encoding="utf-8") if self.below else None
        return (self.sparql,) if below is None else (self.sparql, below)

    def digest(self, queries: Path) -> str:
        """What a table is made with, in short: another text makes another table."""
        sparql, *others = self.asked(queries)
        digest = sha256(f"{VERSION}\0{sparql}\0".encode())
        for text in others:
            digest.update(text.encode())
        return digest.hexdigest()[:8]


def of_question(asked: Question, queries: Path) -> Plan | None:
    """The table of a named question; None where its header wants none. `queries` as in Settings."""
    said = _said(asked.sparql)
    if said is None:
        return None
    usual = {parameter.name: parameter.variable for parameter in asked.parameters}
    return _plan(asked.name, _made_of(asked, queries), usual | said, typed=True)


def _made_of(asked: Question, queries: Path) -> str:
    """The query that a table is filled by: one of queries/tables that is quicker for the whole.

    It is for one text of the question, whose digest it tells; for another it is not used.
    """
    try:
        text = (queries / _TABLES / f"{asked.name}.rq").read_text(encoding="utf-8")
    except FileNotFoundError:
        return asked.sparql
    of = _OF.search(text)
    return text if of and of[1] == _short(asked.sparql) else asked.sparql


def _short(sparql: str) -> str:
    """A text in short."""
    return sha256(sparql.encode()).hexdigest()[:8]


def of_rows(name: str, sparql: str) -> Plan | None:
    """The table of a query of queries/pages or queries/network; None where its header wants none.

    `name` tells the folder too: pages-counts, network-events.
    """
    said = _said(sparql)
    return None if said is None else _plan(name, sparql, said, typed=False)


def _plan(name: str, sparql: str, keys: Mapping[str, str], *, typed: bool) -> Plan:
    return Plan(
        name=name,
        sparql=sparql,
        keys={key: variable.rstrip(_BELOW) for key, variable in keys.items()},
        below=frozenset(key for key, variable in keys.items() if variable.endswith(_BELOW)),
        typed=typed,
    )


def _said(sparql: str) -> dict[str, str] | None:
    """What the header says that rows are chosen by: `name=variable`, or a variable alone."""
    match = _HEADER.search(sparql)
    if match is None:
        return None
    parts = (part.partition("=") for part in match[1].split() if part != "yes")
    return {name: variable or name for name, _, variable in parts}
