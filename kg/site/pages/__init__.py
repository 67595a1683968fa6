"""Pages about things: a module for each kind that has more to show than its statements."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from kg.describe import PAGE, Description, Incoming
from kg.site.addresses import kind_of
from kg.site.pages import (
    anything,
    areas,
    entities,
    indicators,
    passages,
    periods,
    projects,
    reports,
    statements,
)
from kg.site.view import View

#: Makes the page about a thing at a path (without language and ending).
PageOf: TypeAlias = Callable[[View, Description, str], bytes]


def links(view: View, iri: str, link: Incoming, path: str) -> bytes:
    """One page of the links that lead to a thing."""
    return view.render("links", iri=iri, link=link, path=path, size=PAGE)


#: By the kind of thing, the first part of its path behind /id/.
PAGES: Mapping[str, PageOf] = {
    "observation": statements.page,
    "event": statements.page,
    "state": statements.page,
    "contribution": statements.page,
    "mention": passages.page,
    "evidence": passages.page,
    "passage": passages.page,
    "report": reports.page,
    "indicator": indicators.page,
    "area": areas.page,
    "project": projects.page,
    "enterprise": entities.page,
    "organisation": entities.page,
    "honour": entities.page,
    "policy": entities.page,
    "phrase": entities.page,
    "year": periods.page,
    "half": periods.page,
    "quarter": periods.page,
    "month": periods.page,
    "day": periods.page,
    "gregorian-interval": periods.page,
}


def page(view: View, about: Description, path: str) -> bytes:
    """The page about a thing."""
    return PAGES.get(kind_of(path), anything.page)(view, about, path)
