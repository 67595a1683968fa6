"""The OpenAPI document: openapi.json beside this file, with the named questions put in."""

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any, cast

from kg import __version__, query
from kg.query import Parameter, Question
from kg.search import KINDS
from kg.site.context import Context

_FILE = Path(__file__).with_name("openapi.json")
_PROTOTYPE = "x-question"
_SCHEMAS = {"integer": {"type": "integer"}, "iri": {"type": "string", "format": "iri"}}

#: Part of a JSON document, whose shape the file tells.
_Part = dict[str, Any]


def document(context: Context, origin: str) -> _Part:
    """The document, with examples out of the graph: they run."""
    made = cast("_Part", json.loads(_FILE.read_text(encoding="utf-8")))
    prototype = made.pop(_PROTOTYPE)
    graph, licence = context.about.graph, context.about.licence
    title, words = graph.title, graph.description
    made["info"] |= {
        "title": f"{title.zh} / {title.en}",
        "version": graph.version or __version__,
        "summary": f"{words.zh} / {words.en}",
        "license": {"name": licence.label.en, "url": licence.iri},
    }
    made["servers"] = [{"url": (origin or context.about.access.landing_page).rstrip("/")}]
    for one in query.questions(context.settings.queries):
        made["paths"][f"/api/questions/{one.name}"] = _path(context, one, prototype)
    made["components"]["schemas"]["Kind"]["enum"] = list(KINDS)
    _exemplify(context, made["components"]["parameters"])
    return made


def _path(context: Context, asked: Question, prototype: _Part) -> _Part:
    path = deepcopy(prototype)
    operation = path["get"]
    operation |= {
        "operationId": asked.name,
        "summary": f"{asked.title} / {asked.title_en}",
        "description": f"{asked.description}\n\n{asked.description_en}",
    }
    own = [_parameter(context, one) for one in asked.parameters]
    operation["parameters"] = [*own, *operation["parameters"]]
    return path


def _parameter(context: Context, one: Parameter) -> _Part:
    said: _Part = {
        "name": one.name,
        "in": "query",
        "required": one.required,
        "description": f"{one.description} / {one.description_en}",
        "schema": _SCHEMAS.get(one.type, {"type": "string"}),
    }
    example = next(_examples(context, one), None)
    return said if example is None else {**said, "example": example}


def _examples(context: Context, one: Parameter) -> Iterator[str]:
    """What the reports speak of most, where names of that kind are asked for."""
    if one.type == "iri":
        yield from (hit.iri for hit in context.index.top("area"))
    elif one.type == "report":
        yield from context.reports.values()
    elif one.type in KINDS and one.type != "period":
        yield from (hit.name for hit in context.index.top(one.type))


def _exemplify(context: Context, parameters: _Part) -> None:
    for hit in context.index.top("area"):
        parameters["q"]["example"] = parameters["typed"]["example"] = hit.name
        parameters["iri"]["example"] = hit.iri
