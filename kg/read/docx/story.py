"""A text of Word that runs by itself: its paragraphs with their numbers, its tables, its boxes."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.read.docx.fields import Fields
from kg.read.docx.inline import Inline
from kg.read.docx.names import (
    ALTERNATIVES,
    AROUND,
    DELETED,
    P_PR,
    R_PR,
    SDT,
    SDT_CONTENT,
    SDT_PR,
    TBL,
    VAL,
    Element,
    P,
    alternative,
    switched,
    val,
    w,
)
from kg.read.docx.numbering import Numbering
from kg.read.docx.styles import Numbered, Styles, numbered
from kg.read.docx.tables import laid_out
from kg.read.limits import Limits
from kg.read.parts import Box, Grid, Paragraph, Part

_CONTENTS = re.compile(r"toc (?:\d|heading)")
_GALLERY = f"{w('docPartObj')}/{w('docPartGallery')}"
_FRAME = w("framePr")


class Story:
    """A text that runs by itself: the body, or all notes."""

    def __init__(self, root: Element, styles: Styles, numbering: Numbering, limits: Limits) -> None:
        """Begin with nothing read."""
        self.inline = Inline(styles, Fields(root))
        self._styles = styles
        self._numbering = numbering
        self._limits = limits
        self._carried = ""  # of a paragraph whose end is deleted: it goes on in the next
        self._depth = 0
        self._in_cell = False

    def blocks(self, parent: Element) -> Iterator[Part]:
        """Paragraphs and tables of the body, a cell, a box or a note."""
        yield from self._inside(parent)
        yield from self._whole()

    def joined(self, parent: Element) -> str:
        """The same on lines."""
        return "\n".join(_lines(self.blocks(parent)))

    def _whole(self) -> Iterator[Part]:
        """What was carried on, where nothing follows it."""
        if self._carried:
            yield Paragraph.of(self._carried)
            self._carried = ""

    def _inside(self, parent: Element) -> Iterator[Part]:
        for element in parent:
            tag = element.tag
            if tag == P:
                yield from self._paragraph(element)
            elif tag == TBL:
                yield from self._whole()
                yield from self._table(element)
            elif tag == SDT:
                content = element.find(SDT_CONTENT)
                if content is not None and not _is_contents(element):
                    yield from self._inside(content)
            elif tag in AROUND:
                yield from self._inside(element)
            elif tag == ALTERNATIVES:
                chosen = alternative(element)
                yield from () if chosen is None else self._inside(chosen)

    def _paragraph(self, element: Element) -> Iterator[Part]:
        properties = element.find(P_PR)
        style = val(properties, "pStyle") or self._styles.usual
        text, boxes = self.inline.read(element, style)
        if not _CONTENTS.match(self._styles.name(style)):
            text = self._numbered(text, properties, style)
            if _goes_on(properties):
                self._carried += text
            else:
                yield Paragraph.of(self._carried + text)
                self._carried = ""
        for box in boxes:
            yield from self._deeper(box)

    def _numbered(self, text: str, properties: Element | None, style: str) -> str:
        found = self._list(properties, style)
        if found is None or self._carried or (_goes_on(properties) and not text):
            return text
        number = self._numbering.next(found, text)
        # a number alone is text in a table, where it counts the rows
        return f"{number}{text}" if text.strip() or self._in_cell else text

    def _list(self, properties: Element | None, style: str) -> Numbered | None:
        """The list of a paragraph, which it or its style names, with its level."""
        own, of_style = numbered(properties), self._styles.numbered(style)
        if own is None or own.num is not None or of_style is None:
            return own or of_style
        return replace(of_style, level=own.level)

    def _deeper(self, parent: Element) -> Iterator[Part]:
        self._depth += 1
        self._limits.check("nesting", self._depth)
        before, self._carried = self._carried, ""
        yield from self.blocks(parent)
        self._carried = before
        self._depth -= 1

    def _table(self, element: Element) -> Iterator[Part]:
        rows = laid_out(element, self._limits)
        before, self._in_cell = self._in_cell, max(map(len, rows), default=0) > 1
        read = [[() if cell is None else tuple(self._deeper(cell)) for cell in row] for row in rows]
        self._in_cell = before
        written = {n for row in read for n, cell in enumerate(row) if any(_lines(cell))}
        if len(written) < 2:
            # a frame around text is no table
            for row in read:
                for cell in row:
                    yield from cell
            return
        inner = [part for row in read for cell in row for part in cell if _is_table(part)]
        yield Grid(tuple(tuple(map(_box, row)) for row in read))
        yield from inner


def _box(cell: tuple[Part, ...]) -> Box:
    return Box("\n".join(_lines(part for part in cell if not _is_table(part))))


def _is_table(part: Part) -> bool:
    """Whether a part of a cell is a table of its own; a row or a column is but text in it."""
    return isinstance(part, Grid) and len(part.rows) > 1


def _lines(parts_of: Iterable[Part]) -> Iterator[str]:
    for part in parts_of:
        if isinstance(part, Paragraph):
            yield part.text
        else:
            yield from (box.text for row in part.rows for box in row)


def _is_contents(control: Element) -> bool:
    found = control.find(f"{SDT_PR}/{_GALLERY}")
    return found is not None and found.get(VAL) == "Table of Contents"


def _goes_on(properties: Element | None) -> bool:
    """Whether a paragraph has no end that is seen: the next one goes on in its line."""
    mark = None if properties is None else properties.find(R_PR)
    if mark is not None and any(one.tag in DELETED for one in mark):
        return True
    if switched(mark, "vanish") or switched(mark, "specVanish"):
        return True
    frame = None if properties is None else properties.find(_FRAME)
    return frame is not None and frame.get(w("dropCap")) in {"drop", "margin"}
