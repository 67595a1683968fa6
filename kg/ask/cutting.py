"""The rows of a named question cut to what was asked, each with its whole sentence."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from kg.ask.graph import Asked
from kg.ask.understanding import Understood
from kg.model import Rows

_Cell: TypeAlias = str | int | Decimal | None

_PLACE = ("document", "start", "end", "quote")
_OFFSETS = frozenset({"start", "end"})
_MARKS = "。！？!?\n"
_ENDS = re.compile(f"[{_MARKS}]")
#: Columns that a name of a kind chooses by.
_COLUMNS = {"place": "area"}


class Cut(NamedTuple):
    """The rows that are left; `open` are names that no column could choose by."""

    rows: Rows
    open: tuple[str, ...]


def cut(said: Understood, answer: Rows, left: Mapping[str, str], asked: Asked) -> Cut:
    """What was asked of an answer; `left` are parameters that the question has no name for."""
    chosen, unchosen = answer, list[str]()
    for kind, names in _chosen(said, left).items():
        column = _COLUMNS.get(kind, kind)
        if _tells(answer, column):
            chosen = _only(chosen, column, names, asked)
        else:
            unchosen.extend(sorted(names))
    for signal, columns in asked.lexicon.cuts.items():
        if signal in said.signals and signal not in _said_twice(said):
            for column, values in columns.items():
                chosen = _rather(chosen, column, frozenset(values))
    rows = _without(_lean(said, _sentences(chosen, asked.sentences), asked), _OFFSETS)
    return Cut(rows, tuple(unchosen))


def _tells(answer: Rows, column: str) -> bool:
    return column in answer.columns or (column == "area" and "document" in answer.columns)


def _said_twice(said: Understood) -> frozenset[str]:
    """Signals that leave nothing out where both of them are there."""
    both = frozenset({"target", "outcome"})
    return both if both <= said.signals else frozenset()


def _chosen(said: Understood, left: Mapping[str, str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for kind, name in (*said.beside, *left.items()):
        found.setdefault(kind, set()).add(name)
    return {kind: frozenset(names) for kind, names in found.items()}


def _only(answer: Rows, column: str, names: frozenset[str], asked: Asked) -> Rows:
    if column in answer.columns:
        fits = _in_period if column == "period" else _same
        return _kept(answer, column, lambda cell: fits(cell, names))
    documents = frozenset().union(*(asked.homes.get(name, frozenset()) for name in names))
    return _kept(answer, "document", lambda cell: cell in documents)


def _same(cell: object, names: frozenset[str]) -> bool:
    return cell in names


def _in_period(cell: object, names: frozenset[str]) -> bool:
    """Whether a period is one of those asked for, or begins within one of several years."""
    year = str(cell)[:4]
    spans = (name.split("/") for name in names if "/" in name)
    return cell in names or any(first[:4] <= year <= last[:4] for first, last in spans)


def _rather(answer: Rows, column: str, values: frozenset[str]) -> Rows:
    """Only rows with one of the values, where there are any."""
    if column not in answer.columns:
        return answer
    chosen = _kept(answer, column, lambda cell: cell in values)
    return chosen if chosen.rows else answer


def _kept(answer: Rows, column: str, fits: Callable[[object], bool]) -> Rows:
    at = answer.columns.index(column)
    return replace(answer, rows=tuple(row for row in answer.rows if fits(row[at])))


def _lean(said: Understood, answer: Rows, asked: Asked) -> Rows:
    lean = asked.lexicon.question(said.question).lean
    if lean is None or said.signals & set(lean.signals):
        return answer
    return _without(answer, frozenset(lean.columns))


def _without(answer: Rows, columns: frozenset[str]) -> Rows:
    """The answer without some columns; rows that are then alike stand once."""
    at = [index for index, name in enumerate(answer.columns) if name not in columns]
    rows = dict.fromkeys(tuple(row[index] for index in at) for row in answer.rows)
    return Rows(columns=tuple(answer.columns[index] for index in at), rows=tuple(rows))


def _sentences(answer: Rows, text: Callable[[str], str]) -> Rows:
    """The answer with whole sentences where it has only the words and where they stand."""
    if not set(_PLACE) <= set(answer.columns):
        return answer
    places = [answer.columns.index(name) for name in _PLACE]
    rows = tuple(tuple(_with_sentence(row, places, text)) for row in answer.rows)
    return replace(answer, rows=rows)


def _with_sentence(
    row: Iterable[_Cell], places: list[int], text: Callable[[str], str]
) -> Iterator[_Cell]:
    cells = list(row)
    document, start, end, quote = places
    whole = text(str(cells[document]))
    cells[quote] = sentence(whole, int(str(cells[start])), int(str(cells[end])))
    yield from cells


def sentence(text: str, start: int, end: int) -> str:
    """The sentence or line that a place of a text stands in.

    >>> sentence("甲。乙是1。丙", 2, 5)
    '乙是1。'
    """
    before = 1 + max(text.rfind(mark, 0, start) for mark in _MARKS)
    after = _ENDS.search(text, end)
    return text[before : after.end() if after else len(text)].strip()
