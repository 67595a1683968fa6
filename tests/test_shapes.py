"""Each shape file has an example that passes and one that breaks each rule, in both engines."""

from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, SH, BNode, Graph, Namespace, URIRef

from kg import store, validate
from kg.lexicon import findings
from kg.settings import Settings
from kg.validate.engines import Result

SETTINGS = Settings()
SHAPES = sorted(SETTINGS.shapes.glob("*.ttl"))
EXAMPLES = Path(__file__).parent / "shapes"
SHAPE = Namespace("https://w3id.org/plan-kg/shape/")
PLAN = Namespace("https://w3id.org/plan-kg/ontology#")
CODE = "https://w3id.org/plan-kg/code/"
#: What measures are compared as; nothing is stated in it.
COMPARED = URIRef(f"{CODE}measure/amount")
TOGETHER = tuple(
    f"{SHAPE}{name}-" for name in ("agreement", "fulfilment", "check", "indicator-change")
)
CODES = findings.load(SETTINGS.lexicon)
each_shape = pytest.mark.parametrize("shapes", SHAPES, ids=lambda path: path.stem)


@cache
def engine(name: str) -> validate.Shapes:
    return validate.shapes(SETTINGS, name)


def results(example: Path, name: str) -> set[Result]:
    """What an example breaks, said by one engine; messages in any order."""
    parsed = (quad.triple for quad in ox.parse(path=example, format=ox.RdfFormat.TURTLE))
    triples = ox.serialize(parsed, format=ox.RdfFormat.N_TRIPLES)
    assert triples is not None
    found = engine(name).engine.results(triples.decode())
    return {one._replace(messages=tuple(sorted(one.messages))) for one in found}


def broken(example: Path, shapes: Path, name: str = validate.DEFAULT) -> set[str]:
    """The rules of one file that an example breaks."""
    return {one.shape for one in results(example, name)} & rules(shapes)


def rules(shapes: Path) -> set[str]:
    graph = Graph().parse(shapes)
    said = (*graph.subjects(SH.path, None), *graph.subjects(SH.sparql, None))
    return {str(shape) for shape in said if not isinstance(shape, BNode)}


@each_shape
def test_the_passing_example_breaks_no_rule(shapes: Path) -> None:
    assert broken(EXAMPLES / shapes.stem / "pass.ttl", shapes) == set()


@each_shape
def test_the_failing_example_breaks_every_rule(shapes: Path) -> None:
    assert broken(EXAMPLES / shapes.stem / "fail.ttl", shapes) == rules(shapes)


@pytest.mark.parametrize("example", ["pass", "fail"])
@each_shape
def test_both_engines_say_the_same_of_every_example(shapes: Path, example: str) -> None:
    path = EXAMPLES / shapes.stem / f"{example}.ttl"
    assert results(path, validate.DEFAULT) == results(path, validate.REFERENCE)


@each_shape
def test_every_rule_speaks_chinese_and_english(shapes: Path) -> None:
    for rule in rules(shapes):
        said = engine(validate.DEFAULT).rules.rules[rule].messages
        assert sorted(one.language for one in said) == ["en", "zh"], rule


@each_shape
def test_every_rule_is_as_severe_as_its_finding_is_documented(shapes: Path) -> None:
    for rule in rules(shapes):
        known = engine(validate.DEFAULT).rules.rules[rule]
        assert known.severity == CODES[known.code].severity, rule


def test_every_rule_is_listed_by_the_shape_of_its_class() -> None:
    for shapes in SHAPES:
        graph = Graph().parse(shapes)
        named = SHAPE[shapes.stem]
        listed = {str(r) for p in (SH.property, SH.node) for r in graph.objects(named, p)}
        assert listed == rules(shapes), shapes.name


def test_lists_of_codes_are_those_of_the_ontology() -> None:
    ontology = Graph()
    for path in sorted(SETTINGS.ontology.parent.rglob("*.ttl")):
        ontology.parse(path)
    scheme = {code: str(code).rsplit("/", 1)[0] for code in ontology.subjects(RDF.type, None)}
    for shapes in SHAPES:
        graph = Graph().parse(shapes)
        for rule in graph.subjects(PLAN.findingCode, None):
            if str(graph.value(rule, PLAN.findingCode)) != "code-list":
                continue
            codes = graph.value(rule, SH["in"])
            assert codes is not None
            listed = set(graph.items(codes))
            lists = {scheme[code] for code in listed if str(code).startswith(CODE)}
            known = {code for code, of in scheme.items() if of in lists}
            assert known <= {*listed, COMPARED}, rule


def test_examples_stand_for_shapes_alone() -> None:
    assert {path.name for path in EXAMPLES.iterdir()} == {path.stem for path in SHAPES}


@pytest.mark.parametrize("name", validate.ENGINES)
def test_what_reports_say_together_breaks_no_rule(graph: Path, name: str) -> None:
    together = f" <{SETTINGS.base}id/graph/agreement> .\n"
    with (graph / store.DUMP).open(encoding="utf-8") as dump:
        triples = [line.removesuffix(together) for line in dump if line.endswith(together)]
    kinds = {kind for kind in ("Agreement", "Fulfilment") if any(kind in one for one in triples)}
    assert kinds == {"Agreement", "Fulfilment"}
    found = engine(name).engine.results(" .\n".join((*triples, "")))
    assert [one for one in found if one.shape.startswith(TOGETHER)] == []
