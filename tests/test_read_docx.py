"""Word files: what they show is read, in order, and nothing else."""

from collections import Counter
from pathlib import Path

import pytest

from kg import read
from kg.errors import InputError
from kg.model import Reading
from kg.pipeline.reading import Reader
from kg.read import docx as word
from kg.read.limits import Limits
from kg.read.parts import Paragraph
from kg.read.writing import written
from tests import needs
from tests.documents import docx_of
from tests.word import (
    document,
    docx,
    level,
    lines,
    listed,
    lists,
    members,
    p,
    packed,
    r,
    relations,
    tbl,
    tc,
    tr,
)

LIMITS = Limits()
EXAMPLE = Path(__file__).parents[1] / "examples"


def refused(data: bytes, limits: Limits = LIMITS) -> str:
    with pytest.raises(InputError) as raised:
        list(word.parts(data, limits))
    return raised.value.message


# -- the same report -------------------------------------------------------------------------------


def observed(reading: Reading) -> Counter[tuple[object, ...]]:
    """Observations of a reading without their places."""
    return Counter(
        (o.subject, o.indicator, o.area, o.period, o.status, o.measure, o.quantity, o.text)
        for o in reading.observations
    )


def both(path: Path, folder: Path, reader: Reader) -> tuple[Reading, Reading]:
    made = folder / f"{path.stem}.docx"
    made.write_bytes(docx_of(path.read_text(encoding="utf-8")))
    return reader.text(read.text(path)), reader.text(read.text(made))


@needs.reports
@pytest.mark.parametrize("stem", ["001_5c42008d39373ab4", "003_3e05b6c6320dee02"])
def test_a_report_says_the_same_as_its_text(stem: str, tmp_path: Path, reader: Reader) -> None:
    plain, found = (observed(one) for one in both(needs.CORPUS / f"{stem}.txt", tmp_path, reader))
    shared = (plain & found).total()
    assert shared >= 0.99 * max(plain.total(), found.total()) > 100


@pytest.mark.parametrize("path", sorted(EXAMPLE.glob("*.txt")), ids=lambda path: path.stem)
def test_an_example_says_the_same_as_its_text(path: Path, tmp_path: Path, reader: Reader) -> None:
    plain, found = both(path, tmp_path, reader)
    assert observed(found) == observed(plain)
    assert [len(table.rows) for table in found.document.tables] == [
        len(table.rows) for table in plain.document.tables
    ]


def test_what_notes_say_is_no_figure_of_the_report(tmp_path: Path, reader: Reader) -> None:
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    body = p("明湖县2025年政府工作报告") + p("一、2024年工作回顾")
    body += f"<w:p>{r('财政收入')}{mark}{r('增长6.5%。')}</w:p>"
    note = f'<w:footnote w:id="1">{p("上年地区生产总值增长9.9%。")}</w:footnote>'
    path = tmp_path / "report.docx"
    path.write_bytes(docx(body, footnotes=note))
    found = reader.text(read.text(path))
    assert [one.indicator for one in found.observations] == ["财政收入"]
    assert [part.notes for part in found.document.sections] == [False, True, True]


def test_every_line_has_its_place(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    table = tbl(tr(tc("指标"), tc("目标")), tr(tc("GDP"), tc("5%")))
    path.write_bytes(docx(p("一、目标") + p() + p("如下：") + table + p("完。")))
    found = read.text(path)
    places = {one.span.of(found.text): one.place for one in found.places}
    assert places["如下："].paragraph == 3
    assert (places["5%"].table, places["5%"].row, places["5%"].column) == (1, 2, 2)
    assert places["完。"].paragraph == 4
    assert found.source.media_type.endswith("wordprocessingml.document")


# -- packages --------------------------------------------------------------------------------------


def test_the_document_may_have_another_name(tmp_path: Path) -> None:
    found = members(p("一、目标"))
    found["word/document2.xml"] = found.pop("word/document.xml")
    found["_rels/.rels"] = relations(officeDocument="/word/document2.xml")
    path = tmp_path / "report.docx"
    path.write_bytes(packed(found))
    assert read.text(path).text.strip() == "一、目标"


def test_the_strict_namespaces_are_those_of_word_too() -> None:
    usual = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    found = members(p("甲", listed(1)), numbering=lists(level(0, "%1、")))
    found = {
        name: text.replace(usual, "http://purl.oclc.org/ooxml/wordprocessingml/main").replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
            "http://purl.oclc.org/ooxml/officeDocument/relationships/",
        )
        for name, text in found.items()
    }
    text, _ = written(word.parts(packed(found), LIMITS), LIMITS)
    assert text == "1、甲\n"


def test_a_part_that_is_not_there_is_done_without() -> None:
    found = members(p("甲", listed(1)), numbering=lists(level(0, "%1、")))
    del found["word/numbering.xml"]
    assert list(word.parts(packed(found), LIMITS)) == [Paragraph.of("甲")]


ENTITY = '<!DOCTYPE w:document [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = "<!DOCTYPE l [" + "".join(
    f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9)
) + '<!ENTITY l0 "哈">]>'  # fmt: skip


@pytest.mark.parametrize("declared", [ENTITY, LAUGHS], ids=["external", "billion laughs"])
def test_entities_are_refused(declared: str) -> None:
    found = members("")
    found["word/document.xml"] = declared + document(
        f"<w:p><w:r><w:t>&{'e' if declared == ENTITY else 'l9'};</w:t></w:r></w:p>"
    )
    assert "entities" in refused(packed(found))


def test_bombs_are_refused_before_they_are_unpacked() -> None:
    bomb = docx("<w:p/>" * 2_000_000)
    assert len(bomb) < 100_000
    assert "times its size" in refused(bomb)
    assert "unpack to more than" in refused(docx(p("字" * 1000)), Limits(unpacked=1000))
    assert "more than 3 files" in refused(docx(p("字")), Limits(members=3))


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("<w:p>", "no whole XML"),
        ("<w:ins>" * 300 + "</w:ins>" * 300, "nested too deep"),
        (tbl(tr(tc("甲", '<w:gridSpan w:val="200000"/>'))), "more than 100,000 cells"),
    ],
    ids=["not closed", "deep", "wide"],
)
def test_what_is_damaged_is_named(body: str, message: str) -> None:
    assert message in refused(docx(body))


def test_boxes_within_boxes_have_a_limit() -> None:
    body = p("甲")
    for _ in range(12):
        body = f"<w:p><w:r><w:pict><w:txbxContent>{body}</w:txbxContent></w:pict></w:r></w:p>"
    assert lines(body) == ["甲"]
    assert "nested more than 10 deep" in refused(docx(body), Limits(nesting=10))
