"""judge: how probably each mention and statement is right, by what is known of how it was read."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from kg.judge.features import Features, Known, known
from kg.judge.surroundings import Named
from kg.lexicon.actions import Stages
from kg.lexicon.confidence import Confidence, Weights, hundredths
from kg.lexicon.indicators import IndicatorTable
from kg.model import (
    Contribution,
    Event,
    Mention,
    MentionType,
    Observation,
    Project,
    Reading,
    Span,
    Thing,
)

__all__ = ["Judge", "Known", "confident"]

Judged = TypeVar("Judged", Mention, Observation, Event, Project, Contribution)
Stated = TypeVar("Stated", Observation, Event, Project, Contribution)
_CERTAIN = Decimal(1)


class Judge:
    """The reliabilities of one lexicon, and what is needed to tell the features they weigh."""

    def __init__(self, rules: Confidence, table: IndicatorTable, stages: Stages) -> None:
        """Keep the lexicon."""
        self._rules = rules
        self._table = table
        self._stages = stages

    def features(self, reading: Reading) -> Known:
        """What is known of how each part of a reading was read."""
        return known(reading, self._table, self._stages)

    def judged(self, reading: Reading) -> Reading:
        """A reading whose parts have a confidence; a mention that has one keeps it."""
        return self.weighed(reading, self.features(reading), self._rules)

    def weighed(self, reading: Reading, told: Known, rules: Confidence) -> Reading:
        """The same by any reliabilities, of features that are told already."""
        mentions = tuple(_mentions(reading.mentions, told.mentions, rules.mentions))
        allowed = _Allowed(mentions, rules.near)
        return replace(
            reading,
            mentions=mentions,
            observations=_stated(
                reading.observations, told.observations, rules.observations, lambda _: _CERTAIN
            ),
            events=_stated(reading.events, told.events, rules.events, allowed.event),
            projects=_stated(reading.projects, told.projects, rules.projects, allowed.project),
            contributions=_stated(
                reading.contributions,
                told.contributions,
                rules.contributions,
                allowed.contribution,
            ),
        )


def confident(reading: Reading, least: Decimal) -> Reading:
    """What of a reading is at least so sure; what has no confidence stays."""
    return replace(
        reading,
        mentions=_least(reading.mentions, least),
        observations=_least(reading.observations, least),
        events=_least(reading.events, least),
        projects=_least(reading.projects, least),
        contributions=_least(reading.contributions, least),
    )


def _least(ones: tuple[Judged, ...], least: Decimal) -> tuple[Judged, ...]:
    return tuple(one for one in ones if one.confidence is None or one.confidence >= least)


def _mentions(
    ones: tuple[Mention, ...], told: tuple[Features | None, ...], weights: Weights
) -> Iterable[Mention]:
    known: dict[tuple[str, ...], Decimal] = {}
    for one, features in zip(ones, told, strict=True):
        if features is None or one.confidence is not None:
            yield one
            continue
        yield one._replace(confidence=_probability(features, weights, known))


def _probability(
    features: Features, weights: Weights, known: dict[tuple[str, ...], Decimal]
) -> Decimal:
    """How probably something is right; much in a report has the same features."""
    key = tuple(features.values())
    if key not in known:
        known[key] = weights.probability(features)
    return known[key]


def _stated(
    ones: tuple[Stated, ...],
    told: tuple[Features, ...],
    weights: Weights,
    limit: Callable[[Stated], Decimal],
) -> tuple[Stated, ...]:
    known: dict[tuple[str, ...], Decimal] = {}
    return tuple(
        one._replace(confidence=min(_probability(features, weights, known), limit(one)))
        for one, features in zip(ones, told, strict=True)
    )


class _Allowed:
    """How sure a statement may be at most, by the mentions of what it is about."""

    def __init__(self, mentions: Iterable[Mention], near: float) -> None:
        self._named = Named(mentions)
        self._near = near
        self._limits: dict[Decimal, Decimal] = {}

    def event(self, one: Event) -> Decimal:
        return min(self._thing(thing, one.evidence.span) for thing in (one.actor, one.object))

    def project(self, one: Project) -> Decimal:
        thing = Thing(type=MentionType.PROJECT, name=one.name)
        return self._thing(thing, one.evidence[0].span)

    def contribution(self, one: Contribution) -> Decimal:
        return self._thing(one.project, one.evidence.span)

    def _thing(self, thing: Thing | None, place: Span) -> Decimal:
        """By the surest mention of a thing; one with wrong borders may still name it."""
        named = self._named.of(thing.type, thing.name, place) if thing and thing.type else []
        sure = [one.confidence for one in named if one.confidence is not None]
        return self._limit(max(sure)) if sure else _CERTAIN

    def _limit(self, surest: Decimal) -> Decimal:
        if surest not in self._limits:
            least = (1 - float(surest)) * (1 - self._near)
            self._limits[surest] = hundredths(1 - least)
        return self._limits[surest]
