"""What stands on a page: characters, lines of text, ruled lines; in points, downwards.

Pages are turned so that their text runs from left to right, whatever way they are printed.
"""

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias


class Glyph(NamedTuple):
    """A character; `base` is the line that it stands on, `order` when it was drawn."""

    text: str
    left: float
    right: float
    base: float
    size: float
    order: int

    @property
    def middle(self) -> tuple[float, float]:
        """Its centre, about."""
        return (self.left + self.right) / 2, self.base - 0.35 * self.size


class Rule(NamedTuple):
    """A ruled line: upright at x = `at` or level at y = `at`."""

    upright: bool
    at: float
    start: float
    end: float


class Segment(NamedTuple):
    """Characters of a line without a wide gap."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; `head` is the width of what could not be parted from its first character."""

    segments: tuple[Segment, ...]
    base: float
    size: float
    page: int
    head: float
    blank_end: bool = False  # a blank stands at its end

    @property
    def text(self) -> str:
        """Its characters, wide gaps as blanks."""
        return " ".join(segment.text for segment in self.segments)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.segments[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.segments[-1].right

    @property
    def top(self) -> float:
        """Its upper end."""
        return self.base - 0.88 * self.size

    @property
    def bottom(self) -> float:
        """Its lower end."""
        return self.base + 0.12 * self.size


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `down` tells that it goes on below the row, `up` that it began above."""

    text: str
    page: int
    up: bool = False
    down: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table on one page; every row has a cell a column, merged ones have text at their first."""

    rows: tuple[tuple[Cell, ...], ...]
    edges: tuple[float, ...]  # of its columns
    top: float
    bottom: float
    page: int

    @property
    def left(self) -> float:
        """Its left edge."""
        return self.edges[0]

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.edges[-1]


Block: TypeAlias = Line | Table


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its edges, its characters and ruled lines, the share of it that pictures cover."""

    number: int
    left: float
    top: float
    right: float
    bottom: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    pictured: float
    unknown: int  # characters whose meaning the file does not say


def turned(quarter: int, x: float, y: float) -> tuple[float, float]:
    """A point of a page, downwards, where the page's text is turned by so many quarters.

    >>> turned(0, 3, 7), turned(1, 3, 7)
    ((3, -7), (7, 3))
    """
    return ((x, -y), (y, x), (-x, y), (-y, -x))[quarter]
