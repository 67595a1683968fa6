"""From files wherever Spark reads them to sorted parts, columns and, on this machine, a graph.

OUT/parts/part-00000.nq       the dump in parts: one after another they are dump.nq
OUT/parquet/part-….parquet    the same quads as columns
OUT/manifest.json             what was made of what; written last
OUT/build.json and the rest   an ordinary graph folder, where OUT is a path of this machine
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg import publication, rdf, read, store
from kg.errors import EngineError, InputError
from kg.model import Decision
from kg.pipeline.build import Built
from kg.pipeline.deciding import heeded
from kg.pipeline.fingerprint import made_with
from kg.pipeline.making import Failure
from kg.pipeline.publishing import Published, as_recorded, commit, ended, part, shared
from kg.pipeline.spark import agreeing, listing, packing, places, reading, sorting
from kg.pipeline.spark.places import Place
from kg.pipeline.spark.session import opened
from kg.settings import Settings
from kg.store import Entry
from kg.store.record import NAME as RECORD

PARTS, PARQUET, MANIFEST = "parts", "parquet", "manifest.json"
_STAGING = f"{store.TEMPORARY}spark"
_VERSION = 1
#: Bytes that a file counts for at least when files are put together to tasks: more than most have.
_FILE = 1 << 26
#: Reports of one task at most, and tasks of one core at least where there are enough reports.
_REPORTS, _TASKS = 16, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What a build is told, and the digest of all that it is made with."""

    settings: Settings
    said: Published
    decisions: tuple[Decision, ...]
    mark: str

    @property
    def reading(self) -> reading.Told:
        """What executors need of it."""
        return reading.Told(self.settings, self.decisions, self.mark)


@dataclass(slots=True)
class _Made:
    """What the driver knows of what was made."""

    staged: Any  # frame of pyspark, a report a row
    entries: list[Entry] = field(default_factory=list)
    parts: list[rdf.Part] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    marks: list[bytes] = field(default_factory=list)
    size: int = 0
    files: list[dict[str, Any]] = field(default_factory=list)

    def take(self, row: Any) -> None:  # noqa: ANN401  # of pyspark
        """Take note of a report, or of what stood in its way."""
        if row["id"] is None:
            self.failures.append(reading.failure(row))
            return
        entry = Entry(id=row["id"], name=row["name"], sha256=row["sha256"], folder=row["folder"])
        self.entries.append(entry)
        self.parts.append(part(bytes(row["part"]), entry))
        self.marks.extend(map(bytes, row["marks"]))
        self.size += row["size"]


def build(  # noqa: PLR0913  # all that a run may be told
    sources: Iterable[read.Given],
    out: Path | str,
    settings: Settings,
    *,
    master: str | None,
    curated: Path | None,
    published: Published | None,
    by_path: bool,
) -> Built:
    """Make a graph anew: see the package."""
    sources = tuple(sources)
    paths = (one for one in sources if isinstance(one, Path))
    decisions = heeded(paths, None, settings, curated)
    told = _Told(
        settings=settings,
        said=published or as_recorded(None),
        decisions=decisions,
        mark=made_with(settings, decisions),
    )
    if isinstance(out, Path):
        _refuse_standing(out, lambda name: (out / name).exists())
    with opened(master) as session:
        place = places.of(session, out)
        if isinstance(out, str):
            _refuse_standing(out, lambda name: place.within(name).exists())
        listed = listing.expand(session, sources, by_path=by_path)
        if isinstance(out, Path):
            with store.writing(out) as writer, _cleared(place):
                made = _made(session, place, listed, told)
                _folder(writer, out, made, told)
        else:
            with _cleared(place):
                made = _made(session, place, listed, told)
        place.within(MANIFEST).write(_manifest(made, told))
    return Built(
        read=tuple(entry.id for entry in made.entries),
        unchanged=(),
        failures=(*_failures(listed.found.failures), *made.failures),
        left_out=_failures(listed.found.left_out),
    )


def _failures(errors: Iterable[InputError]) -> tuple[Failure, ...]:
    return tuple(Failure(path=error.where, error=error) for error in errors)


def _refuse_standing(out: Path | str, is_there: Callable[[str], bool]) -> None:
    for name in (RECORD, MANIFEST, PARTS, PARQUET):
        if is_there(name):
            raise EngineError(
                f"{name} is here already",
                where=str(out),
                hint="Spark builds anew: give another folder, or take --engine local",
            )


@contextmanager
def _cleared(place: Place) -> Iterator[None]:
    """Nothing is left of a build that fails, and no reports as they were put by."""
    try:
        yield
    except BaseException:
        for name in (PARTS, PARQUET):
            with suppress(Exception):  # Spark may be gone
                place.within(name).delete()
        raise
    finally:
        with suppress(Exception):
            place.within(_STAGING).delete()


