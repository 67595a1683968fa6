"""Reports read again beside their gold: what was known of each answer, and whether it is right."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeAlias

from kg import store
from kg.evaluate.scorer import Scorer
from kg.evaluate.verdicts import Judgement
from kg.judge import Known
from kg.model import Reading, Span
from kg.pipeline import kept
from kg.pipeline.reading import Reader

Key: TypeAlias = tuple[str, ...]
#: The index of a part in its reading, and the names in it.
_Named: TypeAlias = tuple[int, Key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One report: its reading, what is known of each part, and by layer which parts are right.

    `near` holds of each wrong mention whether it stands over what gold calls alike.
    """

    document: str
    reading: Reading
    told: Known
    right: dict[str, dict[int, bool]]
    near: tuple[bool, ...]


def lessons(
    graph: Path, reader: Reader, judged: Iterable[Judgement], scorer: Scorer
) -> tuple[Lesson, ...]:
    """A lesson a report that the gold speaks of, in the order of their names."""
    by_report: dict[str, list[Judgement]] = {}
    for one in judged:
        by_report.setdefault(one.document, []).append(one)
    there = {entry.id for entry in store.read(graph).reports}
    return tuple(
        _lesson(document, reader.unjudged(kept(graph, document))[0], reader, ones, scorer)
        for document, ones in sorted(by_report.items())
        if document in there
    )


def _lesson(
    document: str, reading: Reading, reader: Reader, judged: list[Judgement], scorer: Scorer
) -> Lesson:
    right: dict[str, dict[int, bool]] = {}
    for one in judged:
        parts = _parts(one.layer, reading)
        right.setdefault(one.layer, {}).update(_joined(one, parts, scorer))
    return Lesson(
        document=document,
        reading=reading,
        told=reader.judge.features(reading),
        right=right,
        near=tuple(
            any(
                scorer.overlap(gold, row) and scorer.alike(gold["text"], row["text"])
                for gold in one.golds
            )
            for one in judged
            if one.layer == "entities"
            for row in one.false
        ),
    )


def _joined(judged: Judgement, parts: dict[Key, list[_Named]], scorer: Scorer) -> dict[int, bool]:
    """Which part of a reading each answer is, by its place and then by the likest names.

    Answers call things as the report does there, parts by their one name.
    """
    found: dict[int, bool] = {}
    columns = _COLUMNS[judged.layer]
    for row, right in judged.verdicts():
        names = [row[name] for name in columns.names]
        free = [
            (sum(map(scorer.alike, names, part)), -index)
            for index, part in parts.get(tuple(row[name] or "" for name in columns.place), ())
            if index not in found
        ]
        if free:
            found[-max(free)[1]] = right
    return found


def _parts(layer: str, reading: Reading) -> dict[Key, list[_Named]]:
    found: dict[Key, list[_Named]] = {}
    for index, (place, names) in enumerate(_PARTS[layer](reading)):
        found.setdefault(place, []).append((index, names))
    return found


def _mentions(reading: Reading) -> Iterator[tuple[Key, Key]]:
    for one in reading.mentions:
        yield (*_ends(one.span), one.type.value), ()


def _observations(reading: Reading) -> Iterator[tuple[Key, Key]]:
    for one in reading.observations:
        value = f"{one.quantity.amount:f}" if one.quantity else ""
        said = (one.period.key, one.status.value, one.measure.value, value)
        names = (one.written or one.indicator, one.subject or "", one.area.name)
        yield (*_ends(one.evidence.span), *said), names


def _events(reading: Reading) -> Iterator[tuple[Key, Key]]:
    for one in reading.events:
        actor = one.actor.name if one.actor else ""
        yield (
            (*_ends(one.evidence.span), one.action, one.modality.value),
            (actor, one.object.name),
        )


def _contributions(reading: Reading) -> Iterator[tuple[Key, Key]]:
    for one in reading.contributions:
        yield _ends(one.evidence.span), (one.project.name, one.indicator)


def _projects(reading: Reading) -> Iterator[tuple[Key, Key]]:
    for one in reading.projects:
        first = min(evidence.span for evidence in one.evidence)
        yield _ends(first), (one.name,)


def _ends(span: Span) -> Key:
    return str(span.start), str(span.end)


_PARTS: dict[str, Callable[[Reading], Iterator[tuple[Key, Key]]]] = {
    "entities": _mentions,
    "observations": _observations,
    "facts": _events,
    "links": _contributions,
    "projects": _projects,
}


class _Columns(NamedTuple):
    """The columns of an answer that say where a part stands, and what it names."""

    place: Key
    names: Key = ()


_COLUMNS = {
    "entities": _Columns(("start", "end", "type")),
    "observations": _Columns(
        ("start", "end", "period", "status", "measure", "value"), ("indicator", "subject", "area")
    ),
    "facts": _Columns(("start", "end", "action", "modality"), ("actor", "object")),
    "links": _Columns(("start", "end"), ("project", "indicator")),
    "projects": _Columns(("start", "end"), ("name",)),
}
