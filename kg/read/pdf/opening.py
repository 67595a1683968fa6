"""Pages of a PDF through PDFium: characters with their places, ruled lines, pictures.

Characters come in the order of their drawing, which is not that of reading; where they stand is
what counts. Nothing but the drawing is looked at: no annotation, form field, script or attachment.
"""

import math
from collections.abc import Iterator
from contextlib import closing
from ctypes import byref, c_double, c_float
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from kg.errors import InputError
from kg.read.limits import Limits
from kg.read.pdf.ruling import drawn
from kg.read.pdf.characters import plain
from kg.read.pdf.shapes import Glyph, Page, turned

_PASSWORD, _SECURITY = 4, 5
_MISSING = {0, 0xFFFD, 0xFFFE, 0xFFFF}
_HYPHEN = 2  # what PDFium makes of a hyphen at the end of a line
_BLANKS = {9, 10, 13, 32, 0xA0, 0x3000, 0x202F, 0x205F, *range(0x2000, 0x200C)}


def pages(data: bytes, limits: Limits) -> Iterator[Page]:
    """The pages, turned upright; InputError where the file cannot be opened or has too many."""
    with closing(_opened(data)) as document:
        limits.check("pages", len(document))
        characters = 0
        for number in range(len(document)):
            page = _page(document, number)
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


def _page(document: pypdfium2.PdfDocument, number: int) -> Page:
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return Page(number + 1, 0, 0, 0, 0, (), (), 0, 0)
    with closing(page):
        with closing(page.get_textpage()) as text:
            marks = tuple(_marks(text.raw))
        quarter = _quarter(marks)
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page.raw, byref(box))
        edges = _edges(quarter, (box.left, box.bottom, box.right, box.top))
        glyphs = _glyphs(marks, quarter, edges)
        rules, pictured = drawn(page.raw, quarter, edges)
    unknown = sum(mark.code in _MISSING for mark in marks)
    return Page(number + 1, *edges, glyphs, rules, pictured, unknown)


class _Mark(NamedTuple):
    """A character as it is drawn; `along` is the way that its line runs, in quarters."""

    code: int
    x: float
    y: float
    box: tuple[float, float, float, float]
    size: float
    along: int | None


def _marks(text: Any) -> Iterator[_Mark]:
    x, y, box = c_double(), c_double(), pdfium.FS_RECTF()
    objects: dict[int | None, tuple[float, int | None]] = {}
    for index in range(pdfium.FPDFText_CountChars(text)):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code in _BLANKS and pdfium.FPDFText_IsGenerated(text, index):
            continue
        key = _address(pdfium.FPDFText_GetTextObject(text, index))
        if key not in objects:
            objects[key] = _size_and_way(text, index)
        size, along = objects[key]
        pdfium.FPDFText_GetCharOrigin(text, index, byref(x), byref(y))
        pdfium.FPDFText_GetLooseCharBox(text, index, byref(box))
        edges = (box.left, box.bottom, box.right, box.top)
        yield _Mark(code, x.value, y.value, edges, size, along)


def _address(pointer: Any) -> int | None:
    from ctypes import addressof  # noqa: PLC0415

    return addressof(pointer.contents) if pointer else None


def _size_and_way(text: Any, index: int) -> tuple[float, int | None]:
    """Size of the characters of a text object, and the quarters that it is turned by."""
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetMatrix(text, index, byref(matrix)):
        return 0.0, None
    size = pdfium.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
    turned = math.degrees(math.atan2(matrix.b, matrix.a)) / 90
    nearest = round(turned)
    return size, nearest % 4 if abs(turned - nearest) < 0.05 else None


def _quarter(marks: tuple[_Mark, ...]) -> int:
    counts = [0, 0, 0, 0]
    for mark in marks:
        if mark.along is not None:
            counts[mark.along] += 1
    return counts.index(max(counts))


def _edges(
    quarter: int, box: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a box of the page as it is read."""
    x0, y0 = turned(quarter, box[0], box[1])
    x1, y1 = turned(quarter, box[2], box[3])
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _glyphs(
    marks: tuple[_Mark, ...], quarter: int, edges: tuple[float, float, float, float]
) -> tuple[Glyph, ...]:
    """The characters on the page that run as most do: neither watermarks nor what is cut off."""
    found = []
    for order, mark in enumerate(marks):
        text = plain(mark.code)
        if mark.along != quarter or not text:
            continue
        left, _, right, _ = _edges(quarter, mark.box)
        base = turned(quarter, mark.x, mark.y)[1]
        if edges[0] <= (left + right) / 2 <= edges[2] and edges[1] <= base <= edges[3]:
            found.extend(Glyph(one, left, right, base, mark.size, order) for one in text)
    return tuple(found)
