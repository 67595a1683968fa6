"""Reports read against each other: what they say together, and what became of targets.

The second pass of a build: from the figures of all reports, put together by area and indicator, to
agreements and fulfilments. It knows nothing of files and graphs.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from kg.agree.agreeing import agreements
from kg.agree.figures import dumps, loads
from kg.agree.fulfilling import fulfilments
from kg.agree.naming import renamed
from kg.lexicon.agreement import AgreementWords
from kg.model import Agreement, Figure, Fulfilment, Status

__all__ = ["agreements", "dumps", "fulfilments", "loads", "together"]


def together(figures: Iterable[Figure], words: AgreementWords) -> Iterator[Agreement | Fulfilment]:
    """All that the figures of one area, in the order of their indicators, say together."""
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
