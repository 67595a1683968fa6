"""Reports read against each other: what they say together, and what became of targets.

The second pass of a build: from the figures of all reports, put together by area and indicator, to
agreements, fulfilments, checks of arithmetic and changes of lists of indicators. It knows nothing
of files and graphs.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import TypeVar

from kg.agree.affected import affected
from kg.agree.agreeing import agreements
from kg.agree.changing import changes
from kg.agree.checking import Checker, levels
from kg.agree.figures import by_area, dumps, loads
from kg.agree.fulfilling import fulfilments
from kg.agree.levels import Levels
from kg.agree.naming import renamed
from kg.lexicon.agreement import AgreementWords
from kg.model import Agreement, Figure, Fulfilment, Status, Together

__all__ = [
    "Areas",
    "affected",
    "agreements",
    "alone",
    "by_area",
    "dumps",
    "everything",
    "fulfilments",
    "loads",
    "surrounding",
    "together",
]

#: What is known of an area.
Known = TypeVar("Known")


def everything(figures: Iterable[Figure], words: AgreementWords) -> Iterator[Together]:
    """All that reports say together, from the figures of all of them in their order."""
    areas = Areas(words)
    for _, of_area in groupby(figures, key=lambda one: one.area):
        yield from areas.together(of_area)


class Areas:
    """Areas one after the other, each after the one around it; amounts of those are at hand."""

    def __init__(self, words: AgreementWords) -> None:
        """Begin with none."""
        self._words = words
        self._around: list[tuple[str, Levels]] = []

    def together(self, figures: Iterable[Figure]) -> Iterator[Together]:
        """All that the figures of the next area, in the order of their indicators, say together."""
        found = list(figures)
        if not found:
            return
        above = _enclosing(self._around, found[0].within) or {}
        checker = Checker(found, above, self._words)
        self._around.append((found[0].area, checker.levels))
        yield from _all(found, checker, self._words)


def surrounding(areas: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Each area with the one around it whose amounts are at hand, or "".

    Given are areas in order with the area that their first figure is within.
    """
    around: list[tuple[str, str]] = []
    for area, within in areas:
        yield area, _enclosing(around, within) or ""
        around.append((area, area))


def alone(
    figures: Iterable[Figure], above: Iterable[Figure], words: AgreementWords
) -> Iterator[Together]:
    """All that the figures of one area say together, given those of the area around it.

    Both are in the order of their indicators.
    """
    found = list(figures)
    yield from _all(found, Checker(found, levels(above, words), words), words)


def _all(found: list[Figure], checker: Checker, words: AgreementWords) -> Iterator[Together]:
    yield from together(found, words)
    yield from checker.checks()
    yield from changes(found, words)


def _enclosing(around: list[tuple[str, Known]], within: str) -> Known | None:
    """What is known of the area around; those that are over are forgotten."""
    while around and around[-1][0] != within:
        around.pop()
    return around[-1][1] if around else None


def together(figures: Iterable[Figure], words: AgreementWords) -> Iterator[Agreement | Fulfilment]:
    """Agreements and fulfilments of one area, from figures in the order of their indicators."""
    found = list(figures)
    told = max((one.told for one in found if one.status is not Status.TARGET), default=date.min)
    agreed: set[str] = set()
    for _, of_indicator in groupby(found, key=lambda one: one.indicator):
        same = list(of_indicator)
        for one in agreements(same, words):
            agreed |= {figure.node for figure in one.witnesses}
            yield one
        yield from fulfilments(same, told, words)
    yield from renamed((one for one in found if one.node not in agreed), words)
