"""How a report reads from a Word file: `python -m benchmarks.word ../shared/corpus --draw 20`.

For each text of a folder a Word file is made and read: which share of observations is the same, how
many such files a core reads in a second. Then places of evidence are drawn, with the words that
python-docx finds there, for a reader to judge.
"""

import argparse
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.table import Table

from kg import read
from kg.model import Observation, Place, Reading
from kg.pipeline.reading import Reader
from kg.read.docx import parts
from kg.read.limits import Limits
from kg.read.writing import written
from kg.settings import Settings
from tests.documents import docx_of

_TURNS = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--draw", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    reader = Reader(Settings())
    found: list[tuple[Path, Reading]] = []
    with tempfile.TemporaryDirectory() as folder:
        for source in sorted(options.folder.glob("*.txt")):
            made = Path(folder) / f"{source.stem}.docx"
            made.write_bytes(docx_of(source.read_text(encoding="utf-8")))
            reading = reader.text(read.text(made))
            found.append((made, reading))
            same = _same(reader.text(read.text(source)), reading)
            print(f"{source.stem}: {same:.2%} of observations, {_speed(made):.0f} files/s")
        places = [(made, r, o) for made, r in found for o in r.observations]
        for one in random.Random(options.seed).sample(places, options.draw):  # noqa: S311
            print("\n".join(_shown(*one)))


def _same(plain: Reading, found: Reading) -> float:
    one, other = (_said(reading) for reading in (plain, found))
    return (one & other).total() / max(one.total(), other.total(), 1)


def _said(reading: Reading) -> Counter[tuple[object, ...]]:
    return Counter(
        (o.subject, o.indicator, o.area, o.period, o.status, o.measure, o.quantity, o.text)
        for o in reading.observations
    )


def _speed(path: Path) -> float:
    data = path.read_bytes()
    began = time.process_time()
    for _ in range(_TURNS):
        written(parts(data, Limits()), Limits())
    return _TURNS / (time.process_time() - began)


def _shown(made: Path, reading: Reading, observation: Observation) -> Iterator[str]:
    span = observation.evidence.span
    text = reading.document.text
    places = (p for p in reading.document.places if p.span.start <= span.start <= p.span.end)
    placed = next(places)
    place = placed.place
    yield f"\n{made.stem} {observation.indicator} {observation.period.key} {_words(place)}"
    yield f"  evidence {span.of(text)}"
    there = _there(made, place)
    start, end = span.start - placed.span.start, span.end - placed.span.start
    yield f"  there    {there[max(0, start - 9) : start]}[{there[start:end]}]{there[end : end + 9]}"


def _words(place: Place) -> str:
    if place.table:
        return f"table {place.table}, row {place.row}, column {place.column}"
    return f"paragraph {place.paragraph}"


def _there(made: Path, place: Place) -> str:
    """The words at a place, found by python-docx."""
    document = docx.Document(str(made))
    if place.table:
        table: Table = document.tables[place.table - 1]
        return table.cell((place.row or 1) - 1, (place.column or 1) - 1).text
    return document.paragraphs[(place.paragraph or 1) - 1].text


if __name__ == "__main__":
    main()
