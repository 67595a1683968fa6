"""Draws explained numbers for a reader to judge: `python tools/sample.py FOLDER --seed 3`.

Prints for each number its document and offsets, what explains it, the sentence with the number in
brackets, and what was read; a reader adds verdict and cause (see training/statements/sample-*.tsv).
"""

import argparse
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from kg.model import Mention, Number, Observation, Reading, Span
from kg.pipeline.reading import Reader
from kg.settings import Settings

_ENDS = "。；！？\n"


def main() -> None:
    """Read all reports of a folder and draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="reports as .txt")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--count", type=int, default=200)
    options = parser.parse_args()
    reader = Reader(Settings())
    readings = [reader.path(path) for path in sorted(options.folder.glob("*.txt"))]
    explained = [(r, n) for r in readings for n in r.numbers if n.explained_by]
    drawn = random.Random(options.seed).sample(range(len(explained)), options.count)  # noqa: S311
    for index in sorted(drawn):
        reading, number = explained[index]
        sys.stdout.write("\n".join(_shown(reading, number)) + "\n\n")


def _shown(reading: Reading, number: Number) -> Iterator[str]:
    document, span = reading.document, number.span
    yield f"{document.id}\t{span.start}\t{span.end}\t{number.explained_by}"
    yield f"  {_sentence(document.text, span)}"
    for one in reading.observations:
        if any(_holds(place, span) for place in (one.evidence.span, *one.evidence.cues)):
            yield f"  → {_said(one)}"
    for name in reading.mentions:
        if number.explained_by == "name" and _holds(name.span, span):
            yield f"  → {_named(name)}"


def _sentence(text: str, span: Span) -> str:
    start = max(text.rfind(mark, 0, span.start) for mark in _ENDS) + 1
    end = min(at if (at := text.find(mark, span.end)) >= 0 else len(text) for mark in _ENDS)
    return f"{text[start : span.start]}【{span.of(text)}】{text[span.end : end]}".strip()


def _holds(place: Span, span: Span) -> bool:
    return place.start <= span.start and span.end <= place.end


def _said(one: Observation) -> str:
    size = one.quantity
    amount = f"{size.amount}–{size.upper or ''}{size.unit} {size.bound.value}" if size else one.text
    fields = (one.area.name, one.written or one.indicator, one.subject, one.period.key)
    kind = (one.status.value, one.measure.value, one.basis)
    return " | ".join("–" if not field else str(field) for field in (*fields, *kind, amount))


def _named(name: Mention) -> str:
    return f"{name.type.value} {name.text}"


if __name__ == "__main__":
    main()
