"""What the endpoint says of itself (SPARQL 1.1 Service Description)."""

from collections.abc import Iterator

from pyoxigraph import NamedNode, Store, Triple

from kg.terms import Rdf, Sd

_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPHS = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD", "N-Quads", "TriG")


def describe(store: Store, endpoint: str) -> list[Triple]:
    """The description of the service at an address; only graphs that hold triples are named."""
    graphs = sorted(graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode))
    return [
        Triple(NamedNode(subject), NamedNode(predicate), NamedNode(value))
        for subject, predicate, value in (*_service(endpoint), *_dataset(endpoint, graphs))
    ]


def _service(endpoint: str) -> Iterator[tuple[str, str, str]]:
    yield endpoint, Rdf.TYPE, Sd.SERVICE
    yield endpoint, Sd.ENDPOINT, endpoint
    yield endpoint, Sd.SUPPORTED_LANGUAGE, Sd.SPARQL11_QUERY
    for name in (*_RESULTS, *_GRAPHS):
        yield endpoint, Sd.RESULT_FORMAT, f"{_FORMATS}{name}"
    yield endpoint, Sd.DEFAULT_DATASET, f"{endpoint}#dataset"


def _dataset(endpoint: str, graphs: list[str]) -> Iterator[tuple[str, str, str]]:
    dataset, default = f"{endpoint}#dataset", f"{endpoint}#default"
    yield dataset, Rdf.TYPE, Sd.DATASET
    yield dataset, Sd.DEFAULT_GRAPH, default
    yield default, Rdf.TYPE, Sd.GRAPH
    for number, name in enumerate(graphs, 1):
        described = f"{endpoint}#graph-{number}"
        yield dataset, Sd.HAS_NAMED_GRAPH, described
        yield described, Rdf.TYPE, Sd.NAMED_GRAPH
        yield described, Sd.NAME, name
