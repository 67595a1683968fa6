"""Pages about enterprises, organisations, honours, policies and phrases: what they do and get."""

from kg.describe import Description
from kg.site import deeds, timelines, walking
from kg.site.addresses import kind_of
from kg.site.pages import common
from kg.site.view import View
from kg.terms import Plan, Rdf, Skos

_FIRST = (Skos.ALT_LABEL, Plan.HONOUR_LEVEL, Plan.PART_OF)
_HIDDEN = frozenset(
    {Rdf.TYPE.value, Rdf.LABEL.value, Plan.NAME.value, Plan.CONTRIBUTES_TO.value}
    | {Skos.PREF_LABEL.value, Skos.IN_SCHEME.value}
)


def page(view: View, about: Description, path: str) -> bytes:
    """The page about something that acts or is acted on."""
    context, iri = view.context, about.iri
    done = deeds.deeds(context, walking.subjects(context, Plan.ACTOR, iri, "event"))
    own = {one.statement for one in done}
    touched = deeds.deeds(context, _others(view, iri, own))
    built = deeds.states(context, walking.subjects(context, Plan.UNDERTAKEN_BY, iri, "state"))
    honours = [one for one in done if common.honours(view, one)]
    others = [one for one in done if one not in honours]
    lanes = (("honours-received", honours), ("deeds", others), ("acted-on", touched))
    marks = [m for key, few in lanes for m in timelines.of_deeds(view, view.text(key), few, iri)]
    marks += timelines.of_states(view, built, view.text("projects-built"))
    kind = kind_of(path)
    drawn = timelines.timeline(view, "history", view.name(iri), marks)
    return common.render(
        view,
        "entity",
        about,
        path,
        kind=kind,
        history_of=drawn if kind == "enterprise" else None,
        facts=common.facts(about.thing, _FIRST, _HIDDEN),
        done=deeds.shown(context, others),
        honours=deeds.shown(context, honours),
        touched=deeds.shown(context, touched),
        built=deeds.shown(context, built),
        beside=deeds.beside([*done, *touched], iri),
        served=common.served(view, walking.subjects(context, Plan.CONTRIBUTOR, iri)),
        mentions=walking.named(context, iri),
    )


def _others(view: View, iri: str, own: set[str]) -> list[str]:
    """Events in which a thing takes part, but not as the one who acts."""
    context = view.context
    parts = walking.subjects(context, Plan.PARTICIPANT, iri)
    events = {one.partition("#")[0] for one in parts}
    events |= set(walking.subjects(context, Plan.OBJECT, iri, "event"))
    return sorted(events - own)
