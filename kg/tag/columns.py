"""Projects that a table lists in a column of their own (建设项目名称)."""

import re
from collections.abc import Iterator

from kg.model import Document
from kg.tag.candidates import Candidate, candidate
from kg.tag.grammar import PROJECT, Grammar

_PRIORITY = 88
_SHORTEST, _LONGEST = 4, 40
_HAN = re.compile("[\u4e00-\u9fff]{2}")


def candidates(grammar: Grammar, document: Document) -> Iterator[Candidate]:
    """Every cell below a heading that says that projects are named there."""
    for table in document.tables:
        for index, heading in enumerate(table.header):
            if grammar.project_column.search(heading.text):
                for row in table.rows:
                    cell = row[index]
                    if not cell.carried and _name(grammar, document, cell.text, cell.span.start):
                        yield candidate(document.text, cell.span, PROJECT, "column", _PRIORITY)


def _name(grammar: Grammar, document: Document, words: str, start: int) -> bool:
    """Whether a cell holds a name in one piece, no total."""
    return (
        _SHORTEST <= len(words) <= _LONGEST
        and document.text.startswith(words, start)
        and bool(_HAN.match(words))
        and bool(grammar.proper(words))
    )
