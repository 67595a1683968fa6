"""Which part of the service answers which path."""

import json
from collections.abc import Callable, Mapping
from typing import TypeAlias

from kg.errors import KgError, QueryError
from kg.search import Hit
from kg.site.addresses import Address
from kg.site.api.routes import refused, wrong
from kg.site.context import Context
from kg.site.http import Request, Response
from kg.site.messages import problem
from kg.site.reconcile import matching, offers, reading, spaces
from kg.site.reconcile.offers import HOME
from kg.site.view import view_of
from kg.terms import PLAN

_Answer: TypeAlias = Callable[[Context, Mapping[str, str]], object]

_METHODS = "GET, HEAD, POST, OPTIONS"
#: Previews are made to be shown inside the pages of others; nothing in them runs.
_FRAMED = (
    "Content-Security-Policy",
    "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors *",
)


def respond(context: Context, request: Request, address: Address) -> Response | None:
    """The answer to a client of the service."""
    path = f"{address.path}.{address.ending}" if address.ending else address.path
    try:
        if path == HOME:
            return _service(context, request)
        return _part(context, request, address, path.removeprefix(f"{HOME}/"))
    except KgError as error:
        return wrong(error)


def _service(context: Context, request: Request) -> Response:
    if request.method not in {"GET", "POST"}:
        return refused(request.method, _METHODS)
    given = reading.form(request)
    called = reading.callback(given)
    if "queries" in given and "extend" in given:
        raise QueryError("either queries or extend, not both at once")
    if "queries" in given:
        batch = reading.queries(given["queries"])
        found = {key: {"result": matching.candidates(context, one)} for key, one in batch.items()}
        return _written(found, called)
    if "extend" in given:
        return _written(offers.extended(context, reading.extension(given["extend"])), called)
    if request.method == "POST":
        raise QueryError("neither queries nor extend in the form")
    return _written(offers.manifest(context, request), called)


def _part(context: Context, request: Request, address: Address, part: str) -> Response:
    if request.method != "GET":
        return refused(request.method, "GET, HEAD, OPTIONS")
    given = reading.form(request)
    if part == "preview":
        return _preview(context, request, address, given)
    answer = _ANSWERS.get(part)
    if answer is None:
        return problem(404, f"no {HOME}/{part} here", hint=f"{HOME} says what there is")
    return _written(answer(context, given), reading.callback(given))


def _written(said: object, called: str) -> Response:
    """JSON, or a call of the function that a client named."""
    if not called:
        body = json.dumps(said, ensure_ascii=False).encode("utf-8") + b"\n"
        return Response(body=body, media_type="application/json")
    # what stands in front keeps the answer from being taken for anything but a script
    text = f"/**/{called}({json.dumps(said)});\n"
    return Response(body=text.encode("ascii"), media_type="text/javascript; charset=utf-8")


def _preview(
    context: Context, request: Request, address: Address, given: Mapping[str, str]
) -> Response:
    hit = _hit(context, given)
    view = view_of(context, request, address.language, f"{HOME}/preview")
    return Response(body=view.render("preview", hit=hit, whole=True), headers=(_FRAMED,))


def _hit(context: Context, given: Mapping[str, str]) -> Hit:
    key = given.get("id", "").strip()
    hit = spaces.thing(context, key)
    if hit is None:
        raise QueryError(f"no thing {key}", where="id", hint="as in area/320509")
    return hit


def _flyout(context: Context, given: Mapping[str, str]) -> object:
    """A small preview inside JSON."""
    view = view_of(context, Request(), "zh", f"{HOME}/flyout/entity")
    html = view.render("preview", hit=_hit(context, given), whole=False)
    return {"id": given["id"], "html": html.decode("utf-8")}


def _type_flyout(context: Context, given: Mapping[str, str]) -> object:
    key = given.get("id", "")
    spaces.kinds([key])
    return _words(context, key, f"{PLAN}{key.removeprefix(PLAN)}")


def _property_flyout(context: Context, given: Mapping[str, str]) -> object:
    key = given.get("id", "")
    return _words(context, key, spaces.known_property(context, key).name)


def _words(context: Context, key: str, words: str) -> object:
    view = view_of(context, Request(), "zh", f"{HOME}/flyout")
    label = view.name(words) if words.startswith(PLAN) else words
    return {"id": key, "html": view.render("flyout", words=label).decode("utf-8")}


_ANSWERS: Mapping[str, _Answer] = {
    "suggest/entity": lambda context, given: {"result": offers.entities(context, given)},
    "suggest/type": lambda context, given: {"result": offers.types(context, given)},
    "suggest/property": lambda context, given: {"result": offers.properties(context, given)},
    "flyout/entity": _flyout,
    "flyout/type": _type_flyout,
    "flyout/property": _property_flyout,
    "properties": offers.proposed,
}
