"""G13: sentences by a word in them, from the index of texts, beside a scan by pyoxigraph, warm."""

from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from benchmarks import data
from benchmarks.engines import oxigraph_serve
from benchmarks.measure import each, turns
from benchmarks.told import Found, Told
from kg import search, store
from kg.search import Sentences
from kg.search.asking import MOST
from kg.settings import Settings

_FEW = 4
#: Words of reports, from frequent to rare.
_WORDS = ("发展", "高质量发展", "地区生产总值", "专利")
#: Oxigraph is quickest where words are looked at before anything else of a sentence is fetched.
_SCAN = """PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT DISTINCT ?document (CONCAT(?before, ?exact, ?after) AS ?text) WHERE {{
  ?quote oa:exact ?exact ; oa:prefix ?before ; oa:suffix ?after .
  FILTER(CONTAINS(CONCAT(?before, ?exact, ?after), "{word}"))
  ?passage oa:hasSelector ?quote ; oa:hasSource/dct:identifier ?document .
}}"""


def measured(told: Told) -> Iterator[Found]:
    """All words, each by the index and by the scan, on the large graph where one is given."""
    graph = (
        data.linked(told, told.graph)
        if told.graph
        else data.graph(told, f"graph-{_FEW}", [data.synthetic(told, _FEW)])
    )
    folder = graph / store.read(graph).store
    opened = ox.Store.read_only(str(folder))
    with search.sentences_opened(graph, Settings().queries) as index:
        work = {"kg": each(lambda: [index.search(word, MOST) for word in _WORDS])}
        scanned: dict[str, set[tuple[str, str]]] = {}
        work["pyoxigraph"] = each(
            lambda: scanned.update((word, _scanned(opened, word)) for word in _WORDS)
        )
        with oxigraph_serve(told, folder) as served:
            if served:
                texts = [_SCAN.format(word=word) for word in _WORDS]
                work["oxigraph serve"] = each(lambda: [served.bindings(one) for one in texts])
            runs = turns(told.rounds, work, slow=("pyoxigraph", "oxigraph serve"))
        yield _same(index, scanned)
    for key, peer, what in (("scan", "pyoxigraph", "cpu"), ("serve", "oxigraph serve", "wall")):
        if peer in runs.by_name:
            said = runs.told("kg", peer, what=what)
            yield Found(key=f"G13-{key}", value=runs.ratio("kg", peer, what), told=said)


def _scanned(opened: ox.Store, word: str) -> set[tuple[str, str]]:
    """Report and sentence of all that has a word, by a look at all sentences."""
    found = opened.query(_SCAN.format(word=word))
    assert isinstance(found, ox.QuerySolutions)  # noqa: S101
    return {(row["document"].value, row["text"].value) for row in found}


def _same(index: Sentences, scanned: Mapping[str, set[tuple[str, str]]]) -> Found:
    """Whether the sentences are the same, for words that have no more than the index counts."""
    differ, counts = 0, []
    for word, sentences in scanned.items():
        said = index.search(word, MOST)
        if not said.more:
            differ += {(one.document, one.text) for one in said.sentences} != sentences
            counts.append(f"{word} {said.total:,}")
    told = f"sentences: {', '.join(counts)}"
    return Found(key="G13-same", value=differ, told=told)
