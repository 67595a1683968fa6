"""Named questions asked of a store; parameters are bound by the engine, never pasted.

A name parameter takes any name of a thing. Where a name means several things, the question is
asked of each and the answers are put together.
"""

from collections.abc import Mapping
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any, Protocol

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryTriples,
    RdfFormat,
    Store,
    Variable,
    serialize,
)

from kg.errors import QueryError
from kg.model import Rows
from kg.query.kinds import kinds
from kg.query.names import Value, values
from kg.query.questions import Parameter, Question, question, questions, read

__all__ = [
    "HIDDEN",
    "Kept",
    "Parameter",
    "Question",
    "Value",
    "answer",
    "answer_of",
    "cell",
    "kinds",
    "meanings",
    "question",
    "questions",
    "read",
]

#: How variables begin that no answer shows.
HIDDEN = "the_"
_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
_DECIMAL = "http://www.w3.org/2001/XMLSchema#decimal"

_Cell = str | int | Decimal | None


class Kept(Protocol):
    """Answers that were made before anybody asks."""

    def answer(self, asked: Question, given: Mapping[str, Value]) -> Rows | None:
        """The answer to a question with values of its parameters; None where none is kept."""


def answer(
    store: Store,
    asked: Question,
    given: Mapping[str, str],
    folder: Path,
    kept: Kept | None = None,
) -> Rows:
    """The answer to a question with its parameters as given; `folder` holds the questions."""
    return answer_of(store, asked, meanings(store, asked, given, folder), kept)


def answer_of(
    store: Store,
    asked: Question,
    meant: Mapping[str, tuple[Value, ...]],
    kept: Kept | None = None,
) -> Rows:
    """The answer to a question with what its parameters mean."""
    bindings = [dict(zip(meant, one, strict=True)) for one in product(*meant.values())]
    answers = [
        (kept.answer(asked, binding) if kept else None) or _ask(store, asked, binding)
        for binding in bindings
    ]
    if len(answers) == 1:
        return answers[0]
    rows = {row for one in answers for row in one.rows}
    return Rows(columns=answers[0].columns, rows=tuple(sorted(rows, key=_order)))


def meanings(
    store: Store, asked: Question, given: Mapping[str, str], folder: Path
) -> dict[str, tuple[Value, ...]]:
    """All that parameters may mean; QueryError where one means nothing or is missing."""
    parameters = [asked.parameter(name) for name in given]
    for parameter in asked.parameters:
        if parameter.required and parameter.name not in given:
            raise QueryError(
                f"parameter {parameter.name} is missing",
                where=asked.name,
                hint=f"{parameter.type}: {parameter.description}",
            )
    return {p.name: values(store, p, given[p.name], folder) for p in parameters}


def _ask(store: Store, asked: Question, binding: Mapping[str, Value]) -> Rows:
    bound: Any = {
        Variable(asked.parameter(name).variable): value for name, value in binding.items()
    }
    try:
        found = store.query(asked.sparql, substitutions=bound)
        if isinstance(found, QueryBoolean):
            return Rows(columns=("answer",), rows=(("true" if found else "false",),))
        if isinstance(found, QueryTriples):
            return _graph(found)
        shown = [v for v in found.variables if not v.value.startswith(HIDDEN)]
        rows = tuple(tuple(cell(row[v]) for v in shown) for row in found)
        return Rows(columns=tuple(v.value for v in shown), rows=rows)
    except SyntaxError as error:
        raise QueryError(f"no SPARQL query: {error}", where=asked.name) from error
    except RuntimeError as error:  # a variable that SELECT does not name
        raise QueryError(
            f"cannot be asked: {error}",
            where=asked.name,
            hint="SELECT must name ?the_<parameter> for each parameter",
        ) from error


def _graph(found: QueryTriples) -> Rows:
    triples = sorted(found, key=str)
    turtle = serialize(triples, format=RdfFormat.TURTLE)
    rows = tuple((str(t.subject), str(t.predicate), str(t.object)) for t in triples)
    return Rows(
        columns=("subject", "predicate", "object"), rows=rows, turtle=(turtle or b"").decode()
    )


def cell(term: object) -> _Cell:
    """A term as an answer shows it."""
    if isinstance(term, Literal):
        if term.datatype.value == _INTEGER:
            return int(term.value)
        return Decimal(term.value) if term.datatype.value == _DECIMAL else term.value
    if isinstance(term, NamedNode | BlankNode):
        return term.value
    return None if term is None else str(term)


def _order(row: tuple[_Cell, ...]) -> tuple[tuple[int, Decimal, str], ...]:
    return tuple(_rank(cell) for cell in row)


def _rank(cell: _Cell) -> tuple[int, Decimal, str]:
    if cell is None:
        return 0, Decimal(0), ""
    if isinstance(cell, str):
        return 2, Decimal(0), cell
    return 1, Decimal(cell), ""
