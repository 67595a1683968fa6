"""G4: observations to N-Triples, beside engines that map a table of them.

Engines get the table that `kg export --format csvw` writes, repeated under other names. kg maps
what was read, not a table: with each observation come its evidence, passage, label and slices, of
which the table has no rows. So triples a CPU second are compared, and for five reports the clock.
"""

import csv
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Literal, NamedTuple

from benchmarks import data
from benchmarks.measure import Runs, Taken, command, each, turns
from benchmarks.told import HERE, Found, Told
from kg import rdf
from kg.dumps import sink
from kg.model import Reading
from kg.rdf import observations
from kg.rdf.evidence import Passages
from kg.rdf.using import Mapping
from kg.settings import Settings

_ROWS = 75_000
_KEYS = {"morph": "Morph-KGC", "maplib": "maplib"}


class Sizes(NamedTuple):
    """How many triples each contestant wrote."""

    ours: int
    theirs: int


def measured(told: Told) -> Iterator[Found]:
    """Rates on a large table, and the clock on that of the corpus."""
    with tempfile.TemporaryDirectory(dir=told.work) as name:
        folder = Path(name)
        rows = _rows(told, folder)
        few, many = folder / "few.csv", folder / "many.csv"
        _write(few, rows, 1)
        _write(many, rows, 1 if told.small else -(-_ROWS // len(rows)))
        found, using = data.readings(told), rdf.mapping(Settings())
        work: dict[str, Callable[[], Taken]] = {"kg": each(lambda: _mapped(found, using, folder))}
        morph, maplib = told.morph / "bin" / "python", told.peer("maplib")
        if morph.exists():
            work["Morph-KGC"] = lambda: by_morph(morph, many, folder)
            work["few"] = lambda: by_morph(morph, few, folder)
        if maplib:
            work["maplib"] = each(lambda: by_maplib(maplib, many, folder))
        runs = turns(told.rounds, work, slow=("Morph-KGC", "maplib"))
        ours = _lines(folder / "kg.nt")
        for key, peer in _KEYS.items():
            yield _rate(key, runs, Sizes(ours, _lines(folder / f"{key}-many.nt")), peer)
    yield _clock(runs)


def _rate(key: str, runs: Runs, sizes: Sizes, peer: str) -> Found:
    if peer not in runs.by_name:
        return Found(key=f"G4-{key}", value=None, told=f"{peer} is not installed")
    value = runs.ratio(peer, "kg") * sizes.ours / sizes.theirs
    rates = sizes.ours / runs.median("kg"), sizes.theirs / runs.median(peer)
    said = f"kg {rates[0]:,.0f}/s of {sizes.ours:,}, {peer} {rates[1]:,.0f}/s of {sizes.theirs:,}"
    return Found(key=f"G4-{key}", value=value, told=said)


def _clock(runs: Runs) -> Found:
    if "few" not in runs.by_name:
        return Found(key="G4-wall", value=None, told="Morph-KGC is not installed")
    said = runs.told("kg", "few", what="wall").replace("few", "Morph-KGC")
    return Found(key="G4-wall", value=runs.ratio("few", "kg", "wall"), told=said)


def _mapped(found: Sequence[Reading], using: Mapping, folder: Path) -> None:
    with sink(folder / "kg.nt") as file:
        for one in found:
            file.write("".join(f"{line} .\n" for line in _said(one, using)).encode())


def _said(one: Reading, using: Mapping) -> Iterator[str]:
    return observations.triples(one.observations, Passages(one.document, using))


def _rows(told: Told, folder: Path) -> list[dict[str, str]]:
    graph = data.graph(told, "corpus", data.sources(told))
    out = folder / "tables"
    command(
        [sys.executable, "-m", "kg", "export", "--graph", graph, "--format", "csvw", "--out", out]
    )
    with (out / "observations.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: Sequence[dict[str, str]], times: int) -> None:
    names = ["iri", *(one.column for one in _columns())]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, extrasaction="ignore")
        writer.writeheader()
        for copy in range(times):
            writer.writerows({**row, "iri": f"{row['iri']}-{copy}"} for row in rows)


class Column(NamedTuple):
    """A column of the table, its property, and what it holds."""

    column: str
    predicate: str
    holds: Literal["iri", "string", "zh", "decimal", "integer"]


def _columns() -> list[Column]:
    with (HERE / "columns.tsv").open(encoding="utf-8") as file:
        return [Column(*line.split()) for line in file]  # type: ignore[arg-type]


def by_morph(python: Path, table: Path, folder: Path) -> Taken:
    """Morph-KGC with a mapping in RML: its whole command."""
    mapping, settings = folder / "mapping.ttl", folder / "morph.ini"
    out = folder / f"morph-{table.stem}.nt"
    mapping.write_text(_rml(table), encoding="utf-8")
    lines = ["[CONFIGURATION]", f"output_file: {out}", "number_of_processes: 1"]
    settings.write_text("\n".join([*lines, "[table]", f"mappings: {mapping}", ""]))
    return command([python, "-m", "morph_kgc", settings], {"PYTHONPATH": ""})


def _rml(table: Path) -> str:
    maps = "".join(f" ;\n  rr:predicateObjectMap [ {_object(one)} ]" for one in _columns())
    head = (HERE / "peers" / "observations.rml.ttl").read_text(encoding="utf-8")
    return head.replace("TABLE", str(table)) + f"{maps} .\n"


def _object(one: Column) -> str:
    more = {
        "iri": "; rr:termType rr:IRI",
        "zh": '; rr:language "zh"',
        "decimal": "; rr:datatype xsd:decimal",
        "integer": "; rr:datatype xsd:integer",
    }.get(one.holds, "")
    reference = f'rml:reference "{one.column}"'
    return f"rr:predicate <{one.predicate}> ; rr:objectMap [ {reference} {more} ]"


def by_maplib(maplib: ModuleType, table: Path, folder: Path) -> None:
    """maplib with a template."""
    import polars as pl  # noqa: PLC0415  # it comes with maplib

    kinds = {"decimal": pl.Float64, "integer": pl.Int64}
    schema = {one.column: kinds.get(one.holds, pl.String) for one in _columns()}
    rows = pl.read_csv(table, schema={"iri": pl.String, **schema})
    model = maplib.Model()
    model.map(_template(), rows)
    model.write(str(folder / f"maplib-{table.stem}.nt"), format="ntriples")


def _template() -> str:
    kinds = {"iri": "ottr:IRI", "decimal": "xsd:double", "integer": "xsd:integer"}
    given = ", ".join(f"? {kinds.get(one.holds, 'xsd:string')} ?{one.column}" for one in _columns())
    said = ",\n  ".join(
        f"ottr:Triple(?iri, <{one.predicate}>, ?{one.column})" for one in _columns()
    )
    head = (HERE / "peers" / "observations.ottr").read_text(encoding="utf-8")
    return f"{head}ex:Observation[ottr:IRI ?iri, {given}] :: {{\n  {said}\n}} .\n"


def _lines(path: Path) -> int:
    return sum(1 for _ in path.open("rb")) if path.exists() else 0
