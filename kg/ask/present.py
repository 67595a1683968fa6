"""The present of areas: when the latest report about each was made."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Now(NamedTuple):
    """The present of an area: the year in which its latest report was made.

    `parts` says whether that report tells of a part of the year.
    """

    year: int
    parts: bool
    home: str


def present(reports: Iterable[tuple[str, str, str, str]]) -> Mapping[str, Now]:
    """The present of every area, under no name that of all reports.

    `reports` are an area, the area that a report is about, what it reviews, what it plans. An
    area's own reports count before those of areas within it.

    >>> present([("A", "A", "2023", "2024"), ("A", "B", "2025-H1", "2025-H2")])["A"]
    Now(year=2024, parts=False, home='A')
    """
    own: dict[str, Now] = {}
    below: dict[str, Now] = {}
    for area, home, review, plan in reports:
        now = _now(review, plan, home)
        if now:
            for name, found in ((area, own if area == home else below), ("", own)):
                found[name] = max(now, found.get(name, now))
    return {**below, **own}


def _now(review: str, plan: str, home: str) -> Now | None:
    """When a report was made: in the year that it plans, else in the one after what it reviews."""
    year = plan[:4] or review[:4]
    if not year.isdigit():
        return None
    parts = review[:4] == year and "-" in review
    return Now(int(year) + (not plan and "-" not in review), parts, home)
