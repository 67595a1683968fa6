"""What an assistant may call, as plain data: names, schemas of arguments, answers.

Every answer is a page that carries what is needed to cite it: sentences, reports, IRIs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from pyoxigraph import Literal

from kg import ask, query
from kg.assist.words import words
from kg.describe import Node, describe
from kg.errors import QueryError
from kg.query import Parameter, Question
from kg.search import KINDS, MOST
from kg.site.api import data
from kg.site.api.data import EVIDENCE, Json, Slice
from kg.site.context import Context

#: Rows of a page where nothing is said, and at most: an assistant reads all of them.
USUAL, MOST_ROWS = 20, 200
_MOST_TEXT = 1000

_Schema: TypeAlias = dict[str, Any]
_Answer: TypeAlias = Callable[[Context, Mapping[str, Any], Slice], Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """Something that can be called; `schema` tells its arguments."""

    name: str
    title: str
    description: str
    schema: _Schema
    answer: _Answer


def tools(context: Context) -> tuple[Tool, ...]:
    """All tools: those for things, then the named questions."""
    asked = query.questions(context.settings.queries)
    return (*_fixed(), *(_question(one) for one in asked if one.name != EVIDENCE))


def call(context: Context, name: str, arguments: Mapping[str, Any]) -> Json:
    """The answer of a tool; QueryError says in words what is wrong with the call."""
    known = {tool.name: tool for tool in tools(context)}
    if name not in known:
        raise QueryError(f"no tool {name}", hint=f"there are: {', '.join(known)}")
    tool = known[name]
    given = _checked(tool.schema, arguments)
    part = Slice(limit=given.pop("limit", USUAL), offset=given.pop("offset", 0))
    return tool.answer(context, given, part)


def _checked(schema: _Schema, arguments: Mapping[str, Any]) -> dict[str, Any]:
    properties = schema["properties"]
    found = {}
    for name, value in arguments.items():
        if name not in properties:
            raise QueryError(f"no argument {name}", hint=f"there are: {', '.join(properties)}")
        if value not in (None, "", []):
            found[name] = _value(name, value, properties[name])
    for name in schema.get("required", ()):
        if name not in found:
            raise QueryError(f"argument {name} is missing", hint=properties[name]["description"])
    return found


def _value(name: str, value: object, schema: _Schema) -> object:
    if schema["type"] == "integer":
        if not isinstance(value, int) or isinstance(value, bool):
            raise QueryError(f"no whole number: {value}", where=name)
        if not schema["minimum"] <= value <= schema["maximum"]:
            said = f"from {schema['minimum']} to {schema['maximum']}"
            raise QueryError(f"{value} is out of range", where=name, hint=said)
        return value
    if schema["type"] == "array":
        listed = value if isinstance(value, list) else [value]
        return [_text(name, one) for one in listed]
    return _text(name, value)


def _text(name: str, value: object) -> str:
    """A text; a number that somebody gave in its place, as a year, counts for one."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise QueryError(f"no text: {value}", where=name)
    text = str(value).strip()
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise QueryError("no text in UTF-8", where=name) from None
    if len(text) > _MOST_TEXT:
        raise QueryError(f"more than {_MOST_TEXT} characters", where=name)
    return text


def _fixed() -> tuple[Tool, ...]:
    said = words()
    text = {"type": "string", "description": str(said["text"])}
    kind = {"type": "string", "enum": list(KINDS)}
    kinds = {"type": "array", "items": kind, "description": str(said["kinds"])}
    iri = {"type": "string", "description": str(said["iri"])}
    return (
        _tool("search", {"text": text, "kinds": kinds}, ("text",), _search),
        _tool("ask", {"text": {**text, "description": str(said["asked"])}}, ("text",), _asked),
        _tool("evidence", {"iri": iri}, ("iri",), _evidence),
        _tool("describe", {"iri": iri}, ("iri",), _describe),
    )


def _tool(name: str, properties: _Schema, required: tuple[str, ...], answer: _Answer) -> Tool:
    described = str(words()[name])
    schema = _object({**properties, **_paging()}, required)
    return Tool(name=name, title=name, description=described, schema=schema, answer=answer)


