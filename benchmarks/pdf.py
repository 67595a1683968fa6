"""How PDF files are read: what of the reports comes out, how fast, and what damaged files do.

    python benchmarks/pdf.py FOLDER [--places 20] [--mutations 2000 [--only-mutations]]

The reports of the folder are made into PDF files by LibreOffice and by a browser.
"""

import argparse
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from kg import read
from kg.errors import InputError
from kg.model import Text
from kg.pipeline.reading import Reader
from kg.read import child, pdf
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


def mutated(data: bytes, draw: random.Random) -> bytes:
    """A file with flipped bits, cut off, with parts swapped, doubled or overwritten."""
    out = bytearray(data)
    kind = draw.randrange(6)
    if kind == 0:
        for _ in range(draw.choice((1, 10, 200))):
            out[draw.randrange(len(out))] ^= 1 << draw.randrange(8)
    elif kind == 1:
        del out[draw.randrange(len(out)) :]
    elif kind == 2:
        a, b, size = draw.randrange(len(out)), draw.randrange(len(out)), draw.randrange(5000)
        out[a : a + size], out[b : b + size] = out[b : b + size], out[a : a + size]
    elif kind == 3:
        a = draw.randrange(len(out))
        out[a:a] = out[a : a + draw.randrange(20_000)]
    elif kind == 4:
        # numbers of objects, counts, lengths
        digits = [n for n, byte in enumerate(out) if 48 <= byte <= 57]
        for _ in range(draw.choice((1, 5, 50))):
            out[draw.choice(digits)] = draw.randrange(48, 58)
    else:
        words = (
            b"/Kids",
            b"/Parent",
            b"/Filter",
            b"/Length",
            b"/Count",
            b"/W",
            b"/Font",
            b"endobj",
        )
        for word in draw.sample(words, 2):
            out = out.replace(word, draw.choice(words), draw.randrange(1, 4))
    return bytes(out)


def mutations(made: list[bytes], count: int, folder: Path) -> None:
    """What comes of damaged files, each read as a build reads it."""
    draw = random.Random(11)  # noqa: S311  # any will do
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    path = folder / "mutated.pdf"
    for _ in range(count):
        path.write_bytes(mutated(draw.choice(made), draw))
        started = time.monotonic()
        try:
            read.text(path)
            outcomes["read"] += 1
        except InputError as error:
            outcomes[error.message.split(":")[0]] += 1
        slowest = max(slowest, time.monotonic() - started)
    child.stop()
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(
        f"{count} damaged files, the slowest {slowest:.1f} s, a child's memory {most / 1024:.0f} MiB"
    )
    for outcome, number in outcomes.most_common():
        print(f"{number:6} {outcome}")


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
        path = folder / f"{one.source.id}.pdf"
        path.write_bytes(data)
        found.append(read.text(path))
        shares(program, one, found[-1], reader)
    speed(program, made)
    places(found, drawn)


def main() -> None:
    """Measure what was asked for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--mutations", type=int, default=0)
    asked.add_argument("--places", type=int, default=0)
    asked.add_argument("--only-mutations", action="store_true")
    given = asked.parse_args()
    plain = [read.text(path) for path in sorted(given.folder.glob("*.txt"))]
    reader = Reader(Settings())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small: list[bytes] = []
        for program, make in MAKERS.items():
            if not given.only_mutations:
                made = make([one.text for one in plain], folder)
                measured(program, plain, made, reader, folder, given.places)
            # two pages each, so that many can be damaged
            small += make([one.text[:2500] for one in plain], folder)
        mutations(small, given.mutations, folder)


if __name__ == "__main__":
    main()
