"""The rows of a named question cut to what was asked, each with its whole sentence."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import NamedTuple

from kg.ask.graph import Asked
from kg.ask.ordering import Ordered, Wanted, ordered
from kg.ask.rows import Cell, column, kept, rather, without
from kg.ask.understanding import Understood
from kg.model import Rows

_PLACE = ("document", "start", "end", "quote")
_OFFSETS = frozenset({"start", "end"})
_MARKS = "。！？!?\n"
_ENDS = re.compile(f"[{_MARKS}]")
#: Columns that a name of a kind chooses by.
_COLUMNS = {"place": "area"}
#: The column of the part of a year that a target was measured by.
_REACHED = "outcome_period"


class Cut(NamedTuple):
    """The rows that are left.

    `open` are names that no column could choose by, `missing` those that no row is of, `only` and
    `lost` signals that rows were chosen by and those that would have left none, `order` what the
    rows were put in order by: None where no order was asked for.
    """

    rows: Rows
    open: tuple[str, ...]
    missing: tuple[str, ...]
    only: tuple[str, ...]
    lost: tuple[str, ...]
    order: Ordered | None
    unordered: bool


def cut(said: Understood, answer: Rows, left: Mapping[str, str], asked: Asked) -> Cut:
    """What was asked of an answer; `left` are parameters that the question has no name for."""
    chosen, unchosen, missing = answer, list[str](), list[str]()
    by = _chosen(said, left)
    for name, names in by.items():
        if _tells(answer, name):
            chosen = _only(chosen, name, names, asked)
            missing.extend(_missing(chosen, name, names))
        else:
            unchosen.extend(sorted(names))
    chosen, only, lost = _signalled(said, chosen, asked)
    wanted = _wanted(said, {*by, *only}, asked)
    part = frozenset(name for kind, name in said.values if kind == _REACHED)
    chosen = rather(chosen, _REACHED, part) if part else chosen
    how = asked.lexicon.question(said.question).order
    if not wanted.order and wanted.endings and "area" in chosen.columns:
        chosen = rather(chosen, "area", _ending(chosen, wanted.endings))
    order = ordered(chosen, how, wanted, asked.units) if how and wanted.order else None
    rows = order.rows if order else chosen
    rows = without(_lean(said, _sentences(rows, asked.sentences), asked), _OFFSETS)
    unordered = bool(wanted.order) and order is None and bool(rows.rows)
    return Cut(rows, tuple(unchosen), tuple(missing), only, lost, order, unordered)


def _ending(chosen: Rows, endings: tuple[str, ...]) -> frozenset[str]:
    return frozenset(str(c) for c in column(chosen, "area") if str(c).endswith(endings))


def _missing(chosen: Rows, name: str, names: frozenset[str]) -> Iterator[str]:
    """Of several names those that no row is of."""
    if len(names) > 1 and name in chosen.columns and name != "period":
        yield from sorted(names - {str(cell) for cell in column(chosen, name)})


def _signalled(
    said: Understood, answer: Rows, asked: Asked
) -> tuple[Rows, tuple[str, ...], tuple[str, ...]]:
    """Rows as signals want them, with the signals that chose, and those that would leave none."""
    only, lost = list[str](), list[str]()
    for signal, columns in asked.lexicon.cuts.items():
        if signal not in said.signals or signal in _said_twice(said):
            continue
        for name, values in columns.items():
            chosen = rather(answer, name, values)
            if name in answer.columns and answer.rows:
                fit = {cell or "" for cell in column(chosen, name)} <= set(values)
                (only if fit else lost).append(signal)
            answer = chosen
    return answer, tuple(only), tuple(lost)


def _wanted(said: Understood, chosen: AbstractSet[str], asked: Asked) -> Wanted:
    """The order that is wanted; what was chosen by a signal or a name is free no more."""
    told = dict(said.values)
    lexicon = asked.lexicon
    fixed = {name for signal in chosen for name in lexicon.cuts.get(signal, {})}
    fixed |= {*said.given, *(kind for kind, _ in said.beside)}
    ends = (end for one in said.signals for end in lexicon.endings.get(one, ()))
    how = lexicon.question(said.question).order
    named = {how.within, *how.rather} - fixed if how else set()
    return Wanted(
        order=told.get("order", ""),
        limit=int(told.get("limit", 0)),
        endings=tuple(sorted(ends)),
        free=frozenset(named),
    )


def _tells(answer: Rows, name: str) -> bool:
    return name in answer.columns or (name == "area" and "document" in answer.columns)


def _said_twice(said: Understood) -> frozenset[str]:
    """Signals that leave nothing out where both of them are there."""
    both = frozenset({"target", "outcome"})
    return both if both <= said.signals else frozenset()


def _chosen(said: Understood, left: Mapping[str, str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for kind, name in (*said.beside, *left.items()):
        found.setdefault(_COLUMNS.get(kind, kind), set()).add(name)
    return {kind: frozenset(names) for kind, names in found.items()}


def _only(answer: Rows, name: str, names: frozenset[str], asked: Asked) -> Rows:
    if name in answer.columns:
        fits = _in_period if name == "period" else _same
        return kept(answer, name, lambda cell: fits(cell, names))
    documents = frozenset().union(*(asked.homes.get(one, frozenset()) for one in names))
    return kept(answer, "document", lambda cell: cell in documents)


def _same(cell: object, names: frozenset[str]) -> bool:
    return cell in names


def _in_period(cell: object, names: frozenset[str]) -> bool:
    """Whether a period is one of those asked for, or begins within one of several years."""
    year = str(cell)[:4]
    spans = (name.split("/") for name in names if "/" in name)
    return cell in names or any(first[:4] <= year <= last[:4] for first, last in spans)


def _lean(said: Understood, answer: Rows, asked: Asked) -> Rows:
    lean = asked.lexicon.question(said.question).lean
    if lean is None or said.signals & set(lean.signals):
        return answer
    return without(answer, frozenset(lean.columns))


def _sentences(answer: Rows, text: Callable[[str], str]) -> Rows:
    """The answer with whole sentences where it has only the words and where they stand."""
    if not set(_PLACE) <= set(answer.columns):
        return answer
    places = [answer.columns.index(name) for name in _PLACE]
    rows = tuple(tuple(_with_sentence(row, places, text)) for row in answer.rows)
    return replace(answer, rows=rows)


def _with_sentence(
    row: Iterable[Cell], places: list[int], text: Callable[[str], str]
) -> Iterator[Cell]:
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
