"""The data of benchmarks: what reports say, and graphs of them, made once and kept."""

import sys
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from benchmarks.measure import command, kg
from benchmarks.told import Told
from kg import rdf
from kg.model import Reading
from kg.pipeline.reading import Reader
from kg.settings import Settings

#: How many of the reports are taken when all is to be small.
_FEW = 2


class Tuple(NamedTuple):
    """One statement as a program may hold it: plain strings; `kind` tells what the object is."""

    subject: str
    predicate: str
    object: str
    kind: str  # iri, plain, zh, en or the IRI of a datatype
    graph: str


def sources(told: Told) -> list[Path]:
    """The reports of the corpus."""
    found = sorted(told.corpus.glob("*.txt"))
    return found[:_FEW] if told.small else found


@lru_cache(maxsize=1)
def readings(told: Told) -> tuple[Reading, ...]:
    """What is read in the reports of the corpus."""
    reader = Reader(Settings())
    return tuple(map(reader.path, sources(told)))


def lines(told: Told) -> list[tuple[str, tuple[str, ...]]]:
    """Graph and sorted triples of each report of the corpus."""
    using = rdf.mapping(Settings())
    return [(using.iris.graph(one.document.id), rdf.triples(one, using)) for one in readings(told)]


def tuples(said: Iterable[tuple[str, Sequence[str]]]) -> list[Tuple]:
    """The same statements as tuples of strings."""
    found = []
    for graph, triples in said:
        text = "".join(f"{one} .\n" for one in triples)
        for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES):
            value, kind = _value(quad.object)
            found.append(Tuple(quad.subject.value, quad.predicate.value, value, kind, graph))
    return found


def _value(term: object) -> tuple[str, str]:
    if isinstance(term, ox.NamedNode):
        return term.value, "iri"
    assert isinstance(term, ox.Literal)  # there are no blank nodes  # noqa: S101
    if term.language:
        return term.value, term.language
    plain = term.datatype.value.endswith("#string")
    return term.value, "plain" if plain else term.datatype.value


def graph(told: Told, name: str, reports: Sequence[Path]) -> Path:
    """A graph of reports with its tables, built where it is not there or of another version."""
    out = told.folder(name)
    kg("build", *reports, "--out", out, "--answers")
    return out


def linked(told: Told, given: Path) -> Path:
    """A folder of links into a graph that is there, so that nothing is written into it."""
    out = told.folder(f"linked-{given.resolve().name}")
    for path in given.iterdir():
        link = out / path.name
        if not path.name.startswith(".") and not link.exists():
            link.symlink_to(path.resolve())
    return out


def synthetic(told: Told, count: int) -> Path:
    """A folder of so many synthetic reports."""
    out = told.folder(f"synth-{count}")
    if len(list(out.rglob("*.txt"))) < count:
        command([sys.executable, "-m", "kg", "synth", "--reports", str(count), out])
    return out
