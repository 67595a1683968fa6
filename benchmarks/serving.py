"""G16, G17: the server beside its peers, by wrk; `benchmarks/serve.py` tells more of it."""

import shutil
from collections.abc import Iterator

from benchmarks import data, serve
from benchmarks.told import Found, Told

_SECONDS, _FEW = 5, 1
_KEYS = ("G16-minimal", "G16-oxigraph", "G16-rdflib-differ", "G16-rdflib-one", "G17-constant")


def measured(told: Told) -> Iterator[Found]:
    """Requests a second of ours, over those of each peer."""
    if not shutil.which("wrk"):
        yield from (Found(key=key, value=None, told="wrk is not installed") for key in _KEYS)
        return
    graph = data.graph(told, "corpus", data.sources(told))
    seconds = _FEW if told.small else _SECONDS
    rates = serve.rates(graph, serve.peers_in(told.peers), seconds, told.rounds)
    for key, (what, name, other, _) in zip(_KEYS, serve.GOALS, strict=True):
        own, theirs = rates[what[0], name], rates[what[1], other]
        said = f"{own:,.0f}/s against {theirs:,.0f}/s, {what[0]}"
        yield Found(key=key, value=own / theirs, told=said)
