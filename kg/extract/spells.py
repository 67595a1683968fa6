"""Paragraphs that say for all of themselves when what they tell was: 五年来，…; 这一年，…."""

from kg.model import Block, Document, Period
from kg.text.periods import five_year_plan, opening, years_named

#: How much of a paragraph may say so.
_OPENING = 40
#: What a list after such a paragraph begins its lines with.
_ITEM = "—"


class Spells:
    """The periods that openings give, paragraph by paragraph in the order of the report.

    Under a heading that names a year and a span (2025年和“十四五”工作回顾) an opening holds until
    the next one; elsewhere for its own paragraph and the list after it.
    """

    def __init__(self, document: Document) -> None:
        """Nothing was said yet."""
        self._document = document
        self._part: int | None = None
        self._standing: Period | None = None
        self._above: Period | None = None

    def of(self, block: Block, flat: str) -> Period | None:
        """What a paragraph, or one before it, says; None where the section alone says."""
        part = self._part_of(block)
        if part != self._part:
            self._part, self._standing = part, None
        section = self._document.sections[block.section] if block.section is not None else None
        period = (section.period if section else None) or self._document.review
        if period is None:
            return None
        told = opening(flat[block.span.start : block.span.start + _OPENING], period)
        if told and part is not None and self._is_twofold(part):
            self._standing = told
        if not told and flat.startswith(_ITEM, block.span.start):
            told = self._above
        self._above = told
        return told or self._standing

    def _part_of(self, block: Block) -> int | None:
        """The part of the highest level that the paragraph stands in."""
        found = block.section
        while found is not None and self._document.sections[found].parent is not None:
            found = self._document.sections[found].parent
        return found

    def _is_twofold(self, part: int) -> bool:
        title = self._document.sections[part].title
        return bool(years_named(title)) and five_year_plan(title) is not None
