"""What a client sends: forms and JSON, checked before anything is done with them."""

import json
import re
from collections.abc import Mapping
from typing import Annotated, Literal, NoReturn, TypeAlias, TypeVar
from urllib.parse import parse_qsl

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from kg.errors import QueryError
from kg.site.http import Request

#: As many queries as one batch, and cells as one extension, may hold.
MOST_QUERIES, MOST_CELLS = 500, 5000
_LONGEST_BODY = 4_000_000
_FORM = "application/x-www-form-urlencoded"
_CALLBACK = re.compile(r"[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*", re.ASCII)
_T = TypeVar("_T")


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Entity(BaseModel):
    """A value that is a thing, matched before."""

    model_config = ConfigDict(strict=True, frozen=True)
    id: str
    name: str = ""


PropertyValue: TypeAlias = str | bool | int | float | Entity


class Property(_Strict):
    """What a thing should have."""

    pid: str
    v: PropertyValue | list[PropertyValue]

    @property
    def values(self) -> list[PropertyValue]:
        """All values, any of which may fit."""
        return self.v if isinstance(self.v, list) else [self.v]


class Query(_Strict):
    """A name to be matched."""

    query: str = ""
    type: str | list[str] = []
    limit: Annotated[float, Field(ge=1)] | None = None
    properties: list[Property] = []
    type_strict: Literal["any", "should", "all"] = "any"

    @property
    def types(self) -> list[str]:
        """The types asked for."""
        said = [self.type] if isinstance(self.type, str) else self.type
        return [one for one in said if one]


class Settings(BaseModel):
    """How the values of a property are wanted."""

    model_config = ConfigDict(frozen=True)
    limit: Annotated[int, Field(ge=0)] = 0


class Wanted(_Strict):
    """A property whose values are wanted."""

    id: str
    settings: Settings = Settings()


class Extension(_Strict):
    """Things and the properties that are wanted of them."""

    ids: list[str]
    properties: list[Wanted]


_QUERIES = TypeAdapter(dict[str, Query])
_EXTENSION = TypeAdapter(Extension)


def form(request: Request) -> Mapping[str, str]:
    """The parameters of a request, those of a form in its body among them."""
    pairs = list(request.query)
    if request.method == "POST":
        pairs += _body(request)
    for pair in pairs:
        _check_text(*pair)
    found: dict[str, str] = {}
    for name, value in pairs:
        if name in found:
            raise QueryError(f"parameter {name} is given twice", where=name)
        found[name] = value
    return found


def _body(request: Request) -> list[tuple[str, str]]:
    kind = request.content_type.partition(";")[0].strip().lower()
    if kind != _FORM:
        raise QueryError(f"no form: {kind or 'no content type'}", hint=f"send {_FORM}")
    if len(request.body) > _LONGEST_BODY:
        raise QueryError(f"more than {_LONGEST_BODY} bytes")
    try:
        text = request.body.decode("ascii")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=10)
    except ValueError as error:
        raise QueryError(f"no form in UTF-8: {error}") from error


def _check_text(*texts: str) -> None:
    try:
        "".join(texts).encode("utf-8")
    except UnicodeEncodeError as error:
        raise QueryError("no text in UTF-8") from error


def queries(text: str) -> Mapping[str, Query]:
    """A batch of queries by their keys."""
    batch = _checked(_QUERIES, text, "queries")
    if len(batch) > MOST_QUERIES:
        raise QueryError(f"more than {MOST_QUERIES} queries at once: {len(batch)}", where="queries")
    for key, one in batch.items():
        if not one.query.strip() and not one.properties:
            raise QueryError("neither query nor properties", where=f"queries.{key}")
    return batch


def extension(text: str) -> Extension:
    """What is wanted of which things."""
    wanted = _checked(_EXTENSION, text, "extend")
    cells = len(wanted.ids) * len(wanted.properties)
    if cells > MOST_CELLS or len(wanted.ids) > MOST_CELLS:
        raise QueryError(f"more than {MOST_CELLS} cells at once: {cells}", where="extend")
    return wanted


def _checked(shape: TypeAdapter[_T], text: str, name: str) -> _T:
    try:
        data = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise QueryError(f"no JSON: {error}", where=name) from error
    try:
        return shape.validate_python(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join((name, *map(str, first["loc"])))
        raise QueryError(first["msg"], where=place) from error


def _no_number(said: str) -> NoReturn:
    raise ValueError(f"{said} is no number of JSON")


def callback(given: Mapping[str, str]) -> str:
    """The function that shall be called with the answer, empty where none is named."""
    name = given.get("callback", "")
    if name and (len(name) > 100 or not _CALLBACK.fullmatch(name)):
        raise QueryError("no name of a function", where="callback")
    return name


def number(given: Mapping[str, str], name: str, usual: int, most: int) -> int:
    """A whole number from 0 to `most`."""
    text = given.get(name, "").strip()
    if not text:
        return usual
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) > most:
        raise QueryError(f"no whole number from 0 to {most}: {text}", where=name)
    return int(text)
