"""Quantities and times: a layer of their own, which may lie in or across entities."""

from collections.abc import Iterator
from dataclasses import replace

from kg.model import BlockKind, Document, MentionType, Period, Span
from kg.tag.candidates import Candidate, candidate
from kg.text.normalise import plain
from kg.text.periods import times
from kg.text.quantities import Grammar

_PRIORITY = 50


def candidates(document: Document, grammar: Grammar) -> Iterator[Candidate]:
    """Every quantity and time of a report, with its value."""
    flat = plain(document.text)
    for span in (*_sentences(document), *_cells(document)):
        for found in grammar.find(flat, span):
            one = candidate(
                document.text, found.span, MentionType.QUANTITY, f"quantity-{found.kind}", _PRIORITY
            )
            yield replace(one, mention=replace(one.mention, value=found.quantity))
    for span, now in _dated(document):
        for time in times(flat, span, now):
            one = candidate(document.text, time.span, MentionType.TIME, "time", _PRIORITY)
            yield replace(
                one, mention=replace(one.mention, value=time.period, name=time.period.key)
            )


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
