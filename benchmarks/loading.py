"""G10: a store that is ready to query, of reports that were read, beside other loaders."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox
import rdflib

from benchmarks import data
from benchmarks.engines import oxigraph_serve
from benchmarks.measure import Taken, command, here, turns
from benchmarks.told import Found, Told
from kg import store
from kg.store import merging

_COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


def measured(told: Told) -> Iterator[Found]:
    """The last step of a build on the reports of the corpus, beside loads of the same dump."""
    graph = data.graph(told, "corpus", data.sources(told))
    dump = graph / store.DUMP
    load = oxigraph(told)
    with tempfile.TemporaryDirectory(dir=told.work) as name:
        triples = union(dump, Path(name) / "union.nt")
        work: dict[str, Callable[[], Taken]] = {
            "kg": lambda: committed(graph, Path(name) / "graph"),
            "rdflib": lambda: here(lambda: rdflib.Dataset().parse(dump, format="nquads")),
        }
        if load:
            work["oxigraph"] = lambda: load([dump])
            work["oxigraph both"] = lambda: load([dump, triples])
        runs = turns(told.rounds, work, slow=("rdflib",))
    told_rdflib = runs.told("kg", "rdflib")
    yield Found(key="G10-rdflib", value=runs.ratio("rdflib", "kg"), told=told_rdflib)
    for key, peer in (("oxigraph", "oxigraph"), ("union", "oxigraph both")):
        if load:
            value, said = runs.ratio("kg", peer), runs.told("kg", peer)
            yield Found(key=f"G10-{key}", value=value, told=said)
        else:
            yield Found(key=f"G10-{key}", value=None, told="oxigraph is not installed")
    yield _opened(told, graph)


def committed(graph: Path, out: Path) -> Taken:
    """The reports of a graph put into a new one: merged, written as a dump, loaded."""
    shutil.rmtree(out, ignore_errors=True)
    record = store.read(graph)
    reports = graph / store.REPORTS
    files = {
        one: {path.name: path.read_bytes() for path in (reports / one.folder).iterdir()}
        for one in record.reports
    }
    shared = _shared(graph, record)
    base, made_with = record.base, record.made_with

    def commit() -> None:
        with store.writing(out) as writer:
            for one, made in files.items():
                writer.put(one.id, one.name, one.sha256, made)
            writer.commit(shared, base=base, made_with=made_with)

    return here(commit)


def _shared(graph: Path, record: store.Record) -> list[str]:
    """The lines of a dump that no report says."""
    own = set()
    for one in record.reports:
        own.update(store.report_file(graph, one.id, store.QUADS).splitlines())
    lines = (graph / store.DUMP).read_bytes().splitlines()
    return [line.decode() for line in lines if line not in own]


def union(dump: Path, out: Path) -> Path:
    """The triples of a sorted dump without their graphs, each once."""
    with tempfile.TemporaryDirectory() as name, out.open("wb") as triples:
        for _, fresh in merging.triples(merging.blocks([dump], (), Path(name) / "scratch")):
            triples.writelines(line + b" .\n" for line in fresh)
    return out


def oxigraph(told: Told) -> Callable[[Sequence[Path]], Taken] | None:
    """What `oxigraph load` takes for files; None where it is not installed."""
    binary = told.peers / "bin" / "oxigraph"
    if not binary.exists():
        return None

    def load(files: Sequence[Path]) -> Taken:
        with tempfile.TemporaryDirectory(dir=told.work) as name:
            given = [word for one in files for word in ("-f", str(one))]
            return command([binary, "load", "-l", name, *given])

    return load


def _opened(told: Told, graph: Path) -> Found:
    """Whether pyoxigraph and oxigraph serve count the same statements in the store as it is."""
    folder = graph / store.read(graph).store
    found = ox.Store.read_only(str(folder)).query(_COUNT)
    assert isinstance(found, ox.QuerySolutions)  # noqa: S101
    own = int(next(found)["n"].value)
    with oxigraph_serve(told, folder) as served:
        if served is None:
            return Found(key="G10-files", value=None, told="oxigraph is not installed")
        other = int(served.bindings(_COUNT)[0]["n"]["value"])
    said = f"{own:,} and {other:,} triples in the default graph"
    return Found(key="G10-files", value=float(own == other), told=said)
