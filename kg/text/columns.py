"""What the columns of a table hold."""

import re

from kg.lexicon.observations import TableRules
from kg.model import Document, Table


class Columns:
    """Column roles of one lexicon, compiled once."""

    def __init__(self, rules: TableRules) -> None:
        """Compile."""
        self._roles = [(role.name, re.compile("|".join(role.header))) for role in rules.roles]

    def role(self, header: str) -> str:
        """What a column holds, empty where its header does not say."""
        words = "".join(header.split())
        return next((name for name, pattern in self._roles if pattern.search(words)), "")

    def index(self, table: Table, role: str) -> int | None:
        """The first column of a role, None where there is none."""
        roles = [self.role(cell.text) for cell in table.header]
        return roles.index(role) if role in roles else None


def listed_names(document: Document, columns: Columns) -> frozenset[str]:
    """Names in the indicator columns of a report's tables."""
    found: set[str] = set()
    for table in document.tables:
        at = columns.index(table, "indicator")
        if at is not None:
            found |= {"".join(row[at].text.split()) for row in table.rows if at < len(row)}
    return frozenset(found)
