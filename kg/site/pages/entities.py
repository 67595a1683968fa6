"""Pages about enterprises, organisations, honours, policies and phrases: what they do and get."""

from kg.describe import Description
from kg.site import deeds, walking
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
    return common.render(
        view,
        "entity",
        about,
        path,
        kind=kind_of(path),
        facts=common.facts(about.thing, _FIRST, _HIDDEN),
        done=deeds.shown(context, [one for one in done if not common.honours(view, one)]),
        honours=deeds.shown(context, [one for one in done if common.honours(view, one)]),
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
