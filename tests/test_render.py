"""Answers as table, CSV, JSON and Turtle; findings as text."""

import csv
import json
from dataclasses import replace
from decimal import Decimal
from io import StringIO
from unicodedata import east_asian_width

import pytest

from kg import render
from kg.errors import QueryError
from kg.lexicon import findings
from kg.model import Finding, Rows, Severity
from kg.render.findings import findings as written
from kg.settings import Settings

ANSWER = Rows(
    columns=("area", "value", "amount", "nothing"),
    rows=(("吴江区", 7, Decimal(263000000000), None), ("昆山市\n", 12, Decimal("6.5"), None)),
)
FINDING = Finding(
    code="structure",
    severity=Severity.VIOLATION,
    document="a",
    line=7,
    quote="地区生产总值\n增长6%",
    message_zh="须恰有一个单位",
    message_en="has exactly one unit",
    exact="增长6%",
    about="id/observation/1",
    shape="numeric-unit",
    others=(3,),
)
CODES = findings.load(Settings().lexicon)


def shown(form: str, *found: Finding) -> str:
    return written(found, form, CODES, {"a": "甲 一.txt"})


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


def test_a_finding_shows_place_code_sentence_message_and_how_to_mend_it() -> None:
    mend = CODES["structure"].mend
    assert shown("text", FINDING) == (
        "甲 一.txt:7: violation structure (numeric-unit)\n"
        "    地区生产总值增长6%\n"
        f"    须恰有一个单位 → {mend.zh}\n"
        f"    has exactly one unit → {mend.en}\n"
    )
    (row,) = json.loads(shown("json", FINDING))
    assert (row["severity"], row["file"], row["mend_en"]) == ("violation", "甲 一.txt", mend.en)


def test_sarif_names_rules_files_and_lines() -> None:
    log = json.loads(shown("sarif", FINDING))
    (run,) = log["runs"]
    (result,) = run["results"]
    assert log["version"] == "2.1.0"
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(CODES)
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == "structure"
    assert rules[result["ruleIndex"]]["helpUri"] == "docs/findings/structure.md"
    assert result["level"] == "error"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "%E7%94%B2%20%E4%B8%80.txt"
    assert place["region"] == {"startLine": 7, "snippet": {"text": "地区生产总值增长6%"}}
    (other,) = result["relatedLocations"]
    assert other["physicalLocation"]["region"] == {"startLine": 3}


def test_the_page_marks_the_words_in_their_sentence_and_needs_no_script() -> None:
    page = shown("html", FINDING, replace(FINDING, severity=Severity.INFO, quote="<b>增长6%"))
    assert "地区生产总值<mark>增长6%</mark>" in page
    assert "&lt;b&gt;<mark>增长6%</mark>" in page
    assert "<script" not in page
    assert page.count('<article class="card') == 2
    assert 'lang="en">has exactly one unit<' in page


def test_a_page_without_findings_says_so() -> None:
    assert "没有发现问题" in shown("html")


@pytest.mark.parametrize("width", [50, 60, 80])
def test_words_of_headings_are_kept_whole_where_cells_can_be_folded(width: int) -> None:
    found = Rows(
        columns=("name", "kind", "matched", "weight", "iri"),
        rows=(("吴江区" * 9, "area", "吴江", 7, "https://example.org/id/area/" + "9" * 60),),
    )
    head = render.rows(found, "table", width=width).splitlines()[0]
    assert head.split() == ["name", "kind", "matched", "weight", "iri"]
