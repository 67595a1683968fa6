"""The frozen values that the stages hand on. Imports nothing of kg.

Offsets are Unicode code points into the text of the source as it stands, end exclusive.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class MentionType(StrEnum):
    """What a mention marks; the first seven are entities."""

    AREA = "area"
    ENTERPRISE = "enterprise"
    ORGANISATION = "organisation"
    PROJECT = "project"
    INDICATOR = "indicator"
    HONOUR = "honour"
    POLICY = "policy"
    QUANTITY = "quantity"
    TIME = "time"


class Bound(StrEnum):
    """How a stated number limits the true one."""

    EXACT = "exact"
    APPROX = "approx"
    MIN = "min"
    MAX = "max"


class Status(StrEnum):
    """Whether a value is aimed at, expected or reached."""

    TARGET = "target"
    ESTIMATE = "estimate"
    ACTUAL = "actual"


class Measure(StrEnum):
    """What kind of number is stated of an indicator."""

    LEVEL = "level"
    GROWTH = "growth"
    CHANGE = "change"
    INCREMENT = "increment"
    RANK = "rank"
    CUMULATIVE = "cumulative"


class Modality(StrEnum):
    """Whether an act is reported or announced."""

    DONE = "done"
    PLANNED = "planned"


class Stage(StrEnum):
    """How far a project has come, in order."""

    PLANNED = "planned"
    SIGNED = "signed"
    STARTED = "started"
    ONGOING = "ongoing"
    COMPLETED = "completed"


class Stance(StrEnum):
    """What a section does: look back, look ahead, or name difficulties."""

    REVIEW = "review"
    PLAN = "plan"
    PROBLEM = "problem"


class Severity(StrEnum):
    """How serious a finding is."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


class BlockKind(StrEnum):
    """What a run of lines is."""

    FRONT = "front"  # title, date, speaker, salutation
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"  # one entry of an indicator list (——…；)
    CAPTION = "caption"  # the line above a table


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open run of characters."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse what cannot be a place in a text."""
        if not 0 <= self.start <= self.end:
            msg = f"no span: {self.start}..{self.end}"
            raise ValueError(msg)

    def of(self, text: str) -> str:
        """The characters themselves."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether both share a character."""
        return self.start < other.end and other.start < self.end

    def within(self, other: "Span") -> bool:
        """Whether this lies in the other one."""
        return other.start <= self.start and self.end <= other.end


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of time, whole days, both ends within; `key` is its short form.

    >>> Period(date(2024, 1, 1), date(2024, 12, 31)).key
    '2024'
    """

    start: date
    end: date

    @property
    def key(self) -> str:
        """`2024`, `2025-H1`, `2025-Q1`, `2025-06`, `2023/2025`, else `2025-01-06/2025-02-01`."""
        first, last = (self.start.month, self.start.day), (self.end.month, self.end.day)
        if (first, last) == ((1, 1), (12, 31)):
            return _years(self.start.year, self.end.year)
        if self.start.year == self.end.year:
            part = _PARTS.get((first, last))
            if part:
                return f"{self.start.year}-{part}"
            if self.start.day == 1 and _month_end(self.end) and first[0] == last[0]:
                return f"{self.start.year}-{self.start.month:02}"
        return f"{self.start}/{self.end}" if self.start != self.end else str(self.start)

    @classmethod
    def year(cls, number: int) -> "Period":
        """One calendar year."""
        return cls(date(number, 1, 1), date(number, 12, 31))

    @classmethod
    def years(cls, first: int, last: int) -> "Period":
        """Calendar years, both within."""
        return cls(date(first, 1, 1), date(last, 12, 31))

    @classmethod
    def part(cls, year: int, name: str) -> "Period":
        """H1, H2, Q1 to Q4 of a year."""
        (start, end) = next(days for days, part in _PARTS.items() if part == name)
        return cls(date(year, *start), date(year, *end))

    @classmethod
    def month(cls, year: int, number: int) -> "Period":
        """One calendar month."""
        following = date(year + number // 12, number % 12 + 1, 1)
        return cls(date(year, number, 1), date.fromordinal(following.toordinal() - 1))


_PARTS = {
    ((1, 1), (6, 30)): "H1",
    ((7, 1), (12, 31)): "H2",
    ((1, 1), (3, 31)): "Q1",
    ((4, 1), (6, 30)): "Q2",
    ((7, 1), (9, 30)): "Q3",
    ((10, 1), (12, 31)): "Q4",
}


def _years(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}/{last}"


def _month_end(day: date) -> bool:
    return date.fromordinal(day.toordinal() + 1).day == 1


# --- read -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file as it came: `id` is its stem, `sha256` the digest of its bytes."""

    id: str
    name: str
    media_type: str
    encoding: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A source and its characters, as they stand."""

    source: Source
    text: str


# --- structure ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A numbered or titled part; `parent` indexes `Document.sections` (None at the top).

    `span` covers heading and content down to the next section of the same or a higher level.
    `stance`, `period` and `status` hold for what stands in it and says nothing else.
    """

    parent: int | None
    level: int
    number: str
    title: str
    heading: Span
    span: Span
    stance: Stance
    period: Period | None
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A run of text that is no table; `section` indexes `Document.sections` (None in front)."""

    kind: BlockKind
    span: Span
    section: int | None
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A table cell; `text` without line breaks, `carried` where merged down from a row above."""

    text: str
    span: Span
    carried: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A rebuilt table: `header` names the columns, each row has a cell a column."""

    span: Span
    caption: Span | None
    section: int | None
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A report with its parts.

    `place` and `issuer` are spans of the words that name them in the front matter, where found.
    `review` is the period that it looks back on, `plan` the one that it looks ahead to.
    """

    source: Source
    text: str
    genre: str
    title: Span | None
    place: Span | None
    issuer: Span | None
    review: Period | None
    plan: Period | None
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...]

    @property
    def id(self) -> str:
        """The source's stem."""
        return self.source.id