def _question(one: Question) -> Tool:
    properties = {parameter.name: _parameter(parameter) for parameter in one.parameters}
    required = tuple(parameter.name for parameter in one.parameters if parameter.required)
    return Tool(
        name=one.name,
        title=f"{one.title} / {one.title_en}",
        description=f"{one.title}：{one.description}\n{one.title_en}: {one.description_en}",
        schema=_object({**properties, **_paging()}, required),
        answer=lambda context, given, part: _answered(context, one, given, part),
    )


def _parameter(one: Parameter) -> _Schema:
    return {"type": "string", "description": f"{one.description} / {one.description_en}"}


def _paging() -> _Schema:
    said = words()
    limit = {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": USUAL}
    offset = {"type": "integer", "minimum": 0, "maximum": MOST - 1, "default": 0}
    return {
        "limit": {**limit, "description": str(said["limit"])},
        "offset": {**offset, "description": str(said["offset"])},
    }


def _object(properties: _Schema, required: tuple[str, ...]) -> _Schema:
    made: _Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**made, "required": list(required)} if required else made


def _counted(part: Slice, total: int) -> Json:
    following = part.offset + part.limit
    return {
        "total": total,
        "offset": part.offset,
        "next_offset": following if following < total else None,
    }


def _answered(context: Context, one: Question, given: Mapping[str, Any], part: Slice) -> Json:
    found = data.answer(context, one.name, given)
    rows = data.rows(data.page(found, part))
    return {
        **_counted(part, len(found.rows)),
        "rows": rows,
        "iris": _iris(context, one, rows),
        "documents": _documents(context, rows),
    }


def _iris(context: Context, one: Question, rows: list[Json]) -> dict[str, str]:
    """The IRIs of what the rows name, where a name means one thing."""
    named = {parameter.name: parameter.type for parameter in one.parameters}
    found: dict[str, str] = {}
    for row in rows:
        for column, value in row.items():
            kind = named.get(column, column)
            iri = context.named(kind, value) if isinstance(value, str) else None
            if iri and isinstance(value, str):
                found[value] = iri
    return found


def _documents(context: Context, rows: list[Json]) -> Json:
    """Title and IRI of each report that the rows cite."""
    cited = {value for row in rows for key, value in row.items() if key.endswith("document")}
    return {
        document: {"iri": iri, "title": context.labels[iri].zh}
        for iri, document in context.reports.items()
        if document in cited
    }


def _search(context: Context, given: Mapping[str, Any], part: Slice) -> Json:
    found = data.search(context, given["text"], given.get("kinds", ()), part)
    hits = found["hits"]
    return {
        **_counted(part, int(str(found["total"]))),
        "by_kind": found["by_kind"],
        "hits": hits,
    }


def _asked(context: Context, given: Mapping[str, Any], part: Slice) -> Json:
    found = ask.plain(ask.answer(given["text"], context.asked), part.limit, part.offset)
    rows = found["rows"]
    return {**found, "documents": _documents(context, rows) if isinstance(rows, list) else {}}


def _evidence(context: Context, given: Mapping[str, Any], part: Slice) -> Json:
    found = data.evidence(context, given["iri"], part)
    total = int(str(found["total"]))
    if not total:
        raise QueryError(f"nothing is said of {given['iri']}", hint="search gives IRIs")
    rows = found["evidence"]
    documents = _documents(context, rows) if isinstance(rows, list) else {}
    return {**found, **_counted(part, total), "documents": documents}


def _describe(context: Context, given: Mapping[str, Any], part: Slice) -> Json:
    iri = given["iri"]
    about = describe(context.store, iri) if data.is_iri(iri) else None
    if about is None:
        raise QueryError(f"nothing is said of {iri}", hint="search gives IRIs")
    pairs = about.thing.pairs
    shown = pairs[part.offset : part.offset + part.limit]
    label = context.labels[iri]
    return {
        "iri": iri,
        "name": data.both(label.zh, label.en),
        **_counted(part, len(pairs)),
        "statements": [_said(context, predicate, value) for predicate, value in shown],
        "links": [
            {"property": _named(context, link.predicate), "count": link.count}
            for link in about.incoming
        ],
    }


def _said(context: Context, predicate: str, value: Node) -> Json:
    said = _named(context, predicate)
    if isinstance(value, Literal):
        text: Json = {"value": value.value}
        return {
            "property": said,
            **text,
            **({"language": value.language} if value.language else {}),
        }
    return {"property": said, "value": _named(context, value.value)}


def _named(context: Context, iri: str) -> Json:
    label = context.labels[iri]
    return {"iri": iri, **data.both(label.zh, label.en)}
