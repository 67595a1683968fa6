"""Contributions: which project or organisation serves which indicator, and on what ground."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.clauses import Masked, Unit, masked, segments
from kg.extract.projects_names import Namer
from kg.lexicon.actions import Actions, Stages
from kg.model import (
    Block,
    BlockKind,
    Contribution,
    Document,
    Evidence,
    Mention,
    MentionType,
    Observation,
    Span,
    Stance,
    Status,
    Thing,
)

__all__ = ["contributions"]

_SERVING = frozenset({MentionType.PROJECT, MentionType.ORGANISATION})
#: An opening that states more targets than this is a list of targets, no measure.
_MANY = 8
_BREAK = re.compile("[；;]")


def contributions(
    document: Document,
    mentions: tuple[Mention, ...],
    observations: tuple[Observation, ...],
    rules: Actions,
    stages: Stages,
) -> tuple[Contribution, ...]:
    """Each project or organisation with each indicator that the text ties it to, once."""
    return Reader(rules, stages).contributions(document, masked(document, mentions), observations)


class Reader:
    """The words of one lexicon that tie projects to indicators, compiled once."""

    def __init__(self, rules: Actions, stages: Stages) -> None:
        """Compile."""
        self.namer = Namer(stages)
        self.heads = re.compile(rules.purpose.quoted)
        self.serves = re.compile(rules.purpose.serves)
        self.aims = re.compile(rules.purpose.aims)

    def contributions(
        self, document: Document, mask: Masked, observations: tuple[Observation, ...]
    ) -> tuple[Contribution, ...]:
        """The contributions of one report, whose names `mask` hides."""
        targets = tuple(
            sorted(
                (one for one in observations if one.status is Status.TARGET),
                key=lambda one: one.evidence.span,
            )
        )
        found: dict[tuple[str, str], Contribution] = {}
        for one in _Linker(document, mask, targets, self).links():
            found.setdefault((one.project.name, one.indicator), one)
        return tuple(sorted(found.values(), key=lambda one: (one.evidence.span, one.indicator)))


@dataclass(frozen=True, slots=True)
class _Measure:
    """What serves the indicators whose targets an opening sentence or a heading states."""

    opening: Span
    body: tuple[Span, ...]
    targets: tuple[Observation, ...]


class _Linker:
    """One document with its targets, and the cues that tie projects to them."""

    def __init__(
        self,
        document: Document,
        mask: Masked,
        targets: tuple[Observation, ...],
        reader: Reader,
    ) -> None:
        self._document = document
        self._mask = mask
        self._targets = targets
        self._starts = tuple(one.evidence.span.start for one in targets)
        self._namer = reader.namer
        self._heads = reader.heads
        self._serves = reader.serves
        self._aims = reader.aims

    def links(self) -> Iterator[Contribution]:
        """All links: those of measures first, then those that a sentence states."""
        stated: dict[Span, str] = {}
        for measure in self._measures():
            words = measure.opening.of(self._document.text)
            stated.update(dict.fromkeys(measure.body, words))
            yield from self._of_measure(measure)
        for block in self._document.blocks:
            for sentence in block.sentences if block.kind is BlockKind.PARAGRAPH else ():
                yield from self._aimed(sentence)
                for one in self._served(sentence):
                    if one.indicator not in stated.get(sentence, ""):
                        yield one

    # --- the same measure

    def _measures(self) -> Iterator[_Measure]:
        """Paragraphs of a plan that open with targets, and headings that state them."""
        for index, block in enumerate(self._document.blocks):
            if not block.sentences or not self._ahead(block):
                continue
            opening, body = self._parts(block, index)
            targets = self._stated(opening)
            names = {one.indicator for one in targets}
            clauses = segments(self._mask, opening)
            if body and 0 < len(names) <= _MANY and len(clauses) <= 2 * len(targets):
                yield _Measure(opening, body, targets)

    def _ahead(self, block: Block) -> bool:
        section = self._document.sections[block.section] if block.section is not None else None
        read = block.kind in {BlockKind.PARAGRAPH, BlockKind.HEADING}
        return read and section is not None and section.stance is Stance.PLAN

    def _stated(self, room: Span) -> tuple[Observation, ...]:
        first, last = bisect_left(self._starts, room.start), bisect_left(self._starts, room.end)
        return tuple(one for one in self._targets[first:last] if one.evidence.span.within(room))

    def _parts(self, block: Block, index: int) -> tuple[Span, tuple[Span, ...]]:
        """The opening, and the sentences of its measure: the rest, or what stands below."""
        if block.kind is BlockKind.PARAGRAPH:
            return block.sentences[0], block.sentences[1:]
        below: list[Span] = []
        for later in self._document.blocks[index + 1 :]:
            if later.kind is not BlockKind.PARAGRAPH or later.section != block.section:
                break
            below.extend(later.sentences)
        return block.span, tuple(below)

    def _of_measure(self, measure: _Measure) -> Iterator[Contribution]:
        for sentence in measure.body:
            for clause in segments(self._mask, sentence):
                for thing, _ in self._serving(clause):
                    for target in measure.targets:
                        cues = (target.evidence.span,)
                        evidence = Evidence(span=clause, rule="same-measure", cues=cues)
                        yield _contribution(thing, target.indicator, evidence)

    # --- a stated purpose

    def _aimed(self, sentence: Span) -> Iterator[Contribution]:
        """Targets that a sentence aims at through what it names before: 建设X，力争投资增长5%."""
        for target in self._stated(sentence):
            value = target.evidence.span
            clauses = (c for c in segments(self._mask, sentence) if value.within(c))
            clause = next(clauses, None)
            if clause and self._aims.match(self._mask.source, clause.start, value.start):
                room = Span(sentence.start, clause.start)
                yield from self._before(room, Span(clause.start, value.end), target.indicator)

    def _served(self, sentence: Span) -> Iterator[Contribution]:
        """Indicators that follow a word of purpose: 发挥X作用，带动工业投资."""
        for unit in self._mask.within(sentence.start, sentence.end):
            if not unit.mention or unit.mention.type is not MentionType.INDICATOR:
                continue
            cue = self._serves.search(self._mask.text[sentence.start : unit.span.start])
            if cue:
                at = sentence.start + cue.start()
                room = Span(sentence.start, at)
                yield from self._before(room, Span(at, unit.span.end), unit.mention.name)

    def _before(self, room: Span, purpose: Span, indicator: str) -> Iterator[Contribution]:
        for thing, place in self._serving(room):
            if not _BREAK.search(self._mask.text, place.end, purpose.start):
                span = Span(place.start, purpose.end)
                yield _contribution(thing, indicator, Evidence(span=span, rule="stated-purpose"))

    def _serving(self, room: Span) -> Iterator[tuple[Thing, Span]]:
        """The projects and organisations named in a stretch of text, and where."""
        for unit in self._mask.within(room.start, room.end):
            mention = unit.mention
            if mention is None:
                words = unit.span.of(self._mask.source)[1:-1]
                if self._heads.search(words):
                    yield Thing(type=None, name=words), unit.span
            elif unit.span != mention.span and self._titled(mention):
                yield Thing(type=mention.type, name=mention.name), unit.span
            elif mention.type in _SERVING and self._names_one(unit, mention):
                yield Thing(type=mention.type, name=mention.name), mention.span

    def _titled(self, mention: Mention) -> bool:
        """Whether a title in quotation marks is that of a place that is built up."""
        return mention.type is MentionType.HONOUR and bool(self._heads.search(mention.text))

    def _names_one(self, unit: Unit, mention: Mention) -> bool:
        """Whether a unit names one thing, by its words or by its quotation marks."""
        return unit.span != mention.span or self._namer.specific(mention.text)


def _contribution(thing: Thing, indicator: str, evidence: Evidence) -> Contribution:
    return Contribution(project=thing, indicator=indicator, ground=evidence.rule, evidence=evidence)
