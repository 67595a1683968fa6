"""The page about a report: what it is, how much of it was read, and its text with every place."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup
from pyoxigraph import NamedNode

from kg import store
from kg.describe import Description
from kg.errors import StoreError
from kg.lexicon import structure as rules
from kg.lexicon.structure import StructureRules
from kg.model import Block as BlockOf
from kg.model import BlockKind, Document, Section, Source, Span, Table, Text
from kg.site.marks import Mark, cut, written
from kg.site.pages import common
from kg.site.view import View
from kg.structure import document as structured
from kg.terms import Dct, Plan, Rdf, Schema

_COVERAGE = "coverage.json"
_FIRST = (
    Plan.GENRE,
    Plan.ISSUER,
    Plan.HOME_AREA,
    Plan.REVIEW_PERIOD,
    Plan.PLAN_PERIOD,
)
_FILE = (Plan.FILE_NAME, Schema.SHA256, Plan.TEXT_DIGEST)
_HIDDEN = frozenset(
    {Rdf.TYPE.value, Rdf.LABEL.value, Dct.TITLE.value, Plan.NAME.value, Dct.IDENTIFIER.value}
)
#: Kinds of what is mentioned that have a colour of their own.
COLOURED = ("area", "enterprise", "organisation", "project", "indicator", "honour", "policy")
_STATED = ("observation", "event", "state", "contribution")
#: How deep the table of contents goes.
_OUTLINE = 2
_EVENTS = frozenset({"event", "state", "contribution"})


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the text: its element, its class, what is written; rows where it is a table."""

    tag: str
    kind: str
    words: Markup
    head: tuple[Markup, ...] = ()
    rows: tuple[tuple[Markup, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the table of contents."""

    title: str
    start: int
    level: int
    stance: str


def page(view: View, about: Description, path: str) -> bytes:
    """The page about a report."""
    document = view.context.reports.get(about.iri, "")
    rows = view.context.rows("report-marks", report=NamedNode(about.iri))
    places = view.context.rows("report-places", report=NamedNode(about.iri))
    read = _coverage(view, document)
    text = _text(view, document)
    shape = _structured(text, view.context.settings.lexicon)
    marks = [*_marks(view, rows), *_unexplained(read)]
    return common.render(
        view,
        "report",
        about,
        path,
        facts=[one for one in common.facts(about.thing, _FIRST) if one.predicate in _FIRST],
        file=common.facts(about.thing, _FILE, _HIDDEN.union(_FIRST)),
        counts=_counts(view, rows),
        coverage=read,
        explained=sum(read.get("explained", {}).values()),
        contents=_contents(shape),
        blocks=list(_blocks(shape, marks, _anchors(places))),
        coloured=COLOURED,
    )


def _text(view: View, document: str) -> str:
    try:
        return view.context.text(document) if document else ""
    except StoreError:
        return ""


def _coverage(view: View, document: str) -> dict[str, Any]:
    """Which numbers are explained, as the build counted them; empty where it did not."""
    try:
        read = store.report_file(view.context.graph, document, _COVERAGE)
    except StoreError:
        return {}
    return dict(json.loads(read))


@cache
def _rules(lexicon: Path) -> StructureRules:
    return rules.load(lexicon)


def _structured(text: str, lexicon: Path) -> Document:
    """The parts of a text; of the source only the characters count here."""
    source = Source(id="text", name="", media_type="", encoding="", sha256="")
    return structured(Text(source=source, text=text), _rules(lexicon))


def _counts(view: View, rows: Sequence[Mapping[str, str]]) -> list[tuple[str, int]]:
    """How many different things of each kind the report names and states."""
    kinds = Counter(common.kind(view, body) for body in {row["body"] for row in rows})
    return [(kind, kinds[kind]) for kind in (*_STATED, *COLOURED) if kinds[kind]]


def _marks(view: View, rows: Sequence[Mapping[str, str]]) -> Iterator[Mark]:
    """A mark for each place and look; where several statements share one, it leads to the place."""
    by_place: dict[tuple[int, int, str], list[Mapping[str, str]]] = {}
    for row in rows:
        look = _look(common.kind(view, row["body"]))
        by_place.setdefault((int(row["start"]), int(row["end"]), look), []).append(row)
    for (start, end, look), found in by_place.items():
        one = found[0]
        target = one["body"] if len(found) == 1 else one["note"]
        yield Mark(start, end, f"m m-{look}", view.href(target), view.name(one["body"]))


def _look(kind: str) -> str:
    if kind == "observation":
        return "figure"
    if kind in _EVENTS:
        return "event"
    return kind if kind in COLOURED else "other"


def _unexplained(coverage: Mapping[str, Any]) -> Iterator[Mark]:
    for one in coverage.get("unexplained", ()):
        yield Mark(one["start"], one["end"], "m m-unexplained")


def _anchors(rows: Sequence[Mapping[str, str]]) -> set[int]:
    return {int(row["start"]) for row in rows}


def _contents(shape: Document) -> list[Heading]:
    return [
        Heading(f"{one.number}{one.title}", one.heading.start, one.level, one.stance.value)
        for one in shape.sections
        if one.level <= _OUTLINE
    ]


class _Writer:
    """Writes parts of a text with the marks that lie in them."""

    def __init__(self, shape: Document, marks: Iterable[Mark], anchors: set[int]) -> None:
        """`anchors` are offsets that get one; each is written once."""
        self._text = shape.text
        self._marks = sorted(marks, key=lambda mark: mark.start)
        self._anchors = anchors
        self._headed = {one.heading.start: one for one in shape.sections}
        anchors |= {start for start, one in self._headed.items() if one.level <= _OUTLINE}

    def block(self, piece: BlockOf | Table) -> Block:
        """A block of the text, or a table."""
        inside = [m for m in self._marks if m.start < piece.span.end and m.end > piece.span.start]
        if isinstance(piece, Table):
            head = tuple(self._words(cell.span, inside) for cell in piece.header)
            rows = tuple(
                tuple(Markup() if c.carried else self._words(c.span, inside) for c in row)
                for row in piece.rows
            )
            return Block("table", "", Markup(), head, rows)
        tag = _tag(piece.kind, self._headed.get(piece.span.start))
        return Block(tag, piece.kind.value, self._words(piece.span, inside))

    def _words(self, at: Span, inside: Iterable[Mark]) -> Markup:
        pieces = cut(self._text, at.start, at.end, inside, self._anchors)
        return written(pieces, self._anchors)


def _blocks(shape: Document, marks: Iterable[Mark], anchors: set[int]) -> Iterator[Block]:
    """The text in order, each block with its own marks."""
    writer = _Writer(shape, marks, anchors)
    pieces: list[BlockOf | Table] = [*shape.blocks, *shape.tables]
    for piece in sorted(pieces, key=lambda one: one.span.start):
        yield writer.block(piece)


def _tag(kind: BlockKind, section: Section | None) -> str:
    if kind is not BlockKind.HEADING or section is None:
        return "p"
    return f"h{min(section.level, 3) + 2}"