def _made(session: Any, place: Place, listed: listing.Listing, told: _Told) -> _Made:  # noqa: ANN401
    """Read all reports, write the parts of the dump and the same as columns."""
    made = _Made(_staged(session, place.within(_STAGING), listed, told))
    for row in made.staged.select(*reading.LIGHT).toLocalIterator(prefetchPartitions=True):
        made.take(row)
    if len(made.entries) + len(made.failures) != len(listed.uris):
        raise EngineError("Spark read other files than were listed", hint="build again")
    made.entries.sort()
    made.failures.sort(key=lambda one: one.path)
    if not made.entries:
        raise (*_failures(listed.found.failures), *made.failures)[0].error
    made.staged = made.staged.where("id is not null")
    cuts = sorting.bounds(made.marks, made.size)
    catalogue = rdf.Catalogue(made.parts, told.said.about, told.settings.base)
    dump = sorting.parts(_pieces(session, made, told), cuts).persist(_on_disk())
    woven = sorting.ranges(_catalogue(dump, cuts, catalogue), cuts)
    facts = sorting.facts(dump, woven)
    parts, columns = place.within(PARTS), place.within(PARQUET)
    sorting.text(dump, woven).write.text(parts.uri)
    sorting.terms(dump, woven).write.option("compression", "zstd").parquet(columns.uri)
    columns.number(".parquet")
    files = parts.number(".nq")
    made.files = [
        {**fact, "file": f"{PARTS}/{file.name}"} for fact, file in zip(facts, files, strict=True)
    ]
    return made


def _catalogue(dump: Any, cuts: Sequence[bytes], made: rdf.Catalogue) -> tuple[str, ...]:  # noqa: ANN401
    """The lines of the catalogue of all other lines."""
    asked = sorting.ranges(sorted(one.decode() for one in made.subjects), cuts)
    others: dict[bytes, set[bytes]] = {}
    for counts, said in sorting.counts(dump, asked, made.links):
        made.add(counts)
        for triple in said:
            others.setdefault(triple.split(b" ", 1)[0], set()).add(triple)
    return made.lines(lambda subject: others.get(subject, set()))


def _on_disk() -> Any:  # noqa: ANN401  # of pyspark
    from pyspark.storagelevel import StorageLevel  # noqa: PLC0415  # an extra

    return StorageLevel.DISK_ONLY


def _staged(session: Any, at: Place, listed: listing.Listing, told: _Told) -> Any:  # noqa: ANN401
    """What becomes of each report, put by: no executor that is lost takes a report with it."""
    _tune(session)
    # names are no patterns; without the second option some files come twice
    files = session.read.format("binaryFile").options(
        __globPaths__="false", recursiveFileLookup="true"
    )
    rows = files.load(list(listed.uris)).select("path", "content")
    made = rows.mapInArrow(
        partial(reading.reports, told=told.reading, ids=listed.ids), reading.SCHEMA
    )
    made.write.mode("overwrite").parquet(at.uri)
    return session.read.schema(reading.SCHEMA).parquet(at.uri)


def _tune(session: Any) -> None:  # noqa: ANN401  # of pyspark
    """Have tasks of a few reports, and as many as keep all cores busy."""
    cores = session.sparkContext.defaultParallelism
    for name, value in {
        "files.maxPartitionBytes": _REPORTS * _FILE,
        "files.openCostInBytes": _FILE,
        "files.minPartitionNum": _TASKS * cores,
        "shuffle.partitions": _TASKS * cores,
        "sources.parallelPartitionDiscovery.parallelism": cores,
    }.items():
        session.conf.set(f"spark.sql.{name}", value)


def _pieces(session: Any, made: _Made, told: _Told) -> Any:  # noqa: ANN401  # of pyspark
    """All lines but those of the catalogue, packed, as rows of one column."""
    ids = (entry.id for entry in made.entries)
    over = ended(told.settings, told.said, ids, _subjects(made.staged, told.said))
    lines = shared(told.settings, told.said, told.mark).union(over)
    data = packing.packed("".join(f"{line}\n" for line in lines).encode())
    own = session.createDataFrame([(data,)], "data binary")
    quads = made.staged.selectExpr("quads as data")
    return quads.union(agreeing.lines(made.staged, told.reading)).union(own)


def _subjects(staged: Any, said: Published) -> Iterator[bytes]:  # noqa: ANN401  # of pyspark
    """Retired IRIs that reports speak of; asked only where there are any."""
    wanted = frozenset(f"<{old}>".encode() for old, _ in said.retired)
    found = staged.select("quads").mapInArrow(
        partial(reading.subjects, wanted=wanted), "subject binary"
    )
    for row in found.distinct().collect():
        yield bytes(row["subject"])


def _folder(writer: store.Writer, out: Path, made: _Made, told: _Told) -> None:
    """Make an ordinary graph folder of the same reports."""
    for row in made.staged.select(*reading.WHOLE).toLocalIterator(prefetchPartitions=True):
        writer.put(row["id"], row["name"], row["sha256"], reading.files(row))
    record = commit(
        writer,
        told.settings,
        told.said,
        told.mark,
        partial(shared, told.settings, told.said, told.mark),
        made_with=told.mark,
        decisions=told.decisions,
        min_confidence=told.settings.least,
    )
    digest = sha256()
    for one in made.files:
        with (out / one["file"]).open("rb") as file:
            while data := file.read(_FILE):
                digest.update(data)
    if digest.hexdigest() != record.dump_sha256:
        raise EngineError(
            "the parts are another graph than the dump",
            where=str(out),
            hint="this is a fault of kg: please report it",
        )


def _manifest(made: _Made, told: _Told) -> bytes:
    """What was made of what, without a clock."""
    said = {
        "version": _VERSION,
        "made_with": told.mark,
        "base": told.settings.base,
        "min_confidence": told.settings.least,
        "published": publication.to_json(told.said.about),
        "retired": told.said.retired,
        "decisions": [asdict(one) for one in told.decisions],
        "reports": [asdict(one) for one in made.entries],
        "parts": made.files,
    }
    return (json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
