"""Each answer of a graph with what the gold says of it: right, wrong, or nothing."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.evaluate.scorer import Row, Scorer

LAYERS = ("entities", "observations", "facts", "links", "projects")
#: The layer whose gold has no places: without a scope it holds for the whole report.
_PLACELESS = "projects"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One layer of one report: gold and answers, and which of them match.

    `pairs` are indexes of gold and answer; `aside` are answers that count neither way, of which
    `right` ones are right all the same.
    """

    layer: str
    document: str
    golds: tuple[Row, ...]
    givens: tuple[Row, ...]
    pairs: tuple[tuple[int, int], ...]
    aside: frozenset[int] = frozenset()
    right: frozenset[int] = frozenset()

    @property
    def missed(self) -> tuple[Row, ...]:
        """The gold that nothing matches."""
        hit = {i for i, _ in self.pairs}
        return tuple(row for i, row in enumerate(self.golds) if i not in hit)

    @property
    def false(self) -> tuple[Row, ...]:
        """The answers that match no gold and count."""
        used = {j for _, j in self.pairs} | self.aside
        return tuple(row for j, row in enumerate(self.givens) if j not in used)

    def verdicts(self) -> Iterator[tuple[Row, bool]]:
        """Each answer that the gold speaks of, and whether it is right."""
        right = {j for _, j in self.pairs} | self.right
        for j, row in enumerate(self.givens):
            if j in right or j not in self.aside:
                yield row, j in right


def judgements(golds: Iterable[Path], results: Path, scorer: Scorer) -> tuple[Judgement, ...]:
    """What the gold of some folders says of the answers in another, by layer and report."""
    return tuple(
        one
        for layer in LAYERS
        for one in _of_layer(tuple(golds), layer, scorer.read_results(results, layer), scorer)
    )


def _of_layer(
    golds: tuple[Path, ...], layer: str, answers: list[Row], scorer: Scorer
) -> Iterator[Judgement]:
    for folder in golds:
        for path in sorted(folder.glob(f"*.{layer}.jsonl")):
            document = path.stem.removesuffix(f".{layer}")
            scopes = _scopes(folder, document)
            if scopes and layer not in scopes and layer != _PLACELESS:
                continue  # the folder's gold of this layer is not said to be complete anywhere
            ranges = scopes.get(layer)
            lines = _rows(path)
            rows = [row for row in answers if row["document"] == document]
            if layer != _PLACELESS:
                rows = [row for row in rows if scorer.in_scope(row, ranges)]
            if layer == "facts":
                yield _facts(folder, document, lines, rows, scorer)
            else:
                yield _plain(layer, document, (lines, rows), ranges, scorer)


def _plain(
    layer: str,
    document: str,
    rows: tuple[list[Row], list[Row]],
    ranges: list[list[int]] | None,
    scorer: Scorer,
) -> Judgement:
    golds, givens = rows
    pairs = scorer.pair(golds, givens, scorer.MATCH[layer])
    matched = {j for _, j in pairs}
    outside = {
        j
        for j, row in enumerate(givens)
        if layer == _PLACELESS and j not in matched and not scorer.in_scope(row, ranges)
    }
    return Judgement(
        layer=layer,
        document=document,
        golds=tuple(golds),
        givens=tuple(givens),
        pairs=tuple(pairs),
        aside=frozenset(outside),
    )


def _facts(
    folder: Path, document: str, golds: list[Row], givens: list[Row], scorer: Scorer
) -> Judgement:
    """As the scorer counts: right but not core facts, and some of the own area, stand aside."""
    match = scorer.MATCH["facts"]
    core, own = scorer.core_facts(folder, document, golds)
    touched = [row for row, is_core in zip(golds, core, strict=True) if is_core]
    pairs = scorer.pair(golds, givens, match)
    right = {j for i, j in pairs if not core[i]}
    matched = {j for _, j in pairs}
    idle = {
        j
        for j, row in enumerate(givens)
        if j not in matched
        and scorer.area(row.get("actor")) == scorer.area(own)
        and not any(scorer.overlap(row, gold) for gold in touched)
    }
    counted = [j for j in range(len(givens)) if j not in right | idle]
    again = scorer.pair(touched, [givens[j] for j in counted], match)
    return Judgement(
        layer="facts",
        document=document,
        golds=tuple(touched),
        givens=tuple(givens),
        pairs=tuple((i, counted[j]) for i, j in again),
        aside=frozenset(right | idle),
        right=frozenset(right),
    )


def _scopes(folder: Path, document: str) -> dict[str, list[list[int]]]:
    path = folder / f"{document}.scope.json"
    if not path.is_file():
        return {}
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except ValueError as error:
        raise InputError(f"damaged gold: {error}", where=str(path)) from error


def _rows(path: Path) -> list[Row]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines if line.strip()]
    except ValueError as error:
        raise InputError(f"damaged gold: {error}", where=str(path)) from error
