"""G1, G2, G3, G18: statements to files, beside f-strings, pyoxigraph and rdflib.

`tuples` are statements as plain strings in memory, whose terms others make, too. kg is measured
twice: its lines of the same tuples, and its whole mapping, which makes names, labels and passages
of what was read before it has anything to write.
"""

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox
import rdflib

from benchmarks import data
from benchmarks.data import Tuple
from benchmarks.measure import Runs, Taken, each, kg, turns
from benchmarks.told import Found, Told
from kg import export, rdf
from kg.dumps import sink
from kg.model import Reading
from kg.rdf import nquads
from kg.rdf.using import Mapping
from kg.settings import Settings
from kg.store import merging
from kg.terms import Xsd

_ESCAPES = str.maketrans({'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_LANGUAGES = {"zh": nquads.chinese, "en": nquads.english}


def measured(told: Told) -> Iterator[Found]:
    """All figures of writing."""
    with tempfile.TemporaryDirectory(dir=told.work) as name:
        folder = Path(name)
        yield from _written(told, folder)
        yield from _sorted(told, folder)
        yield from _exported(told, folder)
        yield from _packed(told, folder)
    yield _same_bytes(told)


def _written(told: Told, folder: Path) -> Iterator[Found]:
    using, found = rdf.mapping(Settings()), data.readings(told)
    said = data.tuples(data.lines(told))
    out = folder / "out.nq"
    runs = turns(
        told.rounds,
        {
            "kg lines": each(lambda: by_lines(said, out)),
            "kg mapping": each(lambda: mapped(found, using, out)),
            "f-strings": each(lambda: by_f_strings(said, out)),
            "pyoxigraph": each(lambda: by_pyoxigraph(said, out)),
            "rdflib": each(lambda: by_rdflib(said, out)),
        },
        slow=("rdflib",),
    )
    count = len(said)
    for key, ours in (("G1", "kg lines"), ("G1-map", "kg mapping")):
        for peer, name in (("floor", "f-strings"), ("oxigraph", "pyoxigraph")):
            yield _speed(f"{key}-{peer}", runs, ours, name, count)
        yield _speed(f"{key}-rdflib", runs, ours, "rdflib", count)


def _speed(key: str, runs: Runs, ours: str, peer: str, count: int) -> Found:
    """How many times as fast; with statements a second."""
    rates = (f"{one} {count / runs.median(one):,.0f}/s" for one in (ours, peer))
    return Found(key=key, value=runs.ratio(peer, ours), told=", ".join(rates))


def by_lines(said: Sequence[Tuple], out: Path) -> None:
    """The way kg writes: a line a statement by its kind, the graph joined behind all lines."""
    lines = [_line(one) for one in said]
    ends = {graph: f" <{graph}> .\n" for graph in {one.graph for one in said}}
    whole = [line + ends[one.graph] for line, one in zip(lines, said, strict=True)]
    with sink(out) as file:
        file.write("".join(whole).encode())


def _line(one: Tuple) -> str:
    subject, predicate, value, kind, _ = one
    if kind == "iri":
        return nquads.link(subject, predicate, value)
    if kind == "plain":
        return nquads.plain(subject, predicate, value)
    if kind in _LANGUAGES:
        return _LANGUAGES[kind](subject, predicate, value)
    return nquads.typed(subject, predicate, value, Xsd(kind))


def mapped(found: Sequence[Reading], using: Mapping, out: Path, *, ordered: bool = False) -> None:
    """The way kg maps: what was read to lines, each once and sorted or as they come."""
    with sink(out) as file:
        for one in found:
            end = f" <{using.iris.graph(one.document.id)}> .\n"
            lines = rdf.triples(one, using) if ordered else rdf.statements(one, using)
            file.write(end.join((*lines, "")).encode())


def by_f_strings(said: Sequence[Tuple], out: Path) -> None:
    """The floor: as little as a program can do for a statement."""
    with out.open("w", encoding="utf-8") as file:
        file.writelines(_spelt(*one) for one in said)


def _spelt(subject: str, predicate: str, value: str, kind: str, graph: str) -> str:
    if kind == "iri":
        return f"<{subject}> <{predicate}> <{value}> <{graph}> .\n"
    text = value.translate(_ESCAPES) if '"' in value or "\\" in value or "\n" in value else value
    if kind == "plain":
        return f'<{subject}> <{predicate}> "{text}" <{graph}> .\n'
    if len(kind) == 2:
        return f'<{subject}> <{predicate}> "{text}"@{kind} <{graph}> .\n'
    return f'<{subject}> <{predicate}> "{text}"^^<{kind}> <{graph}> .\n'


def by_pyoxigraph(said: Sequence[Tuple], out: Path) -> None:
    """pyoxigraph makes terms and writes them."""
    ox.serialize(map(_quad, said), str(out), ox.RdfFormat.N_QUADS)


def _quad(one: Tuple) -> ox.Quad:
    subject, predicate = ox.NamedNode(one.subject), ox.NamedNode(one.predicate)
    return ox.Quad(subject, predicate, _object(one), ox.NamedNode(one.graph))


def _object(one: Tuple) -> ox.NamedNode | ox.Literal:
    if one.kind == "iri":
        return ox.NamedNode(one.object)
    if one.kind == "plain":
        return ox.Literal(one.object)
    if len(one.kind) == 2:
        return ox.Literal(one.object, language=one.kind)
    return ox.Literal(one.object, datatype=ox.NamedNode(one.kind))


def by_rdflib(said: Sequence[Tuple], out: Path) -> None:
    """rdflib makes terms, a graph of them, and writes it."""
    filled(said).serialize(out, format="nt", encoding="utf-8")


def filled(said: Sequence[Tuple]) -> rdflib.Graph:
    """A graph of rdflib with all statements."""
    made = rdflib.Graph()
    for one in said:
        made.add((rdflib.URIRef(one.subject), rdflib.URIRef(one.predicate), _term(one)))
    return made


def _term(one: Tuple) -> rdflib.term.Node:
    if one.kind == "iri":
        return rdflib.URIRef(one.object)
    if one.kind == "plain":
        return rdflib.Literal(one.object)
    if len(one.kind) == 2:
        return rdflib.Literal(one.object, lang=one.kind)
    return rdflib.Literal(one.object, datatype=rdflib.URIRef(one.kind))


def _sorted(told: Told, folder: Path) -> Iterator[Found]:
    """Sorted by report and put together, beside the same lines as they come."""
    using, found = rdf.mapping(Settings()), data.readings(told)
    out = folder / "out.nq"
    runs = turns(
        told.rounds,
        {
            "sorted": each(lambda: _together(found, using, folder)),
            "unsorted": each(lambda: mapped(found, using, out)),
        },
    )
    ratio = runs.ratio("sorted", "unsorted")
    yield Found(key="G3-sorted", value=ratio, told=runs.told("sorted", "unsorted"))


def _together(found: Sequence[Reading], using: Mapping, folder: Path) -> None:
    files = [folder / f"{number}.nq" for number in range(len(found))]
    for one, path in zip(found, files, strict=True):
        mapped([one], using, path, ordered=True)
    with sink(folder / "dump.nq") as file:
        for block in merging.blocks(files, (), folder / "scratch"):
            file.write(b"".join(block))


def _same_bytes(told: Told) -> Found:
    """Builds of the same reports in two orders, in one process and in two."""
    names = data.sources(told)
    digests = set()
    with tempfile.TemporaryDirectory(dir=told.work) as name:
        for number, reports in enumerate((names, list(reversed(names)))):
            out = Path(name) / str(number)
            kg("build", *reports, "--out", out, "--workers", str(number + 1))
            digests.add(hashlib.sha256((out / "dump.nq").read_bytes()).hexdigest())
    return Found(key="G3-bytes", value=float(len(digests) == 1), told="1 where they are the same")


def _exported(told: Told, folder: Path) -> Iterator[Found]:
    """Turtle and TriG of a dump, beside what peers make of the same file."""
    dump = _dump(told, folder)
    count = sum(1 for _ in dump.open("rb"))
    said = data.tuples(data.lines(told))
    using = export.spelling(Settings().ontology, Settings().base)
    prefixes, out = dict(using.prefixes), folder / "out"
    runs = turns(
        told.rounds,
        {
            "kg Turtle": each(lambda: export.export(dump, "ttl", using, out)),
            "pyoxigraph Turtle": each(lambda: _turtle(_triples(dump), prefixes, out)),
            "from tuples": each(lambda: _turtle(_made(said), prefixes, out)),
            "kg TriG": each(lambda: export.export(dump, "trig", using, out)),
            "pyoxigraph TriG": each(lambda: _trig(dump, prefixes, out)),
        },
    )
    yield _speed("G2-turtle", runs, "kg Turtle", "pyoxigraph Turtle", count)
    yield _speed("G2-tuples", runs, "kg Turtle", "from tuples", count)
    yield _speed("G2-trig", runs, "kg TriG", "pyoxigraph TriG", count)
    yield _beside_rdflib(told, using, folder)


def _beside_rdflib(told: Told, using: export.Spelling, folder: Path) -> Found:
    """Turtle of one report, as rdflib is slow."""
    part, out = folder / "part.nq", folder / "out"
    mapped(data.readings(told)[:1], rdf.mapping(Settings()), part, ordered=True)
    runs = turns(
        told.rounds,
        {
            "kg": each(lambda: export.export(part, "ttl", using, out)),
            "rdflib": each(lambda: _by_rdflib(part, out)),
        },
        slow=("rdflib",),
    )
    return _speed("G2-rdflib", runs, "kg", "rdflib", sum(1 for _ in part.open("rb")))


def _dump(told: Told, folder: Path) -> Path:
    _together(data.readings(told), rdf.mapping(Settings()), folder)
    return folder / "dump.nq"


def _triples(dump: Path) -> Iterator[ox.Triple]:
    for quad in ox.parse(path=dump, format=ox.RdfFormat.N_QUADS):
        assert isinstance(quad, ox.Quad)  # noqa: S101
        yield quad.triple


def _made(said: Sequence[Tuple]) -> Iterator[ox.Triple]:
    return (_quad(one).triple for one in said)


def _turtle(triples: Iterator[ox.Triple], prefixes: dict[str, str], out: Path) -> None:
    ox.serialize(triples, str(out), ox.RdfFormat.TURTLE, prefixes=prefixes)


def _trig(dump: Path, prefixes: dict[str, str], out: Path) -> None:
    quads = ox.parse(path=dump, format=ox.RdfFormat.N_QUADS)
    ox.serialize(quads, str(out), ox.RdfFormat.TRIG, prefixes=prefixes)


def _by_rdflib(dump: Path, out: Path) -> None:
    found = rdflib.Dataset(default_union=True)
    found.parse(dump, format="nquads")
    union = rdflib.Graph()
    union += found.triples((None, None, None))
    union.serialize(out, format="turtle")


def _packed(told: Told, folder: Path) -> Iterator[Found]:
    """A dump of what was read, plain and packed."""
    using, found, dump = rdf.mapping(Settings()), data.readings(told), _dump(told, folder)
    spelt = export.spelling(Settings().ontology, Settings().base)
    out = folder / "out.nq"
    kinds = ("none", "gz", "zst")
    work: dict[str, Callable[[], Taken]] = {}
    for kind in kinds:
        work[f"dump {kind}"] = each(partial(_packing, found, using, out, kind))
        work[f"export {kind}"] = each(partial(export.export, dump, "ttl", spelt, out, kind))
    runs = turns(told.rounds, work)
    for key, what in (("G18", "dump"), ("G18-export", "export")):
        for kind in kinds[1:]:
            names = f"{what} {kind}", f"{what} none"
            yield Found(key=f"{key}-{kind}", value=runs.ratio(*names), told=runs.told(*names))


def _packing(found: Sequence[Reading], using: Mapping, out: Path, kind: str) -> None:
    with sink(out, kind) as file:
        for one in found:
            _pour(one, using, file)


def _pour(one: Reading, using: Mapping, file: BinaryIO) -> None:
    end = f" <{using.iris.graph(one.document.id)}> .\n"
    file.write(end.join((*rdf.triples(one, using), "")).encode())
