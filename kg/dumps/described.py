"""What a dump says of one subject, as terms in the spelling of N-Triples."""

import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from kg.dumps.lines import Pair

#: Objects by predicate, in the spelling of N-Triples; predicates without their brackets.
Described: TypeAlias = Mapping[str, tuple[str, ...]]

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_MEANT = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def described(pairs: Iterable[Pair]) -> Described:
    """Objects by predicate, each once, in the order of the dump."""
    found: dict[str, dict[str, None]] = {}
    for predicate, value in pairs:
        found.setdefault(predicate[1:-1].decode(), {})[value.decode()] = None
    return {predicate: tuple(values) for predicate, values in found.items()}


def iri(term: str) -> str:
    """An IRI without its brackets; empty for a literal."""
    return term[1:-1] if term.startswith("<") else ""


def text(term: str) -> str:
    r"""The characters of a literal, or the IRI.

    >>> text('"a\\u0001\\"\\n"@zh') == 'a\x01"\n', text("<http://x/>")
    (True, 'http://x/')
    """
    if term.startswith("<"):
        return term[1:-1]
    return plain(term[1 : term.rindex('"')])


def plain(escaped: str) -> str:
    """Characters with the escapes of N-Triples undone."""
    return _ESCAPE.sub(_meant, escaped) if "\\" in escaped else escaped


def _meant(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _MEANT.get(found[3], found[3])


def first(found: Described, predicate: str) -> str:
    """The characters of the first object of a predicate, empty where there is none."""
    values = found.get(predicate)
    return text(values[0]) if values else ""
