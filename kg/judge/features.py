"""What the reader knows of how it read something, as named features with a value each.

lexicon/confidence.toml weighs them; `kg.lexicon.confidence.FEATURES` lists them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from kg.judge.surroundings import Named, Surroundings, any_word, at_places, members, size
from kg.lexicon.actions import Stages
from kg.lexicon.indicators import IndicatorTable
from kg.model import (
    Area,
    Contribution,
    Event,
    Mention,
    MentionType,
    Modality,
    Observation,
    Project,
    Reading,
    Span,
    Stance,
)

Features: TypeAlias = Mapping[str, str]

_ENTITIES = frozenset(MentionType) - {MentionType.QUANTITY, MentionType.TIME}
_OPENING, _CLOSING = "“《‘", "”》’"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The features of each part of a reading, in its order; None of a mention without any."""

    mentions: tuple[Features | None, ...]
    observations: tuple[Features, ...]
    events: tuple[Features, ...]
    projects: tuple[Features, ...]
    contributions: tuple[Features, ...]


def known(reading: Reading, table: IndicatorTable, stages: Stages) -> Known:
    """The features of all that was read out of one report."""
    around, named = Surroundings(reading.document, table), Named(reading.mentions)
    words = any_word(tuple(word for entry in stages.stages for word in entry.words))
    return Known(
        mentions=tuple(_mention(one, reading.document.text) for one in reading.mentions),
        observations=_observations(reading, around),
        events=_events(reading, around, named),
        projects=tuple(_project(one, around, named, words) for one in reading.projects),
        contributions=_contributions(reading.contributions, around),
    )


def _mention(one: Mention, text: str) -> Features | None:
    if one.type not in _ENTITIES:
        return None
    before, after = text[one.span.start - 1 : one.span.start], text[one.span.end : one.span.end + 1]
    inside = before != "" and before in _OPENING and after != "" and after in _CLOSING
    return {
        "rule": one.rule,
        "type": one.type.value,
        "size": size(one.text),
        "marks": "inside" if inside else "none",
    }


def _observations(reading: Reading, around: Surroundings) -> tuple[Features, ...]:
    shared = at_places(around.sentence(one.evidence.span) for one in reading.observations)
    keys = [_key(one) for one in reading.observations]
    said: dict[object, set[object]] = defaultdict(set)
    for one, key in zip(reading.observations, keys, strict=True):
        said[key].add((one.quantity, one.text))
    times = Counter(keys)
    return tuple(
        _observation(one, reading, around, shared) | {"others": _others(times[key], said[key])}
        for one, key in zip(reading.observations, keys, strict=True)
    )


def _observation(
    one: Observation, reading: Reading, around: Surroundings, shared: Mapping[Span, int]
) -> dict[str, str]:
    span = one.evidence.span
    return {
        "rule": one.evidence.rule,
        "measure": one.measure.value,
        "indicator": around.indicator(one.indicator),
        "size": size(one.written or one.indicator),
        "subject": "some" if one.subject else "none",
        "period": "section" if one.period == around.period(span) else "stated",
        "status": "section" if one.status == around.status(span) else "stated",
        "area": "own" if one.area == reading.home else "named",
        "cue": around.cue(one),
        "members": members(shared[around.sentence(span)]),
        "spread": around.respectively(span),
    }


def _key(one: Observation) -> tuple[object, ...]:
    said = (one.indicator, one.subject, one.period, one.status, one.measure, one.basis)
    return (one.area.name, *said)


def _others(times: int, said: set[object]) -> str:
    """Whether other places of a report say the same of one thing, or something else."""
    if times == 1:
        return "none"
    return "agree" if len(said) == 1 else "differ"


def _events(reading: Reading, around: Surroundings, named: Named) -> tuple[Features, ...]:
    shared = at_places(one.evidence.span for one in reading.events)
    return tuple(
        {
            "rule": one.evidence.rule,
            "actor": _actor(one, reading.home, around, named),
            "object": one.object.type.value if one.object.type else "phrase",
            "modality": _modality(one, around),
            "size": size(one.object.name),
            "members": members(shared[one.evidence.span]),
        }
        for one in reading.events
    )


def _actor(one: Event, home: Area, around: Surroundings, named: Named) -> str:
    """Who acts: nobody named, the report's own area, one named here, or one named before."""
    if one.actor is None:
        return "none"
    if one.actor.area == home:
        return "own"
    span = one.evidence.span
    found = named.of(one.actor.type, one.actor.name, span) if one.actor.type else []
    here = one.actor.name in span.of(around.text) or any(m.span.within(span) for m in found)
    return "here" if here else "carried"


def _modality(one: Event, around: Surroundings) -> str:
    section = around.section(one.evidence.span)
    ahead = section is not None and section.stance is Stance.PLAN
    return "section" if ahead == (one.modality is Modality.PLANNED) else "stated"


def _project(one: Project, around: Surroundings, named: Named, words: re.Pattern[str]) -> Features:
    places = [evidence.span for evidence in one.evidence]
    found = named.of(MentionType.PROJECT, one.name, places[0])
    staged = any(words.search(around.text, span.start, span.end) for span in places)
    return {
        "rule": one.evidence[0].rule,
        "stage": "word" if staged else "default",
        "name": found[0].rule if found else "phrase",
        "size": size(one.name),
        "places": members(len(places)),
        "investment": "some" if one.investment else "none",
    }


def _contributions(found: Iterable[Contribution], around: Surroundings) -> tuple[Features, ...]:
    ties = tuple(found)
    shared = at_places(one.evidence.span for one in ties)
    return tuple(
        {
            "rule": one.ground,
            "contributor": one.project.type.value if one.project.type else "phrase",
            "indicator": around.indicator(one.indicator),
            "members": members(shared[one.evidence.span]),
        }
        for one in ties
    )
