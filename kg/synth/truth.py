"""What a synthetic report states, in the lines that gold annotation has.

Offsets are code points of the text; `end` is exclusive.
"""

from dataclasses import dataclass
from json import JSONEncoder
from typing import NamedTuple

_ENCODE = JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode


class Entity(NamedTuple):
    """A mention of a thing."""

    start: int
    end: int
    text: str
    type: str
    name: str


class Observation(NamedTuple):
    """A figure, or a target in words, for an area and a period."""

    start: int
    end: int
    quote: str
    area: str
    indicator: str
    subject: str | None
    period: str
    status: str
    measure: str
    value: int | float | None
    upper: int | float | None
    unit: str | None
    bound: str | None
    basis: str | None
    text: str | None


class Fact(NamedTuple):
    """Who did what."""

    start: int
    end: int
    quote: str
    actor: str | None
    action: str
    object: str
    modality: str
    period: str


class Link(NamedTuple):
    """A project that serves an indicator, as the text says."""

    start: int
    end: int
    quote: str
    project: str
    indicator: str


class Project(NamedTuple):
    """A project, as far as the report says that it has come."""

    name: str
    aliases: list[str]
    area: str
    stage: str
    modality: str
    investment: int | float | None
    unit: str | None
    enterprise: str | None


class Disagreement(NamedTuple):
    """A figure that stands in a table and again, otherwise, in the prose."""

    start: int
    end: int
    quote: str
    indicator: str
    period: str
    other_start: int
    other_end: int
    other_quote: str


Row = Entity | Observation | Fact | Link | Project | Disagreement


@dataclass(frozen=True, slots=True)
class Truth:
    """All that a report states, by layer as the files are named."""

    entities: tuple[Entity, ...]
    observations: tuple[Observation, ...]
    facts: tuple[Fact, ...]
    links: tuple[Link, ...]
    projects: tuple[Project, ...]
    disagreements: tuple[Disagreement, ...]


def lines(rows: tuple[Row, ...]) -> str:
    """JSON Lines of a layer.

    >>> lines((Link(0, 2, "建桥", "桥", "投资"),))
    '{"start": 0, "end": 2, "quote": "建桥", "project": "桥", "indicator": "投资"}\\n'
    """
    return "".join(f"{_ENCODE(row._asdict())}\n" for row in rows)


def number(words: str | None) -> int | float | None:
    """A number as JSON has it.

    >>> number("5"), number("-5.2"), number(None)
    (5, -5.2, None)
    """
    if words is None:
        return None
    return float(words) if "." in words else int(words)
