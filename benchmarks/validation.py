"""G14: SHACL with the shapes of kg, beside pyshacl and engines in Rust, on the same statements."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType

import shacl
from rdflib import SH, Graph

from benchmarks import data
from benchmarks.measure import Runs, Taken, each, kg, turns
from benchmarks.told import Found, Told
from kg import validate
from kg.model import Reading
from kg.settings import Settings

#: Reports of about a million statements, and of a few for a try.
_MILLION, _FEW = 38, 2
#: Every so manieth statement is left out, so that something is wrong.
_LEFT_OUT = 20
#: What is wrong: node and shape.
Wrong = tuple[str, str]


def measured(told: Told) -> Iterator[Found]:
    """All reports of the corpus by the fast engines, one of them by pyshacl; then a large graph."""
    shapes = validate.shapes(Settings())
    reports = [(one.document.text, lines) for one, (_, lines) in _reports(told)]
    texts = ["".join(f"{line} .\n" for line in lines) for _, lines in reports]
    engine = shacl.Shapes.from_text(shapes.rules.text)
    runs = turns(
        told.rounds,
        {
            "kg": each(lambda: [validate.findings(lines, text, shapes) for text, lines in reports]),
            "shacl": each(lambda: [engine.validate_text(t, format="ntriples") for t in texts]),
            **_others(told, texts, shapes.rules.text),
        },
        slow=("shifty", "rudof"),
    )
    yield _ratio("G14-rust", runs, "shacl", "shacl")
    for key, name in (("shifty", "pyshifty"), ("rudof", "pyrudof")):
        yield _ratio(f"G14-{key}", runs, key, name)
    yield _beside_pyshacl(told, texts[0], reports[0])
    yield from _same(told, reports[0][1])
    yield _memory(told)


def _reports(told: Told) -> Iterable[tuple[Reading, tuple[str, tuple[str, ...]]]]:
    return zip(data.readings(told), data.lines(told), strict=True)


def _ratio(key: str, runs: Runs, peer: str, name: str) -> Found:
    if peer not in runs.by_name:
        return Found(key=key, value=None, told=f"{name} is not installed")
    return Found(key=key, value=runs.ratio("kg", peer), told=runs.told("kg", peer))


def _others(told: Told, texts: list[str], shapes: str) -> dict[str, Callable[[], Taken]]:
    """The engines that are installed for comparison."""
    found: dict[str, Callable[[], Taken]] = {}
    if shifty := told.peer("shifty"):
        found["shifty"] = each(lambda: [_by_shifty(shifty, one, shapes) for one in texts])
    if rudof := told.peer("pyrudof"):
        found["rudof"] = each(lambda: [_by_rudof(rudof, one, shapes) for one in texts])
    return found


def _by_shifty(shifty: ModuleType, text: str, shapes: str) -> set[Wrong]:
    with tempfile.TemporaryDirectory() as name:
        given, wanted = Path(name) / "data.nt", Path(name) / "shapes.ttl"
        given.write_text(text, encoding="utf-8")
        wanted.write_text(shapes, encoding="utf-8")
        _, report, _ = shifty.validate(str(given), str(wanted), infer=False)
    return _of_graph(report)


def _of_graph(report: Graph) -> set[Wrong]:
    pairs = (
        (report.value(one, SH.focusNode), report.value(one, SH.sourceShape))
        for one in report.subjects(SH.focusNode, None, unique=True)
    )
    return {(str(focus), str(shape)) for focus, shape in pairs}


def _by_rudof(pyrudof: ModuleType, text: str, shapes: str) -> int:
    engine = pyrudof.Rudof(pyrudof.RudofConfig())
    engine.read_data(text, pyrudof.RDFFormat.NTriples)
    engine.read_shacl(shapes)
    return len(engine.validate_shacl())


def _beside_pyshacl(told: Told, text: str, report: tuple[str, tuple[str, ...]]) -> Found:
    slow, fast = (validate.shapes(Settings(), name) for name in ("pyshacl", "shacl"))
    words, lines = report
    runs = turns(
        told.rounds,
        {
            "kg": each(lambda: validate.findings(lines, words, fast)),
            "pyshacl": each(lambda: list(slow.engine.results(text))),
        },
        slow=("pyshacl",),
    )
    said = f"one report: {runs.told('kg', 'pyshacl')}"
    return Found(key="G14-pyshacl", value=runs.ratio("pyshacl", "kg"), told=said)


def _same(told: Told, lines: tuple[str, ...]) -> Iterator[Found]:
    """What engines find in a report of which statements are missing."""
    left = [line for number, line in enumerate(lines) if number % _LEFT_OUT]
    text = "".join(f"{line} .\n" for line in left)
    shapes = validate.shapes(Settings())
    found = {
        name: {
            (one.focus, one.shape) for one in validate.shapes(Settings(), name).engine.results(text)
        }
        for name in ("shacl", "pyshacl")
    }
    if shifty := told.peer("shifty"):
        found["pyshifty"] = _by_shifty(shifty, text, shapes.rules.text)
    said = ", ".join(f"{name} {len(ones):,}" for name, ones in found.items())
    same = float(found["shacl"] == found["pyshacl"])
    yield Found(key="G14-same", value=same, told=f"nodes with shapes: {said}")


def _memory(told: Told) -> Found:
    """The peak of `kg validate` in one process, on a million statements."""
    count = _FEW if told.small else _MILLION
    graph = data.graph(told, f"graph-{count}", [data.synthetic(told, count)])
    taken = kg("validate", "--graph", graph, "--workers", "1", "--summary", good=(0, 1))
    said = f"{sum(1 for _ in (graph / 'dump.nq').open('rb')):,} quads, {taken.cpu:.0f} cpu s"
    return Found(key="G14-memory", value=taken.peak, told=said)
