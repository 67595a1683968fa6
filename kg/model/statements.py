"""What is read out of a report, each with its evidence; what is wrong with it; answers.

What a report holds thousands of is a tuple, which is made and compared several times faster.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from kg.model.documents import Document
from kg.model.enums import Bound, Measure, MentionType, Modality, Severity, Stage, Status
from kg.model.spans import Period, Span


class Quantity(NamedTuple):
    """A number with its unit as written; `upper` only in ranges; `unit` empty where none."""

    amount: Decimal
    upper: Decimal | None = None
    unit: str = ""
    bound: Bound = Bound.EXACT


class Area(NamedTuple):
    """An administrative division, zone or region.

    `code` is a GB/T 2260 style code (6 or 9 digits) where it has one; `parent` is the code, or
    for a zone the code of the division it lies in; `path` the names from the province down.
    """

    name: str
    level: str  # country, region, province, prefecture, county, township, village, zone
    code: str | None = None
    parent: str | None = None
    path: tuple[str, ...] = ()


class Mention(NamedTuple):
    """A place in the text that names or measures something.

    `name` is the canonical name (the text itself where nothing is shortened), `rule` says which
    rule found it. Areas carry `area` once linked, quantities and times their `value`.
    `confidence`, here as in statements, is how probably it is right: 0 to 1 with two decimals,
    None until judged.
    """

    span: Span
    type: MentionType
    text: str
    name: str
    rule: str
    area: Area | None = None
    value: Quantity | Period | None = None
    confidence: Decimal | None = None


class Evidence(NamedTuple):
    """The characters that say it, and the rule that read them.

    `cues` are further places that the reading needs: the word that gives sign or measure, a unit
    in a table header, the indicator's words.
    """

    span: Span
    rule: str
    cues: tuple[Span, ...] = ()


class Observation(NamedTuple):
    """One quantity, or one qualitative statement (`quantity` None, words in `text`).

    `indicator` is the one name that all spellings share, `written` the name as the report has it
    (empty where both are the same).
    """

    area: Area
    indicator: str
    subject: str | None
    period: Period
    status: Status
    measure: Measure
    quantity: Quantity | None
    basis: str | None
    text: str | None
    evidence: Evidence
    written: str = ""
    confidence: Decimal | None = None


class Thing(NamedTuple):
    """Something named: its type, canonical name, and area code where it is an area."""

    type: MentionType | None  # None for a plain phrase that no type fits
    name: str
    area: Area | None = None


class Event(NamedTuple):
    """Who did what: `action` as written, `kind` its class in lexicon/actions.toml."""

    actor: Thing | None
    action: str
    kind: str
    object: Thing
    modality: Modality
    period: Period
    evidence: Evidence
    confidence: Decimal | None = None


class Project(NamedTuple):
    """A named undertaking, as one report speaks of it."""

    name: str
    aliases: tuple[str, ...]
    area: Area
    stage: Stage
    modality: Modality
    investment: Quantity | None
    enterprise: str | None
    evidence: tuple[Evidence, ...]
    level: str | None = None  # a code of honour-level: where it is listed as major
    confidence: Decimal | None = None


class Contribution(NamedTuple):
    """A project or organisation that serves an indicator, on the ground that the text gives."""

    project: Thing
    indicator: str
    ground: str  # same-measure, stated-purpose
    evidence: Evidence
    confidence: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something wrong or doubtful in the data, with the sentence and line that it stands in.

    `exact` are the words of the sentence that it is about, `about` the node of the graph, `shape`
    the name of the shape that says so, `others` further lines that the message speaks of.
    """

    code: str
    severity: Severity
    document: str
    line: int
    quote: str
    message_zh: str
    message_en: str
    exact: str = ""
    about: str = ""
    shape: str = ""
    others: tuple[int, ...] = ()


class Number(NamedTuple):
    """A digit string of the source, and what explains it (None: nothing does)."""

    span: Span
    explained_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was read out of one report.

    `aliases` are names of things as the report writes them, besides those of mentions; `decided`
    the names in it that people decided about, `issuer` the body that presents it; `wholes` are
    projects, by name, that are a part of another, with the name of that one.
    """

    document: Document
    home: Area
    mentions: tuple[Mention, ...]
    observations: tuple[Observation, ...]
    events: tuple[Event, ...]
    projects: tuple[Project, ...]
    contributions: tuple[Contribution, ...]
    numbers: tuple[Number, ...]
    findings: tuple[Finding, ...] = ()
    aliases: tuple[tuple[Thing, str], ...] = ()
    decided: tuple[tuple[MentionType, str], ...] = ()
    issuer: Thing | None = None
    wholes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """An answer: named columns, and values (None where nothing is stated).

    `turtle` holds the graph where a question builds one; the rows are then its triples.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | Decimal | None, ...], ...]
    turtle: str | None = None
