"""The straight way beside kg: rdflib graphs, pyshacl, Turtle, all in one process.

Both have the same statements. The straight way is given them as tuples, so that it neither reads a
report nor makes a name, and writes no store.
"""

import tempfile
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import pyshacl
import rdflib

from benchmarks import data, emission
from benchmarks.data import Tuple
from benchmarks.measure import Taken, here, kg, turns
from benchmarks.told import Found, Told
from kg import rdf, validate
from kg.dumps import sink
from kg.model import Reading
from kg.rdf.using import Mapping
from kg.settings import Settings


def measured(told: Told) -> Iterator[Found]:
    """The back end alone, and a whole build."""
    said, found = data.tuples(data.lines(told)), data.readings(told)
    using, shapes = rdf.mapping(Settings()), validate.shapes(Settings())
    graph = rdflib.Graph().parse(data=shapes.rules.text, format="turtle")
    with tempfile.TemporaryDirectory(dir=told.work) as name:
        folder = Path(name)

        def build() -> Taken:
            out = Path(tempfile.mkdtemp(dir=folder))
            return kg("build", *data.sources(told), "--out", out, "--workers", "1")

        runs = turns(
            told.rounds,
            {
                "straight": lambda: here(lambda: straight(said, graph, folder)),
                "kg": lambda: here(lambda: ours(found, using, shapes, folder)),
                "build": build,
            },
            slow=("straight", "build"),
        )
    value = runs.ratio("straight", "kg")
    yield Found(key="straight-back", value=value, told=runs.told("straight", "kg"))
    value = runs.ratio("straight", "build")
    yield Found(key="straight-whole", value=value, told=runs.told("straight", "build"))


def straight(said: Sequence[Tuple], shapes: rdflib.Graph, folder: Path) -> None:
    """Each report as a graph that is checked, all of them as one file."""
    whole = rdflib.Graph()
    for _, one in groupby(said, lambda one: one.graph):
        made = emission.filled(list(one))
        pyshacl.validate(made, shacl_graph=shapes, allow_warnings=True, allow_infos=True)
        whole += made
    whole.serialize(folder / "straight.ttl", format="turtle")


def ours(found: Sequence[Reading], using: Mapping, shapes: validate.Shapes, folder: Path) -> None:
    """The same work by kg, from what was read: mapped, checked, written sorted."""
    with sink(folder / "ours.nq") as file:
        for one in found:
            triples = rdf.triples(one, using)
            validate.findings(triples, one.document.text, shapes)
            end = f" <{using.iris.graph(one.document.id)}> .\n"
            file.write(end.join((*triples, "")).encode())
