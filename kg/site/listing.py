"""Lists of all things of a kind, in the order of their keys: areas by code, others by pinyin."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pyoxigraph import DefaultGraph, NamedNode

from kg.site.addresses import Address
from kg.site.context import Context
from kg.site.http import Request, Response
from kg.site.view import view_of
from kg.terms import Oa, PlanClass, Rdf, Skos

PAGE = 200
FOLDER = "/list"
#: What can be listed, by the name in the path.
KINDS = {
    "report": PlanClass.REPORT.value,
    "area": PlanClass.AREA.value,
    "indicator": PlanClass.INDICATOR.value,
    "enterprise": PlanClass.ENTERPRISE.value,
    "organisation": PlanClass.ORGANISATION.value,
    "project": PlanClass.PROJECT.value,
    "honour": PlanClass.HONOUR.value,
    "policy": PlanClass.POLICY.value,
    "code-list": Skos.CONCEPT_SCHEME.value,
}
_PATH = re.compile(r"/list/([a-z-]+?)(?:-(\d{1,6}))?")


class Listed(NamedTuple):
    """A thing in a list: the letter or digits that it stands under, and how often it is named."""

    iri: str
    initial: str
    mentions: int


def respond(context: Context, request: Request, address: Address) -> Response | None:
    """The list of lists, or a page of one."""
    if address.path in {FOLDER, f"{FOLDER}/index"}:
        view = view_of(context, request, address.language, f"{FOLDER}/index.html")
        counts = {kind: len(members(context, kind)) for kind in KINDS}
        return Response(body=view.render("lists", counts=counts, classes=KINDS))
    match = _PATH.fullmatch(address.path)
    if match is None or match[1] not in KINDS:
        return None
    kind, page = match[1], int(match[2] or 1)
    found = members(context, kind)
    pages = page_count(len(found))
    if not 1 <= page <= pages:
        return None
    view = view_of(context, request, address.language, f"{path(kind, page)}.html")
    shown = tuple(_listed(context, found[(page - 1) * PAGE : page * PAGE]))
    values = {"kind": kind, "about": KINDS[kind], "count": len(found), "shown": shown}
    return Response(body=view.render("list", **values, page=page, pages=pages, path_of=path))


def path(kind: str, page: int) -> str:
    """The path of a page of a list."""
    return f"{FOLDER}/{kind}" if page == 1 else f"{FOLDER}/{kind}-{page}"


def page_count(count: int) -> int:
    """How many pages a list has."""
    return max(1, -(-count // PAGE))


def members(context: Context, kind: str) -> list[str]:
    """The things of a kind, by their IRIs."""
    quads = context.store.quads_for_pattern(
        None, NamedNode(Rdf.TYPE), NamedNode(KINDS[kind]), DefaultGraph()
    )
    return sorted({quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)})


def _listed(context: Context, iris: list[str]) -> Iterator[Listed]:
    body = NamedNode(Oa.HAS_BODY)
    for iri in iris:
        key = iri.rpartition("/")[2]
        initial = key[:2] if key[:2].isdigit() else key[:1].upper()
        quads = context.store.quads_for_pattern(None, body, NamedNode(iri), DefaultGraph())
        yield Listed(iri, initial, sum(1 for _ in quads))
