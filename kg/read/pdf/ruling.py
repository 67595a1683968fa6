"""The ruled lines of a page, and how much of it pictures cover."""

from collections.abc import Iterable, Iterator
from ctypes import byref, c_float, c_int
from itertools import pairwise
from typing import Any, TypeAlias

import pypdfium2.raw as pdfium

from kg.read.pdf.shapes import Rule, turned

Edges: TypeAlias = tuple[float, float, float, float]
#: What PDFium knows a page, its text or a thing drawn on it by.
Handle: TypeAlias = Any
_Matrix: TypeAlias = tuple[float, float, float, float, float, float]
_Point: TypeAlias = tuple[float, float]

_SAME: _Matrix = (1, 0, 0, 1, 0, 0)
_STRAIGHT = 1.0  # how far from level or upright a ruled line may be
_THICK = 4.0  # a filled shape thinner than this is a line
_NEAR = 3.0  # lines nearer than this are one: borders of two cells, a double line
_SHORT = 6.0  # what is shorter is an ornament
_MOST = 4_000  # ruled lines of a page; a page with more is a drawing
_NESTED = 12  # forms within forms


def drawn(page: Handle, quarter: int, edges: Edges) -> tuple[tuple[Rule, ...], float]:
    """Ruled lines of a page as it is read, and the share of it that pictures cover."""
    canvas = _Canvas(quarter)
    count = pdfium.FPDFPage_CountObjects(page)
    canvas.take((pdfium.FPDFPage_GetObject(page, index) for index in range(count)), _SAME, 0)
    area = (edges[2] - edges[0]) * (edges[3] - edges[1])
    within = [rule for rule in canvas.rules if _within(rule, edges)]
    return joined(within), min(1.0, canvas.pictured / area) if area else 0.0


def _within(rule: Rule, edges: Edges) -> bool:
    low, high = (edges[0], edges[2]) if rule.upright else (edges[1], edges[3])
    return low - _NEAR <= rule.at <= high + _NEAR


class _Canvas:
    """What was found so far."""

    def __init__(self, quarter: int) -> None:
        self.rules: list[Rule] = []
        self.pictured = 0.0
        self._quarter = quarter

    def take(self, objects: Iterable[Handle], matrix: _Matrix, depth: int) -> None:
        for one in objects:
            kind = pdfium.FPDFPageObj_GetType(one)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._path(one, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self._image(one, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _NESTED:
                count = max(0, pdfium.FPDFFormObj_CountObjects(one))
                inner = (pdfium.FPDFFormObj_GetObject(one, index) for index in range(count))
                self.take(inner, _times(_matrix(one), matrix), depth + 1)

    def _image(self, one: Handle, matrix: _Matrix) -> None:
        a, b, c, d, _, _ = _times(_matrix(one), matrix)
        self.pictured += abs(a * d - b * c)

    def _path(self, one: Handle, matrix: _Matrix) -> None:
        if len(self.rules) > 10 * _MOST:
            return
        fill, stroke = c_int(), c_int()
        pdfium.FPDFPath_GetDrawMode(one, byref(fill), byref(stroke))
        if not (fill.value or stroke.value):
            return
        whole = _times(_matrix(one), matrix)
        for points in _figures(one):
            placed = [turned(self._quarter, *_at(whole, point)) for point in points]
            self.rules.extend(_ruled(placed, stroked=bool(stroke.value)))


def _matrix(one: Handle) -> _Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(one, byref(found)):
        return _SAME
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(one: _Matrix, two: _Matrix) -> _Matrix:
    a, b, c, d, e, f = one
    return (
        a * two[0] + b * two[2],
        a * two[1] + b * two[3],
        c * two[0] + d * two[2],
        c * two[1] + d * two[3],
        e * two[0] + f * two[2] + two[4],
        e * two[1] + f * two[3] + two[5],
    )


def _at(matrix: _Matrix, point: _Point) -> _Point:
    a, b, c, d, e, f = matrix
    x, y = point
    return a * x + c * y + e, b * x + d * y + f


def _figures(path: Handle) -> Iterator[list[_Point]]:
    """The corners of each part of a path; parts with curves are no ruled lines."""
    points: list[_Point] = []
    straight = True
    x, y = c_float(), c_float()
    for index in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if straight and len(points) > 1:
                yield points
            points, straight = [], True
        straight = straight and kind != pdfium.FPDF_SEGMENT_BEZIERTO
        points.append((x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if straight and len(points) > 1:
        yield points


def _ruled(points: list[_Point], *, stroked: bool) -> Iterator[Rule]:
    """The lines of a figure: a thin one is a line itself, another has its edges where stroked."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    width, height = right - left, bottom - top
    if min(width, height) <= _THICK:
        if width >= height:
            yield Rule(upright=False, at=(top + bottom) / 2, start=left, end=right)
        else:
            yield Rule(upright=True, at=(left + right) / 2, start=top, end=bottom)
    elif stroked:
        for one, two in pairwise(points):
            yield from _edge(one, two)


def _edge(one: _Point, two: _Point) -> Iterator[Rule]:
    if abs(one[0] - two[0]) <= _STRAIGHT:
        start, end = sorted((one[1], two[1]))
        yield Rule(upright=True, at=(one[0] + two[0]) / 2, start=start, end=end)
    elif abs(one[1] - two[1]) <= _STRAIGHT:
        start, end = sorted((one[0], two[0]))
        yield Rule(upright=False, at=(one[1] + two[1]) / 2, start=start, end=end)


def joined(rules: list[Rule]) -> tuple[Rule, ...]:
    """Pieces of one line joined, short ones left out; nothing where there are too many."""
    found: list[Rule] = []
    for upright in (False, True):
        for at, pieces in _levels([rule for rule in rules if rule.upright is upright]):
            found.extend(Rule(upright, at, *span) for span in _spans(pieces))
    kept = tuple(rule for rule in found if rule.end - rule.start >= _SHORT)
    return kept if len(kept) <= _MOST else ()


def _levels(rules: list[Rule]) -> Iterator[tuple[float, list[Rule]]]:
    """Lines at about the same place, and that place."""
    level: list[Rule] = []
    for rule in sorted(rules, key=lambda one: one.at):
        if level and rule.at - level[0].at > _NEAR:
            yield sum(one.at for one in level) / len(level), level
            level = []
        level.append(rule)
    if level:
        yield sum(one.at for one in level) / len(level), level


def _spans(pieces: list[Rule]) -> Iterator[tuple[float, float]]:
    start = end = None
    for piece in sorted(pieces, key=lambda one: one.start):
        if start is None or end is None or piece.start > end + _NEAR:
            if start is not None and end is not None:
                yield start, end
            start, end = piece.start, piece.end
        end = max(end, piece.end)
    if start is not None and end is not None:
        yield start, end
