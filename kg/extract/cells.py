"""Observations of tables: a row names the indicator (or project), a column what is said of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from kg.lexicon.observations import TableRules
from kg.model import (
    Area,
    Cell,
    Document,
    Evidence,
    Measure,
    Observation,
    Period,
    Span,
    Status,
    Table,
)
from kg.text.columns import MeasuredHeader
from kg.text.grammars import Grammars
from kg.text.lines import squeeze
from kg.text.normalise import plain
from kg.text.periods import times, years_named
from kg.text.quantities import Grammar
from kg.text.statements import Stated

_STATUS = {"target": Status.TARGET, "actual": Status.ACTUAL, "estimate": Status.ESTIMATE}
_GROWTH = "growth"
_BARE = re.compile(r"-?[\d,.]+")
_PERCENT, _POINTS = {"percent", "word"}, "points"
#: A name this short leans on the row's indicator: 总量, 净增.
_LEANS = 3


class _Unit(NamedTuple):
    """What the numbers of a column or row are measured in, and where that is said."""

    text: str
    cue: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    index: int
    role: str
    period: Period
    status: Status
    unit: _Unit | None


class CellReader:
    """Column roles of one lexicon, and the grammars that read cells."""

    def __init__(self, rules: TableRules, grammars: Grammars) -> None:
        """Compile."""
        self._columns_of = grammars.columns
        self._blank = frozenset(rules.blank.cells)
        self._in_cells = rules.cells
        self._quantities = grammars.quantities
        self._statements = grammars.statements
        self._words = grammars.words

    def observations(self, document: Document, home: Area) -> Iterator[Observation]:
        """Observations of all tables of a report."""
        for table in document.tables:
            columns = self._columns(document, table)
            name = self._columns_of.index(table, "indicator")
            unit = self._columns_of.index(table, "unit")
            if name is not None:
                for row in table.rows:
                    yield from self._row(document, row, (name, unit), columns, home)
            subject = self._columns_of.index(table, "project")
            if subject is not None:
                yield from self._measured_columns(document, table, subject, home)

    def _columns(self, document: Document, table: Table) -> tuple[_Column, ...]:
        section = document.sections[table.section] if table.section is not None else None
        caption = table.caption.of(document.text) if table.caption else ""
        default = (section.period if section else None) or document.review
        found: list[_Column] = []
        for index, cell in enumerate(table.header):
            role = self._columns_of.role(cell.text)
            years = years_named(cell.text) or years_named(caption)
            period = Period.year(years[0]) if years else default
            status = _STATUS.get(role)
            if role == _GROWTH:  # of what the column before it holds
                status = found[-1].status if found else Status.ACTUAL
                period = found[-1].period if found else period
            if status and period:
                said = self._columns_of.measured(plain(cell.text))
                unit = _Unit(said.unit, cell.span) if said else None
                column = _Column(index=index, role=role, period=period, status=status, unit=unit)
                found.append(column)
        return tuple(found)

    def _row(
        self,
        document: Document,
        row: tuple[Cell, ...],
        places: tuple[int, int | None],
        columns: tuple[_Column, ...],
        home: Area,
    ) -> Iterator[Observation]:
        """What a row states; `places` are the columns of its indicator and its unit."""
        name, measured = places
        if len(row) <= name or not row[name].text:
            return
        unit = row[measured] if measured is not None and measured < len(row) else None
        given = self._given(row[name], unit)
        for column in columns:
            if column.index >= len(row) or row[column.index].text in self._blank:
                continue
            cell = row[column.index]
            counted = column.unit or (given if column.role != _GROWTH else None)
            bare = self._bare(document, row[name], cell, replace(column, unit=counted), home)
            if bare:
                yield bare
            elif not _BARE.fullmatch(plain(cell.text)):
                yield from self._cell(document, row[name], cell, column, home)

    def _given(self, name: Cell, unit: Cell | None) -> _Unit | None:
        """The unit of a row: in a cell of its own, or behind its name, as in 粮食产量（万吨）."""
        written = plain("".join(unit.text.split())) if unit else ""
        if unit and written:
            return _Unit(written, unit.span)
        said = self._measured(name)
        return _Unit(said.unit, name.span) if said else None

    def _measured(self, name: Cell) -> MeasuredHeader | None:
        """An indicator with its unit, None where a cell names no unit."""
        said = self._columns_of.measured(plain(name.text))
        return said if said and self._quantities.is_unit(said.unit) else None

    def _bare(
        self, document: Document, name: Cell, cell: Cell, column: _Column, home: Area
    ) -> Observation | None:
        """What a number states whose unit its row or column gives."""
        unit = column.unit
        squeezed = squeeze(document.text, cell.span)
        quantity = self._quantities.given(plain(squeezed.text), unit.text) if unit else None
        if unit is None or quantity is None:
            return None
        said = self._measured(name)
        stated = Stated(
            value=cell.span,
            quantity=quantity,
            measure=self._measure(column, unit),
            indicator=name.span,
            name=said.name if said else "".join(name.text.split()),
            subject=None,
            basis=None,
            kind="percent" if unit.text == "%" else "",
        )
        found = self._numeric(stated, stated.name, name.span, cell.span, column, home)
        evidence = found.evidence._replace(cues=tuple(dict.fromkeys((unit.cue, name.span))))
        return found._replace(evidence=evidence)

    def _cell(
        self, document: Document, name: Cell, cell: Cell, column: _Column, home: Area
    ) -> Iterator[Observation]:
        squeezed = squeeze(document.text, cell.span)
        words = plain(squeezed.text)
        indicator = "".join(name.text.split())
        stated, _ = self._statements.read(words, Span(0, len(words)), listed=True, about=indicator)
        said = tuple(times(words, Span(0, len(words)), column.period))
        since: Period | None = None
        for one in stated:
            place = squeezed.span(one.value.start, one.value.end)
            named = next((t.period for t in said if 0 <= one.value.start - t.span.end <= 1), None)
            since = named or since
            # 由2022年的X提高到Y，由V提高到W: the second pair starts in the same year
            starts = named or words[: one.value.start].endswith(self._in_cells.starting)
            at = _at(column, since) if starts else column
            yield self._numeric(one, indicator, name.span, place, at, home)
        if not stated:
            yield Observation(
                area=home,
                indicator=indicator,
                subject=None,
                period=column.period,
                status=column.status,
                measure=self._words.measure(words),
                quantity=None,
                basis=None,
                text=squeezed.text,
                evidence=Evidence(span=cell.span, rule="table", cues=(name.span,)),
            )

    def _measure(self, column: _Column, unit: _Unit) -> Measure:
        """What a bare number is: growth or change in a column of growth, else a level."""
        if column.role != _GROWTH:
            return Measure.LEVEL
        points = self._quantities.kind(unit.text) == _POINTS
        return Measure.CHANGE if points else Measure.GROWTH

    def _numeric(
        self, stated: Stated, indicator: str, name: Span, value: Span, column: _Column, home: Area
    ) -> Observation:
        measure, named = stated.measure, stated.name
        if named != indicator and len(named) <= _LEANS:
            named = indicator + named
        phrases = self._statements.phrases
        ratio = phrases.names_ratio(named) or self._in_cells.share in named
        if measure is Measure.LEVEL and stated.kind in _PERCENT and not ratio:
            measure = Measure.GROWTH
        return Observation(
            area=home,
            indicator=named,
            subject=stated.subject,
            period=column.period,
            status=column.status,
            measure=measure,
            quantity=stated.quantity,
            basis=stated.basis,
            text=None,
            evidence=Evidence(span=value, rule="table", cues=(name,)),
        )

    def _measured_columns(
        self, document: Document, table: Table, subject: int, home: Area
    ) -> Iterator[Observation]:
        """Columns such as 征收面积（万㎡） of a table of projects: the row is the subject."""
        section = document.sections[table.section] if table.section is not None else None
        period = (section.period if section else None) or document.review
        status = section.status if section else Status.ACTUAL
        for index, header in enumerate(table.header):
            said = self._columns_of.measured(header.text)
            if not said or not period:
                continue
            for row in table.rows:
                written = row[index].text if len(row) > max(index, subject) else ""
                quantity = Grammar.bare(plain(written), said.unit)
                if quantity is None:
                    continue
                yield Observation(
                    area=home,
                    indicator=said.name,
                    subject=row[subject].text,
                    period=period,
                    status=status,
                    measure=Measure.LEVEL,
                    quantity=quantity,
                    basis=None,
                    text=None,
                    evidence=Evidence(
                        span=row[index].span, rule="table", cues=(header.span, row[subject].span)
                    ),
                )


def _at(column: _Column, period: Period | None) -> _Column:
    """The column as it holds for a value that names an earlier period: 由2022年的19.6%提高到28%."""
    if period is None or period.end >= column.period.start:
        return column
    return replace(column, period=period, status=Status.ACTUAL)
