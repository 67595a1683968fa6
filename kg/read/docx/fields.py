"""Fields: what they show is text, what they are made from is none, and neither is a contents."""

import re
from dataclasses import dataclass

from kg.read.docx.names import DELETED, FIELD_MARK, Element, w
from kg.read.docx.numerals import formatted

#: Fields that show no text of the report.
_NO_TEXT = re.compile(
    r"\s*(?:TOC|TOA|INDEX|RD|TC|TA|XE|PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE
)
_CIRCLED = re.compile(r"\s*EQ\s+\\o\s*\\ac\s*\(\s*[○◯〇]\s*[,，]\s*(\d{1,2})\s*\)", re.IGNORECASE)
_KIND = w("fldCharType")


@dataclass(slots=True)
class _Field:
    code: str = ""
    shows: bool = False


def no_text(code: str) -> bool:
    """Whether what a field of this code shows is no text of the report."""
    return _NO_TEXT.match(code) is not None


class Fields:
    """The fields that are open at a place of the text."""

    def __init__(self, root: Element) -> None:
        """Marks that do not pair are not heeded: nothing may be lost by them."""
        self._open: list[_Field] = []
        self._paired = _are_paired(root)

    @property
    def visible(self) -> bool:
        """Whether characters here are text."""
        if not self._open or not self._paired:
            return True
        return all(one.shows and not no_text(one.code) for one in self._open)

    def code(self, text: str) -> None:
        """Part of what the innermost field is made from."""
        if self._open and not self._open[-1].shows:
            self._open[-1].code += text

    def mark(self, element: Element) -> str:
        """Begin, middle or end of a field; what it shows where that is not written out."""
        kind = element.get(_KIND)
        if kind == "begin":
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            self._open[-1].shows = True
        elif kind == "end" and self._open:
            closed = self._open.pop()
            circled = None if closed.shows else _CIRCLED.match(closed.code)
            return formatted(int(circled[1]), "decimalEnclosedCircle") if circled else ""
        return ""


def _are_paired(root: Element) -> bool:
    depth = 0
    for mark in root.iter(FIELD_MARK):
        if next(mark.iterancestors(*DELETED), None) is not None:
            continue
        kind = mark.get(_KIND)
        depth += {"begin": 1, "end": -1}.get(kind, 0)
        if depth < 0:
            return False
    return depth == 0
