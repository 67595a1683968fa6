"""Which areas are read again where some figures changed, so that all lines are as made anew."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import TypeAlias

#: Each area with the one around it whose amounts are at hand, or "".
Surrounded: TypeAlias = Mapping[str, str]


def affected(before: Surrounded, after: Surrounded, changed: AbstractSet[str]) -> frozenset[str]:
    """All areas of which something may be said that was not, or no longer.

    `before` and `after` are all areas, `changed` those with other figures. What is said of an area
    follows from its figures and those of the area around it. It tells where these are said first;
    so do other areas within the same one, which are read too: a line goes only where none says it.

    >>> sides = {"市": "", "区": "市", "镇": "区", "县": "市", "省": ""}
    >>> sorted(affected(sides, sides, {"区"}))
    ['区', '县', '市', '镇']
    """
    sides = (before, after)
    areas = {*before, *after}
    other = {
        area
        for area in areas
        if area in changed
        or before.get(area) != after.get(area)
        or any(side.get(area) in changed for side in sides)
    }
    told = other.union(around for side in sides for area in other if (around := side.get(area)))
    return frozenset(
        area for area in areas if area in told or any(side.get(area) in told for side in sides)
    )
