"""What analyses look at beside the graph, carried by the graph as attributes of its own."""

from collections.abc import Sequence

from kg.analyse.simple import Graph
from kg.network import Figure, Sentence

_FIGURES, _SENTENCES = "figures", "sentences"


def put(graph: Graph, figures: Sequence[Figure], sentences: Sequence[Sentence]) -> None:
    """Give a graph what `similarity` and `missing` look at."""
    graph.graph[_FIGURES], graph.graph[_SENTENCES] = tuple(figures), tuple(sentences)


def figures(graph: Graph) -> tuple[Figure, ...]:
    """The numbers that reports state of areas."""
    found: tuple[Figure, ...] = graph.graph.get(_FIGURES, ())
    return found


def sentences(graph: Graph) -> tuple[Sentence, ...]:
    """The sentences that name things."""
    found: tuple[Sentence, ...] = graph.graph.get(_SENTENCES, ())
    return found
