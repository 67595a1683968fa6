"""What every reader makes of a file: paragraphs and tables in their order, each with its place."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that stand on one page; `page` counts from 1, None where a format has no pages."""

    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, a heading or an item, with its number where the format makes it by itself.

    It has a run a page. Line breaks in it are those that its author made.
    """

    runs: tuple[Run, ...]

    @classmethod
    def of(cls, text: str, page: int | None = None) -> "Paragraph":
        """A paragraph on one page."""
        return cls((Run(text, page),))

    @property
    def text(self) -> str:
        """All its characters."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a table; one that goes on from the cell above or from the left is empty there."""

    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows from the top, each with a box a column."""

    rows: tuple[tuple[Box, ...], ...]


Part: TypeAlias = Paragraph | Grid
