"""The named questions stand in the graph itself, to be found and asked by any editor."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import publication, query, rdf, store
from kg.cli.arguments import parser
from kg.lexicon.wording import Both
from kg.pipeline import build
from kg.pipeline.publishing import Published
from kg.settings import Settings
from kg.terms import ONTOLOGY, Rdf, Sdo, Sh

SETTINGS = Settings()
QUESTIONS = query.questions(SETTINGS.queries)
SPACE = f"{SETTINGS.base}id/question/"
#: The reports of the examples agree.
SILENT = {"disagreements"}
REPORT = "苏州市吴江区2024年政府工作报告\n一、2024年工作回顾\n工业投资20亿元。\n"


@pytest.fixture(scope="module")
def opened(graph: Path) -> ox.Store:
    """The store of the examples."""
    return store.open_store(graph)


def values(opened: ox.Store, subject: str, predicate: str) -> list[str]:
    quads = opened.quads_for_pattern(
        ox.NamedNode(subject), ox.NamedNode(predicate), None, ox.DefaultGraph()
    )
    return sorted(
        str(quad.object.value) for quad in quads if not isinstance(quad.object, ox.Triple)
    )


@pytest.mark.parametrize("one", QUESTIONS, ids=[one.name for one in QUESTIONS])
def test_a_question_is_found_with_its_words_in_both_languages(
    opened: ox.Store, one: query.Question
) -> None:
    node = f"{SPACE}{one.name}"
    assert values(opened, node, Rdf.TYPE) == sorted((Sh.EXECUTABLE, Sh.SELECT_EXECUTABLE))
    assert values(opened, node, Rdf.LABEL) == sorted((one.title, one.title_en))
    assert values(opened, node, Rdf.COMMENT) == sorted((one.description, one.description_en))
    assert values(opened, node, Sdo.KEYWORDS) == sorted(p.name for p in one.parameters)
    assert values(opened, node, Sdo.TARGET) == ["https://w3id.org/plan-kg/sparql"]


@pytest.mark.parametrize("one", QUESTIONS, ids=[one.name for one in QUESTIONS])
def test_a_question_runs_as_it_stands_in_the_graph(opened: ox.Store, one: query.Question) -> None:
    (text,) = values(opened, f"{SPACE}{one.name}", Sh.SELECT)
    assert not text.startswith("#")
    found = opened.query(text)
    assert isinstance(found, ox.QuerySolutions)
    assert (next(found, None) is not None) is (one.name not in SILENT)


def test_the_ontology_declares_every_prefix_that_questions_use(opened: ox.Store) -> None:
    declared = {
        name: space
        for node in values(opened, ONTOLOGY, Sh.DECLARE)
        for name in values(opened, node, Sh.PREFIX)
        for space in values(opened, node, Sh.NAMESPACE)
    }
    assert declared["plan"] == f"{ONTOLOGY}#"
    for one in QUESTIONS:
        assert values(opened, f"{SPACE}{one.name}", Sh.PREFIXES) == [ONTOLOGY]
        used = re.findall(r"^PREFIX ([\w-]+): <(.*)>$", one.body, re.MULTILINE)
        assert used
        assert {name: declared[name] for name, _ in used} == dict(used)


def test_other_forms_of_questions_are_told_apart() -> None:
    words = Both("问", "Question")
    texts = {
        "a": "PREFIX x: <http://x/>\n\nASK { ?s ?p ?o }\n",
        "c": "CONSTRUCT WHERE { ?s ?p ?o }\n",
    }
    asked = [rdf.Asked(name, words, words, (), text) for name, text in texts.items()]
    lines = "\n".join(rdf.questions(asked, {}, "", "http://host/"))
    assert f"<http://host/id/question/a> <{Rdf.TYPE}> <{Sh.ASK_EXECUTABLE}>" in lines
    assert f"<http://host/id/question/a> <{Sh.ASK}> " in lines
    assert f"<http://host/id/question/c> <{Rdf.TYPE}> <{Sh.CONSTRUCT_EXECUTABLE}>" in lines
    assert f"<http://host/id/prefix/x> <{Sh.NAMESPACE}> " in lines
    assert Sdo.TARGET not in lines


def test_a_question_names_no_endpoint_where_there_is_none(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(REPORT, "utf-8")
    about = publication.load(publication.PACKAGED)
    silent = replace(about, access=replace(about.access, endpoint=""))
    folder, settings = tmp_path / "graph", Settings(model=None)
    build([report], folder, settings, workers=1, published=Published(silent))
    dump = (folder / store.DUMP).read_text("utf-8")
    assert f"{SPACE}honours" in dump
    assert Sdo.TARGET not in dump


def test_a_question_that_changes_changes_the_graph(tmp_path: Path) -> None:
    report, folder = tmp_path / "report.txt", tmp_path / "graph"
    report.write_text(REPORT, "utf-8")
    for name in ("lexicon", "ontology", "shapes", "queries"):
        shutil.copytree(SETTINGS.root / name, tmp_path / "data" / name)
    settings = Settings(root=tmp_path / "data", model=None)
    build([report], folder, settings, workers=1)
    before = store.read(folder).dump_sha256
    path = settings.queries / "honours.rq"
    path.write_text(path.read_text("utf-8").replace("# title-en: ", "# title-en: All "), "utf-8")
    build([report], folder, settings, workers=1)
    assert store.read(folder).dump_sha256 != before
    assert '"All Honours received"@en' in (folder / store.DUMP).read_text("utf-8")


def test_the_readme_tells_of_every_question_and_every_command() -> None:
    told = (SETTINGS.root / "README.md").read_text(encoding="utf-8")
    names = {one.name for one in QUESTIONS}
    assert {name for name in names if f"`{name}`" not in told} == set()
    usage = parser().format_help()
    commands = re.findall(r"^    ([a-z]+)(?:  |$)", usage, re.MULTILINE)
    assert len(commands) > 10
    assert {name for name in commands if f"`kg {name}" not in told} == set()
