"""What the verbs before a name make of its value."""

from kg.model import Measure
from kg.text.phrases import Phrase
from kg.text.statements.work import Work

_JOINING = ("、", "和", "及", "与", "以及")
_CARRIED = {Measure.INCREMENT, Measure.CUMULATIVE}


def by_verb(work: Work, phrase: Phrase, index: int) -> Measure | None:
    """Increment, net change or total, by the verbs before a name; coordination carries them on."""
    if work.tools.increment.search(phrase.verbs):
        return Measure.INCREMENT
    if work.tools.net.search(phrase.verbs):
        return Measure.CHANGE
    if work.tools.cumulative.search(phrase.verbs):
        return Measure.CUMULATIVE
    gap = work.flat[max(work.last_end(index), work.consumed) : phrase.start]
    carried = gap.startswith(_JOINING) and not phrase.verbs and work.topic.measure in _CARRIED
    return work.topic.measure if carried else None
