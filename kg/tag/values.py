"""Quantities and times: a layer of their own, which may lie in or across entities."""

from collections.abc import Iterator

from kg.model import BlockKind, Document, Mention, MentionType, Period, Span
from kg.tag.candidates import Candidate
from kg.text.periods import times
from kg.text.prose import Prose

_PRIORITY = 50


def candidates(document: Document, said: Prose) -> Iterator[Candidate]:
    """Every quantity and time of a report, with its value."""
    for span in (*_sentences(document), *_cells(document)):
        for found in said.quantities(span):
            words = found.span.of(document.text)
            mention = Mention(
                span=found.span,
                type=MentionType.QUANTITY,
                text=words,
                name=words,
                rule=f"quantity-{found.kind}",
                value=found.quantity,
            )
            yield Candidate(mention=mention, priority=_PRIORITY)
    for span, now in _dated(document):
        for time in times(said.flat, span, now):
            mention = Mention(
                span=time.span,
                type=MentionType.TIME,
                text=time.span.of(document.text),
                name=time.period.key,
                rule="time",
                value=time.period,
            )
            yield Candidate(mention=mention, priority=_PRIORITY)


def _sentences(document: Document) -> Iterator[Span]:
    for block in document.blocks:
        if block.kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
            yield from block.sentences


def _cells(document: Document) -> Iterator[Span]:
    for table in document.tables:
        for row in table.rows:
            yield from (cell.span for cell in row if not cell.carried)


def _dated(document: Document) -> Iterator[tuple[Span, Period]]:
    for block in document.blocks:
        section = document.sections[block.section] if block.section is not None else None
        now = (section.period if section else None) or document.review
        if now:
            yield block.span, now
