"""What must hold of any text, grid and query; each law raises where it does not."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import pyoxigraph as ox

from kg.lexicon import observations, quantities, statements, structure
from kg.model import Period, Source, Span, Text
from kg.read.limits import Limits
from kg.read.parts import Box, Grid, Paragraph
from kg.read.writing import written
from kg.serve.guard import Refused, look
from kg.settings import Settings
from kg.structure import columns, document, tables
from kg.text.grammars import Grammars
from kg.text.lines import lines
from kg.text.normalise import plain
from kg.text.periods import five_year_plan, opening, times, years_named

_NOW = Period.year(2025)
_SOURCE = Source(id="r", name="r.txt", media_type="text/plain", encoding="utf-8", sha256="")


@lru_cache(maxsize=1)
def grammars() -> Grammars:
    """Those of the project's lexicon."""
    folder = Settings().lexicon
    return Grammars.of(
        quantities.load(folder), statements.load(folder), observations.tables(folder)
    )


def quantities_are_read_again(text: str) -> None:
    """Quantities lie in the text in order, never overlap, and their words give them again."""
    grammar, end = grammars().quantities, 0
    for one in grammar.find(plain(text), Span(0, len(text))):
        assert end <= one.span.start <= one.core.start < one.core.end == one.span.end <= len(text)
        end = one.span.end
        quantity = one.quantity
        assert quantity.upper is None or quantity.upper > quantity.amount
        if one.kind != "index":  # a bare decimal needs the word of change before it
            assert grammar.read(one.span.of(text)) is not None


def times_are_periods(text: str) -> None:
    """Times lie in the text in order and mean periods that end after they begin."""
    for spoken in (None, 2026):
        end = 0
        for time in times(plain(text), Span(0, len(text)), _NOW, spoken):
            assert end <= time.span.start < time.span.end <= len(text)
            assert date(1900, 1, 1) <= time.period.start <= time.period.end
            assert time.period.key
            end = time.span.end
    for year in years_named(text):
        assert 1900 <= year < 2100
    five_year_plan(text)
    opening(text, _NOW)


def a_text_is_a_document(text: str) -> None:
    """Every character but white space is of one block or table, cells quote what they span."""
    found = document(Text(source=_SOURCE, text=text), structure.load(Settings().lexicon))
    spans = sorted([one.span for one in found.blocks] + [one.span for one in found.tables])
    at = 0
    for span in spans:
        assert not text[at : span.start].strip()
        assert at <= span.start <= span.end <= len(text)
        at = span.end
    assert not text[at:].strip()
    for table in found.tables:
        for cell in (cell for row in table.rows for cell in row):
            assert "".join(cell.text.split()) == "".join(cell.span.of(text).split())


def a_grid_is_a_table(rows: Sequence[Sequence[str]]) -> None:
    """A grid that is written as text is rebuilt cell by cell, between what stands around it."""
    grid = Grid(tuple(tuple(Box(text) for text in row) for row in rows))
    text, places = written([Paragraph.of("一、经济。"), grid, Paragraph.of("二、民生。")], Limits())
    listed = lines(text)
    numbers = {one.span.start: one.place.table for one in places if one.place.table}
    kept = [row for row in rows if any(_shown(cell) for cell in row)]
    if max(map(len, kept), default=0) < 2:
        assert not numbers
        return
    start = next(index for index, line in enumerate(listed) if line.is_cell)
    end = tables.region(listed, start, numbers)
    assert "二、民生。" in "".join(line.text for line in listed[end:])
    found = tables.rows(text, listed[start:end])
    assert len(found) == len(kept)
    for row, cells in zip(kept, found, strict=True):
        assert len(cells) == len(row)
        for wanted, cell in zip(row, cells, strict=True):
            assert (cell.carried and not _shown(wanted)) or _shown(cell.text) == _shown(wanted)
    header = columns.named(found)
    assert len(header.rows) < len(found)


def _shown(text: str) -> str:
    """The characters of a cell, white space and what cannot be written left out."""
    return "".join("".join(written([Paragraph.of(text)], Limits())[0]).split())


def what_passes_asks_no_other_server(text: str) -> None:
    """A query that passes the guard is read by the engine or is no query; it fetches nothing."""
    try:
        query = look(text)
    except Refused:
        return
    # the engine fetches only what it reads as SERVICE, and says so where it cannot
    try:
        found = ox.Store().query(query.text)
    except SyntaxError:
        return
    assert (query.form == "ASK") == isinstance(found, ox.QueryBoolean)
