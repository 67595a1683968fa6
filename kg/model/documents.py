"""A report as it came, and its parts."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from kg.model.enums import BlockKind, Stance, Status
from kg.model.spans import Period, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file as it came: `id` is its stem, `sha256` the digest of its bytes.

    `address` is where on the web it was fetched, empty where it lay on a disk.
    """

    id: str
    name: str
    media_type: str
    encoding: str
    sha256: str
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a file characters stand, all counted from 1; None what its format does not have.

    A paragraph has a number, or a cell its table, row and column; pages are those of a PDF.
    """

    page: int | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Characters of a text and their place in the file."""

    span: Span
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A source and its characters, as they stand.

    `places` are in order and do not overlap; there are none for plain text, which is its own place.
    """

    source: Source
    text: str
    places: tuple[Placed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A numbered or titled part; `parent` indexes `Document.sections` (None at the top).

    `span` covers heading and content down to the next section of the same or a higher level.
    `stance`, `period` and `status` hold for what stands in it and says nothing else. `notes` are
    parts that only explain words.
    """

    parent: int | None
    level: int
    number: str
    title: str
    heading: Span
    span: Span
    stance: Stance
    period: Period | None
    status: Status
    notes: bool = False


def innermost(sections: Sequence[Section], offset: int) -> int | None:
    """The index of the innermost section that holds an offset; they are in order."""
    last = bisect_right(sections, offset, key=lambda section: section.span.start) - 1
    index = last if last >= 0 else None
    while index is not None and offset >= sections[index].span.end:
        index = sections[index].parent
    return index


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A run of text that is no table; `section` indexes `Document.sections` (None in front)."""

    kind: BlockKind
    span: Span
    section: int | None
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A table cell; `text` without line breaks, `carried` where merged down from a row above."""

    text: str
    span: Span
    carried: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A rebuilt table: `header` names the columns, each row has a cell a column."""

    span: Span
    caption: Span | None
    section: int | None
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A report with its parts.

    `place` and `issuer` are spans of the words that name them in the front matter, where found.
    `review` is the period that it looks back on, `plan` the one that it looks ahead to.
    """

    source: Source
    text: str
    genre: str
    title: Span | None
    place: Span | None
    issuer: Span | None
    review: Period | None
    plan: Period | None
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...]
    places: tuple[Placed, ...] = ()

    @property
    def id(self) -> str:
        """The source's stem."""
        return self.source.id

    @property
    def presenter(self) -> str:
        """The body that presents the report, as the front matter names it; empty where not."""
        return "".join(self.issuer.of(self.text).split()) if self.issuer else ""
