"""Answers as table, CSV, JSON and Turtle; findings as text."""

import csv
import json
from decimal import Decimal
from io import StringIO
from unicodedata import east_asian_width

import pytest

from kg import render
from kg.errors import QueryError
from kg.model import Finding, Rows, Severity

ANSWER = Rows(
    columns=("area", "value", "amount", "nothing"),
    rows=(("吴江区", 7, Decimal(263000000000), None), ("昆山市\n", 12, Decimal("6.5"), None)),
)
FINDING = Finding(
    code="numeric-unit",
    severity=Severity.VIOLATION,
    document="a",
    line=7,
    quote="地区生产总值\n增长6%",
    message_zh="须恰有一个单位",
    message_en="has exactly one unit",
    hint="id/observation/1",
)


def columns(line: str) -> int:
    """How many columns of a terminal a line takes."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in line)


def test_csv_holds_every_cell() -> None:
    rows = list(csv.reader(StringIO(render.rows(ANSWER, "csv"))))
    assert rows == [
        ["area", "value", "amount", "nothing"],
        ["吴江区", "7", "263000000000", ""],
        ["昆山市\n", "12", "6.5", ""],
    ]


def test_json_keeps_numbers_as_numbers() -> None:
    first, second = json.loads(render.rows(ANSWER, "json"))
    assert first == {"area": "吴江区", "value": 7, "amount": 263000000000, "nothing": None}
    assert second["amount"] == 6.5


def test_a_number_that_json_cannot_hold_stays_exact() -> None:
    long = Rows(columns=("n",), rows=((Decimal("0.1234567890123456789"),),))
    assert json.loads(render.rows(long, "json")) == [{"n": "0.1234567890123456789"}]


def test_a_table_fits_the_terminal_and_leaves_out_empty_columns() -> None:
    wide = Rows(columns=("quote", "none"), rows=(("全年地区生产总值增长百分之七。" * 9, None),))
    lines = render.rows(wide, "table", width=60).splitlines()
    assert max(map(columns, lines)) <= 60
    assert not any("none" in line for line in lines)


def test_a_table_puts_broken_lines_together() -> None:
    assert "昆山市 " in render.rows(ANSWER, "table", width=80)
    assert render.rows(ANSWER, "table", width=80).endswith("2 rows\n")


def test_an_empty_answer_shows_its_columns() -> None:
    table = render.rows(Rows(columns=("area",), rows=()), "table", width=40)
    assert "area" in table
    assert "0 rows" in table


def test_only_a_graph_can_be_written_as_turtle() -> None:
    graph = Rows(columns=("subject", "predicate", "object"), rows=(), turtle="<a> <b> <c> .\n")
    assert render.rows(graph, "ttl") == "<a> <b> <c> .\n"
    with pytest.raises(QueryError, match="CONSTRUCT"):
        render.rows(ANSWER, "ttl")


def test_a_finding_shows_place_code_sentence_and_message() -> None:
    assert render.findings([FINDING]) == (
        "a:7: violation numeric-unit\n"
        "    地区生产总值增长6%\n"
        "    须恰有一个单位\n"
        "    has exactly one unit\n"
        "    id/observation/1\n"
    )
    assert json.loads(render.findings_json([FINDING]))[0]["severity"] == "violation"
