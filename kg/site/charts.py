"""Charts as SVG for pages that allow no style and no script: pygal draws, site.css colours."""

import importlib.metadata
import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any
from xml.etree import ElementTree as ET

from markupsafe import Markup

_WIDE, _NARROW, _HEIGHT = 760, 420, 280
_TICKS = 5
#: As many series have a colour of their own.
COLOURS = 8
_DROPPED = frozenset({"style", "script", "defs", "desc", "title"})
_EMPTY = frozenset({"tooltip-overlay", "text-overlay", "titles", "legends"})
_LABEL = "@"  # before the number of a label that is told later
_LINK = "{http://www.w3.org/1999/xlink}href"
_KEPT = frozenset({"class", "d", "x", "y", "r", "cx", "cy", "width", "height", "transform", "href"})


@dataclass(frozen=True, slots=True)
class Point:
    """A value, the page that it leads to, and what it is in words."""

    value: float
    href: str
    words: str


@dataclass(frozen=True, slots=True)
class Series:
    """Points by their place on the axis (None: nothing said), a colour, hollow for targets."""

    name: str
    colour: int
    hollow: bool
    points: tuple[Point | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn: `key` tells the charts of a page apart."""

    key: str
    title: str
    description: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    narrow: bool = False

    @property
    def width(self) -> int:
        """How wide it is drawn; the page scales it."""
        return _NARROW if self.narrow else _WIDE


@cache
def _pygal() -> Any:  # noqa: ANN401  # it has no type hints
    """The library, without the traces that it leaves in Python: hooks of a kind now outdated.

    It asks a copy of importlib.metadata for plug-ins, which takes the place of the original; so the
    original stands in for it meanwhile.
    """
    hooks, name = list(sys.meta_path), "importlib_metadata"
    kept = sys.modules.setdefault(name, importlib.metadata)
    import pygal  # noqa: PLC0415  # needed by charts alone

    if kept is importlib.metadata:
        del sys.modules[name]
    sys.meta_path[:] = [hook for hook in sys.meta_path if hook in hooks]
    return pygal


def draw(chart: Chart) -> Markup:
    """A chart as an SVG element; the same chart gives the same bytes."""
    values = tuple(tuple(p.value if p else None for p in one.points) for one in chart.series)
    drawn = _drawn(values, len(chart.labels), chart.width)
    return Markup(_cleaned(drawn, chart))  # noqa: S704  # ElementTree escapes what it writes


@lru_cache(maxsize=16)  # in another language it differs in words alone
def _drawn(values: tuple[tuple[float | None, ...], ...], labels: int, width: int) -> ET.Element:
    """Lines of values over an axis with so many labels, whose places numbers take."""
    said = [value for one in values for value in one if value is not None]
    ticks = _ticks(min(said), max(said))
    plot = _pygal().Line(
        width=width,
        height=_HEIGHT,
        css=[],
        js=[],
        no_prefix=True,
        show_legend=False,
        truncate_label=-1,
        dots_size=5,
        allow_interruptions=False,
        range=(ticks[0], ticks[-1]),
        margin_right=50,
        value_formatter=_number,
    )
    plot.y_labels = ticks
    plot.x_labels = [f"{_LABEL}{number}" for number in range(labels)]
    for number, one in enumerate(values):
        plot.add(str(number), [_value(value) for value in one])
    drawn: ET.Element = plot.render_tree()
    return drawn


def _value(value: float | None) -> dict[str, Any] | None:
    """A value that has a link, which is told later."""
    return None if value is None else {"value": value, "xlink": {"href": "#", "target": "_self"}}


def _ticks(least: float, most: float) -> list[float]:
    """Round numbers from below the least value to above the most.

    >>> _ticks(4.5, 7), _ticks(26726, 26726)
    ([4.5, 5.0, 5.5, 6.0, 6.5, 7.0], [20000.0, 30000.0])
    """
    spread = most - least or abs(most) or 1.0
    power = 10.0 ** math.floor(math.log10(spread / _TICKS))
    step = next(n * power for n in (1, 2, 5, 10, 20) if spread / (n * power) <= _TICKS)
    first, last = math.floor(least / step), math.ceil(most / step)
    return [round(n * step, 10) for n in range(first, max(last, first + 1) + 1)]


def _number(value: float) -> str:
    """A number on the axis, without digits that say nothing.

    >>> _number(0.30000000000000004), _number(12500.0)
    ('0.3', '12500')
    """
    return f"{value:.6g}" if abs(value) < 1e5 else f"{value:.0f}"


def _cleaned(drawn: ET.Element, chart: Chart) -> str:
    """What pygal drew without styles, scripts, dates and numbers made at random."""
    root = ET.Element("svg")
    root.set("viewBox", f"0 0 {chart.width} {_HEIGHT}")
    root.set("role", "group")  # no "img": its points are links, which a picture would hide
    root.set("aria-labelledby", f"{chart.key}-title {chart.key}-desc")
    for tag, text in (("title", chart.title), ("desc", chart.description)):
        said = ET.SubElement(root, tag, {"id": f"{chart.key}-{tag}"})
        said.text = text
    points = (p for series in chart.series for p in series.points if p is not None)
    _copy(drawn, root, chart, points)
    return ET.tostring(root, encoding="unicode")


def _copy(drawn: ET.Element, into: ET.Element, chart: Chart, points: Iterator[Point]) -> None:
    """The children of an element, as far as they are wanted, each with its look."""
    for child in drawn:
        if not isinstance(child.tag, str):
            continue  # a comment
        tag = child.tag.rpartition("}")[2]
        kinds = child.get("class", "").split()
        if tag in _DROPPED or set(kinds) & _EMPTY or "background" in kinds:
            continue
        made = ET.SubElement(into, tag)
        for name, value in child.attrib.items():
            name = "href" if name in {_LINK, "xlink:href"} else name  # noqa: PLW2901
            if name in _KEPT and value:
                made.set(name, _look(kinds, chart) if name == "class" else value)
        text = child.text or ""
        made.text = chart.labels[int(text[1:])] if text.startswith(_LABEL) else child.text
        if tag == "a":
            point = next(points)
            made.set("href", point.href)
            ET.SubElement(made, "title").text = point.words
        _copy(child, made, chart, points)


def _look(kinds: Sequence[str], chart: Chart) -> str:
    """The classes of an element; a series gets its own colour, and whether it is hollow."""
    for kind in kinds:
        number = kind.removeprefix("serie-")
        if number != kind and number.isdecimal():
            series = chart.series[int(number)]
            return f"series c{series.colour % COLOURS + 1}{' hollow' if series.hollow else ''}"
    return " ".join(kinds)
