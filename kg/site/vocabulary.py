"""Documents about many IRIs at once: the ontology with all its terms, the site's own address."""

from collections.abc import Iterator

from pyoxigraph import NamedNode

from kg.describe import Description, Part, describe
from kg.describe.formats import by_ending
from kg.iris import Iris
from kg.site import things
from kg.site.addresses import Address
from kg.site.context import Context
from kg.site.http import Request, Response
from kg.site.view import view_of
from kg.terms import ONTOLOGY, Rdf

_ORDER = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")


def respond(context: Context, request: Request, address: Address) -> Response | None:
    """The ontology as a page or as data."""
    if address.path != "/ontology" or not address.ending:
        return None
    about = document(context, ONTOLOGY)
    form = by_ending(address.ending)
    if form is not None:
        return things.data_response(context, request, about, form, address.path)
    view = view_of(context, request, address.language, "/ontology.html")
    terms = sorted(about.parts[1:], key=lambda part: (_rank(part), part.subject))
    values = {"about": about, "terms": terms, "path": address.path}
    return Response(body=view.render("ontology", **values))


def document(context: Context, iri: str) -> Description:
    """All that the graph says of an IRI and of those that stand under it with a fragment."""
    own = describe(context.store, iri) or Description(iri, (Part(iri, ()),), ())
    known = {part.subject for part in own.parts}
    parts = [
        found.thing
        for subject in _fragments(context, iri)
        if subject not in known and (found := describe(context.store, subject))
    ]
    return Description(iri, (*own.parts, *parts), own.incoming)


def _fragments(context: Context, iri: str) -> Iterator[str]:
    """The IRIs with a fragment that what all reports share describes."""
    iris, space = Iris(context.record.base), f"{iri}#"
    found: set[str] = set()
    for name in ("vocabulary", "catalogue"):
        quads = context.store.quads_for_pattern(None, None, None, NamedNode(iris.graph(name)))
        found |= {
            quad.subject.value
            for quad in quads
            if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(space)
        }
    yield from sorted(found)


def _rank(part: Part) -> int:
    """Classes before properties, those before what else there is."""
    types = [iri.rpartition("#")[2] for iri in part.things(Rdf.TYPE)]
    return min((_ORDER.index(one) for one in types if one in _ORDER), default=len(_ORDER))
