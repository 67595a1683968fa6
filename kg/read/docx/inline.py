"""The characters of a paragraph, and the text boxes that hang on it."""

import re
from collections.abc import Callable, Iterator

from kg.read.docx.fields import Fields, no_text
from kg.read.docx.names import (
    ALTERNATIVES,
    AROUND,
    DELETED,
    FIELD,
    FIELD_CODE,
    FIELD_MARK,
    MATH,
    MATH_TEXT,
    R_PR,
    SDT,
    SDT_CONTENT,
    SDT_PR,
    TEXT_BOX,
    Element,
    R,
    T,
    alternative,
    switched,
    val,
    w,
)
from kg.read.docx.styles import Styles
from kg.read.docx.symbols import symbol

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RUBY, _RUBY_BASE = w("ruby"), w("rubyBase")
_NOTES = {w("footnoteReference"): "footnotes", w("endnoteReference"): "endnotes"}
_HOLDS_BOXES = frozenset({w("pict"), w("drawing"), w("object"), ALTERNATIVES})
_WRITTEN = {w("tab"): "\t", w("ptab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
_SYMBOL = w("sym")
_WRAPPED = re.compile(r"[\t\r\n]+")
#: A raised number or sign behind a word: the mark of a note, which was typed by hand.
_MARK = re.compile(r"[\[［〔【(（]?(?:\d{1,3}|[①-⑳*※])[\]］〕】)）]?")
_POWERS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Inline:
    """Reads the paragraphs of a part, in order; `notes` are those that its text refers to."""

    def __init__(self, styles: Styles, fields: Fields) -> None:
        """Begin with nothing read."""
        self.notes: list[tuple[str, str]] = []
        self._styles = styles
        self._fields = fields
        self._others: dict[str, Callable[[Element], None]] = {
            SDT: self._control,
            FIELD: self._simple_field,
            ALTERNATIVES: self._alternatives,
            **dict.fromkeys(MATH, self._formula),
            **dict.fromkeys(DELETED, self._deleted),
        }
        self._clear()

    def _clear(self) -> None:
        self._said: list[str] = []
        self._raised = ""
        self._boxes: list[Element] = []
        self._hides: bool | None = None

    def read(self, paragraph: Element, style: str) -> tuple[str, list[Element]]:
        """The characters and the text boxes of a paragraph of a style."""
        self._clear()
        self._hides = self._styles.hidden(style)
        self._walk(paragraph)
        self._lower()
        return "".join(self._said), self._boxes

    def _walk(self, parent: Element) -> None:
        for element in parent:
            tag = element.tag
            if tag == R:
                self._run(element)
            elif tag in AROUND:
                self._walk(element)
            elif tag in self._others:
                self._others[tag](element)

    def _control(self, element: Element) -> None:
        """A content control; what it says only to ask for content is none."""
        content, properties = element.find(SDT_CONTENT), element.find(SDT_PR)
        if content is not None and not switched(properties, "showingPlcHdr"):
            self._walk(content)

    def _simple_field(self, element: Element) -> None:
        if not no_text(element.get(w("instr"), "")):
            self._walk(element)

    def _alternatives(self, element: Element) -> None:
        chosen = alternative(element)
        if chosen is not None:
            self._walk(chosen)

    def _formula(self, element: Element) -> None:
        for text in element.iter(MATH_TEXT):
            self._say(text.text or "")

    def _deleted(self, element: Element) -> None:
        """Deleted text is none, but fields may begin or end in it."""
        for mark in element.iter(FIELD_MARK):
            self._fields.mark(mark)

    def _run(self, run: Element) -> None:
        properties = run.find(R_PR)
        hidden = properties is not None and self._is_hidden(properties)
        hidden = hidden or (properties is None and bool(self._hides))
        raised = properties is not None and val(properties, "vertAlign") == "superscript"
        for element in run:
            tag = element.tag
            if tag == FIELD_MARK:
                self._say(self._fields.mark(element))
            elif tag == FIELD_CODE:
                self._fields.code(element.text or "")
            elif hidden or not self._fields.visible:
                continue
            elif tag == T:
                self._say(_text(element), raised=raised)
            elif tag in _NOTES:
                self.notes.append((_NOTES[tag], element.get(w("id"), "")))
                if element.get(w("customMarkFollows")) in {"1", "true", "on"}:
                    return
            else:
                self._other(element)

    def _other(self, element: Element) -> None:
        tag = element.tag
        if tag in _WRITTEN:
            self._say(_WRITTEN[tag])
        elif tag == _SYMBOL:
            self._say(symbol(element.get(w("char")), element.get(w("font"), "")))
        elif tag == _RUBY:
            base = element.find(_RUBY_BASE)
            if base is not None:
                self._walk(base)
        elif tag in _HOLDS_BOXES:
            self._boxes.extend(boxes(element))

    def _is_hidden(self, properties: Element) -> bool:
        own = switched(properties, "vanish")
        if own is None:
            style = val(properties, "rStyle")
            own = self._styles.hidden(style) if style else None
        return bool(self._hides if own is None else own)

    def _say(self, text: str, *, raised: bool = False) -> None:
        if not text or not self._fields.visible:
            return
        if raised:
            self._raised += text
            return
        self._lower()
        self._said.append(text)

    def _lower(self) -> None:
        """Write raised characters: powers as such, and not the marks of notes."""
        raised, self._raised = self._raised, ""
        if raised:
            self._said.append(_lowered(raised, "".join(self._said[-2:])[-2:]))


def _lowered(raised: str, before: str) -> str:
    """Raised characters as they are written on the line.

    >>> _lowered("2", "km"), _lowered("8", "10"), _lowered("[3]", "力"), _lowered("TM", "力")
    ('²', '⁸', '', 'TM')
    """
    if (raised in {"2", "3"} and before.endswith("m")) or (raised.isdigit() and before == "10"):
        return raised.translate(_POWERS)
    return "" if before and _MARK.fullmatch(raised.strip()) else raised


def _text(element: Element) -> str:
    text = element.text or ""
    if element.get(_SPACE) != "preserve":
        text = text.strip(" \t\r\n")
    return _WRAPPED.sub(" ", text)


def boxes(element: Element) -> Iterator[Element]:
    """The text boxes in a drawing; those within them are left to the reading of them."""
    if element.tag == TEXT_BOX:
        yield element
    elif element.tag == ALTERNATIVES:
        chosen = alternative(element)
        if chosen is not None:
            yield from boxes(chosen)
    elif next(element.iter(TEXT_BOX), None) is not None:
        for child in element:
            yield from boxes(child)
