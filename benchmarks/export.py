"""How fast exports are, and in how much memory: ours, pyoxigraph's and rdflib's, in one run.

    python benchmarks/export.py GRAPH [--quads 1000000] [--formats nq,ttl,…]

A dump of the wanted size is made of GRAPH's by repeating its reports under other names. Each
format is written at a tenth of it and at the whole, in a process of its own; memory is the peak of
that process. pyoxigraph reads the same dump and serialises it, rdflib a small part of it.
Compare figures of one run only.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

import pyoxigraph as ox
import rdflib

from kg import export, store
from kg.cli.exporting import TABLES
from kg.settings import Settings

PART = 20_000  # quads that rdflib is given
PEERS = {
    "nq": (ox.RdfFormat.N_QUADS, "nquads"),
    "trig": (ox.RdfFormat.TRIG, "trig"),
    "ttl": (ox.RdfFormat.TURTLE, "turtle"),
    "nt": (ox.RdfFormat.N_TRIPLES, "nt"),
    "rdfxml": (ox.RdfFormat.RDF_XML, "xml"),
    "jsonld": (ox.RdfFormat.JSON_LD, "json-ld"),
}


def made(graph: Path, quads: int, target: Path) -> int:
    """Write a sorted dump of at least so many quads; the number it got."""
    record = store.read(graph)
    lines = (graph / store.DUMP).read_text(encoding="utf-8").splitlines(keepends=True)
    aside = tuple(
        f"{record.base}id/graph/{n}> .\n" for n in ("vocabulary", "catalogue", "registry")
    )
    shared = [line for line in lines if line.endswith(aside)]
    own = [line for line in lines if not line.endswith(aside)]
    copies = max(1, -(-(quads - len(shared)) // len(own)))
    found = set(shared)
    for copy in range(copies):
        found.update(_renamed(own, [one.id for one in record.reports], f"-{copy:04}"))
    with target.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(islice(sorted(found), quads))
    return min(quads, len(found))


def _renamed(lines: Iterable[str], reports: list[str], mark: str) -> Iterator[str]:
    for line in lines:
        for report in reports:
            if report in line:
                line = line.replace(report, report + mark)  # noqa: PLW2901
        yield line


def ours(dump: Path, form: str, out: Path) -> None:
    """Our export."""
    using = export.spelling(Settings().ontology, Settings().base)
    if form in TABLES:
        export.tables(dump, form, using, out)
    else:
        export.export(dump, form, using, out)


def pyoxigraph(dump: Path, form: str, out: Path) -> None:
    """What pyoxigraph makes of the same file."""
    kind = PEERS[form][0]
    parsed = ox.parse(path=dump, format=ox.RdfFormat.N_QUADS)
    quads = (quad for quad in parsed if isinstance(quad, ox.Quad))
    prefixes = dict(export.spelling(Settings().ontology, Settings().base).prefixes)
    more = None if form in {"nq", "nt"} else prefixes
    if form in {"nq", "trig"}:
        ox.serialize(quads, str(out), kind, prefixes=more)
    else:
        ox.serialize((quad.triple for quad in quads), str(out), kind, prefixes=more)


def by_rdflib(dump: Path, form: str, out: Path) -> None:
    """What rdflib makes of the same file."""
    found = rdflib.Dataset(default_union=True)
    found.parse(dump, format="nquads")
    kind = PEERS[form][1]
    if form in {"nq", "trig"}:
        found.serialize(out, format=kind)
    else:
        union = rdflib.Graph()
        union += found.triples((None, None, None))
        union.serialize(out, format=kind)


WRITERS: dict[str, Callable[[Path, str, Path], None]] = {
    "ours": ours,
    "pyoxigraph": pyoxigraph,
    "rdflib": by_rdflib,
}


def measured(writer: str, dump: Path, form: str) -> dict[str, float]:
    """CPU seconds and peak memory of one export in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--one", writer, form, str(dump)],
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def one(writer: str, form: str, dump: Path) -> None:
    """Run one export and print what it took, the start of the process left out."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        export.spelling(Settings().ontology, Settings().base)
        began, at = time.process_time(), time.perf_counter()
        WRITERS[writer](dump, form, out)
        took = {"cpu": time.process_time() - began, "wall": time.perf_counter() - at}
    print(json.dumps(took | {"peak": _peak()}))


def _peak() -> float:
    """Peak memory in MB of this process alone; getrusage would tell its parent's where larger."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def table(graph: Path, quads: int, formats: list[str]) -> None:
    """Print a row a format."""
    with tempfile.TemporaryDirectory() as folder:
        sizes = {}
        for name, size in (("part", PART), ("tenth", quads // 10), ("whole", quads)):
            dump = Path(folder) / f"{name}.nq"
            sizes[name] = (made(graph, size, dump), dump)
        print(f"{sizes['whole'][0]:,} quads, by CPU time; MB at a tenth and at the whole")
        print("format    quads/s   (wall)    MB   MB  x pyoxigraph  x rdflib")
        for form in formats:
            print(_row(form, sizes))


def _row(form: str, sizes: dict[str, tuple[int, Path]]) -> str:
    tenth, whole = (measured("ours", sizes[name][1], form) for name in ("tenth", "whole"))
    count = sizes["whole"][0]
    said = f"{form:8} {count / whole['cpu']:9,.0f} {count / whole['wall']:9,.0f}"
    said += f" {tenth['peak']:4.0f} {whole['peak']:4.0f}"
    if form in PEERS:
        other = measured("pyoxigraph", sizes["whole"][1], form)
        slow = measured("rdflib", sizes["part"][1], form)
        fast = measured("ours", sizes["part"][1], form)
        said += f" {other['cpu'] / whole['cpu']:13.1f} {slow['cpu'] / fast['cpu']:9.1f}"
    return said


def main() -> None:
    """Read the arguments."""
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], sys.argv[3], Path(sys.argv[4]))
        return
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("graph", type=Path)
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--formats", default=",".join((*PEERS, *TABLES)))
    options = parser.parse_args()
    table(options.graph, options.quads, options.formats.split(","))


if __name__ == "__main__":
    main()
