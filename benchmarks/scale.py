"""G8: a build of ten times as many reports, and what a build takes beside the sum of its floors."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import shacl
import spacy
from ahocorasick_rs import AhoCorasick

from benchmarks import data, emission, loading, tagging
from benchmarks.measure import Runs, Taken, here, kg
from benchmarks.told import Found, Told
from kg import read, store, validate
from kg.settings import Settings

_MANY, _FEW = 137, 4
_LOAD = "oxigraph load"
#: Statements whose floors are measured at once, to stay in memory.
_AT_ONCE = 20


def measured(told: Told) -> Iterator[Found]:
    """Builds of two sizes, in turns with each other, of one round: they take long."""
    tenth = told.tenth or (_FEW if told.small else _MANY)
    runs = Runs()
    with tempfile.TemporaryDirectory(dir=told.work) as name:
        for count in (tenth, 10 * tenth):
            graph = Path(name) / str(count)
            runs.add(str(count), kg("build", data.synthetic(told, count), "--out", graph))
            if count == tenth:
                yield from _beside_floors(told, runs, tenth, graph)
            shutil.rmtree(graph)
    one, ten = str(tenth), str(10 * tenth)
    for key, what in (("growth", "cpu"), ("memory", "peak")):
        said = f"{one} and {ten} reports: {runs.told(one, ten, what=what)}"
        yield Found(key=f"G8-{key}", value=runs.ratio(ten, one, what), told=said)
    wall = runs.median(ten, "wall")
    yield Found(key="G8-rate", value=10 * tenth / wall, told=f"{ten} reports: {wall:.3g} s")


def _beside_floors(told: Told, runs: Runs, count: int, graph: Path) -> Iterator[Found]:
    taken = {name: work() for name, work in _floors(told, count, graph).items()}
    floors = {name: one.cpu for name, one in taken.items()}
    said = ", ".join(f"{name} {seconds:.2g}" for name, seconds in floors.items())
    took = runs.median(str(count))
    said = f"{count} reports: build {took:.3g} cpu s; floors {sum(floors.values()):.3g}: {said}"
    yield Found(key="G8-floors", value=took / sum(floors.values()), told=said)
    if load := taken.get(_LOAD):
        said = f"{count} reports: {load.wall:.3g} s, {load.cpu:.3g} cpu s"
        yield Found(key="G8-load", value=count / load.wall, told=said)
    else:
        yield Found(key="G8-load", value=None, told="oxigraph is not installed")


def _floors(told: Told, count: int, graph: Path) -> dict[str, Callable[[], Taken]]:
    reports = sorted(data.synthetic(told, count).rglob("*.txt"))
    texts = [read.text(path).text for path in reports]
    paragraphs = [line for one in texts for line in one.splitlines() if line]
    blank, automaton = spacy.blank("zh"), AhoCorasick(tagging.terms())
    found: dict[str, Callable[[], Taken]] = {
        "tokens": lambda: here(lambda: [None for _ in blank.pipe(paragraphs)]),
        "terms": lambda: here(lambda: list(map(automaton.find_matches_as_indexes, texts))),
        "f-strings and sort": partial(_emitted, graph),
        "shacl": partial(_checked, graph),
    }
    if load := loading.oxigraph(told):
        found[_LOAD] = lambda: load([graph / store.DUMP])
    return found


def _emitted(graph: Path) -> Taken:
    """f-strings of all statements, and their lines sorted."""
    taken = Taken(0, 0)
    with tempfile.TemporaryDirectory() as name:
        out = Path(name) / "out"
        for some in _quads(graph):
            said = data.tuples(some)
            one = here(partial(_sorted, said, out))
            taken = Taken(taken.cpu + one.cpu, taken.wall + one.wall)
    return taken


def _sorted(said: list[data.Tuple], out: Path) -> None:
    emission.by_f_strings(said, out)
    sorted(out.read_bytes().splitlines(keepends=True))


def _quads(graph: Path) -> Iterator[list[tuple[str, Sequence[str]]]]:
    """The statements of so many reports at once."""
    entries = store.read(graph).reports
    for at in range(0, len(entries), _AT_ONCE):
        yield [
            (one.id, validate.triples_of(_text(graph, one.id).splitlines()))
            for one in entries[at : at + _AT_ONCE]
        ]


def _text(graph: Path, report: str) -> str:
    return store.report_file(graph, report, store.QUADS).decode()


def _checked(graph: Path) -> Taken:
    """The engine alone on all reports."""
    shapes = shacl.Shapes.from_text(validate.shapes(Settings()).rules.text)
    texts = ["".join(f"{t} .\n" for t in triples) for some in _quads(graph) for _, triples in some]
    return here(lambda: [shapes.validate_text(one, format="ntriples").results for one in texts])
