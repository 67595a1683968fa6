"""Reports as PDF files of several programs say what their texts say."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from kg import read
from kg.model import Cell, Observation
from kg.pipeline.reading import Reader
from kg.text.lines import Line
from tests import documents, needs, pdfs

#: Share of observations that a PDF must give as its text does.
SAME = 0.97
STYLE = (
    "@page{size:A4;margin:25mm 27mm} body{font:12pt/1.8 serif} h1{font-size:18pt;text-align:center}"
    "p{text-indent:2em;margin:0;text-align:justify} table{border-collapse:collapse;width:100%}"
    "td{border:1px solid #000;padding:2px 5px;line-height:1.3} tr{break-inside:avoid}"
)


def stated(found: tuple[Observation, ...]) -> Counter[tuple[object, ...]]:
    return Counter(
        (one.subject, one.indicator, one.area.name, one.period, one.quantity, one.text, one.status)
        for one in found
    )


class Expected(NamedTuple):
    """A report that has tables, and what its text states."""

    text: str
    stated: Counter[tuple[object, ...]]


@pytest.fixture(scope="module")
def expected(reader: Reader) -> Expected:
    plain = read.text(next(needs.CORPUS.glob("001_*.txt")))
    return Expected(plain.text, stated(reader.text(plain).observations))


def page_of(text: str) -> str:
    """A report as a web page, with tables that have merged cells."""
    body = []
    for number, piece in enumerate(documents.pieces(text)):
        if isinstance(piece, Line):
            tag = "h1" if number < 2 and len(piece.text) < 40 else "p"
            body.append(f"<{tag}>{piece.text}</{tag}>")
        else:
            body.append(f"<table>{''.join(_row(piece, n) for n in range(len(piece)))}</table>")
    return f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>{''.join(body)}"


def _row(rows: Sequence[Sequence[Cell]], number: int) -> str:
    cells = []
    for column, cell in enumerate(rows[number]):
        if cell.carried:
            continue
        below = number + 1
        while (
            below < len(rows) and rows[below][column : column + 1] and rows[below][column].carried
        ):
            below += 1
        cells.append(f'<td rowspan="{below - number}">{cell.text}</td>')
    row = f"<tr>{''.join(cells)}</tr>"
    return f"<thead>{row}</thead>" if number == 0 else row


def share(data: bytes, expected: Expected, reader: Reader, folder: Path) -> float:
    path = folder / "report.pdf"
    path.write_bytes(data)
    found = stated(reader.text(read.text(path)).observations)
    return (expected.stated & found).total() / max(expected.stated.total(), found.total())


@needs.reports
@pytest.mark.skipif(pdfs.CHROMIUM is None, reason="needs a browser: apt install chromium")
def test_a_report_that_a_browser_prints_says_the_same(
    expected: Expected, reader: Reader, tmp_path: Path
) -> None:
    (made,) = pdfs.printed([page_of(expected.text)])
    assert share(made, expected, reader, tmp_path) >= SAME


@needs.reports
@needs.office
def test_a_report_that_libreoffice_exports_says_the_same(
    expected: Expected, reader: Reader, tmp_path: Path
) -> None:
    (made,) = pdfs.exported([documents.docx_of(expected.text)], tmp_path)
    assert share(made, expected, reader, tmp_path) >= SAME
