"""What analyses look at beside the graph, carried by the graph as attributes of its own."""

from collections.abc import Sequence

from kg.analyse.simple import Graph
from kg.model import AreaFigure, Naming

_FIGURES, _SENTENCES = "figures", "sentences"


def put(graph: Graph, figures: Sequence[AreaFigure], sentences: Sequence[Naming]) -> None:
    """Give a graph what `similarity` and `missing` look at."""
    graph.graph[_FIGURES], graph.graph[_SENTENCES] = tuple(figures), tuple(sentences)


def figures(graph: Graph) -> tuple[AreaFigure, ...]:
    """The numbers that reports state of areas."""
    found: tuple[AreaFigure, ...] = graph.graph.get(_FIGURES, ())
    return found


def sentences(graph: Graph) -> tuple[Naming, ...]:
    """The sentences that name things."""
    found: tuple[Naming, ...] = graph.graph.get(_SENTENCES, ())
    return found
