"""Short names for IRIs: the project's prefixes, of vocabularies, code lists and kinds of data."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic.dataclasses import dataclass as checked
from pyoxigraph import NamedNode, RdfFormat, parse

from kg.errors import OntologyError, reason
from kg.lexicon.tables import STRICT, read, wrong
from kg.terms import Scheme

_LOCAL = re.compile(rb"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_OWL = "http://www.w3.org/2002/07/owl#"
_RANGE = "http://www.w3.org/2000/01/rdf-schema#range"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
_XSD = "http://www.w3.org/2001/XMLSchema#"
#: How many short names are kept at hand; IRIs of data seldom come again.
_KEPT = 20_000


@checked(frozen=True, slots=True, kw_only=True, config=STRICT)
class _Data:
    kinds: tuple[str, ...]


@checked(frozen=True, slots=True, kw_only=True, config=STRICT)
class _File:
    prefixes: dict[str, str]
    data: _Data
    context: dict[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Spelling:
    """Prefixes by name, and what each property holds: @id, @language or the IRI of a datatype."""

    prefixes: Mapping[str, str]
    base: str
    holds: Mapping[str, str]
    ontology: Path

    @property
    def vocabularies(self) -> dict[str, str]:
        """The prefixes that are not of data."""
        data = f"{self.base}id/"
        found = sorted(self.prefixes.items())
        return {name: space for name, space in found if not space.startswith(data)}


@lru_cache(maxsize=4)
def spelling(ontology: Path, base: str) -> Spelling:
    """The names of exports under one base, from ontology/export.toml and plan.ttl."""
    path = ontology.parent / "export.toml"
    found = read(path, _File, OntologyError, patterns=False)
    prefixes = dict(found.prefixes)
    prefixes |= {f"code-{one.value.rpartition('/')[2]}": f"{one.value}/" for one in Scheme}
    for index, kind in enumerate(found.data.kinds):
        if prefixes.setdefault(kind, f"{base}id/{kind}/") != f"{base}id/{kind}/":
            raise wrong(path, ("data", "kinds", index), f"{kind} is a prefix", "", OntologyError)
    holds = _own(ontology)
    for name, what in found.context.items():
        keys = ("context", name)
        held = what if what.startswith("@") else whole(path, keys, what, prefixes)
        holds[whole(path, keys, name, prefixes)] = held
    return Spelling(prefixes, base, holds, ontology)


def whole(path: Path, keys: tuple[str | int, ...], name: str, prefixes: Mapping[str, str]) -> str:
    """The IRI of a name with a prefix; OntologyError with the line where the prefix is unknown."""
    prefix, mark, local = name.partition(":")
    if not mark or prefix not in prefixes:
        raise wrong(
            path, keys, f"{name} has no known prefix", "add it to [prefixes]", OntologyError
        )
    return prefixes[prefix] + local


def _own(ontology: Path) -> dict[str, str]:
    """What the ontology says that its own properties hold."""
    holds: dict[str, str] = {}
    try:
        for quad in parse(path=ontology, format=RdfFormat.TURTLE):
            term, value = quad.subject, quad.object
            if not isinstance(term, NamedNode) or not isinstance(value, NamedNode):
                continue
            if quad.predicate.value == _TYPE and value.value == f"{_OWL}ObjectProperty":
                holds[term.value] = "@id"
            elif quad.predicate.value == _RANGE and value.value.startswith(_XSD):
                holds[term.value] = value.value
            elif quad.predicate.value == _RANGE and value.value == _LANG_STRING:
                holds[term.value] = "@language"
    except (OSError, SyntaxError) as error:
        raise OntologyError(f"cannot be read: {reason(error)}", where=str(ontology)) from error
    return holds


class Short(dict[bytes, bytes]):
    """The spelling in Turtle of IRIs given in brackets, found once and kept for a while."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        """Start with nothing kept."""
        super().__init__()
        self._names = {space.encode(): name.encode() for name, space in prefixes.items()}

    def __missing__(self, term: bytes) -> bytes:
        """Find a name; the term itself where it has none."""
        if len(self) >= _KEPT:
            self.clear()
        end = max(term.rfind(b"#"), term.rfind(b"/")) + 1
        name = self._names.get(term[1:end])
        found = term
        if name is not None and _LOCAL.fullmatch(term, end, len(term) - 1):
            found = b"%b:%b" % (name, term[end:-1])
        self[term] = found
        return found
