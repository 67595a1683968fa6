"""What the columns of a table hold."""

import re
from dataclasses import dataclass

from kg.lexicon.indicators import IndicatorTable, find
from kg.lexicon.observations import TableRules
from kg.model import Document, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredHeader:
    """What a header such as 征收面积（万㎡） says of the numbers below it."""

    name: str
    unit: str


class Columns:
    """Column roles of one lexicon, compiled once."""

    def __init__(self, rules: TableRules) -> None:
        """Compile."""
        self._roles = [(role.name, re.compile("|".join(role.header))) for role in rules.roles]
        self._measured = re.compile(rules.measured.header)

    def role(self, header: str) -> str:
        """What a column holds, empty where its header does not say."""
        words = "".join(header.split())
        return next((name for name, pattern in self._roles if pattern.search(words)), "")

    def measured(self, header: str) -> MeasuredHeader | None:
        """The indicator and the unit that a header names; None where it names no unit."""
        match = self._measured.match("".join(header.split()))
        return MeasuredHeader(name=match["name"], unit=match["unit"]) if match else None

    def index(self, table: Table, role: str) -> int | None:
        """The first column of a role, None where there is none."""
        roles = [self.role(cell.text) for cell in table.header]
        return roles.index(role) if role in roles else None


def is_known(name: str, listed: frozenset[str], table: IndicatorTable) -> bool:
    """Whether a name is a standard indicator, or one that a report tabulates."""
    return name in listed or find(name, table) is not None


def listed_names(document: Document, columns: Columns) -> frozenset[str]:
    """Names in the indicator columns of a report's tables."""
    found: set[str] = set()
    for table in document.tables:
        at = columns.index(table, "indicator")
        if at is not None:
            found |= {"".join(row[at].text.split()) for row in table.rows if at < len(row)}
    return frozenset(found)
