"""Values of a reading as JSON: spans as offsets, periods by key, without what is not known."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, TypeAlias

from kg.model import Period, Span
from kg.text.lines import line_number

Json: TypeAlias = dict[str, Any]
#: `kind` says what a line is.
_CLASS = {"kind": "class"}


def at(span: Span, text: str) -> Json:
    """A place in the text and the words there.

    >>> at(Span(4, 7), "一、总\\n吴江区")
    {'start': 4, 'end': 7, 'line': 2, 'words': '吴江区'}
    """
    line = line_number(text, span.start)
    return {"start": span.start, "end": span.end, "line": line, "words": span.of(text)}


def plain(value: object, text: str) -> Any:  # noqa: ANN401  # whatever JSON can hold
    """A value of the model as JSON has it."""
    if isinstance(value, Span):
        return at(value, text)
    if isinstance(value, Period):
        return value.key
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal | date):
        return f"{value:f}" if isinstance(value, Decimal) else value.isoformat()
    if isinstance(value, tuple | list) and not hasattr(value, "_fields"):
        return [plain(one, text) for one in value]
    record = named(value)
    return value if record is None else known(record, text)


def known(values: Mapping[str, object], text: str) -> Json:
    """Values by name, without those that are not known."""
    return {name: plain(one, text) for name, one in values.items() if one is not None}


def told(record: object, text: str, *but: str) -> Json:
    """What a record says, but for some of its fields; its own `kind` is a `class` here."""
    kept = {name: one for name, one in (named(record) or {}).items() if name not in but}
    return known({_CLASS.get(name, name): one for name, one in kept.items()}, text)


def named(value: object) -> Mapping[str, object] | None:
    """The fields of a record by name, None where it is none."""
    if isinstance(value, Mapping):
        return value
    if is_dataclass(value):
        return {one.name: getattr(value, one.name) for one in fields(value)}
    names = getattr(value, "_fields", None)
    return None if names is None else {name: getattr(value, name) for name in names}
