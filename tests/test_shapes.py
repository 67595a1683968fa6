"""Each shape file has an example that passes and one that breaks each of its rules."""

from pathlib import Path

import pyshacl
import pytest
from rdflib import SH, Graph, Namespace

from kg.settings import Settings

SHAPES = sorted(Settings().shapes.glob("*.ttl"))
EXAMPLES = Path(__file__).parent / "shapes"
SHAPE = Namespace("https://w3id.org/plan-kg/shape/")


def broken(example: Path, shapes: Path) -> set[str]:
    """The property shapes that an example breaks."""
    _, report, _ = pyshacl.validate(Graph().parse(example), shacl_graph=Graph().parse(shapes))
    assert isinstance(report, Graph)
    return {str(shape) for shape in report.objects(None, SH.sourceShape)}


def rules(shapes: Path) -> set[str]:
    graph = Graph().parse(shapes)
    return {str(shape) for shape in graph.subjects(SH.path, None)}


@pytest.mark.parametrize("shapes", SHAPES, ids=lambda path: path.stem)
def test_the_passing_example_breaks_no_rule(shapes: Path) -> None:
    assert broken(EXAMPLES / shapes.stem / "pass.ttl", shapes) == set()


@pytest.mark.parametrize("shapes", SHAPES, ids=lambda path: path.stem)
def test_the_failing_example_breaks_every_rule(shapes: Path) -> None:
    assert broken(EXAMPLES / shapes.stem / "fail.ttl", shapes) == rules(shapes)


@pytest.mark.parametrize("shapes", SHAPES, ids=lambda path: path.stem)
def test_every_rule_speaks_chinese_and_english(shapes: Path) -> None:
    graph = Graph().parse(shapes)
    for rule in graph.subjects(SH.path, None):
        languages = sorted(str(getattr(m, "language", "")) for m in graph.objects(rule, SH.message))
        assert languages == ["en", "zh"], rule


def test_every_rule_is_listed_by_the_shape_of_its_class() -> None:
    for shapes in SHAPES:
        graph = Graph().parse(shapes)
        listed = {str(rule) for rule in graph.objects(SHAPE[shapes.stem], SH.property)}
        assert listed == rules(shapes), shapes.name


def test_examples_stand_for_shapes_alone() -> None:
    assert {path.name for path in EXAMPLES.iterdir()} == {path.stem for path in SHAPES}
