"""What the wording draws by weight, ready for drawing."""

from collections.abc import Sequence
from functools import lru_cache

from kg.lexicon.synth import Bound, Genre, Kind, Undertakings, When, Wording
from kg.synth.drawing import Weighed


class Chances:
    """Bounds, kinds of projects, genres and kinds of sentences by how often they come."""

    def __init__(self, wording: Wording) -> None:
        """All of them."""
        self.bounds, self.aims = _bounds(wording.bounds), _bounds(wording.aims)
        self.ceilings, self.exact = _bounds(wording.ceilings), _bounds(wording.bounds[:1])
        self.projects: Weighed[Undertakings] = Weighed(
            wording.projects_of, [one.often for one in wording.projects_of]
        )
        self.reports: Weighed[Genre] = Weighed(
            wording.reports, [one.often for one in wording.reports]
        )
        self.sentences: dict[When, Weighed[Kind]] = {
            when: Weighed(tuple(kinds), kinds.values()) for when, kinds in wording.mix.items()
        }


@lru_cache(maxsize=4)
def chances(wording: Wording) -> Chances:
    """Those of a wording."""
    return Chances(wording)


def _bounds(bounds: Sequence[Bound]) -> Weighed[Bound]:
    return Weighed(bounds, [one.often for one in bounds])
