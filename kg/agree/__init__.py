"""Reports read against each other: what they say together, and what became of targets.

The second pass of a build: from the figures of all reports, put together by area and indicator, to
agreements, fulfilments, checks of arithmetic and changes of lists of indicators. It knows nothing
of files and graphs.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from kg.agree.agreeing import agreements
from kg.agree.changing import changes
from kg.agree.checking import Checker
from kg.agree.figures import dumps, loads
from kg.agree.fulfilling import fulfilments
from kg.agree.levels import Levels
from kg.agree.naming import renamed
from kg.lexicon.agreement import AgreementWords
from kg.model import Agreement, Figure, Fulfilment, Status, Together

__all__ = [
    "Areas",
    "agreements",
    "dumps",
    "everything",
    "fulfilments",
    "loads",
    "together",
]


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
        while self._around and self._around[-1][0] != found[0].within:
            self._around.pop()
        above = self._around[-1][1] if self._around else {}
        checker = Checker(found, above, self._words)
        self._around.append((found[0].area, checker.levels))
        yield from together(found, self._words)
        yield from checker.checks()
        yield from changes(found, self._words)


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
