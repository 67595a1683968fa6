"""G11, G12: questions that compare or count, on ten million quads of reports or a graph given."""

from collections.abc import Iterator

from benchmarks import data, questions
from benchmarks.told import Found, Told

_REPORTS = 380


def measured(told: Told) -> Iterator[Found]:
    """One size, through links to the graph, so that nothing is written into it."""
    given = told.graph or data.graph(told, f"graph-{_REPORTS}", [data.synthetic(told, _REPORTS)])
    yield from questions.at_size(told, data.linked(told, given), "10m", [questions.HEAD])
