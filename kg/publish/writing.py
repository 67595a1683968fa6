"""Drawing all pages of a site and writing what has changed."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TypeAlias
from urllib.parse import unquote

from kg import dumps, store
from kg.errors import InputError, KgError
from kg.pipeline.release import release
from kg.publish import names, paths
from kg.settings import Settings
from kg.site import Request, Site
from kg.site.addresses import links_path
from kg.site.context import Context
from kg.site.things import described
from kg.site.view import KEPT
from kg.workers import side_by_side

CHECKSUMS = "checksums.txt"
RELEASE = "release"
#: Things drawn in one go by one process.
_CHUNK = 400
#: Size of a dump up to which its store is held in memory.
_SMALL = 400_000_000
_NO_JEKYLL = ".nojekyll"  # some hosts leave out files whose names begin with a dot or a line


#: Called with how much is done, of how much, and what was done last.
Progress: TypeAlias = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """How many files a site has, how many were written anew, how many were taken away."""

    files: int
    changed: int
    removed: int


@dataclass(frozen=True, slots=True)
class _Job:
    """What one process draws: paths of pages, files, things, or all downloads."""

    kind: str
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Site:
    """Where a site is made, of what."""

    graph: Path
    out: Path
    url: str
    settings: Settings

    def draw(self, job: _Job) -> list[tuple[str, str, bool]]:
        """Name, digest and whether it changed, of each file of a job."""
        if job.kind == "release":
            return list(_release(self))
        opened = _opened(self.graph, self.settings)
        drawn = _DRAWN[job.kind](self, opened, job.paths)
        return [_write(self.out, name, body) for name, body in drawn]

    def get(self, opened: Site, path: str) -> bytes:
        """The body of what the site answers at a path; KgError where it has nothing there."""
        answer = opened.respond(Request(path=path, origin=self.url, static=True))
        if answer.status != 200:
            raise KgError(f"the site has no {path}: {answer.status}", where=str(self.graph))
        return answer.body


def _silent(_done: int, _of: int, _name: str) -> None:
    """No progress is shown."""


def publish(
    graph: Path,
    out: Path,
    url: str,
    settings: Settings,
    *,
    workers: int | None = None,
    progress: Progress = _silent,
) -> Published:
    """Write the site of a graph folder; `url` is where it will stand.

    InputError where that is no address, where the folder holds something else or cannot be written.
    """
    record = store.read(graph)
    _check(out)
    before = _listed(out)
    site = _Site(graph, out, _address(url), settings)
    jobs = list(_jobs(site))
    found: dict[str, str] = {}
    changed = 0
    try:
        for number, drawn in enumerate(side_by_side(site.draw, jobs, workers)):
            for name, digest, fresh in drawn:
                found[name] = digest
                changed += fresh
            progress(number + 1, len(jobs), drawn[-1][0] if drawn else "")
        removed = _remove(out, before.keys() - found.keys())
        _write(out, CHECKSUMS, _sums(found))
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(
            f"cannot be written: {reason}", where=str(out), hint="--out DIR"
        ) from error
    if store.read(graph) != record:
        raise InputError("the graph changed meanwhile", where=str(graph), hint="publish again")
    return Published(files=len(found), changed=changed, removed=removed)


def _address(url: str) -> str:
    if not url.startswith(("http://", "https://")) or set(url) & set(' "<>?#'):
        raise InputError(f"{url} is no address of a site", hint="like https://example.org/plan/")
    return f"{url.rstrip('/')}/"


def _jobs(site: _Site) -> Iterator[_Job]:
    """The long ones first, so that no process waits for another at the end."""
    context = _opened(site.graph, site.settings).context
    yield _Job("release")
    reports = tuple(context.addresses.path(iri) for iri in context.reports)
    yield from (_Job("things", (path,)) for path in reports)
    yield from (_Job("pages", (path,)) for path in paths.pages(context))
    yield _Job("files", tuple(paths.files(context)))
    yield _Job("search")
    things = paths.things(context, site.graph / store.DUMP)
    while chunk := tuple(islice(things, _CHUNK)):
        yield _Job("things", chunk)


@lru_cache(maxsize=1)
def _opened_by(graph: Path, settings: Settings, _process: int) -> Site:
    small = (graph / store.DUMP).stat().st_size <= _SMALL
    return Site(graph, settings, store.in_memory(graph) if small else None)


def _opened(graph: Path, settings: Settings) -> Site:
    """The site: in memory where it is small, shared by all processes; else opened by each."""
    small = (graph / store.DUMP).stat().st_size <= _SMALL
    return _opened_by(graph, settings, 0 if small else os.getpid())


def _pages(site: _Site, opened: Site, asked: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    for path in asked:
        for page in paths.in_both(path):
            yield page[1:], site.get(opened, page)


def _files(site: _Site, opened: Site, asked: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    for path in asked:
        yield path[1:], site.get(opened, path)
    void = opened.respond(Request(path="/.well-known/void"))
    location = dict(void.headers)["Location"]
    yield ".well-known/void", site.get(opened, location)
    yield _NO_JEKYLL, b""


def _things(site: _Site, opened: Site, asked: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    for path in asked:
        yield from _document(site, opened, path)
        for further in _further(opened.context, path):
            yield from _document(site, opened, further)


def _document(site: _Site, opened: Site, path: str) -> Iterator[tuple[str, bytes]]:
    for page in (*paths.in_both(path), *(f"{path}.{ending}" for ending in KEPT)):
        yield page[1:], site.get(opened, page)


def _further(context: Context, path: str) -> Iterator[str]:
    """The further pages of the links that lead to a thing, and its picture."""
    about = described(context, path)
    for link in about.incoming if about else ():
        first = 1 if link.pages > 1 else 2  # pages about things show what one page holds
        for number in range(first, link.pages + 1):
            yield links_path(path, context.labels.short(link.predicate), number)


def _search(_site: _Site, opened: Site, _asked: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    yield "static/names.js", names.script(opened.context)


_DRAWN = {"pages": _pages, "files": _files, "things": _things, "search": _search}


def _release(site: _Site) -> Iterator[tuple[str, str, bool]]:
    """The downloads: made beside the site, each file moved where it differs."""
    fresh = site.out / f".{RELEASE}-{os.getpid()}"
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        for name in release(site.graph, fresh):
            body = (fresh / name).read_bytes()
            yield _write(site.out, f"{RELEASE}/{name}", body)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _write(out: Path, name: str, body: bytes) -> tuple[str, str, bool]:
    """Write a file whole where it is new or differs."""
    path = out / PurePosixPath(unquote(name))
    digest = sha256(body).hexdigest()
    try:
        if path.stat().st_size == len(body) and path.read_bytes() == body:
            return name, digest, False
    except (FileNotFoundError, NotADirectoryError):
        path.parent.mkdir(parents=True, exist_ok=True)
    with dumps.sink(path) as file:
        file.write(body)
    return name, digest, True


def _check(out: Path) -> None:
    """A new or empty folder, or one that holds a site."""
    if out.is_file() or (out.is_dir() and any(out.iterdir()) and not (out / CHECKSUMS).is_file()):
        raise InputError("holds other things than a site", where=str(out), hint="name a new folder")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot be made: {error.strerror}", where=str(out)) from error


def _listed(out: Path) -> dict[str, str]:
    """Names and digests of the files of an earlier site."""
    try:
        lines = (out / CHECKSUMS).read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, UnicodeDecodeError):
        return {}
    pairs = (line.split("  ", 1) for line in lines if "  " in line)
    return {name: digest for digest, name in pairs}


def _remove(out: Path, gone: Iterable[str]) -> int:
    """Take away files of an earlier site, and folders that are empty then."""
    count = 0
    for name in sorted(gone):
        path = out / PurePosixPath(unquote(name))
        if ".." in path.parts or not path.is_file():
            continue
        path.unlink()
        count += 1
        folder = path.parent
        while folder != out and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent
    return count


def _sums(found: dict[str, str]) -> bytes:
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(found.items())).encode()
