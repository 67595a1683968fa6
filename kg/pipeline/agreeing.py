"""The second pass of a build: what reports say together, as a graph of its own."""

from collections.abc import Iterator

from kg import agree, rdf
from kg.lexicon import agreement, quantities, wording
from kg.settings import Settings
from kg.store import FIGURES, Writer


def lines(writer: Writer, settings: Settings) -> Iterator[str]:
    """Lines of N-Quads of what the reports that will stand say together, an area at a time."""
    words = agreement.load(settings.lexicon)
    figures = agree.loads(writer.merged(FIGURES))
    yield from graph(settings).quads(agree.everything(figures, words))


def graph(settings: Settings) -> rdf.AgreementGraph:
    """What writes it."""
    return rdf.AgreementGraph(
        settings.base,
        wording.load(settings.lexicon),
        rdf.labels_of(settings.ontology),
        quantities.load(settings.lexicon).units,
    )
