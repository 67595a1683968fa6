"""What several reports say together: figures beside each other, and what follows from that."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, TypeAlias

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


class CheckKind(StrEnum):
    """What figures must give together."""

    SHARE = "share"  # a part over its whole is the share that is stated
    SUM = "sum"  # parts that are all there make up the whole
    PART = "part"  # a part is not above its whole
    GROWTH = "growth"  # the level of a year before, grown by the growth, is the level
    CHANGE = "change"  # two levels differ by the change that is stated
    PLAN = "plan"  # an amount over how much of the plan it completes is the plan
    CURRENCY = "currency"  # one amount in two currencies gives the rate of that year


class Checked(StrEnum):
    """Whether figures add up."""

    HOLDS = "holds"
    FAILS = "fails"
    IMPLIED = "implied"  # what they give is stated nowhere


class Changed(StrEnum):
    """What became of an indicator in the list of the next year."""

    ADDED = "added"
    DROPPED = "dropped"
    REPLACED = "replaced"
    REDEFINED = "redefined"  # on another basis, of another measure or unit


class Figure(NamedTuple):
    """What the second pass needs of an observation of one report; numbers are in the base unit.

    `told` is the last day that the report looks back on, `step` the worth of the last digit that
    is written, nothing where things are counted, `better` the way that is better (up, down, none),
    `capped` whether less is as good as the target, `listed` whether the indicator is a standard
    one, `adds` whether values of parts can be added up. `within` is the area around, `whole` the
    indicator that this one is a part of, `over` the two that a share is made of; `sentence` is
    where the sentence begins, `among` whether it says there that a part follows, `item` whether it
    stands in a table or a list of indicators; `passage` is the place that says it first. Where the
    value is in words, numbers are missing.
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
    sentence: int
    among: bool
    item: bool
    listed: bool
    adds: bool
    within: str
    whole: str
    over: tuple[str, str] | None
    passage: str
    area_name: str
    indicator_name: str

    def order(self) -> tuple[str, str, str]:
        """What figures are put in order by: area, then indicator."""
        return self.area, self.indicator, self.node


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


class Check(NamedTuple):
    """What figures should give, beside what a report gives.

    `expected` follows from `operands`, in `unit`; `stated` is the figure that it is held against,
    None where no report states it.
    """

    kind: CheckKind
    verdict: Checked
    stated: Figure | None
    operands: tuple[Figure, ...]
    expected: Decimal
    unit: str


class IndicatorChange(NamedTuple):
    """How the list of indicators of an area changed to a year: `former` before, `now` after it.

    Either is None where the indicator is added or dropped.
    """

    verdict: Changed
    year: Period
    former: Figure | None
    now: Figure | None


#: What reports say together, of one kind or another.
Together: TypeAlias = Agreement | Fulfilment | Check | IndicatorChange
