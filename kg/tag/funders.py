"""Companies that pay for what is built: 由某某集团投资3亿元建设的P."""

from collections.abc import Iterator

from kg.model import Span
from kg.tag.candidates import CERTAIN, Candidate, candidate
from kg.tag.grammar import ENTERPRISE, Grammar

_PRIORITY = 74


def candidates(grammar: Grammar, text: str, start: int, masked: str) -> Iterator[Candidate]:
    """Every name of a company in a block that begins at `start` and is said to pay."""
    for found in grammar.funder.finditer(masked):
        words = found.group(1)
        if grammar.ends_as_company(words):
            place = Span(start + found.start(1), start + found.end(1))
            yield candidate(text, place, ENTERPRISE, CERTAIN + "funder", _PRIORITY)
