"""Events, projects and what serves which indicator."""

from collections.abc import Iterator
from decimal import Decimal

from kg.model import Contribution, Event, MentionType, Project, Reading, Thing
from kg.rdf import evidence, labels, things
from kg.rdf.evidence import Passages
from kg.rdf.nquads import chinese, decimal, link, plain
from kg.rdf.observations import as_written, unit_of
from kg.terms import Plan, PlanClass, Rdf, Scheme


def triples(reading: Reading, passages: Passages) -> Iterator[str]:
    """All events, projects and contributions of one report."""
    judged: list[tuple[str, Decimal | None]] = []
    for happened in reading.events:
        node = _event_node(happened, passages)
        judged.append((node, happened.confidence))
        yield from _event(node, happened, passages)
    for named in reading.projects:
        node = _state_node(named, passages)
        judged.append((node, named.confidence))
        yield from _project(node, named, passages)
    for tie in reading.contributions:
        node = _contribution_node(tie, passages)
        judged.append((node, tie.confidence))
        yield from _contribution(node, tie, passages)
    yield from evidence.confidences(judged)


def _event_node(found: Event, passages: Passages) -> str:
    iris = passages.iris
    actor = iris.thing(found.actor) if found.actor else ""
    target, modality = iris.thing(found.object), found.modality.value
    said = (actor, found.action, target, modality, found.period.key)
    return iris.statement("event", passages.document.id, *said)


def _event(node: str, found: Event, passages: Passages) -> Iterator[str]:
    """Who did what, each participant in its role."""
    iris = passages.iris
    actor = iris.thing(found.actor) if found.actor else ""
    target = iris.thing(found.object)
    yield link(node, Rdf.TYPE, PlanClass.EVENT)
    yield link(node, Plan.ACTION, Scheme.ACTION.code(found.kind))
    yield plain(node, Plan.ACTION_AS_WRITTEN, found.action)
    yield link(node, Plan.MODALITY, Scheme.MODALITY.code(found.modality.value))
    yield link(node, Plan.PERIOD, iris.period(found.period))
    yield chinese(node, Rdf.LABEL, labels.event(found, passages.using))
    if actor:
        yield link(node, Plan.ACTOR, actor)
        yield from _participation(node, "actor", actor)
    yield link(node, Plan.OBJECT, target)
    yield from _participation(node, "object", target)
    yield from evidence.statement(node, found.evidence, passages)


def _participation(event_node: str, role: str, thing: str) -> Iterator[str]:
    node = f"{event_node}#{role}"
    yield link(event_node, Plan.PARTICIPATION, node)
    yield link(node, Rdf.TYPE, PlanClass.PARTICIPATION)
    if role == "actor":
        yield link(node, Rdf.TYPE, PlanClass.ACTOR_ROLE)
    yield link(node, Plan.ROLE, Scheme.ROLE.code(role))
    yield link(node, Plan.PARTICIPANT, thing)


def _state_node(found: Project, passages: Passages) -> str:
    return passages.iris.statement("state", passages.document.id, _undertaking(found, passages))


def _undertaking(found: Project, passages: Passages) -> str:
    return passages.iris.thing(things.project(found.name))


def _project(node: str, found: Project, passages: Passages) -> Iterator[str]:
    """How a project stands in this report."""
    iris, undertaking = passages.iris, _undertaking(found, passages)
    yield link(node, Rdf.TYPE, PlanClass.PROJECT_STATE)
    yield chinese(node, Rdf.LABEL, labels.state(found, passages.using))
    yield link(node, Plan.PROJECT, undertaking)
    yield link(node, Plan.STAGE, Scheme.STAGE.code(found.stage.value))
    yield link(node, Plan.MODALITY, Scheme.MODALITY.code(found.modality.value))
    yield link(node, Plan.PLACE, iris.area(found.area))
    if found.level:
        yield link(node, Plan.PROJECT_LEVEL, Scheme.HONOUR_LEVEL.code(found.level))
    if found.enterprise:
        enterprise = Thing(type=MentionType.ENTERPRISE, name=found.enterprise)
        yield link(node, Plan.UNDERTAKEN_BY, iris.thing(enterprise))
    if found.investment is not None:
        yield decimal(node, Plan.INVESTMENT, passages.units.value(found.investment)[0])
        yield from unit_of(node, Plan.INVESTMENT_UNIT, found.investment, passages)
        yield from as_written(node, found.investment)
    for place in found.evidence:
        yield from evidence.statement(node, place, passages)


def _contribution_node(found: Contribution, passages: Passages) -> str:
    iris = passages.iris
    giver, indicator = iris.thing(found.project), iris.indicator(found.indicator)
    return iris.statement("contribution", passages.document.id, giver, indicator, found.ground)


def _contribution(node: str, found: Contribution, passages: Passages) -> Iterator[str]:
    """That a project or organisation serves an indicator, and on what ground."""
    iris = passages.iris
    giver, indicator = iris.thing(found.project), iris.indicator(found.indicator)
    yield link(node, Rdf.TYPE, PlanClass.CONTRIBUTION)
    yield chinese(node, Rdf.LABEL, labels.contribution(found, passages.using))
    yield link(node, Plan.CONTRIBUTOR, giver)
    yield link(node, Plan.SERVED_INDICATOR, indicator)
    yield link(node, Plan.GROUND, Scheme.GROUND.code(found.ground))
    yield link(giver, Plan.CONTRIBUTES_TO, indicator)
    yield from evidence.statement(node, found.evidence, passages)
