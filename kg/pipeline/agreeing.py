"""The second pass of a build: what reports say together, as a graph of its own."""

from kg import agree, rdf
from kg.lexicon import agreement, quantities, wording
from kg.settings import Settings
from kg.store import FIGURES, Writer


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
    return sorted(graph.quads(agree.everything(files, words)))
