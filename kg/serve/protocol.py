"""What a request asks of a SPARQL endpoint (SPARQL 1.1 Protocol, 2.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode

from kg.serve.guard import Refused

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
_MOST_FIELDS = 1000
_WRITES = ("update", "using-graph-uri", "using-named-graph-uri")

Fields: TypeAlias = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query as it came, None where there is none, and the graphs it may see, if any are said."""

    text: str | None
    format: str = ""
    default: tuple[NamedNode, ...] = ()
    named: tuple[NamedNode, ...] = ()

    @property
    def dataset(self) -> bool:
        """Whether the request says which graphs are asked."""
        return bool(self.default or self.named)


def asked(method: str, query: bytes, content_type: str, body: bytes) -> Asked:
    """What is asked; Refused where the protocol is not kept."""
    fields = _fields(query)
    text: str | None = None
    if method == "POST":
        kind = _kind(content_type)
        if kind == FORM:
            fields = [*fields, *_fields(body)]
        elif kind == DIRECT:
            text = _text(body)
        else:
            raise _wrong_kind(kind)
    return _asked(fields, text)


def _asked(fields: Fields, text: str | None) -> Asked:
    for name in _WRITES:
        if any(key == name for key, _ in fields):
            raise Refused(f"{name}: this endpoint only reads", status=403)
    texts = [value for key, value in fields if key == "query"] + ([] if text is None else [text])
    if len(texts) > 1:
        raise Refused("one query at a time: the request has several")
    return Asked(
        text=texts[0] if texts else None,
        format=next((value for key, value in fields if key in {"format", "output"}), ""),
        default=_graphs(fields, "default-graph-uri"),
        named=_graphs(fields, "named-graph-uri"),
    )


def _graphs(fields: Fields, name: str) -> tuple[NamedNode, ...]:
    found = []
    for iri in (value for key, value in fields if key == name):
        try:
            found.append(NamedNode(iri))
        except ValueError:
            raise Refused(f"{name}: no IRI: {iri}") from None
    return tuple(found)


def _fields(data: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            data.decode("utf-8"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except UnicodeDecodeError:
        raise Refused("the request is not in UTF-8") from None
    except ValueError:
        raise Refused(f"more than {_MOST_FIELDS} parameters") from None


def _kind(content_type: str) -> str:
    """The media type of a body; Refused where it is in another encoding than UTF-8."""
    kind, *parameters = (part.strip().lower() for part in content_type.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset" and value.strip(' "') not in {"utf-8", "utf8", "us-ascii"}:
            raise Refused("the request is not in UTF-8", status=415)
    return kind


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("the query is not in UTF-8") from None


def _wrong_kind(kind: str) -> Refused:
    if kind == UPDATE:
        return Refused("this endpoint only reads", status=403)
    said = f"a query comes as {FORM} or {DIRECT}, not as {kind or 'a body without a type'}"
    return Refused(said, status=415)
