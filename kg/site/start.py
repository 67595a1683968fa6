"""The start page: what is in the graph, where to begin, and questions that it can answer."""

from collections.abc import Iterator
from typing import NamedTuple

from pyoxigraph import NamedNode

from kg.describe import part
from kg.describe.formats import by_ending
from kg.site import listing, things, vocabulary
from kg.site.addresses import Address
from kg.site.context import Context
from kg.site.http import Request, Response
from kg.site.view import view_of
from kg.terms import Plan, PlanClass, Qb

#: Statements that the start page counts, beside the kinds of things that can be listed.
STATEMENTS = (
    Qb.OBSERVATION.value,
    PlanClass.EVENT.value,
    PlanClass.CONTRIBUTION.value,
    PlanClass.EVIDENCE.value,
)
_BUSIEST = 5
_SERVED = Plan.SERVED_INDICATOR.value
_AREA = "http://purl.org/linked-data/sdmx/2009/dimension#refArea"


class Example(NamedTuple):
    """A question with a value that the graph knows: its words, the question, what is given."""

    words: str
    question: str
    parameter: str
    iri: str


#: The uses that people come for: words, question, parameter, class of the thing, what leads to it.
_EXAMPLES = (
    ("example-who", "who-did-what", "actor", PlanClass.ENTERPRISE, Plan.ACTOR.value),
    (
        "example-serves",
        "project-indicators",
        "indicator",
        PlanClass.INDICATOR,
        Plan.SERVED_INDICATOR.value,
    ),
    ("example-target", "targets-and-outcomes", "area", PlanClass.AREA, _AREA),
    ("example-honour", "honours", "area", PlanClass.AREA, Plan.HOME_AREA.value),
    ("example-series", "time-series", "indicator", PlanClass.INDICATOR, Plan.INDICATOR.value),
)


def respond(context: Context, request: Request, address: Address) -> Response | None:
    """The start page."""
    if address.path not in {"/", "/index"}:
        return None
    form = by_ending(address.ending)
    if form is not None:  # what the graph says of its own address
        about = vocabulary.document(context, context.record.base)
        return things.data_response(context, request, about, form, "/index")
    view = view_of(context, request, address.language, "/index.html")
    counts = {row["class"]: int(row["count"]) for row in context.rows("counts")}
    kinds = [(kind, iri, counts.get(iri, 0)) for kind, iri in listing.KINDS.items()]
    stated = [(iri, counts.get(iri, 0)) for iri in STATEMENTS]
    values: dict[str, object] = {
        "kinds": kinds,
        "stated": stated,
        "examples": tuple(_examples(context)),
    }
    values["reports"] = [_report(context, iri) for iri in context.reports]
    values["areas"] = busiest(context, PlanClass.AREA.value, _AREA)
    return Response(body=view.render("start", **values))


def _report(context: Context, iri: str) -> tuple[str, list[str]]:
    """A report with its area and the periods that it is about: titles alone are often alike."""
    about = part(context.store, iri)
    told = (Plan.HOME_AREA, Plan.REVIEW_PERIOD, Plan.PLAN_PERIOD)
    return iri, [one for said in told for one in about.things(said)]


def busiest(context: Context, kind: str, leading: str) -> list[str]:
    """The things of a class that most statements lead to with a property."""
    given = {"the_class": NamedNode(kind), "the_property": NamedNode(leading)}
    return [row["thing"] for row in context.rows("busiest", limit=_BUSIEST, **given)]


def _examples(context: Context) -> Iterator[Example]:
    for words, question, parameter, kind, leading in _EXAMPLES:
        for iri in busiest(context, kind.value, leading)[:2]:
            yield Example(words, question, parameter, iri)
