"""Projects listed in tables, a row each, by the words of the header."""

import re
from collections.abc import Iterator

from kg.extract.projects_names import finest
from kg.extract.projects_stage import StageReader
from kg.lexicon.actions import ProjectTables, Stages
from kg.model import (
    Area,
    Cell,
    Document,
    Evidence,
    Modality,
    Project,
    Section,
    Span,
    Stage,
    Stance,
    Table,
)


def tabled(
    document: Document, home: Area, areas: tuple[Area, ...], rules: Stages, stages: StageReader
) -> tuple[Project, ...]:
    """The projects that the tables of a document list, in their order, each once."""
    found: dict[str, Project] = {}
    for table in document.tables:
        for project in _of_table(document, table, home, areas, rules.tables, stages):
            found.setdefault(project.name, project)
    return tuple(found.values())


def _of_table(
    document: Document,
    table: Table,
    home: Area,
    areas: tuple[Area, ...],
    words: ProjectTables,
    stages: StageReader,
) -> Iterator[Project]:
    named = _column(table, words.name)
    if named is None:
        return
    place, stage, enterprise = (
        _column(table, patterns) for patterns in (words.place, words.stage, words.enterprise)
    )
    section = document.sections[table.section] if table.section is not None else None
    title = table.caption.of(document.text) if table.caption else ""
    modality = _modality(section)
    for row in table.rows:
        name = _text(row, named)
        if not name or re.search(words.rows, name):
            continue
        reached = stages.in_words(_text(row, stage)) or stages.in_words(title)
        announced = Stage.PLANNED if modality is Modality.PLANNED else Stage.ONGOING
        yield Project(
            name=name,
            aliases=(),
            area=finest(_text(row, place) + name, [], areas, home),
            stage=reached or announced,
            modality=modality,
            investment=None,
            enterprise=_text(row, enterprise) or None,
            evidence=(Evidence(span=_row_span(row), rule="project-table"),),
        )


def _column(table: Table, patterns: tuple[str, ...]) -> int | None:
    for pattern in patterns:
        for index, cell in enumerate(table.header):
            if re.search(pattern, cell.text):
                return index
    return None


def _modality(section: Section | None) -> Modality:
    ahead = section is not None and section.stance is Stance.PLAN
    return Modality.PLANNED if ahead else Modality.DONE


def _text(row: tuple[Cell, ...], column: int | None) -> str:
    return row[column].text if column is not None and column < len(row) else ""


def _row_span(row: tuple[Cell, ...]) -> Span:
    own = [cell.span for cell in row if not cell.carried and cell.text]
    return Span(min(s.start for s in own), max(s.end for s in own))
