"""From files to a graph folder: read what changed, in parallel, and write it as one."""

from collections.abc import Callable, Iterable, Sequence, Sized
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from kg import read, store
from kg.errors import InputError
from kg.pipeline.deciding import heeded
from kg.pipeline.fingerprint import made_with
from kg.pipeline.making import Failure, Job, Result, maker
from kg.pipeline.publishing import Published, as_before, as_recorded, commit, shared
from kg.settings import Settings
from kg.store import Entry, Record
from kg.store.record import NAME as RECORD
from kg.workers import side_by_side, uncollected

#: Called with the number of reports done, of all, and the name of the last one.
Progress = Callable[[int, int, str], None]


def _silent(_done: int, _of: int, _name: str) -> None:
    """No progress is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did: ids of reports read anew and left as they were, and what failed.

    `left_out` are files beside which another one of the same report was read.
    """

    read: tuple[str, ...]
    unchanged: tuple[str, ...]
    failures: tuple[Failure, ...]
    left_out: tuple[Failure, ...] = ()


def build(  # noqa: PLR0913  # all that a run may be told
    sources: Iterable[read.Given],
    out: Path,
    settings: Settings,
    *,
    web: read.Web | None = None,
    workers: int | None = None,
    progress: Progress = _silent,
    curated: Path | None = None,
    published: Published | None = None,
    by_path: bool = False,
) -> Built:
    """Add and replace reports in a graph folder; unchanged ones are skipped.

    The result has the same bytes whatever the order and history of builds. A source that cannot
    be read is a Failure and the others are built; where none can, InputError of the first, and
    nothing is written. Decisions about names come from the file `curated`, else from the one that
    lies beside the sources, else they are those that the graph was last built with. `published`
    says what the graph is published as and which IRIs are retired; left out, all stays as it was.
    Sources are files, folders, archives and addresses, which are fetched as `web` says; `by_path`
    tells reports of one name in several folders apart.
    """
    sources = tuple(sources)
    found = read.expand(sources, web, by_path=by_path)
    standing = _standing(out)
    decisions = heeded(
        (one for one in sources if isinstance(one, Path)), standing, settings, curated
    )
    mark = made_with(settings, decisions)
    said = published or as_recorded(standing)
    jobs, unchanged, failures = _jobs(found.origins, out, standing, mark)
    done = _Done([], [*_failures(found.failures), *failures])
    _refuse_nothing(jobs or unchanged, done.failures)
    if jobs or (standing and (said != as_recorded(standing) or store.interrupted(out))):
        with store.writing(out) as writer:
            lines = cache(partial(shared, settings, said, mark))
            with uncollected():
                if not as_before(standing, said, mark):
                    lines()  # before workers begin: what it loads, and the names it spells, serve
                # nothing is loaded where only what all share changed
                make = maker(settings, decisions, mark).make if jobs else None
            results = side_by_side(make, jobs, workers) if make else ()
            for number, result in enumerate(results, 1):
                done.take(result, writer)
                progress(number, len(jobs), jobs[number - 1].name)
            _refuse_nothing(done.read or unchanged, done.failures)
            commit(
                writer,
                settings,
                said,
                mark,
                lines,
                made_with=mark,
                decisions=decisions,
                min_confidence=settings.least,
            )
    return Built(
        read=tuple(done.read),
        unchanged=unchanged,
        failures=tuple(done.failures),
        left_out=_failures(found.left_out),
    )


def _failures(errors: Iterable[InputError]) -> tuple[Failure, ...]:
    return tuple(Failure(path=error.where, error=error) for error in errors)


@dataclass(frozen=True, slots=True)
class _Done:
    """What came out so far."""

    read: list[str]
    failures: list[Failure]

    def take(self, result: Result, writer: store.Writer) -> None:
        made = result.made
        if result.failure:
            self.failures.append(result.failure)
        if made:
            writer.put(made.id, made.name, made.sha256, made.files)
            self.read.append(made.id)


def _refuse_nothing(found: Sized, failures: Sequence[Failure]) -> None:
    """InputError of the first failure where there is nothing else."""
    if failures and not found:
        raise failures[0].error


def remove(report: str, out: Path, settings: Settings) -> None:
    """Take a report out of a graph folder; StoreError where it is not in."""
    store.read(out)  # refuses a folder without a graph before anything is written there
    with store.writing(out) as writer:
        writer.remove(report)
        standing = store.read(out)
        said, mark = as_recorded(standing), made_with(settings, standing.decisions)
        commit(
            writer,
            settings,
            said,
            mark,
            partial(shared, settings, said, mark),
            made_with=standing.made_with,
            decisions=standing.decisions,
            min_confidence=standing.min_confidence,
        )


def _standing(out: Path) -> Record | None:
    return store.read(out) if (out / RECORD).exists() else None


def _jobs(
    origins: Iterable[read.Origin], out: Path, standing: Record | None, mark: str
) -> tuple[tuple[Job, ...], tuple[str, ...], tuple[Failure, ...]]:
    """Files to read, ids of reports that need not be, files that cannot be opened.

    Read are new and changed files; after a change of code or data also all that stand.
    """
    jobs: list[Job] = []
    unchanged, failures = [], []
    current = standing is not None and standing.made_with == mark
    entries = {entry.id: entry for entry in standing.reports} if standing else {}
    for origin in origins:
        entry = entries.pop(origin.id, None)
        try:
            same = entry is not None and _same(entry, origin)
        except InputError as error:
            failures.append(Failure(path=origin.shown, error=error))
            continue
        if current and same:
            unchanged.append(origin.id)
        else:
            kept = (out, origin.id) if entry and not current else None
            jobs.append(Job(origin.name, origin, kept))
    if not current:
        jobs.extend(Job(entry.name, None, (out, entry.id)) for entry in entries.values())
    return tuple(jobs), tuple(unchanged), tuple(failures)


def _same(entry: Entry, origin: read.Origin) -> bool:
    return entry.name == origin.name and entry.sha256 == read.digest_of(origin)
