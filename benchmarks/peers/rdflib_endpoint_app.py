"""rdflib-endpoint over the same triples."""

import os

from rdflib import Graph
from rdflib_endpoint import SparqlEndpoint

app = SparqlEndpoint(graph=Graph().parse(os.environ["BENCH_TRIPLES"], format="nt"), path="/sparql")
