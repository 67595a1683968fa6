"""Pages about statements: what is said, the words that say it, how sure the reading is."""

from collections.abc import Mapping

from kg.describe import Description
from kg.site import places
from kg.site.addresses import kind_of
from kg.site.pages import common
from kg.site.view import View
from kg.terms import Oa, Plan, Qb, Rdf, Scheme

_HIDDEN = frozenset(
    {Rdf.TYPE.value, Rdf.LABEL.value, Plan.EVIDENCE.value, Plan.PARTICIPATION.value}
    | {Plan.CONFIDENCE.value}
)
_FIRST: Mapping[str, tuple[str, ...]] = {
    "observation": (
        Plan.INDICATOR,
        Qb.REF_AREA,
        Qb.REF_PERIOD,
        Plan.STATUS,
        Plan.MEASURE,
        Plan.SUBJECT,
        Plan.BASIS,
        Plan.BOUND,
        Plan.VALUE_AS_WRITTEN,
        Plan.UPPER_AS_WRITTEN,
        Plan.UNIT_AS_WRITTEN,
        Qb.OBS_VALUE,
        Qb.UNIT_MEASURE,
    ),
    "event": (
        Plan.ACTOR,
        Plan.ACTION,
        Plan.ACTION_AS_WRITTEN,
        Plan.OBJECT,
        Plan.MODALITY,
        Plan.PERIOD,
    ),
    "state": (
        Plan.PROJECT,
        Plan.STAGE,
        Plan.MODALITY,
        Plan.PLACE,
        Plan.UNDERTAKEN_BY,
        Plan.VALUE_AS_WRITTEN,
        Plan.UNIT_AS_WRITTEN,
    ),
    "contribution": (Plan.CONTRIBUTOR, Plan.SERVED_INDICATOR, Plan.GROUND),
}
_USUAL = frozenset(
    {Scheme.SUBJECT.code("total"), Scheme.BASIS.code("unstated"), Scheme.BOUND.code("exact")}
)


def page(view: View, about: Description, path: str) -> bytes:
    """The page about an observation, an event, a state of a project or a contribution."""
    kind, thing = kind_of(path), about.thing
    notes = thing.things(Plan.EVIDENCE)
    value, unit = common.value_written(thing)
    bound = common.one(thing, Plan.BOUND)
    return common.render(
        view,
        "statement",
        about,
        path,
        title=_title(view, about, kind, f"{value}{unit}"),
        kind=kind,
        words=_words(about, kind),
        details=[i for p in (Plan.SUBJECT, Plan.BASIS) for i in thing.things(p) if i not in _USUAL],
        value=value,
        unit=unit,
        bound="" if bound in _USUAL else bound,
        facts=common.facts(thing, _FIRST[kind], _HIDDEN),
        parts=_participants(about),
        quotes=places.quotes(view, about, notes),
        sure=common.sureness(view, thing.text(Plan.CONFIDENCE)),
        beside=_beside(about, notes),
    )


def _participants(about: Description) -> list[tuple[str, str, str]]:
    """Who and what takes part: the fragment of the participation, role and thing."""
    parts = (about.part(one) for one in about.thing.things(Plan.PARTICIPATION))
    return [
        (
            part.subject.partition("#")[2],
            common.one(part, Plan.ROLE),
            common.one(part, Plan.PARTICIPANT),
        )
        for part in parts
        if part is not None
    ]


def _words(about: Description, kind: str) -> dict[str, str]:
    """The IRIs that the heading is made of, by the local names of their properties."""
    found = {}
    for predicate in _FIRST[kind]:
        iri = common.one(about.thing, predicate)
        if iri:
            found[predicate.rpartition("#")[2]] = iri
    return found


def _title(view: View, about: Description, kind: str, value: str) -> str:
    """A line for the browser: the label, in English made anew where the parts have names."""
    if view.language != "en" or kind != "observation":
        return view.name(about.iri)
    names = [
        view.name(iri)
        for predicate in (Plan.INDICATOR, Qb.REF_AREA, Qb.REF_PERIOD, Plan.STATUS)
        for iri in about.thing.things(predicate)[:1]
    ]
    return ", ".join((*names, value))


def _beside(about: Description, notes: list[str]) -> list[str]:
    """Other statements that rest on the same words."""
    found: dict[str, None] = {}
    for note in notes:
        part = about.part(note)
        found |= dict.fromkeys(part.things(Oa.HAS_BODY) if part else ())
    found.pop(about.iri, None)
    return list(found)
