"""What programs that roam the web ask for: sitemap, robots.txt, the VoID description."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from pyoxigraph import DefaultGraph, NamedNode

from kg.iris import Iris
from kg.site.addresses import ENGLISH, Address, relative
from kg.site.context import Context
from kg.site.http import Request, Response
from kg.site.view import view_of
from kg.terms import PlanClass, Rdf

#: As many addresses as the protocol allows in one file.
_MOST = 50_000
_XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
#: Classes whose members have a page worth finding.
FOUND = (
    PlanClass.REPORT,
    PlanClass.AREA,
    PlanClass.INDICATOR,
    PlanClass.ENTERPRISE,
    PlanClass.ORGANISATION,
    PlanClass.PROJECT,
    PlanClass.HONOUR,
    PlanClass.POLICY,
)
_FIXED = ("/index.html", "/questions.html", "/compare.html", "/list/index.html", "/data.html")


def paths(context: Context) -> Iterator[str]:
    """The paths of pages that search engines should find, in Chinese, in order."""
    yield from _FIXED
    for kind in FOUND:
        quads = context.store.quads_for_pattern(
            None, NamedNode(Rdf.TYPE), NamedNode(kind), DefaultGraph()
        )
        members = {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
        yield from (f"{context.addresses.path(iri)}.html" for iri in sorted(members))


def sitemap(context: Context, request: Request, address: Address) -> Response | None:
    """The sitemap; where it is too long for one file, a list of its parts."""
    if address.path != "/sitemap.xml":
        return None
    origin = request.origin or context.about.access.landing_page
    addresses = [f"{p}{path}" for path in paths(context) for p in ("", ENGLISH)]
    wanted = request.parameter("part")
    parts = max(1, -(-len(addresses) // _MOST))
    if wanted.isdecimal() and 1 <= int(wanted) <= parts:
        start = (int(wanted) - 1) * _MOST
        return _xml("urlset", "url", [_whole(origin, p) for p in addresses[start : start + _MOST]])
    if parts == 1:
        return _xml("urlset", "url", [_whole(origin, path) for path in addresses])
    listed = [f"{_whole(origin, '/sitemap.xml')}?part={number + 1}" for number in range(parts)]
    return _xml("sitemapindex", "sitemap", listed)


def _whole(origin: str, path: str) -> str:
    return f"{origin}{relative('/', path)}"


def _xml(root: str, member: str, addresses: list[str]) -> Response:
    lines = [f"<{member}><loc>{escape(one)}</loc></{member}>" for one in addresses]
    inside = "\n".join(lines)
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {_XMLNS}>\n{inside}\n</{root}>\n'
    return Response(body=text.encode(), media_type="application/xml; charset=utf-8")


def robots(context: Context, request: Request, address: Address) -> Response | None:
    """Everything may be read; what costs much is asked to be left alone."""
    if address.path != "/robots.txt":
        return None
    origin = request.origin or context.about.access.landing_page
    lines = (
        "User-agent: *",
        "Disallow: /sparql",
        "Disallow: /api/",
        "Disallow: /search.html",
        "Disallow: /ask",
    )
    text = "\n".join((*lines, "", f"Sitemap: {_whole(origin, '/sitemap.xml')}", ""))
    return Response(body=text.encode(), media_type="text/plain; charset=utf-8")


def well_known(context: Context, request: Request, address: Address) -> Response | None:
    """/.well-known/void leads to the description of the statistics."""
    if address.path != "/.well-known/void":
        return None
    path = context.addresses.path(Iris(context.record.base).void())
    there = f"{request.origin.rstrip('/')}{path}.ttl"
    return Response(
        status=303, media_type="text/plain; charset=utf-8", headers=(("Location", there),)
    )


def opensearch(context: Context, request: Request, address: Address) -> Response | None:
    """How browsers search the site from their address bar."""
    if address.path != "/opensearch.xml":
        return None
    origin = request.origin or context.about.access.landing_page
    title = escape(context.about.graph.title.zh)
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{title[:16]}</ShortName><Description>{title}</Description>\n"
        f'<Url type="text/html" template="{_whole(origin, "/search.html")}?q={{searchTerms}}"/>\n'
        "</OpenSearchDescription>\n"
    )
    return Response(
        body=text.encode(), media_type="application/opensearchdescription+xml; charset=utf-8"
    )


def missing(context: Context, request: Request, address: Address) -> Response | None:
    """What a host of files shows where there is no file."""
    if address.path != "/404" or not request.static:
        return None
    view = view_of(context, request, address.language, "/404.html")
    return Response(body=view.render("missing"))
