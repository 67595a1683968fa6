"""The second pass of a build: what reports say together, as a graph of its own."""

from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import groupby

from kg import agree, rdf
from kg.lexicon import agreement, quantities, wording
from kg.model import Figure
from kg.settings import Settings
from kg.store import Writer

#: File of a report's figures.
FIGURES = "figures.jsonl"


def lines(writer: Writer, settings: Settings) -> list[str]:
    """Sorted lines of N-Quads of what the reports that will stand say together."""
    files = (agree.loads(writer.kept(entry, FIGURES).splitlines()) for entry in writer.entries)
    words = agreement.load(settings.lexicon)
    graph = rdf.AgreementGraph(
        settings.base,
        wording.load(settings.lexicon),
        rdf.labels_of(settings.ontology),
        quantities.load(settings.lexicon).units,
    )
    areas = agree.Areas(words)
    found: list[str] = []
    for of_area in _areas(merge(*files, key=_order)):
        found += graph.quads(areas.together(of_area))
    return sorted(found)


def _order(figure: Figure) -> tuple[str, str, str]:
    return figure.area, figure.indicator, figure.node


def _areas(figures: Iterable[Figure]) -> Iterator[list[Figure]]:
    for _, of_area in groupby(figures, key=lambda one: one.area):
        yield list(of_area)
