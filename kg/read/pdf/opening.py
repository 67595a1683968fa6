"""Pages of a PDF through PDFium: characters with their places, ruled lines, pictures.

Characters come in the order of their drawing, which is not that of reading; where they stand is
what counts. Nothing but the drawing is looked at: no annotation, form field, script or attachment.
"""

import math
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from ctypes import byref
from functools import lru_cache
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from kg.errors import InputError
from kg.read.limits import Limits
from kg.read.pdf.characters import is_unknown, plain
from kg.read.pdf.ruling import Edges, Handle, drawn
from kg.read.pdf.shapes import Glyph, Page, turned

_PASSWORD, _SECURITY = 4, 5
_BLANKS = {9, 10, 13, 32, 0xA0, 0x3000, 0x202F, 0x205F, *range(0x2000, 0x200C)}
_STRAIGHT = 0.05  # quarters that a line of text may be off


def pages(data: bytes, limits: Limits) -> Iterator[Page]:
    """The pages, turned upright; InputError where the file cannot be opened or has too many."""
    with closing(_opened(data)) as document:
        limits.check("pages", len(document))
        characters = 0
        for number in range(len(document)):
            page = _page(document, number, limits)
            characters += len(page.glyphs)
            limits.check("characters", characters)
            yield page


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None) or pdfium.FPDF_GetLastError()
        if code == _PASSWORD:
            raise InputError(
                "the PDF is encrypted and asks for a password (有密码)",
                hint="save it without a password",
            ) from error
        if code == _SECURITY:
            raise InputError("the PDF is encrypted in a way that cannot be read") from error
        raise InputError("the PDF is damaged and cannot be opened") from error


def _page(document: pypdfium2.PdfDocument, number: int, limits: Limits) -> Page:
    try:
        page = document[number]
    except pypdfium2.PdfiumError:  # damaged, or no page
        return Page(number + 1, 0, 0, 0, 0, (), (), 0, 0)
    with closing(page):
        with closing(page.get_textpage()) as text:
            limits.check("characters", pdfium.FPDFText_CountChars(text.raw))
            marks = list(_marks(text.raw))
        quarter = _quarter(marks)
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page.raw, byref(box))
        edges = _edges(quarter, (box.left, box.bottom, box.right, box.top))
        rules, pictured = drawn(page.raw, quarter, edges)
    glyphs = tuple(_glyphs(marks, quarter, edges))
    unknown = sum(
        count for code, count in Counter(m.code for m in marks).items() if is_unknown(code)
    )
    return Page(number + 1, *edges, glyphs, rules, pictured, unknown)


class _Mark(NamedTuple):
    """A character as it is drawn; what is drawn with it begins at x and y, turned by quarters."""

    code: int
    size: float
    quarter: int | None
    x: float
    y: float
    box: Edges  # that its font gives it


def _marks(text: Handle) -> Iterator[_Mark]:
    matrix, box = pdfium.FS_MATRIX(), pdfium.FS_RECTF()
    matrix_at, box_at = byref(matrix), byref(box)
    is_unmapped, font_size = pdfium.FPDFText_HasUnicodeMapError, pdfium.FPDFText_GetFontSize
    code_of, matrix_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetMatrix
    box_of = pdfium.FPDFText_GetLooseCharBox
    for index in range(pdfium.FPDFText_CountChars(text)):
        code = code_of(text, index)
        if code in _BLANKS and pdfium.FPDFText_IsGenerated(text, index):
            continue
        if is_unmapped(text, index):
            code = 0  # what it gives is the number of a shape, no character
        matrix_of(text, index, matrix_at)
        scale, quarter = _way(matrix.a, matrix.b, matrix.c, matrix.d)
        size = scale * font_size(text, index)
        box_of(text, index, box_at)
        edges = (box.left, box.bottom, box.right, box.top)
        yield _Mark(code, size, quarter, matrix.e, matrix.f, edges)


@lru_cache(maxsize=1000)
def _way(a: float, b: float, c: float, d: float) -> tuple[float, int | None]:
    """How large a matrix draws characters, and the quarters that it turns them by."""
    turn = math.atan2(b, a) / (math.pi / 2)
    quarter = round(turn) % 4 if abs(turn - round(turn)) < _STRAIGHT else None
    return math.hypot(c, d), quarter


def _quarter(marks: list[_Mark]) -> int:
    """The turn of most characters."""
    counts = Counter(mark.quarter for mark in marks if mark.quarter is not None)
    return max(counts, key=lambda quarter: (counts[quarter], -quarter), default=0)


def _edges(quarter: int, box: Edges) -> Edges:
    """Left, top, right and bottom of a box of the page as it is read."""
    x0, y0 = turned(quarter, box[0], box[1])
    x1, y1 = turned(quarter, box[2], box[3])
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _glyphs(marks: list[_Mark], quarter: int, edges: Edges) -> Iterator[Glyph]:
    """The characters on the page that run as most do: neither watermarks nor what is cut off."""
    low, top, high, bottom = edges
    for order, (code, size, way, x, y, box) in enumerate(marks):
        text = plain(code)
        if way != quarter or not text:
            continue
        # most pages are not turned
        left, _, right, _ = _edges(quarter, box) if quarter else box
        base = turned(quarter, x, y)[1] if quarter else -y
        if low <= (left + right) / 2 <= high and top <= base <= bottom:
            for character in text:
                yield Glyph(character, left, right, base, size, order)
