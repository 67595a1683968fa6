"""What there is to find, and the number of each kind in the last four bits of a row's number."""

from collections.abc import Iterable

#: What reports speak of.
THINGS = (
    "area",
    "enterprise",
    "organisation",
    "project",
    "indicator",
    "honour",
    "policy",
    "phrase",
)
#: All that there is to find; their order is their number.
KINDS = (*THINGS, "report", "period", "term")
#: Rows are numbered in steps of so much, so that the kind stands in what is left.
STEP = 16
EVERY = (1 << STEP) - 1


def code(kind: str) -> int:
    """The number of a kind."""
    return KINDS.index(kind)


def mask(kinds: Iterable[str]) -> int:
    """The bits of some kinds; of all where none is named."""
    return sum(1 << code(kind) for kind in set(kinds)) or EVERY
