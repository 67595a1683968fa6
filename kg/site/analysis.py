"""The page that shows the network as a whole: what is central, what hangs together, what on what.

It is measured once for a state of the graph, in whichever language it is asked for first.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

from kg import analyse, network, render
from kg.analyse.bridges import Bridge
from kg.analyse.bridges import rows as bridge_rows
from kg.analyse.communities import how, inside, ordered
from kg.analyse.drawing import Drawing, drawing
from kg.analyse.links import Link, kinds, strongest
from kg.analyse.missing import Missing, steps
from kg.analyse.missing import missing as missing_links
from kg.analyse.similarity import Alike, similarity
from kg.analyse.simple import MANY, Graph, Simple
from kg.lexicon.analyse import load
from kg.model import Naming, Rows
from kg.site.addresses import Address
from kg.site.context import Context
from kg.site.http import Request, Response
from kg.site.quoting import Quote, quote
from kg.site.view import View, view_of
from kg.terms import PlanClass

FOLDER = "/analysis"
#: The analyses that are files too.
TABLES = ("overview", "centrality", "communities", "bridges", "similarity", "missing")
_FORMS = {"csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8"}
_LINKING = (PlanClass.EVENT, PlanClass.PROJECT_STATE, PlanClass.CONTRIBUTION)
#: How much of each is shown; the files hold all.
_CENTRAL, _WHY, _GROUPS, _LEAST, _HEADS = 20, 3, 12, 3, 3
_BRIDGES, _AREAS, _MISSING, _RATES = 12, 12, 20, 3
_NODES, _WIDE, _HIGH = 40, 1100, 820


class Central(NamedTuple):
    """A thing with its measures, how long its bar is, to 100, and why it is central."""

    iri: str
    degree: int
    statements: int
    betweenness: str
    bar: int
    kinds: tuple[tuple[str, str, int], ...]
    why: tuple[Link, ...]


class Group(NamedTuple):
    """A community: its members, the most linked first, and what share of links stays inside."""

    members: tuple[str, ...]
    inside: int
    kinds: tuple[tuple[str, int], ...]


class Step(NamedTuple):
    """A link of a path, its ends as pages name them, and the sentence."""

    link: Link
    quote: Quote | None


class Way(NamedTuple):
    """What a thing may serve by one way: the sentence that ties it where one does, then links."""

    node: str
    targets: tuple[str, ...]
    neighbour: str
    paths: int
    sentence: Quote | None
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Measured:
    """All that the page shows, but for its words."""

    graph: Graph
    linked: int
    links: int
    parts: int
    drawing: Drawing | None
    central: tuple[Central, ...]
    groups: tuple[Group, ...]
    grouped: int
    bridges: Mapping[str, tuple[Bridge, ...]]
    alike: tuple[Alike, ...]
    missing: tuple[Missing, ...]
    estimates: tuple[str, ...]


def respond(context: Context, request: Request, address: Address) -> Response | None:
    """The page, or one of its tables as data."""
    if address.path == FOLDER:
        view = view_of(context, request, address.language, f"{FOLDER}.html")
        found = None if too_large(context) else _measured(context)
        return Response(body=view.render("analysis", **_shown(view, found)))
    name, _, form = request.path.rpartition("/")[2].rpartition(".")
    if form not in _FORMS or name not in TABLES or request.path != f"{FOLDER}/{name}.{form}":
        return None
    rows = Rows(columns=("estimate",), rows=()) if too_large(context) else _table(context, name)
    return Response(body=render.rows(rows, form).encode(), media_type=_FORMS[form])


def files() -> list[str]:
    """The paths of the tables as data."""
    return [f"{FOLDER}/{name}.{form}" for name in TABLES for form in _FORMS]


def too_large(context: Context) -> bool:
    """Whether there are more links than a page can wait for."""
    wanted = {str(kind) for kind in _LINKING}
    counts = (row for row in context.rows("counts") if row["class"] in wanted)
    return sum(int(row["count"]) for row in counts) > MANY


@lru_cache(maxsize=2)
def _graph(context: Context) -> Graph:
    queries, kept = context.settings.queries, context.tables
    made = network.graph(context.store, queries, kept=kept)
    figures = network.figures(context.store, queries, kept)
    analyse.beside.put(made, figures, network.sentences(context.store, queries, kept))
    return made


@lru_cache(maxsize=16)
def _table(context: Context, name: str) -> Rows:
    if name == "bridges":
        return bridge_rows(_graph(context), _bridges(context))
    return analyse.run(name, _graph(context))


@lru_cache(maxsize=2)
def _bridges(context: Context) -> tuple[Bridge, ...]:
    return tuple(analyse.bridges(_graph(context)))


@lru_cache(maxsize=2)
def _measured(context: Context) -> Measured:
    graph = _graph(context)
    plain = analyse.simple(graph)
    groups = [group for group in ordered(graph, plain) if len(group) >= _LEAST]
    rows = _table(context, "centrality")
    estimate = rows.columns.index("estimate")
    said = dict.fromkeys(row[estimate] for row in rows.rows)
    return Measured(
        graph=graph,
        linked=len(plain),
        links=plain.number_of_edges(),
        parts=_count(_table(context, "overview"), "components"),
        drawing=_drawing(context, graph) if len(plain) else None,
        central=tuple(_central(graph, plain, rows)),
        groups=tuple(_group(graph, plain, group) for group in groups[:_GROUPS]),
        grouped=len(groups),
        bridges=_by_kind(_bridges(context)),
        alike=tuple(similarity(graph))[:_AREAS],
        missing=tuple(missing_links(graph))[:_MISSING],
        estimates=tuple(str(one) for one in (*said, how(plain)) if one),
    )


def _count(overview: Rows, what: str) -> int:
    return next((int(row[2] or 0) for row in overview.rows if row[:2] == (what, "all")), 0)


def _drawing(context: Context, graph: Graph) -> Drawing:
    look = load(context.settings.lexicon)
    picture = replace(look.picture, nodes=_NODES, width=_WIDE, height=_HIGH)
    return drawing(graph, replace(look, picture=picture))


def _central(graph: Graph, plain: Simple, rows: Rows) -> Iterator[Central]:
    told = [dict(zip(rows.columns, row, strict=True)) for row in rows.rows[:_CENTRAL]]
    most = max((float(str(one["betweenness"])) for one in told), default=0.0) or 1.0
    for one in told:
        iri, between = str(one["iri"]), float(str(one["betweenness"]))
        yield Central(
            iri,
            int(str(one["degree"])),
            int(str(one["statements"])),
            f"{between:.3f}",
            round(between * 100 / most),
            tuple(kinds(graph, iri)[:_WHY]),
            tuple(strongest(graph, plain, iri, _WHY)),
        )


def _group(graph: Graph, plain: Simple, group: list[str]) -> Group:
    counts: dict[str, int] = {}
    for node in group:
        kind = str(graph.nodes[node].get("type", ""))
        counts[kind] = counts.get(kind, 0) + 1
    most = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return Group(tuple(group), round(inside(plain, group) * 100), tuple(most))


def _by_kind(bridges: Iterable[Bridge]) -> Mapping[str, tuple[Bridge, ...]]:
    found: dict[str, list[Bridge]] = {"thing": [], "link": [], "joint": []}
    for one in bridges:
        found[one.kind].append(one)
    return MappingProxyType({kind: tuple(listed[:_BRIDGES]) for kind, listed in found.items()})


def _shown(view: View, found: Measured | None) -> dict[str, object]:
    """What the template shows, with the words of links and sentences in its language."""
    ways = tuple(_ways(view, found.graph, found.missing)) if found else ()
    return {
        "found": found,
        "ways": ways,
        "tables": TABLES,
        "forms": tuple(_FORMS),
        "said": lambda link: _said(view, link),
        "quoted": lambda link: _quoted(view, link),
        "heads": _HEADS,
        "rates": _RATES,
        "most": MANY,
    }


def _said(view: View, link: Link) -> str:
    """A relation in the language of the page: the report's own word in Chinese."""
    return link.text("label_en") or link.relation if view.language == "en" else link.relation


def _quoted(view: View, link: Link | None) -> Quote | None:
    text, document = (link.text("quote"), link.text("document")) if link else (None, None)
    return quote(view, text, document) if text and document else None


def _ways(view: View, graph: Graph, found: Iterable[Missing]) -> Iterator[Way]:
    """What is missing by thing and way: a neighbour may serve several indicators."""
    for (node, way), group in groupby(found, key=lambda one: (one.node, one.ways[0])):
        alike = list(group)
        along = [steps(graph, one, way) for one in alike]
        links = [*along[0][:-1], *(path[-1] for path in along)]
        yield Way(
            node,
            tuple(one.target for one in alike),
            way.neighbour,
            len(alike[0].ways),
            _sentence(view, way.sentence),
            tuple(Step(link, _quoted(view, link)) for link in links),
        )


def _sentence(view: View, said: Naming | None) -> Quote | None:
    return quote(view, said.quote, said.document) if said else None
