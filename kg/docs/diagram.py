"""The class diagram as SVG inside the page: text stays text, boxes lead to their terms."""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from kg.docs.layout import BIG, HEAD, PAD, SMALL, Arrow, Box, Plan, above, plan, row, title
from kg.docs.reading import Vocabulary

_STYLE = (
    ".d-box{fill:#fff;stroke:#44546a;stroke-width:1.2}.d-head{fill:#e8eef5;stroke:#44546a}"
    ".d-line{fill:none;stroke:#7a8ca3;stroke-width:1.1}.d-line:hover{stroke:#b4361f;stroke-width:2.4}"
    ".d-up{fill:none;stroke:#1d2733;stroke-width:1.3}"
    ".d-title{font-weight:600;fill:#12202f}.d-soft{fill:#55657a}.d-row{fill:#12202f}"
)
_NAME = "class diagram"


def svg(vocabulary: Vocabulary) -> str:
    """The whole diagram."""
    return "\n".join(_lines(plan(vocabulary)))


def _lines(drawn: Plan) -> Iterator[str]:
    size = f'width="{drawn.width:g}" height="{drawn.height:g}"'
    view = f'viewBox="0 0 {drawn.width:g} {drawn.height:g}"'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" {size} {view} role="img" aria-label="{_NAME}">'
    yield f"<style>{_STYLE}</style>"
    yield (
        '<defs><marker id="d-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7"'
        ' markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="#7a8ca3"/></marker>'
        '<marker id="d-whole" viewBox="0 0 12 12" refX="11" refY="6" markerWidth="11"'
        ' markerHeight="11" orient="auto"><path d="M1 1L11 6L1 11z" fill="#fff"'
        ' stroke="#1d2733"/></marker></defs>'
    )
    yield from map(_arrow, drawn.arrows)
    for points in drawn.branches:
        yield f'<polyline class="d-up" points="{_points(points)}" marker-end="url(#d-whole)"/>'
    for box in drawn.boxes:
        yield from _box(box)
    yield "</svg>"


def _points(points: tuple[tuple[float, float], ...]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in points)


def _arrow(arrow: Arrow) -> str:
    tip = f"<title>{escape(row(arrow.term))}</title>"
    points = _points(arrow.points)
    return f'<polyline class="d-line" points="{points}" marker-end="url(#d-tip)">{tip}</polyline>'


def _box(box: Box) -> Iterator[str]:
    place = f'x="{box.x:g}" y="{box.y:g}" width="{box.width:g}"'
    yield f'<rect class="d-box" {place} height="{box.height:g}" rx="3"/>'
    yield f'<rect class="d-head" {place} height="{HEAD}" rx="3"/>'
    lower = above(box.term)
    y = box.y + (17 if lower else 25)
    yield _text(box.x + PAD, y, title(box.term), BIG, "d-title", box.term.local)
    if lower:
        yield _text(box.x + PAD, box.y + 33, lower, SMALL, "d-soft")
    for term in box.rows:
        yield _text(box.x + PAD, box.row(term) + 4, row(term), SMALL, "d-row", term.local)


def _text(x: float, y: float, text: str, size: float, kind: str, anchor: str = "") -> str:
    shown = f'<text class="{kind}" x="{x:g}" y="{y:g}" font-size="{size:g}">{escape(text)}</text>'
    return f"<a href={quoteattr('#' + anchor)}>{shown}</a>" if anchor else shown
