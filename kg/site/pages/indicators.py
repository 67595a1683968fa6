"""The page about an indicator: what it is, its figures over time, what serves it."""

from kg.describe import Description
from kg.site import charts, walking
from kg.site.figures import charts as charts_of
from kg.site.figures import figures, order
from kg.site.pages import common
from kg.site.view import View
from kg.terms import Plan, Rdf, Skos

_FIRST = (
    Skos.ALT_LABEL,
    Plan.INDICATOR_KIND,
    Plan.CATEGORY,
    Plan.DIRECTION,
    Plan.USUAL_UNIT,
    Plan.NUMERATOR,
    Plan.DENOMINATOR,
    Skos.BROADER,
    Skos.CLOSE_MATCH,
    Skos.EXACT_MATCH,
)
#: As many figures stand in the table; all are on the pages of links.
_MOST = 400
_HIDDEN = frozenset(
    {Rdf.TYPE.value, Rdf.LABEL.value, Skos.PREF_LABEL.value, Plan.NAME.value}
    | {Skos.DEFINITION.value, Skos.IN_SCHEME.value, Skos.TOP_CONCEPT_OF.value}
)


def page(view: View, about: Description, path: str) -> bytes:
    """The page about an indicator."""
    context, iri = view.context, about.iri
    found = figures(context, walking.subjects(context, Plan.INDICATOR, iri, "observation"))
    found.sort(key=lambda one: (view.name(one.area), one.area, one.measure, order(one.period)))
    return common.render(
        view,
        "indicator",
        about,
        path,
        definition=common.in_language(view, about.thing, Skos.DEFINITION),
        facts=common.facts(about.thing, _FIRST, _HIDDEN),
        narrower=walking.subjects(context, Skos.BROADER, iri),
        charts=[(chart, charts.draw(chart)) for chart in charts_of(view, found)],
        colours=charts.COLOURS,
        figures=found[:_MOST],
        total=len(found),
        served=common.served(view, walking.subjects(context, Plan.SERVED_INDICATOR, iri)),
        mentions=walking.named(context, iri),
    )
