"""Reports as the files that people download, made of their text while the tests run."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from io import BytesIO
from itertools import pairwise

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from kg.model import Cell
from kg.structure import tables
from kg.structure.headings import part_number
from kg.text.lines import Line, lines

#: A font that Debian's fonts-noto-cjk has, and what Word calls the usual one.
FONT = "Noto Serif CJK SC"
_LONGEST_TITLE = 40
_WIDTH = 8000  # of a table, in twentieths of a point

Piece = Line | tuple[tuple[Cell, ...], ...]


def pieces(text: str) -> Iterator[Piece]:
    """The written lines of a report and its tables, in order."""
    listed = lines(text)
    index = 0
    while index < len(listed):
        line = listed[index]
        end = index + 1
        if line.is_cell:
            end = tables.region(listed, index, {})
            yield tables.rows(text, listed[index:end])
        elif not line.blank:
            yield line
        index = end


@lru_cache(maxsize=16)
def docx_of(text: str) -> bytes:
    """A report as a Word file: what its text says, laid out as offices do.

    Every line is a paragraph, every table a real one whose cells are merged downwards; parts begin
    on new pages; headers repeat the title, footers number the pages.
    """
    document = docx.Document()
    _dress(document)
    front, piece = True, None
    for piece in pieces(text):
        if not isinstance(piece, Line):
            document.element.body.insert(-1, _table(piece))
            continue
        front = front and not part_number(piece.text)
        _line(document, piece.text, front=front)
    if not isinstance(piece, Line):
        document.add_paragraph()  # Word ends no file with a table, and LibreOffice loses such a one
    _frame(document, next(line.text for line in lines(text) if not line.blank))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _dress(document: Document) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(28)
    for name in ("Normal", "Heading 1", "Heading 2"):
        font = document.styles[name].font
        font.name, font.size = FONT, Pt(12)
        font.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)


def _line(document: Document, text: str, *, front: bool) -> None:
    if part_number(text) and len(text) <= _LONGEST_TITLE and not text.endswith("。"):
        top = not text.startswith(("（", "("))
        heading = document.add_paragraph(text, f"Heading {1 if top else 2}")
        heading.paragraph_format.page_break_before = top
        return
    written = document.add_paragraph(text)
    if front and len(text) <= _LONGEST_TITLE:
        written.alignment = WD_ALIGN_PARAGRAPH.CENTER
    else:
        written.paragraph_format.first_line_indent = Pt(24)
        written.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


def _frame(document: Document, title: str) -> None:
    page = document.sections[0]
    page.header.paragraphs[0].text = title
    foot = page.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run("－")
    _field(foot, "PAGE")
    foot.add_run("－")


def _field(paragraph: Paragraph, code: str) -> None:
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("shown", "1"), ("end", "")):
        run = paragraph.add_run(text if kind == "shown" else "")
        if kind == "":
            run._r.append(element("w:instrText", text))
        elif kind != "shown":
            run._r.append(element("w:fldChar", **{"w:fldCharType": kind}))


# -- tables ----------------------------------------------------------------------------------------


def element(tag: str, text: str = "", *children: BaseOxmlElement, **given: str) -> BaseOxmlElement:
    """An element of WordprocessingML."""
    made: BaseOxmlElement = OxmlElement(tag)
    for name, value in given.items():
        made.set(qn(name), value)
    if text:
        made.text = text
    made.extend(children)
    return made


def _table(rows: Sequence[Sequence[Cell]]) -> BaseOxmlElement:
    width = max(map(len, rows))
    grid = [element("w:gridCol", **{"w:w": str(_WIDTH // width)}) for _ in range(width)]
    return element(
        "w:tbl",
        "",
        element("w:tblPr", "", _borders()),
        element("w:tblGrid", "", *grid),
        *(_row(row, after, width, first=n == 0) for n, (row, after) in enumerate(_ahead(rows))),
    )


def _borders() -> BaseOxmlElement:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    line = {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": "000000"}
    return element("w:tblBorders", "", *(element(f"w:{side}", **line) for side in sides))


def _ahead(
    rows: Sequence[Sequence[Cell]],
) -> Iterator[tuple[Sequence[Cell], Sequence[Cell]]]:
    yield from pairwise((*rows, ()))


def _row(row: Sequence[Cell], after: Sequence[Cell], width: int, *, first: bool) -> BaseOxmlElement:
    cells = [_cell(cell, after[n : n + 1], width) for n, cell in enumerate(row)]
    # the last cell of a short row reaches to the edge
    if len(row) < width:
        span = element("w:gridSpan", **{"w:val": str(width - len(row) + 1)})
        cells[-1][0].insert(1, span)
    head = [element("w:trPr", "", element("w:tblHeader"))] if first else []
    return element("w:tr", "", *head, *cells)


def _cell(cell: Cell, below: Sequence[Cell], width: int) -> BaseOxmlElement:
    properties = element("w:tcPr", "", element("w:tcW", **{"w:w": str(_WIDTH // width)}))
    if cell.carried:
        properties.append(element("w:vMerge"))
    elif below and below[0].carried:
        properties.append(element("w:vMerge", **{"w:val": "restart"}))
    text = "" if cell.carried else cell.text
    run = element("w:r", "", element("w:t", text))
    return element("w:tc", "", properties, element("w:p", "", run))
