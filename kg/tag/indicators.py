"""Indicators: names in lists and tables, phrases that name a stated value, names known before."""

from collections.abc import Iterable, Iterator
from functools import partial

from ahocorasick_rs import AhoCorasick

from kg.lexicon.indicators import IndicatorTable
from kg.model import BlockKind, Document, MentionType, Span
from kg.tag.candidates import Candidate, candidate
from kg.text.columns import is_known, listed_names
from kg.text.grammars import Grammars
from kg.text.prose import Prose, prose

_LISTED, _STATED, _KNOWN = 60, 45, 40
#: A name of the report itself is looked for elsewhere from this length on.
_SHORTEST_KNOWN = 4


class IndicatorTagger:
    """Grammars and the indicator table, with an automaton over its names."""

    def __init__(self, grammars: Grammars, table: IndicatorTable) -> None:
        """Compile."""
        self._grammars = grammars
        self._table = table
        self._standard = AhoCorasick(sorted(name for name in table.index if len(name) > 2))

    def candidates(self, document: Document) -> Iterator[Candidate]:
        """Every indicator that a report names."""
        text = document.text
        said = prose(text, self._grammars)
        listed = tuple(self._listed(document, said))
        for span in listed:
            yield candidate(text, span, MentionType.INDICATOR, "listed", _LISTED)
        for span in self._stated(document, said):
            if span.end - span.start > 1:
                yield candidate(text, span, MentionType.INDICATOR, "stated", _STATED)
        names = {span.of(text) for span in listed if "\n" not in span.of(text)}
        for span in self._known(said.flat, names):
            yield candidate(text, span, MentionType.INDICATOR, "known", _KNOWN)

    def _listed(self, document: Document, said: Prose) -> Iterator[Span]:
        """Names that an item or a target sentence measures, and cells of indicator columns."""
        in_tables = listed_names(document, self._grammars.columns)
        for block in document.blocks:
            listed = block.kind is BlockKind.ITEM
            if block.kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
                continue
            known = None if listed else partial(is_known, listed=in_tables, table=self._table)
            for sentence in block.sentences:
                for worded in said.worded(sentence, known):
                    if worded.indicator:
                        yield worded.indicator
                if listed:
                    stated, _ = said.statements(sentence, listed=True)
                    yield from (one.indicator for one in stated if one.indicator)
        for table in document.tables:
            column = self._grammars.columns.index(table, "indicator")
            for row in table.rows if column is not None else ():
                if column is not None and column < len(row) and row[column].text:
                    yield row[column].span

    def _stated(self, document: Document, said: Prose) -> Iterator[Span]:
        for block in document.blocks:
            if block.kind is BlockKind.PARAGRAPH:
                for sentence in block.sentences:
                    stated, _ = said.statements(sentence, listed=False)
                    yield from (one.indicator for one in stated if one.indicator)

    def _known(self, flat: str, own: Iterable[str]) -> Iterator[Span]:
        """Standard names, and those that this report lists: the leftmost, of these the longest."""
        names = sorted(name for name in own if len(name) >= _SHORTEST_KNOWN)
        found = [*self._standard.find_matches_as_indexes(flat, overlapping=True)]
        if names:
            found += AhoCorasick(names).find_matches_as_indexes(flat, overlapping=True)
        last = 0
        for _, start, end in sorted(found, key=lambda match: (match[1], -match[2])):
            if start >= last:
                yield Span(start, end)
                last = end
