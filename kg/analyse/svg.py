"""A drawing as SVG: text stays text, in the reader's own fonts; tips show where a pointer rests."""

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from kg.analyse.drawing import Circle, Drawing, Label, Line
from kg.analyse.files import xml_text

_STYLE = (
    "text{fill:#1f2a33;paint-order:stroke;stroke:#fff;stroke-width:3px;stroke-linejoin:round}"
    "line{stroke-opacity:.55}line:hover{stroke-opacity:1;stroke:#1f2a33}"
    "circle{stroke:#fff;stroke-width:1.5px}"
)


def svg(drawn: Drawing, families: Iterable[str]) -> str:
    """The drawing as an SVG document; browsers take the first of `families` that they have."""
    lines = [*_head(drawn, families)]
    lines += map(_line, drawn.lines)
    lines += map(_circle, drawn.circles)
    lines += map(_label, drawn.labels)
    return "\n".join([*lines, "</svg>"]) + "\n"


def _head(drawn: Drawing, families: Iterable[str]) -> Iterator[str]:
    fonts = ",".join([*(f"'{one}'" for one in families), "sans-serif"])
    size = f'width="{drawn.width}" height="{drawn.height}"'
    view = f'viewBox="0 0 {drawn.width} {drawn.height}"'
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {view} role="img" xml:lang="zh-CN"'
        f" font-family={quoteattr(fonts)}>"
    )
    yield f"<title>{_text(drawn.title)}</title>"
    yield f"<style>{_STYLE}</style>"
    yield '<rect width="100%" height="100%" fill="#fff"/>'


def _line(line: Line) -> str:
    (x1, y1), (x2, y2) = line.start, line.end
    place = f'x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}"'
    dash = ' stroke-dasharray="6 5"' if line.dashed else ""
    style = f'stroke="{line.colour}" stroke-width="{line.width:g}"{dash}'
    return f"<line {place} {style}>{_tip(line.tip)}</line>"


def _circle(circle: Circle) -> str:
    place = f'cx="{circle.x:g}" cy="{circle.y:g}" r="{circle.radius:g}"'
    return f'<circle {place} fill="{circle.colour}">{_tip(circle.tip)}</circle>'


def _label(label: Label) -> str:
    anchor = ' text-anchor="middle"' if label.middle else ""
    weight = ' font-weight="bold"' if label.bold else ""
    place = f'x="{label.x:g}" y="{label.y:g}" font-size="{label.size:g}"'
    return f"<text {place}{anchor}{weight}>{_text(label.text)}</text>"


def _tip(text: str) -> str:
    return f"<title>{_text(text)}</title>" if text else ""


def _text(text: str) -> str:
    return escape(xml_text(text))
