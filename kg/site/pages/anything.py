"""The page about any thing that has none of its own: its statements, what leads to it."""

from kg.describe import Description
from kg.site.pages import common
from kg.site.view import View
from kg.terms import Rdf, Skos

_FIRST = (
    Skos.NOTATION,
    Skos.ALT_LABEL,
    Skos.EXAMPLE,
    Skos.IN_SCHEME,
    Skos.BROADER,
    Skos.TOP_CONCEPT_OF,
    Skos.HAS_TOP_CONCEPT,
    Skos.EXACT_MATCH,
    Skos.CLOSE_MATCH,
    Rdf.SUB_CLASS_OF,
    Rdf.SUB_PROPERTY_OF,
    Rdf.DOMAIN,
    Rdf.RANGE,
)


def page(view: View, about: Description, path: str) -> bytes:
    """The page about a thing: what matters first, the definition above all."""
    definition = common.in_language(view, about.thing, Skos.DEFINITION)
    hidden = {Rdf.TYPE.value}
    if definition is not None:
        hidden.add(Skos.DEFINITION.value)
    return common.render(
        view,
        "thing",
        about,
        path,
        definition=definition,
        facts=common.facts(about.thing, _FIRST, hidden),
    )
