"""What became of targets, drawn: verdicts by place and time, and from each target to its outcome.

Both pictures are of the answers to the question `fulfilment`; templates/fulfilment.html.j2 draws.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.site.goals import SIGNS, Goal
from kg.site.heat import Heat, heat
from kg.site.slope import Slope, slopes
from kg.site.view import View


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of some targets, and the signs of verdicts."""

    heat: Heat | None
    slopes: tuple[Slope, ...]
    signs: Mapping[str, str]


def pictures(view: View, found: Sequence[Goal]) -> Pictures | None:
    """The pictures of some targets; None where nothing is judged."""
    drawn = heat(view, found)
    return Pictures(drawn, tuple(slopes(view, found)), SIGNS) if drawn else None
