"""What a parameter's value means: a literal, or the things that bear the name given."""

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias, cast

from pyoxigraph import DefaultGraph, Literal, NamedNode, QuerySolutions, Store, Variable

from kg.errors import QueryError
from kg.query.questions import INTERNAL, Parameter
from kg.terms import Plan

Value: TypeAlias = Literal | NamedNode

_PERIOD = r"\d{4}(-(H[12]|Q[1-4]|\d{2}(-\d{2})?))?"
_PERIODS = re.compile(rf"{_PERIOD}(/{_PERIOD})?")
_INTEGER = re.compile(r"[+-]?\d+")
_IDLE = re.compile(r"[\s“”\"'‘’《》（）()·•—-]")
_CLOSE = 5


def values(store: Store, parameter: Parameter, given: str, folder: Path) -> tuple[Value, ...]:
    """All that a value may mean, in a fixed order; QueryError where it means nothing."""
    text = given.strip()
    if not text:
        raise QueryError("no value given", where=parameter.name, hint=parameter.description)
    if parameter.type == "text":
        return (Literal(text),)
    if parameter.type == "integer":
        if not _INTEGER.fullmatch(text):
            raise QueryError(f"no whole number: {text}", where=parameter.name)
        return (Literal(int(text)),)
    if parameter.type == "iri":
        return (_node(parameter, text),)
    if parameter.type == "period" and not _PERIODS.fullmatch(text):
        raise QueryError(
            f"no period: {text}", where=parameter.name, hint="as in 2024, 2025-H1, 2023/2025"
        )
    return _things(store, parameter, text, folder)


def _node(parameter: Parameter, text: str) -> NamedNode:
    try:
        return NamedNode(text)
    except ValueError:
        hint = "as in https://example.org/id/area/320509"
        raise QueryError(f"no IRI: {text}", where=parameter.name, hint=hint) from None


def _things(store: Store, parameter: Parameter, name: str, folder: Path) -> tuple[Value, ...]:
    sparql = (folder / INTERNAL / f"{parameter.type}.rq").read_text(encoding="utf-8")
    exact = _bearing(store, sparql, name)
    if exact:
        return _unique(exact)
    every = _pairs(store, sparql)
    alike = [pair for pair in every if _bare(pair[0]) == _bare(name)]
    if alike:
        return _unique(alike)
    close = _closest(name, sorted({known for known, _ in every}))
    raise QueryError(
        f"no {parameter.type} named {name}",
        where=parameter.name,
        hint=f"close names: {'、'.join(close)}" if close else "the graph names none",
    )


def _bearing(store: Store, sparql: str, name: str) -> list[tuple[str, NamedNode]]:
    """The things of a type that bear a name: who bears it is looked up, then asked for its type.

    The engine would go through all things of the type.
    """
    quads = store.quads_for_pattern(None, NamedNode(Plan.NAME), Literal(name), DefaultGraph())
    things = [quad.subject for quad in quads if isinstance(quad.subject, NamedNode)]
    return [
        pair for thing in things for pair in _pairs(store, sparql, name=Literal(name), thing=thing)
    ]


def _pairs(store: Store, sparql: str, **known: Value) -> list[tuple[str, NamedNode]]:
    bound: Any = {Variable(key): value for key, value in known.items()}
    rows = cast("QuerySolutions", store.query(sparql, substitutions=bound))
    return [(row["name"].value, row["thing"]) for row in rows]


def _unique(pairs: list[tuple[str, NamedNode]]) -> tuple[Value, ...]:
    by_iri = {thing.value: thing for _, thing in pairs}
    return tuple(by_iri[iri] for iri in sorted(by_iri))


@lru_cache(maxsize=65536)
def _bare(name: str) -> str:
    return _IDLE.sub("", unicodedata.normalize("NFKC", name)).casefold()


def _closest(name: str, known: list[str]) -> list[str]:
    """The names most like the one given: those that hold it or are held by it first."""
    matcher = SequenceMatcher(b=name, autojunk=False)

    def likeness(other: str) -> float:
        matcher.set_seq1(other)
        return matcher.ratio() + (name in other or other in name)

    rated = sorted(((likeness(other), other) for other in known), key=lambda r: (-r[0], r[1]))
    return [other for ratio, other in rated[:_CLOSE] if ratio > 0]
