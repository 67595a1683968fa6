"""How PDF files are read: what of the reports comes out, and how fast.

    python benchmarks/pdf.py FOLDER [--places 20] [--keep PDFS]

The reports of the folder are made into PDF files by LibreOffice and by a browser.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from kg import read
from kg.model import Text
from kg.pipeline.reading import Reader
from kg.read import pdf
from kg.read.limits import Limits
from kg.read.writing import written
from kg.settings import Settings
from kg.structure import tables
from kg.text.lines import lines
from tests import documents, pdfs
from tests.test_read_pdf_reports import page_of, stated


def content(text: str) -> Counter[str]:
    """Paragraphs and rows of tables, without white space."""
    listed = lines(text)
    found: Counter[str] = Counter()
    index = 0
    while index < len(listed):
        line, end = listed[index], index + 1
        if line.is_cell:
            end = tables.region(listed, index, {})
            found.update(
                "|".join("".join(cell.text.split()) for cell in row)
                for row in tables.rows(text, listed[index:end])
            )
        elif not line.blank:
            found["".join(line.text.split())] += 1
        index = end
    return found


def shares(name: str, plain: Text, other: Text, reader: Reader) -> None:
    """The share of paragraphs with rows, and of observations, that a file has as its text."""
    one, two = stated(reader.text(plain).observations), stated(reader.text(other).observations)
    same = (one & two).total() / max(one.total(), two.total())
    lines_one, lines_two = content(plain.text), content(other.text)
    kept = (lines_one & lines_two).total() / max(lines_one.total(), lines_two.total())
    print(
        f"{name:12} {plain.source.id[:3]}  observations {one.total():4} {same:7.2%}"
        f"  paragraphs and rows {lines_one.total():4} {kept:7.2%}"
    )


def speed(name: str, made: list[bytes], rounds: int = 3) -> None:
    """Reports a second of processor time, to text."""
    started = time.process_time()
    for data in made * rounds:
        written(pdf.parts(data, Limits()), Limits())
    took = time.process_time() - started
    print(f"{name:12} {len(made) * rounds / took:.1f} reports/s/core")


def places(texts: list[Text], count: int) -> None:
    """Passages drawn at random, with where they stand."""
    draw = random.Random(7)  # noqa: S311  # any will do
    for _ in range(count):
        text = draw.choice(texts)
        one = draw.choice([one for one in text.places if one.span.end > one.span.start])
        print(text.source.id[:3], one.place, one.span.of(text.text)[:60])


def exported(texts: list[str], folder: Path) -> list[bytes]:
    """Reports as LibreOffice makes them PDF files."""
    return pdfs.exported([documents.docx_of(text) for text in texts], folder)


def printed(texts: list[str], _folder: Path) -> list[bytes]:
    """Reports as a browser prints them."""
    return pdfs.printed(page_of(text) for text in texts)


MAKERS = {"LibreOffice": exported, "browser": printed}


def measured(
    program: str, plain: list[Text], made: list[bytes], reader: Reader, folder: Path, drawn: int
) -> None:
    """What comes out of the files of one program, and how fast."""
    found = []
    for one, data in zip(plain, made, strict=True):
        path = folder / f"{one.source.id}-{program}.pdf"
        path.write_bytes(data)
        found.append(read.text(path))
        shares(program, one, found[-1], reader)
    speed(program, made)
    places(found, drawn)


def main() -> None:
    """Measure what was asked for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--places", type=int, default=0)
    asked.add_argument("--keep", type=Path, help="a folder for the PDF files")
    given = asked.parse_args()
    plain = [read.text(path) for path in sorted(given.folder.glob("*.txt"))]
    reader = Reader(Settings())
    with tempfile.TemporaryDirectory() as name:
        folder = given.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        for program, make in MAKERS.items():
            made = make([one.text for one in plain], folder)
            measured(program, plain, made, reader, folder, given.places)


if __name__ == "__main__":
    main()
