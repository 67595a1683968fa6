"""structure: characters become a document of sections, paragraphs, list items and tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.lexicon.structure import StructureRules
from kg.model import (
    Block,
    BlockKind,
    Document,
    Period,
    Placed,
    Section,
    Span,
    Stance,
    Status,
    Table,
    Text,
    innermost,
)
from kg.structure import front, tables
from kg.structure.columns import named
from kg.structure.headings import Heading, heading, is_notes, stance
from kg.text.lines import Line, lines, sentences, squeeze
from kg.text.numerals import chinese
from kg.text.periods import five_year_plan, years_named

__all__ = ["document"]

_ITEM = re.compile(r"[—–-]{1,2}|[•·●■◆]")
#: How far into the text the opening address may reach.
OPENING = 1500


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line, or the lines of a table, with the heading that it starts with."""

    kind: BlockKind | None  # None for a table
    span: Span
    heading: Heading | None
    first: int
    last: int


def document(text: Text, rules: StructureRules) -> Document:
    """Read the structure of one report.

    Every character but white space belongs to one block or table, and every block to at most one
    section. A report without headings has no sections; its blocks then have no section either.
    """
    content = text.text
    listed = lines(content)
    pieces = _pieces(listed, rules, _numbers(text.places))
    front_span, opening = _front_spans(content, pieces)
    front_text = squeeze(content, front_span).text
    titles = [p.heading.title for p in pieces if p.heading and p.heading.level <= 1]
    review, plan = front.periods(front_text, titles, content, rules)
    sections = _sections(content, pieces, rules, review, plan)
    title = front.title([line for line in listed if line.span.within(front_span)], rules)
    title_text = squeeze(content, title).text if title else front_text
    return Document(
        source=text.source,
        text=content,
        genre=front.genre(title_text, opening.of(content) + "".join(titles), rules),
        title=title,
        place=front.place(content, front_span, opening, rules),
        issuer=front.issuer(content, front_span, opening, rules),
        review=review,
        plan=plan,
        sections=sections,
        blocks=tuple(_block(content, p, sections) for p in pieces if p.kind),
        tables=_tables(content, listed, pieces, sections),
        places=text.places,
    )


def _numbers(places: tuple[Placed, ...]) -> dict[int, int]:
    """The number of the table that a cell at an offset is of."""
    return {one.span.start: one.place.table for one in places if one.place.table}


def _pieces(
    listed: tuple[Line, ...], rules: StructureRules, numbers: dict[int, int]
) -> tuple[_Piece, ...]:
    headed = {
        i: head
        for i, line in enumerate(listed)
        if not line.blank and not line.is_cell and (head := heading(line.text, rules.headings))
    }
    first_heading = next((i for i, h in headed.items() if h.number and h.level <= 1), len(listed))
    body = front.end_of_front(listed, rules, first_heading)
    found: list[_Piece] = []
    index = 0
    while index < len(listed):
        line = listed[index]
        end = index + 1
        if line.is_cell:
            end = tables.region(listed, index, numbers)
            span = Span(line.span.start, max(part.span.end for part in listed[index:end]))
            found.append(_Piece(None, span, None, index, end))
        elif not line.blank:
            kind, own = _kind(listed, index, body, headed.get(index))
            found.append(_Piece(kind, line.span, own, index, end))
        index = end
    return tuple(_titled_annexes(found))


def _titled_annexes(found: list[_Piece]) -> Iterator[_Piece]:
    """An annex line and the title lines below it, which may break anywhere, are one heading."""
    waiting: _Piece | None = None
    for piece in found:
        head = piece.heading
        if waiting and waiting.heading and head and not head.number and head.whole_line:
            title = waiting.heading.title + " " + head.title
            span = Span(waiting.span.start, piece.span.end)
            joined = Heading(0, "", title, span.end - span.start, whole_line=True)
            waiting = _Piece(BlockKind.HEADING, span, joined, waiting.first, piece.last)
            continue
        if waiting:
            yield waiting
        waiting = piece if head and head.is_annex else None
        if not waiting:
            yield piece
    if waiting:
        yield waiting


def _kind(
    listed: tuple[Line, ...], index: int, body: int, head: Heading | None
) -> tuple[BlockKind, Heading | None]:
    line = listed[index]
    if index < body:
        return BlockKind.FRONT, None
    dashed = _ITEM.match(line.text) and "。" not in line.text.rstrip("。")
    if dashed or (head is None and line.text.endswith(("；", ";"))):
        return BlockKind.ITEM, None
    below = (listed[at] for at in range(index + 1, len(listed)))
    following = next((part for part in below if not part.blank or part.is_cell), None)
    if following and following.is_cell and not line.text.endswith("。") and _unnumbered(head):
        return BlockKind.CAPTION, None
    if head and head.whole_line:
        return BlockKind.HEADING, head
    return BlockKind.PARAGRAPH, head


def _unnumbered(head: Heading | None) -> bool:
    return head is None or not head.number


def _front_spans(content: str, pieces: tuple[_Piece, ...]) -> tuple[Span, Span]:
    """The front matter, and the opening address after it."""
    end = max((p.span.end for p in pieces if p.kind is BlockKind.FRONT), default=0)
    first = next((p.span.start for p in pieces if p.heading and p.span.start >= end), end)
    return Span(0, end), Span(end, max(end, min(max(first, end + 300), OPENING, len(content))))


