"""Contributions: which project or organisation serves which indicator, and on what ground."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.clauses import SIGNS, Masked, Unit, masked, segments
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
_INDICATOR = SIGNS[MentionType.INDICATOR]
#: An opening that states more targets than this is a list of targets, no measure.
_MANY = 8


def contributions(
    document: Document,
    mentions: tuple[Mention, ...],
    observations: tuple[Observation, ...],
    rules: Actions,
    stages: Stages,
) -> tuple[Contribution, ...]:
    """Each project or organisation with each indicator that the text ties it to, once."""
    mask = masked(document, mentions)
    purpose = re.compile(rules.purpose.serves)
    namer = Namer(stages)
    found: dict[tuple[str, str], Contribution] = {}
    stated: dict[Span, str] = {}
    for measure in _measures(document, observations, rules):
        stated.update(dict.fromkeys(measure.body, measure.opening.of(document.text)))
        for one in _of_measure(mask, measure, namer):
            found.setdefault((one.project.name, one.indicator), one)
    for block in document.blocks:
        for sentence in block.sentences if block.kind is BlockKind.PARAGRAPH else ():
            for one in _of_purpose(mask, sentence, purpose, namer):
                if one.indicator not in stated.get(sentence, ""):
                    found.setdefault((one.project.name, one.indicator), one)
    return tuple(sorted(found.values(), key=lambda one: (one.evidence.span, one.indicator)))


@dataclass(frozen=True, slots=True)
class _Measure:
    """What serves the indicators whose targets an opening sentence or a heading states."""

    opening: Span
    body: tuple[Span, ...]
    indicators: tuple[tuple[str, Span], ...]


def _measures(
    document: Document, observations: tuple[Observation, ...], rules: Actions
) -> Iterator[_Measure]:
    """Paragraphs of a plan that open with a target, and headings that state one."""
    target = re.compile(rules.purpose.target)
    targets = sorted(
        (o for o in observations if o.status is Status.TARGET), key=lambda o: o.evidence.span
    )
    for index, block in enumerate(document.blocks):
        section = document.sections[block.section] if block.section is not None else None
        if section is None or section.stance is not Stance.PLAN or not block.sentences:
            continue
        if block.kind not in {BlockKind.PARAGRAPH, BlockKind.HEADING}:
            continue
        opening, body = _parts(document, block, index)
        stated = [o for o in targets if o.evidence.span.within(opening)]
        named = dict.fromkeys(o.indicator for o in stated)
        if not body or not 0 < len(named) <= _MANY or not target.search(opening.of(document.text)):
            continue
        spans = {o.indicator: o.evidence.span for o in reversed(stated)}
        yield _Measure(opening, body, tuple((name, spans[name]) for name in named))


def _parts(document: Document, block: Block, index: int) -> tuple[Span, tuple[Span, ...]]:
    """The opening sentence, and the sentences of its measure: the rest, or what stands below."""
    if block.kind is BlockKind.PARAGRAPH:
        return block.sentences[0], block.sentences[1:]
    below: list[Span] = []
    for later in document.blocks[index + 1 :]:
        if later.kind is not BlockKind.PARAGRAPH or later.section != block.section:
            break
        below.extend(later.sentences)
    return block.span, tuple(below)


def _of_measure(mask: Masked, measure: _Measure, namer: Namer) -> Iterator[Contribution]:
    for sentence in measure.body:
        for clause in segments(mask, sentence):
            for unit in mask.within(clause.start, clause.end):
                if unit.mention and _serving(unit, namer):
                    for indicator, stated in measure.indicators:
                        evidence = Evidence(span=clause, rule="same-measure", cues=(stated,))
                        yield _contribution(unit.mention, indicator, "same-measure", evidence)


def _of_purpose(
    mask: Masked, sentence: Span, serves: re.Pattern[str], namer: Namer
) -> Iterator[Contribution]:
    """A sentence that says that what stands before serves the indicator after a purpose word."""
    units = mask.within(sentence.start, sentence.end)
    for unit in units:
        if not unit.mention or unit.mention.type is not MentionType.INDICATOR:
            continue
        lead = mask.text[sentence.start : unit.span.start]
        cue = serves.search(lead)
        if not cue:
            continue
        at = sentence.start + cue.start()
        for other in units:
            mention = other.mention
            if not mention or not _serving(other, namer) or other.span.end > at:
                continue
            if not re.search("[；;]", mask.text[other.span.end : at]):
                span = Span(other.span.start, unit.span.end)
                evidence = Evidence(span=span, rule="stated-purpose")
                yield _contribution(mention, unit.mention.name, "stated-purpose", evidence)


def _serving(unit: Unit, namer: Namer) -> bool:
    """Whether a unit names one project or organisation, by its words or its quotation marks."""
    mention = unit.mention
    if mention is None or mention.type not in _SERVING:
        return False
    return unit.span != mention.span or namer.specific(mention.name)


def _contribution(
    mention: Mention, indicator: str, ground: str, evidence: Evidence
) -> Contribution:
    thing = Thing(type=mention.type, name=mention.name)
    return Contribution(project=thing, indicator=indicator, ground=ground, evidence=evidence)
