"""Tables answer as the store does: the same rows in the same order, whatever is asked for."""

import shutil
from collections.abc import Iterator, Mapping
from itertools import islice, pairwise
from pathlib import Path
from typing import Any, cast

import pyoxigraph as ox
import pytest

from kg import network, query, store
from kg.answers import Tables
from kg.answers.plan import of_question
from kg.cli import main
from kg.model import Rows
from kg.query import Question, Value
from kg.settings import Settings
from kg.site import Context, Request, Site
from tests.rights import bound_by_rights

QUERIES = Settings().queries
TABLED = [one for one in query.questions(QUERIES) if of_question(one, QUERIES)]
NAMES = [one.name for one in TABLED]
#: Values of parameters that are texts, each with one that nothing has.
TEXTS = {
    "stage": ("planned", "signed", "started", "ongoing", "completed", "none"),
    "status": ("target", "estimate", "actual", "none"),
    "type": ("area", "enterprise", "project", "indicator", "none"),
}
MOST = 12


@pytest.fixture(scope="module")
def folder(graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the graph of the examples with all its tables."""
    copy = tmp_path_factory.mktemp("answers") / "graph"
    shutil.copytree(graph, copy, ignore=shutil.ignore_patterns("search-*"))
    tables(copy).make()
    return copy


@pytest.fixture(scope="module")
def held(folder: Path) -> ox.Store:
    return store.open_store(folder)


@pytest.fixture(scope="module")
def kept(folder: Path) -> Tables:
    return tables(folder)


def tables(folder: Path, queries: Path = QUERIES, least: int = 0) -> Tables:
    return Tables(folder, store.read(folder), store.open_store(folder), queries, least)


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("search-*"))


def possible(held: ox.Store, asked: Question, name: str) -> list[Value]:
    """What a parameter may be: what the whole answer says, and values that it does not say."""
    parameter = asked.parameter(name)
    if parameter.type == "text":
        return [ox.Literal(text) for text in TEXTS[name]]
    if parameter.type == "iri":
        said = cast("ox.QuerySolutions", held.query(asked.sparql))
        every = sorted({row[parameter.variable] for row in said}, key=str)
        return cast("list[Value]", every[:: max(1, len(every) // MOST)])
    listed = (QUERIES / "internal" / f"{parameter.type}.rq").read_text(encoding="utf-8")
    rows = cast("ox.QuerySolutions", held.query(listed))
    every = sorted({row["thing"] for row in rows}, key=str)
    return cast("list[Value]", every[:: max(1, len(every) // MOST)])


def cases(held: ox.Store, asked: Question) -> Iterator[Mapping[str, Value]]:
    """Nothing, each value of each parameter, and values of two parameters at once."""
    single = [{one.name: v} for one in asked.parameters for v in possible(held, asked, one.name)]
    yield {}
    yield from single
    yield from islice((one | other for one, other in pairwise(single[::7])), MOST)


@pytest.mark.parametrize("asked", TABLED, ids=NAMES)
def test_a_table_answers_as_the_store_does(asked: Question, held: ox.Store, kept: Tables) -> None:
    told = 0
    for case in cases(held, asked):
        meant = {name: (value,) for name, value in case.items()}
        found = kept.answer(asked, case)
        assert found == query.answer_of(held, asked, meant), case
        told += bool(found and found.rows)
    assert told > 1 or asked.name == "disagreements"  # the examples agree


def test_every_question_has_a_table() -> None:
    named = {one.name for one in query.questions(QUERIES)}
    assert named == set(NAMES)


def test_a_query_that_fills_a_table_is_of_the_question_as_it_stands() -> None:
    """After a change of the question: `# of:` tells the first eight digits of its SHA-256."""
    own = {path.stem: path for path in (QUERIES / "tables").glob("*.rq") if path.stem in NAMES}
    assert own
    for name, path in own.items():
        plan = of_question(query.question(QUERIES, name), QUERIES)
        assert plan is not None
        assert plan.sparql == path.read_text(encoding="utf-8")


def test_a_name_of_several_things_is_looked_up_for_each(held: ox.Store, kept: Tables) -> None:
    asked = query.question(QUERIES, "observations")
    areas = tuple(possible(held, asked, "area"))
    meant = {"area": areas}
    assert query.answer_of(held, asked, meant, kept) == query.answer_of(held, asked, meant)


#: Queries of pages, each with the variables that pages give values to.
PAGES: dict[str, tuple[str, ...]] = {
    "counts": (),
    "confidences": (),
    "periods": (),
    "fulfilment": (),
    "busiest": ("the_class", "the_property"),
    "done-in": ("period",),
    "stated-for": ("period",),
    "compare": ("the_period",),
    "named-in-reports": ("area",),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_query_of_pages_is_answered_alike(name: str, folder: Path, graph: Path) -> None:
    kept, plain = context(folder), context(graph)
    whole = plain.rows(name)
    assert whole
    assert kept.rows(name) == whole
    for values in {tuple(row[key] for key in PAGES[name]) for row in whole}:
        given: Any = dict(zip(PAGES[name], map(ox.NamedNode, values), strict=True))
        assert kept.rows(name, **given) == plain.rows(name, **given)
        assert kept.rows(name, limit=2, **given) == plain.rows(name, limit=2, **given)


def context(folder: Path) -> Context:
    return Site(folder, Settings()).context


def test_pages_come_out_alike_with_tables_and_without(folder: Path, graph: Path) -> None:
    kept, plain = Site(folder, Settings()), Site(graph, Settings())
    for path in ("/", "/data.html", "/compare.html", "/questions/fulfilment.html"):
        asked = Request(path=path)
        assert kept.respond(asked) == plain.respond(asked), path


def test_the_network_is_the_same_from_tables_and_from_the_store(
    held: ox.Store, kept: Tables
) -> None:
    made = network.graph(held, QUERIES, context=True, kept=kept)
    plain = network.graph(held, QUERIES, context=True)
    assert list(made.nodes(data=True)) == list(plain.nodes(data=True))
    assert list(made.edges(keys=True, data=True)) == list(plain.edges(keys=True, data=True))
    assert network.figures(held, QUERIES, kept) == network.figures(held, QUERIES)
    assert network.sentences(held, QUERIES, kept) == network.sentences(held, QUERIES)


def test_who_looks_at_the_network_of_a_large_graph_leaves_it_behind(
    graph: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "graph"
    shutil.copytree(graph, copy, ignore=shutil.ignore_patterns("search-*"))
    network.graph(store.open_store(copy), QUERIES, kept=tables(copy))
    names = {path.name.split("-", 2)[2].rpartition("-")[0] for path in files(copy)}
    asked = (path.stem for path in (QUERIES / "network").rglob("*.rq"))
    assert names == {f"network-{name}" for name in asked}


def test_a_small_graph_has_no_tables(graph: Path) -> None:
    found = Tables(graph, store.read(graph), store.open_store(graph), QUERIES)
    found.make()
    assert found.answer(query.question(QUERIES, "honours"), {}) is None
    assert not [path for path in files(graph) if "honours" in path.name]


def test_the_whole_answer_of_a_large_graph_is_left_behind(graph: Path, tmp_path: Path) -> None:
    copy = tmp_path / "graph"
    shutil.copytree(graph, copy, ignore=shutil.ignore_patterns("search-*"))
    found, asked = tables(copy), query.question(QUERIES, "honours")
    area = query.meanings(store.open_store(copy), asked, {"area": "吴江区"}, QUERIES)["area"][0]
    assert found.answer(asked, {"area": area}) is None
    assert found.answer(asked, {}) == query.answer(store.open_store(graph), asked, {}, QUERIES)
    chosen = found.answer(asked, {"area": area})
    assert chosen is not None
    assert chosen.rows


def test_tables_are_the_same_bytes_whoever_makes_them(
    graph: Path, folder: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "graph"
    shutil.copytree(graph, copy, ignore=shutil.ignore_patterns("search-*"))
    tables(copy).make()
    made = {path.name: path.read_bytes() for path in files(copy)}
    assert len(made) > len(NAMES)
    assert made == {path.name: path.read_bytes() for path in files(folder) if path.name in made}


def test_a_question_that_is_worded_otherwise_has_another_table(
    folder: Path, kept: Tables, tmp_path: Path
) -> None:
    copy = tmp_path / "queries"
    shutil.copytree(QUERIES, copy)
    path = copy / "honours.rq"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("?honour ?level ?receiver", "?receiver ?honour"), encoding="utf-8")
    asked = query.question(copy, "honours")
    other = Tables(folder, store.read(folder), store.open_store(folder), copy)
    assert other.answer(asked, {}) is None
    meant: Rows = query.answer(store.open_store(folder), asked, {}, copy, other)
    assert meant.columns[:2] == ("receiver", "honour")
    whole = kept.answer(query.question(QUERIES, "honours"), {})
    assert whole is not None
    assert whole.columns[:2] == ("honour", "level")


def test_a_folder_that_cannot_be_written_is_answered_by_the_store(
    graph: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "graph"
    shutil.copytree(graph, copy, ignore=shutil.ignore_patterns("search-*"))
    asked, held = query.question(QUERIES, "honours"), store.open_store(copy)
    copy.chmod(0o555)
    try:
        with bound_by_rights():
            found = query.answer(held, asked, {}, QUERIES, tables(copy))
    finally:
        copy.chmod(0o755)
    assert found == query.answer(held, asked, {}, QUERIES)
    assert files(copy) == []


def test_the_command_says_the_same(
    folder: Path, graph: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = []
    for where in (folder, graph):
        with pytest.raises(SystemExit, match="0"):
            main(["query", "honours", "--graph", str(where), "--format", "csv"])
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]
    assert said[0].startswith("honour,level,receiver")


def test_a_build_that_is_asked_for_answers_makes_them_for_a_small_graph_too(tmp_path: Path) -> None:
    source, out = tmp_path / "plan.txt", tmp_path / "graph"
    source.write_text("2023年,吴中区地区生产总值达1500亿元。\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="0"):
        main(["build", str(source), "--out", str(out), "--model", "none", "--answers"])
    assert len(files(out)) > len(NAMES)
