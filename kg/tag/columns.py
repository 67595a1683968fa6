"""Projects and companies that a table lists in a column of their own (建设项目名称, 建设单位)."""

import re
from collections.abc import Iterator

from kg.model import Document
from kg.tag.candidates import CERTAIN, Candidate, candidate
from kg.tag.grammar import ENTERPRISE, PROJECT, Grammar

_PRIORITY = 88
_SHORTEST, _LONGEST = 4, 40
_HAN = re.compile("[\u4e00-\u9fff]{2}")


def candidates(grammar: Grammar, document: Document) -> Iterator[Candidate]:
    """Every cell below a heading that says that projects or companies are named there."""
    for table in document.tables:
        for index, heading in enumerate(table.header):
            projects = grammar.project_column.search(heading.text)
            companies = grammar.company_column.search(heading.text)
            if not projects and not companies:
                continue
            for row in table.rows:
                cell = row[index]
                if cell.carried or not _name(grammar, document, cell.text, cell.span.start):
                    continue
                if projects:
                    yield candidate(document.text, cell.span, PROJECT, "column", _PRIORITY)
                elif grammar.ends_as_company(cell.text):
                    rule = CERTAIN + "column"
                    yield candidate(document.text, cell.span, ENTERPRISE, rule, _PRIORITY)


def _name(grammar: Grammar, document: Document, words: str, start: int) -> bool:
    """Whether a cell holds a name in one piece, no total."""
    return (
        _SHORTEST <= len(words) <= _LONGEST
        and document.text.startswith(words, start)
        and bool(_HAN.match(words))
        and bool(grammar.proper(words))
    )
