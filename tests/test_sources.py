"""All rows of a query come from a part of the dump in memory, or from the store: the same rows."""

import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import query, sources, store
from kg.settings import Settings
from kg.sources import Sources
from kg.store import excerpt

QUERIES = Settings().queries
P, Q, TYPE = "<http://e/p>", "<http://e/q>", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
KIND = "<http://e/C>"
#: Queries, with the kinds of statements that they look for.
TOLD = {
    f"SELECT * {{ ?a {P} ?b }}": {P},
    f"SELECT * {{ ?a {P}/^{Q}* ?b }}": {P, Q},
    f"SELECT * {{ ?a a {KIND} }}": {f"{TYPE} {KIND}"},
    "SELECT * { ?a a ?c }": {TYPE},
    f"SELECT * {{ VALUES ?c {{ {KIND} {P} }} ?a a ?c }}": {f"{TYPE} {KIND}", f"{TYPE} {P}"},
    f"SELECT * {{ VALUES ?c {{ {KIND} UNDEF }} ?a a ?c }}": {TYPE},
    f"SELECT * {{ ?a {P}/a {KIND} }}": {P, TYPE},
    f"SELECT * {{ ?a {P} ?b FILTER NOT EXISTS {{ ?b {Q} ?a }} }}": {P, Q},
    f"SELECT (COUNT(*) AS ?n) {{ {{ SELECT ?a {{ ?a {P}|{Q} ?b }} }} }}": {P, Q},
    f"SELECT * {{ ?a {P} ?b OPTIONAL {{ VALUES ?l {{ {Q} }} ?b ?l ?c }} }}": {P, Q},
    "ASK {}": set(),
}
#: Queries that may look for any statement.
ANY = (
    "SELECT * { ?a ?p ?b }",
    f"SELECT * {{ ?a !{P} ?b }}",
    f"SELECT * {{ GRAPH ?g {{ ?a {P} ?b }} }}",
    "SELECT * FROM <http://e/g> { ?a <http://e/p> ?b }",
    f"SELECT * {{ SERVICE <http://e/s> {{ ?a {P} ?b }} }}",
    f"SELECT * {{ VALUES ?p {{ {P} UNDEF }} ?a ?p ?b }}",
    f'SELECT * {{ VALUES ?p {{ {P} "p" }} ?a ?p ?b }}',
    f"SELECT * {{ {{ VALUES ?p {{ {P} }} }} UNION {{ ?a ?p ?b }} }}",
    f"SELECT * {{ ?a {P} ?b OPTIONAL {{ VALUES ?p {{ {P} }} }} ?a ?p ?b }}",
    f"SELECT * {{ VALUES ?p {{ {P} }} {{ SELECT ?a {{ ?a ?p ?b }} }} }}",
    "SELECT * { ?a no:prefix ?b }",
    "what is this?",
)


@pytest.mark.parametrize("sparql", TOLD)
def test_the_text_of_a_query_tells_what_it_looks_for(sparql: str) -> None:
    assert query.kinds(sparql) == frozenset(TOLD[sparql])


@pytest.mark.parametrize("sparql", ANY)
def test_a_query_may_look_for_anything(sparql: str) -> None:
    assert query.kinds(sparql) is None


def lines(found: object) -> list[str]:
    return [str(row) for row in found]  # type: ignore[attr-defined]


@pytest.fixture
def held(graph: Path) -> ox.Store:
    return store.open_store(graph)


def every(graph: Path, held: ox.Store) -> Sources:
    return Sources(graph, store.read(graph), held, QUERIES, least=0)


def cut(dump: Path, digest: str, kinds: Collection[str]) -> ox.Store:
    made = excerpt.excerpt(dump, digest, kinds)
    assert made is not None
    return made


def each(
    found: Sources, wanted: Iterable[tuple[str, Sequence[str]]]
) -> Iterator[tuple[str, ox.Store]]:
    """What is worked on with which store; kept here, to be looked at."""
    done: list[tuple[str, ox.Store]] = []
    found.each(wanted, lambda name, source: done.append((name, source)))
    yield from done


def one(found: Sources, sparql: str) -> ox.Store:
    return next(source for _, source in each(found, [("", (sparql,))]))


def wanted() -> Iterator[tuple[str, Sequence[str]]]:
    for one in query.questions(QUERIES):
        yield one.name, (one.sparql,)


def test_an_excerpt_answers_all_questions_as_the_store_does(graph: Path, held: ox.Store) -> None:
    found = list(each(every(graph, held), wanted()))
    assert [name for name, _ in found] == [one.name for one in query.questions(QUERIES)]
    for name, source in found:
        sparql = query.question(QUERIES, name).sparql
        assert source is not held
        assert lines(source.query(sparql)) == lines(held.query(sparql)), name


def test_an_excerpt_holds_what_is_asked_for_alone(graph: Path, held: ox.Store) -> None:
    sparql = "PREFIX plan: <https://w3id.org/plan-kg/ontology#> SELECT ?a { ?a a plan:Report }"
    source = one(every(graph, held), sparql)
    assert len(source) == len(lines(held.query(sparql))) > 1


def test_what_does_not_fit_together_is_answered_by_several_excerpts(
    graph: Path, held: ox.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    needed = (query.kinds(*texts) or () for _, texts in wanted())
    digest = store.read(graph).dump_sha256
    most = max(len(cut(graph / store.DUMP, digest, kinds)) for kinds in needed)
    monkeypatch.setattr(sources, "free_memory", lambda: 4 * most * excerpt.STATEMENT)
    found = [source for _, source in each(every(graph, held), wanted())]
    assert held not in found
    assert 1 < len({id(source) for source in found}) < len(found)


def test_without_memory_the_store_answers(
    graph: Path, held: ox.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "free_memory", lambda: 0)
    assert {id(source) for _, source in each(every(graph, held), wanted())} == {id(held)}


def test_what_was_built_meanwhile_is_not_taken_for_what_stood(graph: Path, held: ox.Store) -> None:
    record = store.read(graph)
    before = Sources(graph, replace(record, dump_sha256="0" * 64), held, QUERIES, 0)
    assert one(before, next(wanted())[1][0]) is held


@pytest.mark.parametrize("end", [b"", b"<http://e/a> <http", b"\xff \xff \xff \xff\n"])
def test_a_damaged_dump_is_not_relied_on(
    graph: Path, held: ox.Store, tmp_path: Path, end: bytes
) -> None:
    copy = tmp_path / "graph"
    copy.mkdir()
    shutil.copyfile(graph / "build.json", copy / "build.json")
    whole = (graph / store.DUMP).read_bytes()
    (copy / store.DUMP).write_bytes(whole[: whole.rindex(b"\n", 0, 5_000) + 1] + end)
    assert one(every(copy, held), next(wanted())[1][0]) is held


def test_a_small_graph_is_asked_in_its_store(graph: Path, held: ox.Store) -> None:
    found = Sources(graph, store.read(graph), held, QUERIES)
    assert one(found, next(wanted())[1][0]) is held


def test_statements_of_several_graphs_count_once_in_an_excerpt(tmp_path: Path) -> None:
    dump = tmp_path / "dump.nq"
    told = (f'<http://e/a> {P} "x" <http://e/{name}> .\n' for name in ("g", "h"))
    dump.write_text("".join((*told, f"<http://e/a> {TYPE} {KIND} <http://e/g> .\n")))
    digest = sha256(dump.read_bytes()).hexdigest()
    for kinds, statements in (({P}, 1), ({TYPE}, 1), ({P, f"{TYPE} {KIND}"}, 2), ({Q}, 0)):
        assert len(cut(dump, digest, kinds)) == statements
