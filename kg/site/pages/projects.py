"""The page about a project: its stages over time, money, place, who builds it, what it serves."""

from collections.abc import Iterator

from kg.describe import Description
from kg.site import deeds, timelines, walking
from kg.site.pages import common
from kg.site.view import View
from kg.terms import Plan, Rdf, Scheme, Skos

_HIDDEN = frozenset({Rdf.TYPE.value, Rdf.LABEL.value, Plan.NAME.value, Plan.CONTRIBUTES_TO.value})
#: In the order in which a project passes them.
STAGES = tuple(
    Scheme.STAGE.code(one) for one in ("planned", "signed", "started", "ongoing", "completed")
)


def page(view: View, about: Description, path: str) -> bytes:
    """The page about a project."""
    context, iri = view.context, about.iri
    states = deeds.states(context, walking.subjects(context, Plan.PROJECT, iri, "state"))
    parts = walking.subjects(context, Plan.PARTICIPANT, iri)
    events = {one.partition("#")[0] for one in parts}
    touched = deeds.deeds(context, sorted(events))
    said = timelines.of_states(view, sorted(states, key=_stage))
    built_of = walking.subjects(context, Plan.PART_OF_PROJECT, iri)
    marks = (
        *said,
        *timelines.of_deeds(view, view.text("acted-on"), touched, iri),
        *(mark for part in built_of for mark in _part(view, part)),
    )
    places = {place: None for one in states for place in one.places}
    builders = {builder: None for one in states for builder in one.enterprises}
    return common.render(
        view,
        "project",
        about,
        path,
        facts=common.facts(about.thing, (Skos.ALT_LABEL,), _HIDDEN),
        history_of=timelines.timeline(view, "history", view.name(iri), marks),
        stages=[(one, next((s for s in states if s.stage == one), None)) for one in STAGES],
        states=deeds.shown(context, states),
        places=list(places),
        builders=list(builders),
        touched=deeds.shown(context, touched),
        beside=deeds.beside(touched, iri),
        served=common.served(view, walking.subjects(context, Plan.CONTRIBUTOR, iri)),
        mentions=walking.named(context, iri),
        parts=built_of,
    )


def _part(view: View, part: str) -> Iterator[timelines.Mark]:
    """The stages of a stretch or a later phase, in a lane of its name."""
    found = walking.subjects(view.context, Plan.PROJECT, part, "state")
    states = sorted(deeds.states(view.context, found), key=_stage)
    return timelines.of_states(view, states, view.name(part))


def _stage(one: deeds.State) -> int:
    return STAGES.index(one.stage) if one.stage in STAGES else len(STAGES)
