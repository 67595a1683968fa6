"""The stages by name, each from a file to lines."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from kg import rdf, read, validate
from kg.errors import QueryError
from kg.lexicon import structure
from kg.model import Decision, Document, Evidence, Reading, Text
from kg.pipeline.fingerprint import versions
from kg.settings import Settings
from kg.show.plain import Json, at, known, plain, told
from kg.structure import document
from kg.text.lines import lines as text_lines


@dataclass(frozen=True)
class Asked:
    """A report, and what it is read with; each step is made when it is first needed."""

    path: Path
    settings: Settings
    decisions: tuple[Decision, ...] = ()

    @cached_property
    def text(self) -> Text:
        """The characters."""
        return read.text(self.path)

    @cached_property
    def document(self) -> Document:
        """The parts of the text."""
        return document(self.text, structure.load(self.settings.lexicon))

    @cached_property
    def reading(self) -> Reading:
        """All that was read."""
        from kg.pipeline.reading import Reader  # noqa: PLC0415  # loads spaCy and the lexicon

        return Reader(self.settings, self.decisions).text(self.text)

    @cached_property
    def quads(self) -> tuple[str, ...]:
        """The report's graph."""
        return rdf.quads(self.reading, rdf.mapping(self.settings, versions(self.settings)))


Lines: TypeAlias = Iterator[Json | str]


def lines(stage: str, asked: Asked) -> Iterator[str]:
    """The lines of a stage; QueryError where there is no such stage, else what reading raises."""
    if stage not in STAGES:
        raise QueryError(f"no stage {stage}", hint=f"there are: {', '.join(STAGES)}")
    made = STAGES[stage](asked)
    return (one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in made)


def _read(asked: Asked) -> Lines:
    """The file, then its pieces: what has a place in it, or the lines of plain text."""
    content = asked.text.text
    yield {"kind": "source", **told(asked.text.source, content), "characters": len(content)}
    for one in asked.text.places:
        yield {"kind": "piece", **at(one.span, content), "place": told(one.place, content)}
    for line in () if asked.text.places else text_lines(content):
        if not line.blank:
            yield {"kind": "piece", **at(line.span, content)}


def _structure(asked: Asked) -> Lines:
    """The report as a whole, then its sections, blocks and tables in the order of the text."""
    report = asked.document
    parts = ("sections", "blocks", "tables", "text", "places", "source")
    yield {"kind": "document", "id": report.id, **told(report, report.text, *parts)}
    found = [
        *((one.span.start, 0, index, _section) for index, one in enumerate(report.sections)),
        *((one.span.start, 1, index, _block) for index, one in enumerate(report.blocks)),
        *((one.span.start, 2, index, _table) for index, one in enumerate(report.tables)),
    ]
    for _, _, index, make in sorted(found, key=lambda one: one[:3]):
        yield from make(index, report)


def _section(index: int, report: Document) -> Lines:
    one = report.sections[index]
    place = {**at(one.heading, report.text), "until": one.span.end}
    said = told(one, report.text, "heading", "span")
    yield {"kind": "section", "index": index, **place, **said}


def _block(index: int, report: Document) -> Lines:
    one = report.blocks[index]
    said = known({"type": one.kind, "section": one.section}, report.text)
    sentences = [[span.start, span.end] for span in one.sentences]
    yield {"kind": "block", **at(one.span, report.text), **said, "sentences": sentences}


def _table(index: int, report: Document) -> Lines:
    """The table, then each of its rows."""
    one, text = report.tables[index], report.text
    said = told(one, text, "span", "rows")
    yield {"kind": "table", "index": index, **at(one.span, text), **said}
    for number, row in enumerate(one.rows, 1):
        yield {"kind": "row", "table": index, "row": number, "cells": plain(row, text)}


def _mentions(asked: Asked) -> Lines:
    text = asked.text.text
    for one in asked.reading.mentions:
        yield {"kind": "mention", **at(one.span, text), **told(one, text, "span", "text")}


def _evident(kind: str) -> Callable[[Asked], Lines]:
    """What has one piece of evidence, which says where it stands."""

    def made(asked: Asked) -> Lines:
        for one in getattr(asked.reading, f"{kind}s"):
            yield {"kind": kind, **_shown(one, (one.evidence,), asked.text.text)}

    return made


def _projects(asked: Asked) -> Lines:
    for one in asked.reading.projects:
        yield {"kind": "project", **_shown(one, one.evidence, asked.text.text)}
    for part, whole in asked.reading.wholes:
        yield {"kind": "part", "name": part, "of": whole}


def _shown(one: object, evidence: tuple[Evidence, ...], text: str) -> Json:
    """A statement: its first evidence is its place, and the other ones stand behind."""
    first, *others = evidence
    more = {"cues": first.cues or None, "also": others or None}
    said = told(one, text, "evidence")
    return {**at(first.span, text), "rule": first.rule, **said, **known(more, text)}


def _coverage(asked: Asked) -> Lines:
    """How many numbers are explained by what, then each number."""
    text, numbers = asked.text.text, asked.reading.numbers
    reasons = Counter(one.explained_by for one in numbers if one.explained_by)
    yield {
        "kind": "coverage",
        "numbers": len(numbers),
        "unexplained": sum(one.explained_by is None for one in numbers),
        "explained": dict(sorted(reasons.items())),
    }
    for one in numbers:
        yield {"kind": "number", **at(one.span, text), "explained_by": one.explained_by}


def _findings(asked: Asked) -> Lines:
    """Those of reading, then those of the shapes, as a build keeps them."""
    triples = validate.triples_of(asked.quads)
    checked = validate.findings(triples, asked.text.text, validate.shapes(asked.settings))
    for one in (*asked.reading.findings, *checked):
        yield {"kind": "finding", **told(one, asked.text.text)}


def _quads(asked: Asked) -> Lines:
    return iter(asked.quads)


#: What can be shown, in the order in which it is made.
STAGES: Mapping[str, Callable[[Asked], Lines]] = MappingProxyType(
    {
        "read": _read,
        "structure": _structure,
        "tag": _mentions,
        "observations": _evident("observation"),
        "events": _evident("event"),
        "projects": _projects,
        "contributions": _evident("contribution"),
        "coverage": _coverage,
        "findings": _findings,
        "rdf": _quads,
    }
)
