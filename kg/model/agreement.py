"""What several reports say together: figures beside each other, and what follows from that."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from kg.model.enums import Bound, Measure, Status
from kg.model.spans import Period


class Agreed(StrEnum):
    """How figures of several reports for one key go together."""

    CORROBORATED = "corroborated"
    REFINED = "refined"
    SUPERSEDED = "superseded"
    CONTRADICTED = "contradicted"


class Fulfilled(StrEnum):
    """What became of a target."""

    MET = "met"
    EXCEEDED = "exceeded"
    MISSED = "missed"
    ON_TRACK = "on-track"
    UNKNOWN = "unknown"
    NOT_COMPARABLE = "not-comparable"


class Reason(StrEnum):
    """Why a target is judged as it is, where the figures alone do not say it."""

    SAID = "said"  # the report says so in words
    AHEAD = "ahead"  # no report looks back on the period yet
    SILENT = "silent"  # a report looks back on it and gives no outcome
    PENDING = "pending"  # the report says that the outcome is still to come
    BEHIND = "behind"  # part of the period is over, and the target is not half reached
    WORDS = "words"  # one of the two is in words that do not say whether it is reached
    MEASURE = "measure"  # the outcome is of another measure, such as growth beside a level
    UNIT = "unit"  # units do not convert
    SEVERAL = "several"  # several outcomes are given that judge differently


class Figure(NamedTuple):
    """What the second pass needs of an observation of one report; numbers are in the base unit.

    `told` is the last day that the report looks back on, `step` the worth of the last digit that
    is written, `better` the way that is better (up, down, none), `capped` whether less is as good
    as the target, `listed` whether the indicator is a standard one. Where the value is in words,
    numbers are missing.
    """

    node: str
    report: str
    told: date
    area: str
    indicator: str
    subject: str
    period: Period
    status: Status
    measure: Measure
    basis: str
    amount: Decimal | None
    upper: Decimal | None
    step: Decimal
    unit: str
    bound: Bound
    words: str
    better: str
    capped: bool
    confidence: Decimal
    start: int
    listed: bool
    area_name: str
    indicator_name: str


class Agreement(NamedTuple):
    """Figures of several reports for one key, in the order of report and text."""

    verdict: Agreed
    witnesses: tuple[Figure, ...]


class Fulfilment(NamedTuple):
    """A target, which several reports may state, beside its outcome.

    `share` is how much of the target is reached where a part of the period is over.
    """

    verdict: Fulfilled
    targets: tuple[Figure, ...]
    outcomes: tuple[Figure, ...] = ()
    reason: Reason | None = None
    share: Decimal | None = None
