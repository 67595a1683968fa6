"""Which reports a build on Spark is asked to read: files and folders wherever Spark reads them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from kg.errors import InputError
from kg.pipeline.spark import places
from kg.pipeline.spark.places import Found, Place
from kg.read import Origin, sources
from kg.read.archive import ENDING
from kg.read.formats import endings
from kg.read.limits import Limits
from kg.read.naming import known_as, shown
from kg.read.web import is_address

LIMITS = Limits()
_LOCAL = "file:"


@dataclass(frozen=True, slots=True)
class Listing:
    """What was found, and what Spark calls the files that are to be read.

    `ids` are those of reports that are not known by their names alone.
    """

    found: sources.Found
    uris: tuple[str, ...]
    ids: dict[str, str]


def expand(
    session: Any,  # noqa: ANN401  # of pyspark
    given: Iterable[Path | str],
    *,
    by_path: bool = False,
) -> Listing:
    """What to read of files and folders, by the rules of any build.

    Archives and addresses are failures: Spark opens neither. InputError where nothing is left.
    """
    uris: dict[Path, str] = {}
    found = sources.settled(_each(session, given, uris, by_path=by_path))
    ids = {uris[one.path]: one.id for one in found.origins} if by_path else {}
    return Listing(found, tuple(uris[one.path] for one in found.origins), ids)


def origin(uri: str, path: Path) -> Origin:
    """A file that Spark read, whose bytes are at a path."""
    name = PurePosixPath(uri).name
    return Origin(id=known_as(name), name=shown(name), path=path, shown=shown(_plain(uri)))


def _each(
    session: Any,  # noqa: ANN401  # of pyspark
    given: Iterable[Path | str],
    uris: dict[Path, str],
    *,
    by_path: bool,
) -> Iterator[Origin | InputError]:
    for one in dict.fromkeys(given):
        if isinstance(one, str) and is_address(one):
            yield _failure(one, "Spark fetches no pages", "build them with --engine local")
            continue
        place = places.of(session, one)
        if not place.exists():
            yield _failure(str(one), "no such file or folder")
            continue
        whole = _plain(place.itself().uri)
        for found in _within(place):
            read = _taken(found, uris) if isinstance(found, Found) else found
            yield sources.inside(whole, read) if by_path else read


def _taken(found: Found, uris: dict[Path, str]) -> Origin | InputError:
    try:
        _refuse(found)
    except InputError as error:
        return _failure(_plain(found.uri), error.message, error.hint)
    path = Path(_plain(found.uri))
    uris[path] = found.uri
    return origin(found.uri, path)


def _refuse(found: Found) -> None:
    """InputError where Spark would not read a file, or could not."""
    if PurePosixPath(found.name).suffix.lower() == ENDING:
        raise InputError("Spark opens no archives", hint="unpack it first")
    if found.name.startswith("_"):
        raise InputError("Spark reads no file whose name begins with _", hint="rename it")
    if not found.size:
        raise InputError("the file is empty")
    LIMITS.check("size", found.size)


def _within(place: Place) -> Iterator[Found | InputError]:
    """A file itself, all that may be reports in a folder."""
    given = place.itself()
    if not given.is_folder:
        yield given
        return
    nothing = True
    for one in _walked(place):
        nothing = False
        yield one
    if nothing:
        yield _failure(_plain(given.uri), "no report in this folder", f"reads {endings()}")


def _walked(place: Place) -> Iterator[Found]:
    entries = place.entries()
    if {one.name for one in entries} >= sources.GRAPH:
        return
    yield from (one for one in entries if not one.is_folder and sources.is_report(one.name))
    for one in entries:
        # links to folders are not followed: they may go round
        if one.is_folder and sources.is_open(one.name) and not _is_link(one.uri):
            yield from _walked(place.within(one.name))


def _is_link(at: str) -> bool:
    return at.startswith(_LOCAL) and Path(at.removeprefix(_LOCAL)).is_symlink()


def _plain(at: str) -> str:
    """What people call a file: its path where it is on this machine."""
    return at.removeprefix(_LOCAL)


def _failure(where: str, message: str, hint: str = "") -> InputError:
    return InputError(message, where=shown(where), hint=hint)
