"""All name rules over a report: the clauses first, then what the document itself makes known."""

from collections.abc import Callable, Iterable, Iterator

from kg.lexicon.names import Names
from kg.model import Area, Document
from kg.tag import columns, funders, honours, names, quotes
from kg.tag.candidates import Candidate
from kg.tag.clauses import Clause, clauses, mask
from kg.tag.grammar import Grammar, compiled, segments
from kg.tag.hints import BlockHints, Hints
from kg.tag.memory import remembered

#: What is looked for between the verbs of a clause.
_PARTED = frozenset({"award", "first", "listed", "titled"})


def named(lexicon: Names) -> Callable[[Document, Area | None], Iterable[Candidate]]:
    """The tagger of enterprises, organisations, projects, honours and policies."""
    grammar = compiled(lexicon)

    def find(document: Document, _home: Area | None) -> Iterable[Candidate]:
        found = tuple(_found(grammar, document))
        return (*found, *remembered(document, found))

    return find


def _found(grammar: Grammar, document: Document) -> Iterator[Candidate]:
    yield from columns.candidates(grammar, document)
    for block in document.blocks:
        raw = block.span.of(document.text)
        masked = mask(raw)
        yield from funders.candidates(grammar, document.text, block.span.start, masked)
        hints = BlockHints(grammar, raw, masked, block.span.start)
        for clause in clauses(block, masked):
            yield from _in_clause(grammar, document.text, clause, hints.of(clause))


def _in_clause(grammar: Grammar, text: str, clause: Clause, hints: Hints) -> Iterator[Candidate]:
    quoted = "“" in clause.masked
    cut = quoted or hints.marks or not hints.cues.isdisjoint(_PARTED)
    parts = segments(grammar, clause.masked) if cut else ()
    if not hints.cues.isdisjoint(honours.CUES) or "强" in clause.masked:
        yield from honours.candidates(grammar, text, clause, parts, hints.cues)
    if parts or not hints.cues.isdisjoint(names.CUES):
        yield from names.candidates(grammar, text, clause, parts, hints)
    if quoted or "《" in clause.masked:
        yield from quotes.candidates(grammar, text, clause)