def _sections(
    content: str,
    pieces: tuple[_Piece, ...],
    rules: StructureRules,
    review: Period | None,
    plan: Period | None,
) -> tuple[Section, ...]:
    headed = [(p, p.heading) for p in pieces if p.heading]
    made: list[Section] = []
    open_ones: list[int] = []
    ends = _ends([(piece.span.start, head.level) for piece, head in headed], len(content))
    for index, (piece, head) in enumerate(headed):
        while open_ones and made[open_ones[-1]].level >= head.level:
            open_ones.pop()
        parent = made[open_ones[-1]] if open_ones else None
        before = parent or next((s for s in reversed(made) if s.level <= head.level), None)
        size = Span(piece.span.start, piece.span.start + head.size)
        found_stance, period = _stance(head, before, rules, review, plan)
        made.append(
            Section(
                parent=open_ones[-1] if open_ones else None,
                level=head.level,
                number=head.number,
                title=head.title,
                heading=size,
                span=Span(piece.span.start, ends[index]),
                stance=found_stance,
                period=period,
                status=Status.TARGET if found_stance is Stance.PLAN else Status.ACTUAL,
                notes=(parent is not None and parent.notes) or is_notes(head.title, rules.headings),
            )
        )
        open_ones.append(index)
    return tuple(made)


def _ends(headed: list[tuple[int, int]], end: int) -> list[int]:
    """Where each section ends: where the next heading of its level, or of a higher one, begins."""
    ends = [end] * len(headed)
    open_ones: list[int] = []
    for index, (start, level) in enumerate(headed):
        while open_ones and headed[open_ones[-1]][1] >= level:
            ends[open_ones.pop()] = start
        open_ones.append(index)
    return ends


def _stance(
    head: Heading,
    before: Section | None,
    rules: StructureRules,
    review: Period | None,
    plan: Period | None,
) -> tuple[Stance, Period | None]:
    """A section looks where its heading says, by cue or by year, else where the one before looks.

    `before` is the parent, at the top the section before: 政府自身建设 after the year's tasks
    belongs to the tasks.
    """
    by_cue = stance(head.title, rules.headings) if head.level <= 2 else None
    years = years_named(head.title) if head.level <= 2 else []
    default = {Stance.PLAN: plan}.get(by_cue or Stance.REVIEW, review)
    if years and by_cue is not Stance.PROBLEM:
        ahead = plan is not None and years[0] >= plan.start.year and plan.start.month == 1
        if by_cue is None:
            by_cue = Stance.PLAN if ahead else Stance.REVIEW
        default = _named_period(years[0], by_cue, review, plan)
    era = five_year_plan(head.title) or _years_on(head.title, rules, review, plan)
    if era and not years and head.level <= 1:
        default = era
    if by_cue is Stance.PROBLEM or by_cue is None or (before and head.level == 2 and not years):
        inherited = (before.stance, before.period) if before else (by_cue or Stance.REVIEW, review)
        return (Stance.PROBLEM, inherited[1]) if by_cue is Stance.PROBLEM else inherited
    return by_cue, default


def _years_on(
    title: str, rules: StructureRules, review: Period | None, plan: Period | None
) -> Period | None:
    """The years that a heading looks back on or ahead to: 过去五年工作回顾."""
    back = re.search(rules.headings.spans_back, title)
    if back and review:
        last = review.end.year
        return Period.years(last + 1 - int(chinese(back.group(1)) or 1), last)
    ahead = re.search(rules.headings.spans_ahead, title)
    if ahead and plan:
        first = plan.start.year
        return Period.years(first, first - 1 + int(chinese(ahead.group(1)) or 1))
    return None


def _named_period(year: int, found: Stance, review: Period | None, plan: Period | None) -> Period:
    """A year in a heading, or the half of it that the report is about."""
    for period in (review, plan) if found is Stance.REVIEW else (plan, review):
        if period and period.start.year == year:
            return period
    return Period.year(year)


def _block(content: str, piece: _Piece, sections: tuple[Section, ...]) -> Block:
    kind = piece.kind or BlockKind.PARAGRAPH
    start = piece.span.start
    if kind is BlockKind.PARAGRAPH and piece.heading and piece.heading.number:
        start += content[start : piece.span.end].index(piece.heading.number)
        start += len(piece.heading.number)
    return Block(
        kind=kind,
        span=piece.span,
        section=innermost(sections, piece.span.start) if kind is not BlockKind.FRONT else None,
        sentences=sentences(content, Span(start, piece.span.end)),
    )


def _tables(
    content: str,
    listed: tuple[Line, ...],
    pieces: tuple[_Piece, ...],
    sections: tuple[Section, ...],
) -> tuple[Table, ...]:
    made = []
    for before, piece in zip((None, *pieces), pieces, strict=False):
        if piece.kind is not None:
            continue
        rebuilt = named(tables.rows(content, listed[piece.first : piece.last]))
        caption = before.span if before and before.kind is BlockKind.CAPTION else rebuilt.title
        made.append(
            Table(
                span=piece.span,
                caption=caption,
                section=innermost(sections, piece.span.start),
                header=rebuilt.header,
                rows=rebuilt.rows,
            )
        )
    return tuple(made)
