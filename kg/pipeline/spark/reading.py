"""Reports in executors: bytes of files in, what becomes of each as a row."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pyarrow as pa

from kg import store
from kg.errors import EngineError, InputError
from kg.model import Decision
from kg.pipeline.fingerprint import made_with
from kg.pipeline.making import Failure, Job, Made, maker
from kg.pipeline.publishing import PART
from kg.pipeline.spark import listing, packing
from kg.read import Origin
from kg.settings import MODEL, ROOT, Settings, packaged_model

#: Subjects of a report's quads that tell how the subjects of all are spread.
_MARKS = 16
#: Of what stays as it is until a graph folder is made, quads and figures lie apart.
_APART = (store.QUADS, store.FIGURES)
#: A report, or what stood in its way.
SCHEMA = (
    "id string, name string, sha256 string, folder string, part binary, marks array<binary>, "
    "size long, quads binary, figures binary, others binary, "
    "path string, message string, place string, hint string"
)
#: What is asked of a row where its files are not.
LIGHT = (
    *("id", "name", "sha256", "folder", "part", "marks", "size"),
    *("path", "message", "place", "hint"),
)
#: What a graph folder is made of.
WHOLE = ("id", "name", "sha256", "quads", "figures", "others")
_SUBJECTS = pa.schema([("subject", pa.binary())])
_FIELDS = pa.schema(
    [
        *((name, pa.string()) for name in ("id", "name", "sha256", "folder")),
        ("part", pa.binary()),
        ("marks", pa.list_(pa.binary())),
        ("size", pa.int64()),
        *((name, pa.binary()) for name in ("quads", "figures", "others")),
        *((name, pa.string()) for name in ("path", "message", "place", "hint")),
    ]
)


class Told(NamedTuple):
    """What executors are told: settings, decisions, and the digest of all that is read with."""

    settings: Settings
    decisions: tuple[Decision, ...]
    mark: str


def reports(batches: Iterable[Any], told: Told, ids: Mapping[str, str]) -> Iterator[Any]:
    """Rows of files with their bytes become rows of reports, known by their names or as said."""
    settings = here(told)
    with TemporaryDirectory() as folder:
        for row in packing.rows(batches):
            origin = _held(row, ids, Path(folder))
            yield packing.batch([_report(origin, told, settings)], _FIELDS)


def here(told: Told) -> Settings:
    """The settings of the driver with the data folders of this machine.

    EngineError where another version of the program is installed here.
    """
    settings = _located(told.settings)
    found = _mark(settings, told.decisions)
    if found != told.mark:
        raise EngineError(
            "an executor has another version of plan-kg, its data or its libraries than the driver"
        )
    return settings


def files(row: Mapping[str, Any]) -> dict[str, bytes]:
    """The files of a report."""
    found = packing.unpacked_files(row["others"])
    found[store.QUADS] = packing.unpacked(row["quads"])
    found[store.FIGURES] = packing.unpacked(row["figures"])
    return found


def subjects(batches: Iterable[Any], wanted: frozenset[bytes]) -> Iterator[Any]:
    """Of subjects that are looked for those that reports speak of."""
    for row in packing.rows(batches):
        lines = packing.unpacked(row["quads"]).splitlines()
        found = wanted.intersection(line.split(b" ", 1)[0] for line in lines)
        yield packing.batch(({"subject": one} for one in sorted(found)), _SUBJECTS)


def _located(settings: Settings) -> Settings:
    packaged = settings.model is not None and settings.model.name == MODEL.name
    return replace(settings, root=ROOT, model=packaged_model() if packaged else settings.model)


@lru_cache(maxsize=1)
def _mark(settings: Settings, decisions: tuple[Decision, ...]) -> str:
    return made_with(settings, decisions)


def _held(row: dict[str, Any], ids: Mapping[str, str], folder: Path) -> Origin:
    """The bytes of a file as one of this machine."""
    origin = listing.origin(row["path"], folder / "report")
    origin.path.write_bytes(row["content"])
    return replace(origin, id=ids.get(row["path"], origin.id))


def _report(origin: Origin, told: Told, settings: Settings) -> dict[str, Any]:
    using = maker(settings, told.decisions, told.mark)
    result = using.make(Job(origin.name, origin))
    return _row(result.made) if result.made else _refused(result.failure)


def _row(made: Made) -> dict[str, Any]:
    quads = made.files[store.QUADS]
    others = {name: data for name, data in made.files.items() if name not in _APART}
    return {
        "id": made.id,
        "name": made.name,
        "sha256": made.sha256,
        "folder": store.folder_of(made.id, made.files),
        "part": made.files[PART],
        "marks": _marks(quads),
        "size": len(quads),
        "quads": packing.packed(quads),
        "figures": packing.packed(made.files[store.FIGURES]),
        "others": packing.packed_files(others),
    }


def _marks(quads: bytes) -> list[bytes]:
    """Subjects at equal distances in sorted lines."""
    starts = (quads.find(b"\n", at * len(quads) // _MARKS) + 1 for at in range(_MARKS) if quads)
    return [quads[at : quads.index(b" ", at)] for at in starts if at < len(quads)]


def _refused(failure: Failure | None) -> dict[str, Any]:
    if failure is None:
        raise AssertionError  # a job with a file brings one or the other
    error = failure.error
    return {
        "path": failure.path,
        "message": error.message,
        "place": error.where,
        "hint": error.hint,
    }


def failure(row: Mapping[str, Any]) -> Failure:
    """What stood in the way of a report."""
    error = InputError(row["message"], where=row["place"], hint=row["hint"])
    return Failure(path=row["path"], error=error)
