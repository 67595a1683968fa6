"""What a name of an indicator means that says a part of it, beside the figure that it is of."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from itertools import pairwise

from kg.model import Mention, MentionType, Observation, Reading, Span

#: A figure stands at most so many characters behind the name of its indicator.
_NEAR = 30


def indicators_meant(reading: Reading, known: Callable[[str], bool]) -> Mapping[Span, str]:
    """The full indicator of each short name, by the place of the name.

    占GDP比重 behind 服务业增加值 says no indicator by itself: it is that of the figure beside it.
    A name that has a figure of its own, or that is `known`, stays.
    """
    figures: defaultdict[str, list[Observation]] = defaultdict(list)
    for figure in reading.observations:
        for last in {figure.indicator[-1:], figure.written[-1:]}:
            figures[last].append(figure)
    own = {figure.indicator for figure in reading.observations}
    named = sorted(
        (one for one in reading.mentions if one.type is MentionType.INDICATOR),
        key=lambda one: one.span,
    )
    following = {one.span: after.span.start for one, after in pairwise(named)}
    found: dict[Span, str] = {}
    for one in named:
        if not one.name or one.name in own or known(one.name):
            continue
        end = min(one.span.end + _NEAR, following.get(one.span, one.span.end + _NEAR))
        meant = {f.indicator for f in figures[one.name[-1]] if _tells(f, one, end)}
        if len(meant) == 1:
            found[one.span] = meant.pop()
    return found


def _tells(figure: Observation, name: Mention, end: int) -> bool:
    """Whether a figure stands right behind a name, and the end of its indicator is that name."""
    start = figure.evidence.span.start
    names = (figure.indicator, figure.written)
    return name.span.start <= start <= end and any(one.endswith(name.name) for one in names)
