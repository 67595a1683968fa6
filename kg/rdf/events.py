"""Events, projects and what serves which indicator."""

from collections.abc import Iterator

from kg.model import Contribution, Event, MentionType, Project, Thing
from kg.rdf import evidence
from kg.rdf.evidence import Passages
from kg.rdf.nquads import decimal, link, plain
from kg.rdf.observations import as_written, unit_of
from kg.rdf.things import period
from kg.terms import Plan, PlanClass, Rdf, Scheme


def event(found: Event, passages: Passages) -> Iterator[str]:
    """Who did what, each participant in its role."""
    iris, document = passages.iris, passages.document.id
    actor = iris.thing(found.actor) if found.actor else ""
    target = iris.thing(found.object)
    node = iris.statement(
        "event", document, actor, found.action, target, found.modality.value, found.period.key
    )
    yield link(node, Rdf.TYPE, PlanClass.EVENT)
    yield link(node, Plan.ACTION, Scheme.ACTION.code(found.kind))
    yield plain(node, Plan.ACTION_AS_WRITTEN, found.action)
    yield link(node, Plan.MODALITY, Scheme.MODALITY.code(found.modality.value))
    yield link(node, Plan.PERIOD, iris.period(found.period))
    yield from period(found.period, iris)
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
    yield link(node, Plan.ROLE, Scheme.ROLE.code(role))
    yield link(node, Plan.PARTICIPANT, thing)


def project(found: Project, passages: Passages) -> Iterator[str]:
    """How a project stands in this report."""
    iris, document = passages.iris, passages.document.id
    undertaking = iris.thing(Thing(type=MentionType.PROJECT, name=found.name))
    node = iris.statement("state", document, undertaking)
    yield link(node, Rdf.TYPE, PlanClass.PROJECT_STATE)
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


def contribution(found: Contribution, passages: Passages) -> Iterator[str]:
    """That a project or organisation serves an indicator, and on what ground."""
    iris, document = passages.iris, passages.document.id
    giver, indicator = iris.thing(found.project), iris.indicator(found.indicator)
    node = iris.statement("contribution", document, giver, indicator, found.ground)
    yield link(node, Rdf.TYPE, PlanClass.CONTRIBUTION)
    yield link(node, Plan.CONTRIBUTOR, giver)
    yield link(node, Plan.SERVED_INDICATOR, indicator)
    yield link(node, Plan.GROUND, Scheme.GROUND.code(found.ground))
    yield link(giver, Plan.CONTRIBUTES_TO, indicator)
    yield from evidence.statement(node, found.evidence, passages)
