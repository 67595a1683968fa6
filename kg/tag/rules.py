"""All name rules over a report: the clauses first, then what the document itself makes known."""

from collections.abc import Callable, Iterable, Iterator

from kg.lexicon.names import Names
from kg.model import Area, Document
from kg.tag import columns, honours, names, quotes
from kg.tag.candidates import Candidate
from kg.tag.clauses import clauses
from kg.tag.grammar import Grammar, compiled, segments
from kg.tag.memory import remembered


def named(lexicon: Names) -> Callable[[Document, Area | None], Iterable[Candidate]]:
    """The tagger of enterprises, organisations, projects, honours and policies."""
    grammar = compiled(lexicon)

    def find(document: Document, _home: Area | None) -> Iterable[Candidate]:
        found = tuple(_found(grammar, document))
        return (*found, *remembered(document, found))

    return find


def _found(grammar: Grammar, document: Document) -> Iterator[Candidate]:
    yield from columns.candidates(grammar, document)
    for clause in clauses(document):
        parts = segments(grammar, clause.masked)
        yield from honours.candidates(grammar, document.text, clause, parts)
        yield from names.candidates(grammar, document.text, clause, parts)
        yield from quotes.candidates(grammar, document.text, clause)
