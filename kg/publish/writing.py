"""Drawing all pages of a site, in processes side by side, and writing what has changed."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from kg import store
from kg.errors import InputError, KgError
from kg.iris import Iris
from kg.publish import downloads, files, names, paths
from kg.publish.files import File
from kg.settings import Settings
from kg.site import Request, Site, analysis
from kg.site.context import GRAPHS
from kg.workers import side_by_side

#: Things drawn in one go by one process.
_CHUNK = 400
#: Size of a dump up to which its store is held in memory.
_SMALL = 400_000_000
_NO_JEKYLL = ".nojekyll"  # some hosts leave out files whose names begin with a dot
#: Called with how much is done, of how much, and what was done last.
Progress: TypeAlias = Callable[[int, int, str], None]
_Drawn: TypeAlias = Iterator[tuple[str, bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """How many files a site has, how many were written anew, how many were taken away."""

    files: int
    changed: int
    removed: int


@dataclass(frozen=True, slots=True)
class _Job:
    """What one process draws: pages, files or things at some paths, names, or all downloads."""

    kind: str
    paths: tuple[str, ...] = ()


class _Counted(Iterator[_Job]):
    """Jobs one after the other, and how many there were so far."""

    def __init__(self, jobs: Iterator[_Job]) -> None:
        self._jobs = jobs
        self.count = 0

    def __next__(self) -> _Job:
        job = next(self._jobs)
        self.count += 1
        return job


@dataclass(frozen=True, slots=True)
class _Drawing:
    """What a site is made of, where, and where it will stand."""

    graph: Path
    out: Path
    url: str
    settings: Settings
    small: bool

    def draw(self, job: _Job) -> list[File]:
        """The files of a job, written."""
        if job.kind == "downloads":
            return list(downloads.draw(self.graph, self.out, self.site.context, self.url))
        drawn = _KINDS[job.kind](self, job.paths)
        return [files.put(self.out, name, body) for name, body in drawn]

    @property
    def site(self) -> Site:
        """The site: in memory and shared by all processes where small, else opened by each."""
        return _opened(self.graph, self.settings, 0 if self.small else os.getpid(), self.small)

    def get(self, path: str) -> bytes:
        """The body of what the site answers at a path; KgError where it has nothing there."""
        answer = self.site.respond(Request(path=path, origin=self.url, static=True))
        if answer.status != 200:
            raise KgError(f"the site has no {path}: {answer.status}", where=str(self.graph))
        return answer.body


@lru_cache(maxsize=1)
def _opened(graph: Path, settings: Settings, _process: int, small: bool) -> Site:  # noqa: FBT001
    if not small:
        return Site(graph, settings)
    iris = Iris(store.read(graph).base)
    site = Site(graph, settings, store.in_memory(graph, map(iris.graph, GRAPHS)))
    site.context.labels.gather()
    return site


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
    small = (graph / store.DUMP).stat().st_size <= _SMALL
    drawing = _Drawing(graph, out, _address(url), settings, small)
    files.check(out)
    before = files.listed(out)
    found: dict[str, str] = {}
    changed = 0
    try:
        jobs = _Counted(_jobs(drawing))
        for number, drawn in enumerate(side_by_side(drawing.draw, jobs, workers), 1):
            found.update((one.name, one.sha256) for one in drawn)
            changed += sum(one.changed for one in drawn)
            progress(number, jobs.count, drawn[-1].name if drawn else "")
        removed = files.remove(out, before.keys() - found.keys())
        files.list_all(out, found)
    except OSError as error:
        said = f"cannot be written: {error.strerror or error}"
        raise InputError(said, where=str(out), hint="--out DIR") from error
    if store.read(graph) != record:
        raise InputError("the graph changed meanwhile", where=str(graph), hint="publish again")
    return Published(files=len(found), changed=changed, removed=removed)


def _address(url: str) -> str:
    if not url.startswith(("http://", "https://")) or set(url) & set(' "<>?#'):
        raise InputError(f"{url} is no address of a site", hint="like https://example.org/plan/")
    return f"{url.rstrip('/')}/"


def _jobs(drawing: _Drawing) -> Iterator[_Job]:
    """The long ones first, so that no process waits for another at the end."""
    context = drawing.site.context
    yield _Job("downloads")
    yield _Job("analysis")
    yield from (_Job("pages", (path,)) for path in paths.pages(context))
    yield _Job("files", tuple(paths.files(context)))
    yield _Job("names")
    things = paths.things(context, drawing.graph / store.DUMP)
    while chunk := tuple(islice(things, _CHUNK)):
        yield _Job("things", chunk)


def _pages(drawing: _Drawing, asked: Iterable[str]) -> _Drawn:
    for path in asked:
        for page in paths.in_both(path):
            yield page[1:], drawing.get(page)


def _analysis(drawing: _Drawing, _asked: Iterable[str]) -> _Drawn:
    """In one go by one process, so that the network is measured once."""
    yield from _pages(drawing, (analysis.FOLDER,))
    yield from ((path[1:], drawing.get(path)) for path in analysis.files())


def _files(drawing: _Drawing, asked: Iterable[str]) -> _Drawn:
    for path in asked:
        yield path[1:], drawing.get(path)
    yield ".well-known/void", drawing.get(paths.void(drawing.site.context))
    yield _NO_JEKYLL, b""


def _things(drawing: _Drawing, asked: Iterable[str]) -> _Drawn:
    for path in asked:
        for page, endings in paths.documents(drawing.site.context, path):
            yield from _pages(drawing, (page,))
            for ending in endings:
                yield f"{page[1:]}.{ending}", drawing.get(f"{page}.{ending}")


def _names(drawing: _Drawing, _asked: Iterable[str]) -> _Drawn:
    yield names.PATH[1:], names.script(drawing.site.context)


_KINDS = {
    "pages": _pages,
    "analysis": _analysis,
    "files": _files,
    "things": _things,
    "names": _names,
}
