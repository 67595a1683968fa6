"""A release: the graph in every format, and a catalogue that tells size and digest of each file.

RELEASE/graph.nq.gz …        each format, packed
RELEASE/tables/              CSV on the Web
RELEASE/catalogue.ttl        the catalogue record of the graph, with all of these files
RELEASE/checksums.txt        SHA-256 of each file, as sha256sum reads it
"""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from kg import dumps, export, publication, rdf, store
from kg.errors import InputError
from kg.publication import Publication
from kg.rdf import Released
from kg.settings import Settings

_STEM = "graph"
#: Ending, media type, EU file type and title of each format.
_FORMATS = {
    "nq": ("nq", "application/n-quads", "RDF_N_QUADS", "N-Quads"),
    "trig": ("trig", "application/trig", "RDF_TRIG", "TriG"),
    "ttl": ("ttl", "text/turtle", "RDF_TURTLE", "Turtle"),
    "nt": ("nt", "application/n-triples", "RDF_N_TRIPLES", "N-Triples"),
    "jsonld": ("jsonld", "application/ld+json", "JSON_LD", "JSON-LD"),
    "rdfxml": ("rdf", "application/rdf+xml", "RDF_XML", "RDF/XML"),
}
_TABLES, _CATALOGUE, _CHECKSUMS = "tables", "catalogue.ttl", "checksums.txt"
_BLOCK = 1 << 20


def release(graph: Path, out: Path) -> tuple[str, ...]:
    """Write a release of a graph folder; the names of its files. InputError where it is there."""
    if out.exists():
        raise InputError("is there already", where=str(out), hint="a release is made once")
    record = store.read(graph)
    about = publication.from_json(record.published)
    dump, using = graph / store.DUMP, export.spelling(Settings().ontology, record.base)
    with dumps.folder(out, frozenset()) as fresh:
        for form, (ending, *_) in _FORMATS.items():
            export.export(dump, form, using, fresh / f"{_STEM}.{ending}.gz", "gz")
        export.tables(dump, "csvw", using, fresh / _TABLES)
        _catalogue(dump, fresh, about, record.base)
        names = tuple(sorted(str(p.relative_to(fresh)) for p in fresh.rglob("*") if p.is_file()))
        sums = "".join(f"{_digest(fresh / name)}  {name}\n" for name in names)
        (fresh / _CHECKSUMS).write_text(sums, encoding="utf-8")
    return (*names, _CHECKSUMS)


def _catalogue(dump: Path, folder: Path, about: Publication, base: str) -> None:
    """The catalogue's graph of the dump, with the files of the release."""
    own = rdf.catalogue_lines(store.file_lines(dump), base)
    added = rdf.released(list(_files(folder)), about, base)
    path = folder / _CATALOGUE
    merged = folder / ".catalogue.nq"
    merged.write_text("".join(sorted({*own, *added})), encoding="utf-8")
    export.export(merged, "ttl", export.spelling(Settings().ontology, base), path)
    merged.unlink()


def _files(folder: Path) -> Iterator[Released]:
    for ending, media_type, kind, title in _FORMATS.values():
        path = folder / f"{_STEM}.{ending}.gz"
        yield Released(path.name, media_type, kind, title, path.stat().st_size, _digest(path))
    for path in sorted((folder / _TABLES).glob("*.csv")):
        name = f"{_TABLES}/{path.name}"
        yield Released(name, "text/csv", "CSV", path.stem, path.stat().st_size, _digest(path))


def _digest(path: Path) -> str:
    digest = sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
