"""Pages about places in reports: a passage, an evidence, a mention."""

from kg.describe import Description
from kg.site import places
from kg.site.addresses import kind_of
from kg.site.pages import common
from kg.site.view import View
from kg.terms import Oa, Plan


def page(view: View, about: Description, path: str) -> bytes:
    """The page about a place: its words in their paragraph, and what they name or state."""
    kind = kind_of(path)
    if kind == "passage":
        at = places.place(about, about.iri)
        quotes = [places.Quote(at, places.shown(view, at), places.link(view, at))] if at else []
    else:
        quotes = places.quotes(view, about, [about.iri])
    return common.render(
        view,
        "passage",
        about,
        path,
        kind=kind,
        quotes=quotes,
        bodies=about.thing.things(Oa.HAS_BODY),
        notes=[(one.predicate, one.subjects) for one in about.incoming],
        sure=common.sureness(view, about.thing.text(Plan.CONFIDENCE)),
    )
