"""From files to a graph folder: read what changed, in parallel, and write it as one."""

import json
import traceback
from collections.abc import Callable, Iterable, Sequence, Sized
from dataclasses import asdict, dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from kg import agree, rdf, read, store, validate
from kg.errors import InputError, KgError, StoreError
from kg.model import Decision, Number, Place, Placed, Reading, Source, Span, Text
from kg.pipeline.deciding import heeded
from kg.pipeline.fingerprint import made_with, versions
from kg.pipeline.publishing import PART, Published, as_recorded, commit, shared
from kg.settings import Settings
from kg.store import Entry, Record
from kg.store.record import NAME as RECORD
from kg.text.lines import line_number
from kg.workers import no_longer_than, side_by_side, uncollected

#: Called with the number of reports done, of all, and the name of the last one.
Progress = Callable[[int, int, str], None]


def _silent(_done: int, _of: int, _name: str) -> None:
    """No progress is shown."""


#: What a process may compute for a report: what any takes, and the least that each second reads.
_SECONDS, _CHARACTERS_A_SECOND = 60, 5000
COVERAGE, PLACES = "coverage.json", "places.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A source that could not be read, or was left out for another one."""

    path: str
    error: KgError


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did: ids of reports read anew and left as they were, and what failed.

    `left_out` are files beside which another one of the same report was read.
    """

    read: tuple[str, ...]
    unchanged: tuple[str, ...]
    failures: tuple[Failure, ...]
    left_out: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class _Made:
    id: str
    name: str
    sha256: str
    files: dict[str, bytes]


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
            # made before workers begin: what it loads, and the names that it spells, serves them
            lines = shared(settings, said, mark)
            # nothing is loaded where only what all share changed
            make = _maker(settings, decisions, mark).make if jobs else None
            results = side_by_side(make, jobs, workers) if make else ()
            for number, result in enumerate(results, 1):
                done.take(result, writer)
                progress(number, len(jobs), jobs[number - 1].name)
            _refuse_nothing(done.read or unchanged, done.failures)
            commit(
                writer,
                settings,
                said,
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
class _Job:
    """A report to read: its source, or where that is not given or not readable the text kept."""

    name: str
    origin: read.Origin | None
    kept: tuple[Path, str] | None = None  # graph folder and id


@dataclass(frozen=True, slots=True)
class _Result:
    made: _Made | None
    failure: Failure | None


@dataclass(frozen=True, slots=True)
class _Done:
    """What came out so far."""

    read: list[str]
    failures: list[Failure]

    def take(self, result: _Result, writer: store.Writer) -> None:
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
        said = as_recorded(standing)
        commit(
            writer,
            settings,
            said,
            shared(settings, said, made_with(settings)),
            made_with=standing.made_with,
            decisions=standing.decisions,
            min_confidence=standing.min_confidence,
        )


def _standing(out: Path) -> Record | None:
    return store.read(out) if (out / RECORD).exists() else None


def _jobs(
    origins: Iterable[read.Origin], out: Path, standing: Record | None, mark: str
) -> tuple[tuple[_Job, ...], tuple[str, ...], tuple[Failure, ...]]:
    """Files to read, ids of reports that need not be, files that cannot be opened.

    Read are new and changed files; after a change of code or data also all that stand.
    """
    jobs: list[_Job] = []
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
            jobs.append(_Job(origin.name, origin, kept))
    if not current:
        jobs.extend(_Job(entry.name, None, (out, entry.id)) for entry in entries.values())
    return tuple(jobs), tuple(unchanged), tuple(failures)


def _same(entry: Entry, origin: read.Origin) -> bool:
    return entry.name == origin.name and entry.sha256 == read.digest_of(origin)


def kept(out: Path, report: str) -> Text:
    """The text of a report as it was read, which the graph folder keeps."""
    source = json.loads(store.report_file(out, report, store.SOURCE))
    data = store.report_file(out, report, store.TEXT)
    if not store.is_as_read(source, data):
        raise StoreError(
            f"the text that was kept of {report} is another one now",
            where=str(out),
            hint="delete build.json and build again",
        )
    source.pop(store.TEXT_DIGEST, None)
    characters = data.decode()
    places = (
        json.loads(store.report_file(out, report, PLACES)) if source.pop("placed", False) else ()
    )
    return Text(source=Source(**source), text=characters, places=tuple(map(_placed, places)))


def _placed(found: tuple[int, int, dict[str, int]]) -> Placed:
    start, end, place = found
    return Placed(span=Span(start, end), place=Place(**place))


def _places(places: Iterable[Placed]) -> bytes:
    found = ((one.span.start, one.span.end, _known(one.place)) for one in places)
    return json.dumps(list(found)).encode()


def _known(place: Place) -> dict[str, int]:
    return {name: value for name, value in asdict(place).items() if value is not None}


@lru_cache(maxsize=1)
def _maker(settings: Settings, decisions: tuple[Decision, ...], _mark: str) -> "_Maker":
    """What reading needs, kept for the next build of this process that is made with the same."""
    return _Maker(settings, decisions)


class _Maker:
    """Everything that reading, mapping and validating need, loaded once."""

    def __init__(self, settings: Settings, decisions: tuple[Decision, ...]) -> None:
        # spaCy and the lexicon are loaded only where there is something to read
        from kg.pipeline.reading import Reader  # noqa: PLC0415

        self._reader = Reader(settings, decisions)
        self._mapping = rdf.mapping(settings, versions(settings))
        self._shapes = validate.shapes(settings)

    def make(self, job: _Job) -> _Result:
        """The files of one report, and what stood in the way of its file."""
        failure = None
        text = None
        try:
            text = read.text_of(job.origin) if job.origin else None
        except InputError as error:
            failure = Failure(path=error.where, error=error)
        if text is None and job.kept:
            text = kept(*job.kept)
        try:
            return _Result(self._within(text) if text else None, failure)
        except InputError as error:
            return _Result(None, Failure(path=error.where, error=error))

    def _within(self, text: Text) -> _Made:
        """The files of a text; InputError where it takes too long or breaks the program."""
        seconds = _SECONDS + len(text.text) / _CHARACTERS_A_SECOND
        try:
            with no_longer_than(seconds), uncollected():
                return self._made(text)
        except KgError:
            raise
        except TimeoutError as error:
            message = f"reading it takes longer than {seconds:,.0f} s"
            raise InputError(message, where=text.source.name) from error
        except Exception as error:  # one report must not stop all others
            where = traceback.extract_tb(error.__traceback__)[-1]
            raise InputError(
                f"reading it broke down: {type(error).__name__} in {Path(where.filename).name}, "
                f"line {where.lineno}",
                where=text.source.name,
                hint="this is a fault of kg: please report it with the file",
            ) from error

    def _made(self, text: Text) -> _Made:
        reading = self._reader.text(text)
        triples = rdf.triples(reading, self._mapping)
        found = (*reading.findings, *validate.findings(triples, text.text, self._shapes))
        source, characters = reading.document.source, text.text.encode()
        end = f" <{self._mapping.iris.graph(source.id)}> .\n"
        files = {
            store.TEXT: characters,
            store.QUADS: end.join((*triples, "")).encode(),
            store.FINDINGS: store.findings_json(found),
            store.SOURCE: _json(
                {
                    **asdict(source),
                    "placed": bool(text.places),
                    store.TEXT_DIGEST: sha256(characters).hexdigest(),
                }
            ),
            COVERAGE: _json(_coverage(reading)),
        }
        files[PART] = _json(asdict(rdf.part(reading, files[store.QUADS], self._mapping)))
        files[store.FIGURES] = agree.dumps(rdf.figures(reading, self._mapping))
        if text.places:
            files[PLACES] = _places(text.places)
        if reading.decided:
            files[store.DECIDED] = _json(reading.decided)
        return _Made(id=source.id, name=source.name, sha256=source.sha256, files=files)


def _coverage(reading: Reading) -> dict[str, object]:
    text = reading.document.text
    open_ones = [number for number in reading.numbers if number.explained_by is None]
    reasons: dict[str, int] = {}
    for number in reading.numbers:
        if number.explained_by:
            reasons[number.explained_by] = reasons.get(number.explained_by, 0) + 1
    return {
        "numbers": len(reading.numbers),
        "explained": dict(sorted(reasons.items())),
        "unexplained": [_unexplained(number, text) for number in open_ones],
    }


def _unexplained(number: Number, text: str) -> dict[str, object]:
    span = number.span
    return {
        "start": span.start,
        "end": span.end,
        "line": line_number(text, span.start),
        "quote": " ".join(text[max(0, span.start - 15) : span.end + 15].split()),
    }


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode()
