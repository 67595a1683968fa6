"""A graph folder: reports, a canonical dump, a SPARQL store on disk, and the record of the build.

DIR/build.json            what counts; replaced last
DIR/dump.nq               all graphs, sorted N-Quads
DIR/store-<digest>/       the same in Oxigraph
DIR/kept-<digest>/        what the next change goes on from: shared lines, the catalogue, counts
DIR/search-<…>            index of its names, a cache that kg.search makes
DIR/reports/<id>-<…>/     text.txt, quads.nq, findings.json, figures.jsonl of one report
"""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from pyoxigraph import RdfFormat, Store

from kg.errors import StoreError, reason
from kg.model import Finding, Severity
from kg.store import merging
from kg.store.held import holder
from kg.store.record import Entry, Record, read
from kg.store.whole import SharedChange
from kg.store.writing import (
    DUMP,
    FIGURES,
    FINDINGS,
    QUADS,
    REPORTS,
    SOURCE,
    TEMPORARY,
    TEXT,
    Writer,
    file_lines,
    folder_of,
    index_file,
    interrupted,
    leftovers,
    writing,
)

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = [
    "DECIDED",
    "DUMP",
    "FIGURES",
    "FINDINGS",
    "QUADS",
    "REPORTS",
    "SOURCE",
    "TEMPORARY",
    "TEXT",
    "TEXT_DIGEST",
    "Entry",
    "Record",
    "SharedChange",
    "Writer",
    "dataset",
    "decided",
    "file_lines",
    "findings",
    "findings_json",
    "folder_of",
    "holder",
    "in_memory",
    "index_file",
    "interrupted",
    "is_as_read",
    "leftovers",
    "merged",
    "open_store",
    "read",
    "report_file",
    "writing",
]

#: File of the names in a report that people decided about, where there are any.
DECIDED = "decided.json"
#: What SOURCE calls the SHA-256 of the text that was read.
TEXT_DIGEST = "text_sha256"
_TRIES = 3


def open_store(directory: Path) -> Store:
    """The store of a graph folder, for reading; StoreError where it is missing or damaged.

    Its default graph holds every triple of every report once: query that.
    """
    current = read(directory)
    for _ in range(_TRIES):
        try:
            return Store.read_only(str(directory / current.store))
        except OSError as error:
            failure = error
        newer = read(directory)  # a build may have replaced the store since
        if newer == current:
            break
        current = newer
    raise StoreError(
        f"store cannot be opened: {failure}",
        where=str(directory / current.store),
        hint="delete build.json and build again",
    ) from failure


def in_memory(directory: Path, graphs: Iterable[str] = ()) -> Store:
    """What all graphs say, in memory, and some graphs by themselves: to look many things up.

    Five times as fast as the store, for 0.7 kB a statement. StoreError where the dump is missing
    or damaged.
    """
    path = directory / DUMP
    made = Store()
    try:
        union, kept = _parted(path, {f"<{iri}>".encode() for iri in graphs})
        made.bulk_load(kept, format=RdfFormat.N_QUADS)
        made.bulk_load(union, format=RdfFormat.N_TRIPLES)
    except (OSError, SyntaxError) as error:
        raise StoreError(
            f"cannot be read: {reason(error)}", where=str(path), hint="build again"
        ) from error
    return made


def _parted(path: Path, graphs: Collection[bytes]) -> tuple[bytes, bytes]:
    """The statements of a dump without their graphs; those of some graphs with them."""
    union, kept = list[bytes](), list[bytes]()
    with path.open("rb") as file:
        for line in file:
            parts = line.rsplit(b" ", 2)
            union.append(parts[0] + b" .\n")
            if parts[1:2] and parts[1] in graphs:
                kept.append(line)
    return b"".join(union), b"".join(kept)


def dataset(directory: Path) -> "Dataset":
    """The same store as an rdflib Dataset; its default graph holds the union of all."""
    from oxrdflib import OxigraphStore  # noqa: PLC0415  # slow, seldom needed
    from rdflib import Dataset  # noqa: PLC0415

    return Dataset(store=OxigraphStore(store=open_store(directory)))


def report_file(directory: Path, report: str, name: str) -> bytes:
    """A file kept of a report: TEXT, QUADS, FINDINGS or what else the build put there."""
    entry = read(directory).entry(report)
    if entry is None:
        raise StoreError(f"no report {report}", where=str(directory))
    path = directory / REPORTS / entry.folder / name
    try:
        return path.read_bytes()
    except OSError as error:
        raise StoreError(
            f"cannot be read: {reason(error)}", where=str(path), hint="build again"
        ) from error


def merged(directory: Path, name: str) -> Iterator[bytes]:
    """The lines of a sorted file that is kept of all reports, as one sorted run, each once."""
    folders = (directory / REPORTS / entry.folder for entry in read(directory).reports)
    with TemporaryDirectory() as scratch:
        yield from merging.lines([folder / name for folder in folders], Path(scratch) / "merged")


def is_as_read(source: dict[str, Any], text: bytes) -> bool:
    """Whether the text that is kept of a report is the one that SOURCE says was read.

    Folders of an earlier version do not say it.
    """
    return source.get(TEXT_DIGEST) in {None, sha256(text).hexdigest()}


def decided(directory: Path, report: str) -> frozenset[tuple[str, str]]:
    """Type and name of what people decided about and one report names."""
    entry = read(directory).entry(report)
    if entry is None or not (directory / REPORTS / entry.folder / DECIDED).exists():
        return frozenset()
    return frozenset(
        (kind, name) for kind, name in json.loads(report_file(directory, report, DECIDED))
    )


def findings_json(found: Iterable[Finding]) -> bytes:
    """Findings as they are kept."""
    rows = [asdict(finding) for finding in found]
    return (json.dumps(rows, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def findings(directory: Path, report: str) -> tuple[Finding, ...]:
    """The findings of one report."""
    rows = json.loads(report_file(directory, report, FINDINGS))
    return tuple(map(_finding, rows))


def _finding(row: dict[str, Any]) -> Finding:
    severity, others = Severity(row.pop("severity")), tuple(row.pop("others"))
    return Finding(severity=severity, others=others, **row)
