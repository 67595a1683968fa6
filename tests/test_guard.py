"""The guard before the engine."""

import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.serve import guard
from kg.serve.guard import Refused, look
from kg.settings import Settings

PREFIX = "PREFIX ex: <urn:ex#>\n"


def refused(text: str) -> Refused:
    with pytest.raises(Refused) as raised:
        look(text)
    return raised.value


@pytest.mark.parametrize(
    "path", sorted(Settings().queries.rglob("*.rq")), ids=lambda p: "/".join(p.parts[-2:])
)
def test_questions_of_the_project_pass(path: Path) -> None:
    assert look(path.read_text(encoding="utf-8")).form in guard.FORMS


@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?s ?p 'SERVICE <urn:x> {}' }",
        'ASK { ?s ?p "SERVICE <urn:x> {}" }',
        "ASK { ?s ?p '''it's a SERVICE''' }",
        'ASK { ?s ?p """two "" quotes, SERVICE""" }',
        "ASK { ?s ?p 'it\\'s SERVICE' }",
        "ASK { ?s <urn:SERVICE> ?o } # SERVICE",
        "ASK # SERVICE { INSERT\n{ ?s ?p ?SERVICE }",
        "PREFIX service: <urn:x#> ASK { ?s service:SERVICE 'x'@en-service }",
        "ASK { FILTER(?a<?b && ?c>?d) }",
        "ASK { ?s ?p '' , \"\" , 'a' }",
        "ASK { ?s ?p 1.5e-3, -1, +2. }",
        "BASE <urn:x> PREFIX : <urn:y> select * { :a.b :c%20d :e\\-f }",
        "DESCRIBE <urn:x>",
        "CONSTRUCT WHERE { ?s ?p ?o }",
        "SELECT * { { SELECT ?s { ?s ?p ?o } } }",
    ],
)
def test_what_is_no_operation_counts_for_nothing(text: str) -> None:
    assert look(text).form in guard.FORMS


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ASK { SERVICE <urn:x> { } }", "SERVICE"),
        ("ASK { service silent ?x { } }", "SERVICE"),
        ("ASK { 'a'SERVICE <urn:x> { } }", "SERVICE"),
        ("ASK { 1SERVICE <urn:x> { } }", "SERVICE"),
        ("ASK { \\u0053ERVICE <urn:x> { } }", "SERVICE"),
        ("ASK { \\U00000053ERVICE <urn:x> { } }", "SERVICE"),
        ("ASK { \\u005Cu0053ERVICE <urn:x> { } }", "escape"),
        ("ASK { '\\uD800' }", "no character"),
        ("ASK { '\\UFFFFFFFF' }", "no character"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "only reads"),
        ("PREFIX a: <urn:a> LOAD <file:///etc/passwd>", "only reads"),
        ("drop all", "only reads"),
        ("ASK {} ASK {}", "one query at a time"),
        ("", "no query"),
        ("# nothing", "no query"),
        ("ASK { ?s ?p 'open }", "does not end"),
        ("ASK { ?s ?p '''open' }", "does not end"),
        ("ASK { ( }", "closes nothing"),
        ("ASK }", "closes nothing"),
        ("ASK { {", "not closed"),
        ("ASK " + "{" * 5000 + "}" * 5000, "brackets"),
        ("ASK { FILTER(" + "1 && " * 3000 + "1) }", "operators"),
        ("ASK { FILTER(1" + " -1" * 3000 + ") }", "operators"),
        ("ASK { " + "{} UNION " * 3000 + "{} }", "operators"),
        ("ASK { FILTER(" + "!" * 3000 + "true) }", "operators"),
        ("ASK { ?s <urn:p>" + "/<urn:p>" * 3000 + " ?o }", "operators"),
        ("ASK { " + "OPTIONAL {} " * 3000 + "}", "operators"),
        (" " * (guard.LENGTH + 1), "characters"),
    ],
)
def test_what_must_not_reach_the_engine_is_refused(text: str, said: str) -> None:
    assert said in refused(text).message


def test_line_and_column_tell_where_it_stands() -> None:
    found = refused(f"{PREFIX}ASK {{\n  ?s ?p 'SERVICE' .\n  SERVICE <urn:x> {{}}\n}}")
    assert (found.line, found.column) == (4, 3)


def test_an_update_is_forbidden_and_a_long_query_is_too_large() -> None:
    assert refused("CLEAR ALL").status == 403
    assert refused("a" * (guard.LENGTH + 1)).status == 413


def test_a_long_list_of_values_passes() -> None:
    words = " ".join(f'"{i:06d}规划"' for i in range(5000))
    numbers = " ".join(f"-{i}" for i in range(5000))
    pairs = " ".join(f"(-{i} {i})" for i in range(5000))
    for values in (f"?x {{ {words} }}", f"?x {{ {numbers} }}", f"(?x ?y) {{ {pairs} }}"):
        assert look(f"ASK {{ VALUES {values} }}").form == "ASK"


@pytest.mark.parametrize(
    "piece", ["a ", "a:", "'' ", '"', "'''", "<", "<a", "\\", "?a ", "1.", "1e", "@a-", "_:a", "."]
)
def test_no_text_takes_long(piece: str) -> None:
    text = "ASK { " + piece * (200_000 // len(piece))
    begun = time.process_time()
    refused(text)
    assert time.process_time() - begun < 2


@given(st.text(alphabet="SERVICEservice {}<>()'\"\\#?:a.u0053\n@-", max_size=60))
def test_what_passes_asks_no_other_server(inside: str) -> None:
    text = f"ASK {{ {inside} }}"
    try:
        query = look(text)
    except Refused:
        return
    # the engine fetches only what it reads as SERVICE, and says so where it cannot
    try:
        ox.Store().query(query.text)
    except (SyntaxError, OSError, RuntimeError, ValueError) as error:
        assert isinstance(error, SyntaxError), text  # noqa: PT017  # any other is a fetch
