"""What the service can do, and what it suggests while somebody types."""

from collections.abc import Callable, Iterable, Mapping

from pyoxigraph import Literal, NamedNode

from kg import __version__
from kg.site.api.reading import there
from kg.site.context import Context
from kg.site.http import Request
from kg.site.reconcile import spaces
from kg.site.reconcile.reading import Extension, number
from kg.site.reconcile.spaces import Json, Property
from kg.terms import PLAN, Xsd

HOME = "/reconcile"
_PREVIEW = {"width": 420, "height": 220}
_PAGE, _MOST = 20, 10_000


def manifest(context: Context, request: Request) -> Json:
    """What the service is and offers."""
    title = context.about.graph.title
    root = there(request, "/").rstrip("/") or context.about.access.landing_page.rstrip("/")
    suggested = {
        what: {
            "service_url": root,
            "service_path": f"{HOME}/suggest/{what}",
            "flyout_service_url": root,
            "flyout_service_path": f"{HOME}/flyout/{what}?id=${{id}}",
        }
        for what in ("entity", "property", "type")
    }
    return {
        "versions": ["0.2"],
        "name": f"{title.zh} / {title.en}",
        "identifierSpace": spaces.space(context),
        "schemaSpace": PLAN,
        "documentation": f"{root}/data.html",
        "serviceVersion": __version__,
        "defaultTypes": [spaces.type_of(context, kind) for kind in spaces.KINDS],
        "view": {"url": f"{root}/id/{{{{id}}}}"},
        "preview": {"url": f"{root}{HOME}/preview?id={{{{id}}}}", **_PREVIEW},
        "suggest": suggested,
        "extend": {
            "propose_properties": {"service_url": root, "service_path": f"{HOME}/properties"},
            "property_settings": [_LIMIT],
        },
    }


_LIMIT: Json = {
    "name": "limit",
    "label": "limit",
    "type": "number",
    "default": 0,
    "help_text": "at most so many values of each thing; 0: all of them",
}


def entities(context: Context, given: Mapping[str, str]) -> list[Json]:
    """Things while somebody types, from `cursor` on; an identifier leads to its thing."""
    text, start = given.get("prefix", "").strip(), number(given, "cursor", 0, _MOST - 1)
    types = [one for one in given.get("type", "").split(",") if one.strip()]
    kinds = spaces.kinds(types) or spaces.KINDS
    told = spaces.thing(context, text)
    hits = (told,) if told and not start else context.index.search(text, kinds, _PAGE, start).hits
    return [
        {
            "id": spaces.id_of(context, hit.iri),
            "name": hit.name,
            "description": hit.note or hit.matched,
            "notable": [spaces.type_of(context, hit.kind)],
        }
        for hit in hits
    ]


def types(context: Context, given: Mapping[str, str]) -> list[Json]:
    """Types while somebody types."""
    return _begun(given, (spaces.type_of(context, kind) for kind in spaces.KINDS))


def properties(context: Context, given: Mapping[str, str]) -> list[Json]:
    """Properties while somebody types."""
    return _begun(given, map(described, spaces.properties_of(context, "")))


def _begun(given: Mapping[str, str], known: Iterable[Json]) -> list[Json]:
    text, start = given.get("prefix", "").strip().casefold(), number(given, "cursor", 0, _MOST)
    fit = [one for one in known if text in f"{one['id']} {one['name']}".casefold()]
    return fit[start : start + _PAGE]


def proposed(context: Context, given: Mapping[str, str]) -> Json:
    """Properties that can be fetched for things of a type."""
    named = given.get("type", "")
    (kind,) = spaces.kinds([named]) if named else ("",)
    limit = number(given, "limit", 0, _MOST)
    known = [described(one) for one in spaces.properties_of(context, kind)]
    said: Json = {"type": named, "properties": known[: limit or None]}
    return {**said, "limit": limit} if limit else said


def described(one: Property) -> Json:
    """A property as clients show it."""
    return {"id": one.id, "name": one.name}


def extended(context: Context, wanted: Extension) -> Json:
    """The values of properties of things."""
    columns = [(spaces.known_property(context, one.id), one.settings) for one in wanted.properties]
    rows = {}
    for key in wanted.ids:
        hit = spaces.thing(context, key)
        rows[key] = {
            known.id: _cells(context, known, hit.iri, settings.limit) if hit else []
            for known, settings in columns
        }
    return {"meta": [described(known) for known, _ in columns], "rows": rows}


def _cells(context: Context, known: Property, iri: str, limit: int) -> list[Json]:
    return [_cell(context, value) for value in known.values(context.store, iri)[: limit or None]]


def _cell(context: Context, value: NamedNode | Literal) -> Json:
    if isinstance(value, Literal):
        number_of = _NUMBERS.get(value.datatype.value)
        return number_of(value.value) if number_of else {"str": value.value}
    name = context.labels[value.value].zh
    if spaces.thing(context, value.value):
        return {"id": spaces.id_of(context, value.value), "name": name}
    return {"str": name}


_NUMBERS: Mapping[str, Callable[[str], Json]] = {
    Xsd.INTEGER: lambda text: {"int": int(text)},
    Xsd.DECIMAL: lambda text: {"float": float(text)},
}
