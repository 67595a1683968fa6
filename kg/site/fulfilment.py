"""What became of targets, drawn: verdicts by place and time, and from each target to its outcome.

Both pictures are of the answers to the question `fulfilment`; templates/fulfilment.html.j2 draws.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.site.goals import SIGNS, Goal
from kg.site.heat import Heat, heat
from kg.site.slope import Slope, slopes
from kg.site.view import View

#: Of more targets no lines are drawn: the figures of each would be looked up for a few of them.
_MOST = 1000


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of some targets, and the signs of verdicts."""

    heat: Heat | None
    slopes: tuple[Slope, ...]
    signs: Mapping[str, str]


def pictures(view: View, found: Sequence[Goal]) -> Pictures | None:
    """The pictures of some targets; None where nothing is judged."""
    drawn = heat(view, found)
    lines = slopes(view, found) if len(found) <= _MOST else ()
    return Pictures(drawn, tuple(lines), SIGNS) if drawn else None
