"""Which part of the API answers which path."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

from kg import ask, query, render
from kg.errors import KgError, QueryError
from kg.query import Question
from kg.site.addresses import ENGLISH, Address
from kg.site.api import data, openapi
from kg.site.api.reading import (
    COMMON,
    CSV,
    JSON,
    MOST,
    following,
    form,
    parameters,
    part,
    required,
    there,
)
from kg.site.context import Context
from kg.site.http import Request, Response
from kg.site.messages import problem

_Answer: TypeAlias = Callable[[Context, Request], Response]

_QUESTIONS = "/api/questions"
_USUAL, _HITS, _SUGGESTED = 100, 20, 10
_MOST_HITS, _MOST_SUGGESTED = 1000, 100
_READ = "GET, HEAD, OPTIONS"
_VARY = ("Vary", "Accept")


def respond(context: Context, request: Request, _address: Address) -> Response | None:
    """The answer to a program."""
    if request.method != "GET":
        return refused(request.method, _READ)
    path = request.path.removeprefix(ENGLISH)
    try:
        if path.startswith(f"{_QUESTIONS}/"):
            return _question(context, request, path.removeprefix(f"{_QUESTIONS}/"))
        found = _ANSWERS.get(path.rstrip("/").removesuffix(".json"))
        return found(context, request) if found else _unknown(path)
    except KgError as error:
        return wrong(error)


def refused(method: str, allowed: str) -> Response:
    """The answer to a method that something does not know."""
    said = problem(405, f"{method} is not for this", hint=allowed)
    return replace(said, headers=(*said.headers, ("Allow", allowed)))


def wrong(error: KgError) -> Response:
    """What was asked wrongly, in words."""
    status = 400 if isinstance(error, QueryError) else 500
    more = {"parameter": error.where, "hint": error.hint}
    said = {name: value for name, value in more.items() if value}
    return problem(status, str(error), **said)


def _unknown(path: str) -> Response:
    return problem(404, f"no {path} here", hint="/api/openapi.json lists what there is")


def written(said: object, *headers: tuple[str, str]) -> Response:
    """Plain data as JSON."""
    text = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
    return Response(body=text.encode(), media_type=JSON, headers=headers)


def _question(context: Context, request: Request, name: str) -> Response:
    """The answer to a named question; its name may end in .json or .csv."""
    folder = context.settings.queries
    known = {one.name for one in query.questions(folder)}
    stem, _, ending = name.rpartition(".")
    if name not in known and stem in known and ending in {"json", "csv"}:
        name = stem
    else:
        ending = ""
    if name not in known:
        return _no_question(context, name)
    wanted = form(request, ending)
    if wanted is None:
        return problem(406, "only as JSON or CSV", offered=[JSON, CSV])
    return _answered(context, request, query.question(folder, name), wanted)


def _no_question(context: Context, name: str) -> Response:
    try:
        query.question(context.settings.queries, name)
    except QueryError as error:
        return problem(404, str(error), hint=error.hint)
    return _unknown(f"{_QUESTIONS}/{name}")


def _answered(context: Context, request: Request, asked: Question, wanted: str) -> Response:
    own = tuple(one.name for one in asked.parameters)
    given = parameters(request, (*own, *COMMON))
    for one in asked.parameters:
        if one.required:
            required(given, one.name)
    shown = part(given, MOST if wanted == CSV else _USUAL)
    found = data.answer(context, asked.name, {n: given[n] for n in own if n in given})
    page, total = data.page(found, shown), len(found.rows)
    more = following(request, shown, total)
    if wanted == CSV:
        links = (("Link", f'<{more}>; rel="next"'),) if more else ()
        text = render.rows(page, "csv").encode()
        return Response(body=text, media_type="text/csv; charset=utf-8", headers=(_VARY, *links))
    said = {"question": asked.name, "columns": page.columns, "rows": data.rows(page)}
    return written({**said, **_counted(shown, total, more)}, _VARY)


def _counted(shown: data.Slice, total: int, more: str | None) -> data.Json:
    return {"total": total, "limit": shown.limit, "offset": shown.offset, "next": more}


def _questions(context: Context, request: Request) -> Response:
    parameters(request, ())
    listed = [
        {**one, "href": there(request, f"{_QUESTIONS}/{one['name']}")}
        for one in data.questions(context)
    ]
    return written({"questions": listed})


def _search(context: Context, request: Request) -> Response:
    given = parameters(request, ("q", "kind", "limit", "offset"), several="kind")
    text, shown = required(given, "q"), part(given, _HITS, _MOST_HITS)
    kinds = [value.strip() for name, value in request.query if name == "kind" and value.strip()]
    found = data.search(context, text, kinds, shown)
    total = int(str(found["total"]))
    return written({"q": text, **found, **_counted(shown, total, following(request, shown, total))})


def _sentences(context: Context, request: Request) -> Response:
    given = parameters(request, ("q", "limit", "offset"))
    text, shown = required(given, "q"), part(given, _HITS, _MOST_HITS)
    found = data.sentences(context, text, shown)
    total = int(str(found["total"]))
    return written({"q": text, **found, **_counted(shown, total, following(request, shown, total))})


def _suggest(context: Context, request: Request) -> Response:
    given = parameters(request, ("q", "kind", "limit"))
    shown = part(given, _SUGGESTED, _MOST_SUGGESTED)
    text, kind = given.get("q", ""), given.get("kind", "")
    return written({"q": text, "hits": data.suggestions(context, text, kind, shown.limit)})


def _asked(context: Context, request: Request) -> Response:
    given = parameters(request, ("q", "limit", "offset"))
    shown = part(given, _USUAL)
    found = ask.answer(required(given, "q"), context.asked)
    return written(ask.plain(found, shown.limit, shown.offset))


def _evidence(context: Context, request: Request) -> Response:
    given = parameters(request, ("iri", "limit", "offset"))
    shown = part(given, _USUAL)
    iri = required(given, "iri")
    found = data.evidence(context, iri, shown)
    total = int(str(found["total"]))
    if not total:
        return problem(404, f"nothing is said of {iri}", parameter="iri")
    return written({**found, **_counted(shown, total, following(request, shown, total))})


def _describe(context: Context, request: Request) -> Response:
    """To the document about a thing, in the form that the client likes."""
    iri = required(parameters(request, ("iri",)), "iri")
    if not data.is_iri(iri):
        raise QueryError(f"no IRI: {iri}", where="iri")
    location = ("Location", there(request, context.addresses.path(iri)))
    return Response(status=303, media_type="text/plain; charset=utf-8", headers=(location,))


def _openapi(context: Context, request: Request) -> Response:
    return written(openapi.document(context, request.origin))


def _start(_context: Context, request: Request) -> Response:
    location = ("Location", there(request, "/api/openapi.json"))
    return Response(status=303, media_type="text/plain; charset=utf-8", headers=(location,))


_ANSWERS: Mapping[str, _Answer] = {
    "/api": _start,
    "/api/openapi": _openapi,
    _QUESTIONS: _questions,
    "/api/ask": _asked,
    "/api/search": _search,
    "/api/sentences": _sentences,
    "/api/suggest": _suggest,
    "/api/evidence": _evidence,
    "/api/describe": _describe,
}
