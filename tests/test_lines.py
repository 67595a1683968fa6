"""Lines, sentences, clauses and white space keep their offsets."""

from hypothesis import given

from kg.model import Span
from kg.text.clauses import Clauses
from kg.text.lines import line_number, lines, sentences, squeeze
from tests import strategies


@given(strategies.texts)
def test_the_text_of_a_line_stands_at_its_span(text: str) -> None:
    for line in lines(text):
        assert line.span.of(text) == line.text


@given(strategies.texts)
def test_lines_hold_every_character_that_is_no_line_break(text: str) -> None:
    assert "".join(line.raw for line in lines(text)) == text.replace("\r", "").replace("\n", "")


def test_line_breaks_of_any_kind_part_lines() -> None:
    text = "甲\r\n乙\n丙\r丁"
    assert [line.text for line in lines(text)] == ["甲", "乙", "丙", "丁"]
    assert [line.span.of(text) for line in lines(text)] == ["甲", "乙", "丙", "丁"]


def test_a_cell_starts_with_a_tab_even_where_it_is_empty() -> None:
    empty, cell, prose = lines("\t\n\t指标\n指标")
    assert (empty.is_cell, empty.blank) == (True, True)
    assert (cell.is_cell, prose.is_cell) == (True, False)


@given(strategies.texts)
def test_sentences_hold_every_character_but_outer_white_space(text: str) -> None:
    found = sentences(text, Span(0, len(text)))
    assert "".join("".join(one.of(text).split()) for one in found) == "".join(text.split())
    assert list(found) == sorted(found)


def test_closing_marks_belong_to_the_sentence_before() -> None:
    text = "获评“最美乡村！”新增5家。（含续建。）其中2家"
    assert [one.of(text) for one in sentences(text, Span(0, len(text)))] == [
        "获评“最美乡村！”", "新增5家。", "（含续建。）", "其中2家",
    ]  # fmt: skip


@given(strategies.texts)
def test_squeezed_characters_know_where_they_stood(text: str) -> None:
    squeezed = squeeze(text, Span(0, len(text)))
    for index, character in enumerate(squeezed.text):
        assert squeezed.span(index, index + 1).of(text) == character


def test_a_squeezed_span_takes_in_the_breaks_between() -> None:
    text = "完成上级\n下达任务"
    assert squeeze(text, Span(0, len(text))).span(2, 6).of(text) == "上级\n下达"


def test_lines_are_counted_from_one() -> None:
    assert [line_number("甲\n乙\n丙", offset) for offset in (0, 2, 4)] == [1, 2, 3]


def test_marks_within_brackets_and_quotes_part_no_clause() -> None:
    text = "地区生产总值（按可比价，预计）增长6%，“甲，乙”入选"
    clauses = Clauses(text, Span(0, len(text)))
    assert len(clauses.masked) == len(text)
    assert clauses.masked.count("，") == 1
    assert clauses.closed(0, len(text)) == text.index("%") + 1
    assert clauses.opened(len(text) - 1, 0) == text.index("“")
