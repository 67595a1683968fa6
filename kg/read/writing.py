"""Parts become the characters of a report, as a word processor exports them to text.

A paragraph is a line. A cell of a table is a line that begins with a tab, and a row ends with a
blank line: what `kg.structure.tables` rebuilds. Every line keeps its place in the file.
"""

import re
from collections.abc import Iterable, Iterator

from kg.model import Place, Placed, Span
from kg.read.limits import Limits
from kg.read.parts import Box, Grid, Paragraph, Part

#: What XML and terminals cannot bear, and marks that are not seen: none of it is text.
_UNWRITTEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u2060\ufeff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BREAKS = re.compile(r"\r\n?|[\n\u2028\u2029\x85]")
_LATIN_GAP = re.compile(r"(?<=[A-Za-z0-9,.;])\s*\n\s*(?=[A-Za-z])")


def written(parts: Iterable[Part], limits: Limits) -> tuple[str, tuple[Placed, ...]]:
    """The text of a report and where each line of it stands in the file.

    InputError where it has more characters or cells than the limits allow.

    >>> grid = Grid(((Box("指标"), Box("目标")), (Box("GDP"), Box("5%"))))
    >>> written([Paragraph.of("表1"), grid], Limits())[0]
    '表1\\n\\t指标\\n\\t目标\\n\\n\\tGDP\\n\\t5%\\n\\n'
    """
    page = _Page(limits)
    for part in parts:
        if isinstance(part, Grid):
            page.grid(part)
        else:
            page.paragraph(part)
    return "".join(page.pieces), tuple(page.places)


class _Page:
    """The text under way."""

    def __init__(self, limits: Limits) -> None:
        self.pieces: list[str] = []
        self.places: list[Placed] = []
        self._limits = limits
        self._size = self._cells = self._paragraphs = self._tables = 0

    def paragraph(self, part: Paragraph) -> None:
        self._paragraphs += 1
        runs = [(clean(run.text), run.page) for run in part.runs]
        # a tab at the head of a line would make it a cell
        lines = _BREAKS.split("".join(text for text, _ in runs))
        pages = _Pages(runs)
        for line in lines:
            kept = line.strip("\t ")
            for text, page in pages.next(kept) if kept else ():
                self._write(text.replace("\t", " "), Place(page=page, paragraph=self._paragraphs))
            self._end()

    def grid(self, part: Grid) -> None:
        # an empty row is not written, but counts for whoever looks the others up
        rows = [
            (number, row)
            for number, row in enumerate(part.rows, 1)
            if any(box.text.strip() for box in row)
        ]
        if max((len(row) for _, row in rows), default=0) < 2:
            # a frame around text is no table
            for box in (box for _, row in rows for box in row):
                self.paragraph(Paragraph.of(box.text, box.page))
            return
        self._tables += 1
        for number, row in rows:
            self._row(row, number)

    def _row(self, row: tuple[Box, ...], number: int) -> None:
        self._cells += len(row)
        self._limits.check("cells", self._cells)
        for column, box in enumerate(row, 1):
            place = Place(page=box.page, table=self._tables, row=number, column=column)
            text = _one_line(box.text)
            if not text:
                self._place("", place)  # an empty cell stands where its line begins
            self._end_with("\t")
            if text:
                self._write(text, place)
            self._end()
        self._end()

    def _write(self, text: str, place: Place) -> None:
        self._place(text, place)
        self._end_with(text)

    def _place(self, text: str, place: Place) -> None:
        self.places.append(Placed(span=Span(self._size, self._size + len(text)), place=place))

    def _end(self) -> None:
        self._end_with("\n")

    def _end_with(self, text: str) -> None:
        self.pieces.append(text)
        self._size += len(text)
        self._limits.check("characters", self._size)


class _Pages:
    """On which pages the characters of each line of a paragraph stand, asked in order."""

    def __init__(self, runs: Iterable[tuple[str, int | None]]) -> None:
        self._text = ""
        self._starts: list[tuple[int, int | None]] = []
        for text, page in runs:
            self._starts.append((len(self._text), page))
            self._text += text
        self._at = 0

    def next(self, line: str) -> Iterator[tuple[str, int | None]]:
        """The characters of a line page by page."""
        start = self._text.index(line, self._at)
        self._at = end = start + len(line)
        ends = (*(begins for begins, _ in self._starts[1:]), len(self._text))
        for (begins, page), ends_at in zip(self._starts, ends, strict=True):
            if begins < end and ends_at > start:
                yield self._text[max(begins, start) : min(ends_at, end)], page


def clean(text: str) -> str:
    """Characters that can be written; halves of characters become a replacement mark."""
    return _SURROGATE.sub("\ufffd", _UNWRITTEN.sub("", text))


def _one_line(text: str) -> str:
    """A cell on one line: lines that were only wrapped are joined, words of Latin letters apart."""
    lines = "\n".join(line.strip() for line in _BREAKS.split(clean(text)) if line.strip())
    return _LATIN_GAP.sub(" ", lines).replace("\n", "").replace("\t", " ")
