"""All errors of an evaluation: each miss joined with the false alarm about the same thing."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from kg import store
from kg.evaluate.mistakes import causes
from kg.evaluate.mistakes.causes import Mistake
from kg.evaluate.mistakes.scoring import LAYERS, Row, Scorer, verdict


@dataclass(frozen=True, slots=True)
class Found:
    """A layer's figures by the scorer, and its errors."""

    layer: str
    figures: Mapping[str, Any]
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """A layer of a document: all its rows, and those that the scorer counts as wrong."""

    layer: str
    document: str
    golds: tuple[Row, ...]
    givens: tuple[Row, ...]
    missed: tuple[Row, ...]
    extra: tuple[Row, ...]


def find(scorer: Scorer, gold: Path, answers: Path) -> tuple[Found, ...]:
    """The errors of all layers that the gold has."""
    return tuple(
        found for layer in LAYERS if (found := _layer(scorer, gold, answers, layer)).figures
    )


def texts(graph: Path) -> dict[str, str]:
    """The text of each report of a graph."""
    return {
        entry.id: store.report_file(graph, entry.id, store.TEXT).decode()
        for entry in store.read(graph).reports
    }


def _layer(scorer: Scorer, gold: Path, answers: Path, layer: str) -> Found:
    said = verdict(scorer, gold, answers, layer)
    given = scorer.ask("read_results", answers, layer)
    mistakes: list[Mistake] = []
    for path in sorted(gold.glob(f"*.{layer}.jsonl")):
        document = path.stem.rsplit(".", 1)[0]
        place = _Place(
            layer,
            document,
            _rows(path),
            tuple(row for row in given if row["document"] == document),
            tuple(row for name, row in said.missed if name == document),
            tuple(row for name, row in said.extra if name == document),
        )
        mistakes += _stages(scorer, place) if layer == "projects" else ()
        mistakes += _wrong(scorer, place)
    return Found(layer, said.figures, tuple(mistakes))


def _rows(path: Path) -> tuple[Row, ...]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line) for line in lines if line.strip())


def _wrong(scorer: Scorer, place: _Place) -> Iterator[Mistake]:
    """Misses and false alarms: first those that differ least, then what stands alone."""
    missed, extra = list(place.missed), list(place.extra)
    for most in range(causes.MOST.get(place.layer, 0) + 1):
        near = partial(_near, scorer, place.layer, most)
        pairs = scorer.pairs(missed, extra, near)
        for i, j in pairs:
            differs = causes.differing(scorer, place.layer, missed[i], extra[j])
            why = causes.cause(place.layer, differs)
            yield Mistake(place.layer, place.document, why, differs, missed[i], extra[j])
        missed = _without(missed, [i for i, _ in pairs])
        extra = _without(extra, [j for _, j in pairs])
    yield from _alone(scorer, place, missed, extra)


def _alone(
    scorer: Scorer, place: _Place, missed: Sequence[Row], extra: Sequence[Row]
) -> Iterator[Mistake]:
    layer = place.layer
    for row in missed:
        over = _over(scorer, layer, row, place.givens)
        why = causes.alone("missed", layer, row, over)
        yield Mistake(layer, place.document, why, (), row, over)
    for row in extra:
        over = _over(scorer, layer, row, place.golds)
        why = causes.alone("extra", layer, row, over)
        yield Mistake(layer, place.document, why, (), over, row)


def _stages(scorer: Scorer, place: _Place) -> Iterator[Mistake]:
    """Projects that the scorer counts as right and whose stage differs."""
    for i, j in scorer.pairs(place.golds, place.givens, scorer.defined["MATCH"]["projects"]):
        gold, given = place.golds[i], place.givens[j]
        differs = causes.differing(scorer, place.layer, gold, given)
        if differs:
            yield Mistake(place.layer, place.document, "stage", differs, gold, given)


def _near(scorer: Scorer, layer: str, most: int, gold: Row, given: Row) -> bool:
    if layer == "projects" or not scorer.ask("overlap", gold, given):
        return False
    return len(causes.differing(scorer, layer, gold, given)) <= most


def _over(scorer: Scorer, layer: str, row: Row, others: Sequence[Row]) -> Row | None:
    """What stands over the place of an entity."""
    if layer != "entities":
        return None
    return next((other for other in others if scorer.ask("overlap", row, other)), None)


def _without(rows: list[Row], taken: Sequence[int]) -> list[Row]:
    return [row for i, row in enumerate(rows) if i not in taken]
