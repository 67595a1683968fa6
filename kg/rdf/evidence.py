"""Places in a report's text as Web Annotations.

A passage (oa:SpecificResource) is described once a span, whatever refers to it. Prefix and suffix
reach to the ends of the sentence or table row, so that prefix, exact and suffix make up the whole.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from decimal import Decimal

from kg.model import BlockKind, Document, Evidence, Mention, Span, Stance, innermost
from kg.rdf.nquads import decimal, integer, link, plain
from kg.rdf.using import Mapping
from kg.terms import Oa, Plan, PlanClass, Rdf, Scheme

_CONTEXT = 300  # characters of a sentence that are quoted on either side


class Passages:
    """The text of one report, cut into sentences and rows."""

    def __init__(self, document: Document, using: Mapping) -> None:
        """Collect sentences, table rows and, as a last resort, lines."""
        self.document = document
        self.using = using
        self.iris = using.iris
        self.units = using.units
        self._report = using.iris.report(document.id)
        self._sentences = sorted({*_sentences(document), *_rows(document)})
        self._starts = [sentence.start for sentence in self._sentences]
        self._placed = [one.span.start for one in document.places]
        items = (one.span for one in document.blocks if one.kind is BlockKind.ITEM)
        tables = (one.span for one in document.tables)
        self._lists = sorted((one.start, one.end) for one in (*items, *tables))
        self._described: set[Span] = set()

    def around(self, span: Span) -> Span:
        """From the head of the span's first sentence to the end of its last."""
        first = self._at(span.start)
        last = self._at(max(span.start, span.end - 1))
        return Span(min(first.start, span.start), max(last.end, span.end))

    def _at(self, offset: int) -> Span:
        index = bisect_right(self._starts, offset) - 1
        if index >= 0 and offset < self._sentences[index].end:
            return self._sentences[index]
        text = self.document.text
        end = text.find("\n", offset)
        return Span(text.rfind("\n", 0, offset) + 1, end if end >= 0 else len(text))

    def listed(self, span: Span) -> bool:
        """Whether a span begins in a table or in an item of a list of indicators."""
        index = bisect_right(self._lists, (span.start, len(self.document.text))) - 1
        return index >= 0 and span.start < self._lists[index][1]

    def triples(self, span: Span) -> Iterator[str]:
        """One passage: its source, its offsets, its words. Nothing when it is asked for again."""
        if span in self._described:
            return
        self._described.add(span)
        node = self.iris.passage(self.document.id, span)
        position, quotation = f"{node}#position", f"{node}#quote"
        yield link(node, Rdf.TYPE, Oa.SPECIFIC_RESOURCE)
        yield link(node, Oa.HAS_SOURCE, self._report)
        yield link(node, Oa.HAS_SELECTOR, position)
        yield link(node, Oa.HAS_SELECTOR, quotation)
        yield link(position, Rdf.TYPE, Oa.TEXT_POSITION_SELECTOR)
        yield integer(position, Oa.START, span.start)
        yield integer(position, Oa.END, span.end)
        yield link(quotation, Rdf.TYPE, Oa.TEXT_QUOTE_SELECTOR)
        yield from self._quotation(quotation, span)
        yield from self._place(node, span)

    def _place(self, node: str, span: Span) -> Iterator[str]:
        """Page, paragraph or cell of the file, where it is not plain text."""
        index = bisect_right(self._placed, span.start) - 1
        if index >= 0:
            place = self.document.places[index].place
            for predicate, value in (
                (Plan.PAGE_NUMBER, place.page),
                (Plan.PARAGRAPH_NUMBER, place.paragraph),
                (Plan.TABLE_NUMBER, place.table),
                (Plan.ROW_NUMBER, place.row),
                (Plan.COLUMN_NUMBER, place.column),
            ):
                if value is not None:
                    yield integer(node, predicate, value)

    def _quotation(self, node: str, span: Span) -> Iterator[str]:
        text, whole = self.document.text, self.around(span)
        yield plain(node, Oa.EXACT, span.of(text))
        yield plain(node, Oa.PREFIX, text[max(whole.start, span.start - _CONTEXT) : span.start])
        yield plain(node, Oa.SUFFIX, text[span.end : min(whole.end, span.end + _CONTEXT)])

    def stance(self, span: Span) -> Stance | None:
        """What the innermost section around a span does."""
        index = innermost(self.document.sections, span.start)
        return self.document.sections[index].stance if index is not None else None


def statement(node: str, evidence: Evidence, passages: Passages) -> Iterator[str]:
    """The evidence of a statement: one annotation a span, shared by all that it states."""
    document, span = passages.document.id, evidence.span
    note = passages.iris.evidence(document, span)
    yield link(node, Plan.EVIDENCE, note)
    yield link(note, Rdf.TYPE, Oa.ANNOTATION)
    yield link(note, Rdf.TYPE, PlanClass.EVIDENCE)
    yield link(note, Oa.HAS_BODY, node)
    yield link(note, Oa.HAS_TARGET, passages.iris.passage(document, span))
    yield plain(note, Plan.RULE, evidence.rule)
    stance = passages.stance(span)
    if stance:
        yield link(note, Plan.STANCE, Scheme.STANCE.code(stance.value))
    for cue in evidence.cues:
        yield link(note, Plan.CUE, passages.iris.passage(document, cue))
        yield from passages.triples(cue)
    yield from passages.triples(span)


def confidences(judged: Iterable[tuple[str, Decimal | None]]) -> Iterator[str]:
    """How sure each node is, once: the highest of what its places give; nothing of none."""
    highest: dict[str, Decimal] = {}
    for node, sure in judged:
        if sure is not None:
            highest[node] = max(sure, highest.get(node, sure))
    for node, sure in highest.items():
        yield decimal(node, Plan.CONFIDENCE, sure)


def mention(mentioned: Mention, thing: str, passages: Passages) -> Iterator[str]:
    """A place that names a thing."""
    document = passages.document.id
    note = passages.iris.mention(document, mentioned.span, thing)
    yield from confidences([(note, mentioned.confidence)])
    yield link(note, Rdf.TYPE, Oa.ANNOTATION)
    yield link(note, Rdf.TYPE, PlanClass.MENTION)
    yield link(note, Oa.HAS_BODY, thing)
    yield link(note, Oa.HAS_TARGET, passages.iris.passage(document, mentioned.span))
    yield plain(note, Plan.RULE, mentioned.rule)
    yield from passages.triples(mentioned.span)


def _sentences(document: Document) -> Iterator[Span]:
    for block in document.blocks:
        yield from block.sentences or (block.span,)


def _rows(document: Document) -> Iterator[Span]:
    for table in document.tables:
        for row in (table.header, *table.rows):
            own = [cell.span for cell in row if not cell.carried]
            if own:
                yield Span(min(s.start for s in own), max(s.end for s in own))
