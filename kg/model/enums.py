"""Closed sets of words that the stages use."""

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
