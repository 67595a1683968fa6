"""Answers of SELECT and ASK as text, read back by the engine's own parser."""

import csv
import io
import json
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.serve import results

PARSED = {
    results.JSON: ox.QueryResultsFormat.JSON,
    results.XML: ox.QueryResultsFormat.XML,
    results.TSV: ox.QueryResultsFormat.TSV,
}
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n"))
iris = st.builds(
    lambda word: ox.NamedNode(f"urn:例:{word}"), st.text(alphabet="aé规𠀀/?&'20", max_size=9)
)
literals = st.one_of(
    st.builds(ox.Literal, texts),
    st.builds(lambda t, g: ox.Literal(t, language=g), texts, st.sampled_from(["zh-hans", "en"])),
    st.builds(lambda t, d: ox.Literal(t, datatype=d), texts, iris),
)
terms: Any = st.one_of(iris, literals, st.none())
MOST = (1000, 10_000_000)


def solutions(rows: list[list[Any]]) -> tuple[list[str], Any]:
    """Rows as the engine gives them."""
    names = [f"v{at}" for at in range(len(rows[0]))]
    head = " ".join(f"?{name}" for name in names)
    cells = "\n".join(
        "(" + " ".join("UNDEF" if cell is None else str(cell) for cell in row) + ")" for row in rows
    )
    found = ox.Store().query(f"SELECT {head} WHERE {{ VALUES ({head}) {{ {cells} }} }}")
    return names, found


def written(rows: list[list[Any]], kind: str, most: tuple[int, int] = MOST) -> tuple[str, str]:
    names, found = solutions(rows)
    pieces = list(results.table(names, found, kind, most))
    return "".join(text for text, _ in pieces), pieces[-1][1]


tables = st.lists(st.lists(terms, min_size=2, max_size=2), min_size=1, max_size=4)


@pytest.mark.parametrize("kind", list(PARSED))
@given(rows=tables)
def test_the_engine_reads_back_what_was_written(kind: str, rows: list[list[Any]]) -> None:
    text, cut = written(rows, kind)
    read = ox.parse_query_results(text.encode(), format=PARSED[kind])
    assert isinstance(read, ox.QuerySolutions)
    assert [list(row) for row in read] == rows
    assert cut == ""


@given(rows=tables)
def test_csv_holds_the_plain_values(rows: list[list[Any]]) -> None:
    text, _ = written(rows, results.CSV)
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert read == [["v0", "v1"], *[[cell.value if cell else "" for cell in r] for r in rows]]


@pytest.mark.parametrize("kind", [*PARSED, results.CSV])
def test_a_table_that_is_cut_says_so_and_is_still_whole_in_form(kind: str) -> None:
    rows = [[ox.Literal(str(n)), None] for n in range(20)]
    text, cut = written(rows, kind, (5, 10_000))
    assert cut == "rows"
    if kind == results.JSON:  # the engine's parser reads no member after the rows
        assert len(json.loads(text)["results"]["bindings"]) == 5
    elif kind in PARSED:
        read = ox.parse_query_results(text.encode(), format=PARSED[kind])
        assert isinstance(read, ox.QuerySolutions)
        assert len(list(read)) == 5
    assert written(rows, kind, (100, 30))[1] == "bytes"


def test_where_rows_are_missing_json_and_xml_tell_it() -> None:
    rows = [[ox.Literal(str(n))] for n in range(20)]
    assert '"truncated":"rows"' in written(rows, results.JSON, (5, 10_000))[0]
    assert "<!-- truncated: rows -->" in written(rows, results.XML, (5, 10_000))[0]


def test_control_characters_that_xml_cannot_say_are_replaced() -> None:
    text, _ = written([[ox.Literal("a\x01b\rc")]], results.XML)
    assert "a\ufffdb&#xD;c" in text


@pytest.mark.parametrize("kind", [results.JSON, results.XML])
@pytest.mark.parametrize("value", [True, False])
def test_an_ask_is_read_back(kind: str, value: bool) -> None:  # noqa: FBT001
    read = ox.parse_query_results(results.boolean(value, kind).encode(), format=PARSED[kind])
    assert bool(read) is value
