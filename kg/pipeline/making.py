"""From one source to the files of its report: everything that is done report by report."""

import json
import traceback
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from kg import agree, rdf, read, store, validate
from kg.errors import InputError, KgError, StoreError
from kg.iris import load_spelling
from kg.model import Decision, Number, Place, Placed, Reading, Source, Span, Text
from kg.pipeline.fingerprint import versions
from kg.pipeline.publishing import PART
from kg.settings import Settings
from kg.text.lines import line_number
from kg.workers import no_longer_than, uncollected

#: What a process may compute for a report: what any takes, and the least that each second reads.
_SECONDS, _CHARACTERS_A_SECOND = 60, 5000
COVERAGE, PLACES = "coverage.json", "places.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A source that could not be read, or was left out for another one."""

    path: str
    error: KgError


@dataclass(frozen=True, slots=True)
class Job:
    """A report to read: its source, or where that is not given or not readable the text kept."""

    name: str
    origin: read.Origin | None
    kept: tuple[Path, str] | None = None  # graph folder and id


@dataclass(frozen=True, slots=True)
class Made:
    """The files of a report, and the name and digest of its source."""

    id: str
    name: str
    sha256: str
    files: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a job; a report whose file cannot be read may be made of its kept text."""

    made: Made | None
    failure: Failure | None


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
def maker(settings: Settings, decisions: tuple[Decision, ...], _mark: str) -> "Maker":
    """What reading needs, kept for the next build of this process that is made with the same."""
    return Maker(settings, decisions)


class Maker:
    """Everything that reading, mapping and validating need, loaded once."""

    def __init__(self, settings: Settings, decisions: tuple[Decision, ...]) -> None:
        """Load lexicon, model, mapping and shapes."""
        # spaCy and the lexicon are loaded only where there is something to read
        from kg.pipeline.reading import Reader  # noqa: PLC0415

        self._reader = Reader(settings, decisions)
        self._mapping = rdf.mapping(settings, versions(settings))
        self._shapes = validate.shapes(settings)
        load_spelling()

    def make(self, job: Job) -> Result:
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
            return Result(self._within(text) if text else None, failure)
        except InputError as error:
            return Result(None, Failure(path=error.where, error=error))

    def _within(self, text: Text) -> Made:
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

    def _made(self, text: Text) -> Made:
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
        return Made(id=source.id, name=source.name, sha256=source.sha256, files=files)


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