# --- tag, link ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its unit as written; `upper` only in ranges; `unit` empty where none."""

    amount: Decimal
    upper: Decimal | None = None
    unit: str = ""
    bound: Bound = Bound.EXACT


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """An administrative division, zone or region.

    `code` is a GB/T 2260 style code (6 or 9 digits) where it has one; `parent` is the code, or
    for a zone the code of the division it lies in; `path` the names from the province down.
    """

    name: str
    level: str  # country, region, province, prefecture, county, township, village, zone
    code: str | None = None
    parent: str | None = None
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place in the text that names or measures something.

    `name` is the canonical name (the text itself where nothing is shortened), `rule` says which
    rule found it. Areas carry `area` once linked, quantities and times their `value`.
    """

    span: Span
    type: MentionType
    text: str
    name: str
    rule: str
    area: Area | None = None
    value: Quantity | Period | None = None


# --- extract --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The characters that say it, and the rule that read them.

    `cues` are further places that the reading needs: the word that gives sign or measure, a unit
    in a table header, the indicator's words.
    """

    span: Span
    rule: str
    cues: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Something named: its type, canonical name, and area code where it is an area."""

    type: MentionType | None  # None for a plain phrase that no type fits
    name: str
    area: Area | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Who did what: `action` as written, `kind` its class in lexicon/actions.toml."""

    actor: Thing | None
    action: str
    kind: str
    object: Thing
    modality: Modality
    period: Period
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """A project or organisation that serves an indicator, on the ground that the text gives."""

    project: Thing
    indicator: str
    ground: str  # same-measure, stated-purpose
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something wrong or doubtful in the data, with the sentence and line that it stands in."""

    code: str
    severity: Severity
    document: str
    line: int
    quote: str
    message_zh: str
    message_en: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A digit string of the source, and what explains it (None: nothing does)."""

    span: Span
    explained_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was read out of one report."""

    document: Document
    home: Area
    mentions: tuple[Mention, ...]
    observations: tuple[Observation, ...]
    events: tuple[Event, ...]
    projects: tuple[Project, ...]
    contributions: tuple[Contribution, ...]
    numbers: tuple[Number, ...]
    findings: tuple[Finding, ...] = ()


# --- query ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """An answer: named columns, and values (None where nothing is stated).

    `turtle` holds the graph where a question builds one; the rows are then its triples.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | Decimal | None, ...], ...]
    turtle: str | None = None
