"""Canonical N-Triples written straight from values: `<s> <p> o`, without the full stop."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from kg.terms import Xsd

_ESCAPES = str.maketrans(
    {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)}
    | {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
)


def quote(value: str) -> str:
    r"""A literal's characters between quotation marks, escaped as RDFC-1.0 wants.

    >>> quote('打造“创新湖区”\n')
    '"打造“创新湖区”\\n"'
    """
    # most texts hold nothing to escape: control characters cannot be printed
    if value.isprintable() and '"' not in value and "\\" not in value:
        return f'"{value}"'
    return f'"{value.translate(_ESCAPES)}"'


def link(subject: str, predicate: str, target: str) -> str:
    """A triple whose object is an IRI."""
    return f"<{subject}> <{predicate}> <{target}>"


def plain(subject: str, predicate: str, value: str) -> str:
    """A triple whose object is a string."""
    return f"<{subject}> <{predicate}> {quote(value)}"


def chinese(subject: str, predicate: str, value: str) -> str:
    """A triple whose object is a Chinese text."""
    return f"<{subject}> <{predicate}> {quote(value)}@zh"


def english(subject: str, predicate: str, value: str) -> str:
    """A triple whose object is an English text."""
    return f"<{subject}> <{predicate}> {quote(value)}@en"


def decimal(subject: str, predicate: str, value: Decimal) -> str:
    """A triple whose object is a number; equal numbers are written alike."""
    return f'<{subject}> <{predicate}> "{digits(value)}"^^<{Xsd.DECIMAL}>'


def as_stated(subject: str, predicate: str, value: Decimal) -> str:
    """A triple whose object is a number with the decimals that its source states: 5.50."""
    written = f"{value:f}"
    return f'<{subject}> <{predicate}> "{written}"^^<{Xsd.DECIMAL}>'


def integer(subject: str, predicate: str, value: int) -> str:
    """A triple whose object is a whole number."""
    return f'<{subject}> <{predicate}> "{value}"^^<{Xsd.INTEGER}>'


def typed(subject: str, predicate: str, value: str, datatype: Xsd) -> str:
    """A triple whose object is a text of another datatype."""
    return f"<{subject}> <{predicate}> {quote(value)}^^<{datatype}>"


def day(subject: str, predicate: str, value: date) -> str:
    """A triple whose object is a date."""
    return f'<{subject}> <{predicate}> "{value.isoformat()}"^^<{Xsd.DATE}>'


def digits(value: Decimal) -> str:
    """A number without exponent and without idle zeros.

    >>> digits(Decimal("712.60") * 10**8), digits(Decimal("1E+3")), digits(Decimal("-0.0"))
    ('71260000000', '1000', '0')
    """
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def quads(triples: Iterable[str], graph: str) -> Iterator[str]:
    """Lines of N-Quads in canonical order, each once."""
    return (f"{triple} <{graph}> ." for triple in sorted(set(triples)))
