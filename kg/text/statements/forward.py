"""Counted things that stand after their number: 21个重大项目, 24家企业入选瞪羚企业."""

import re

from kg.model import Measure, Span
from kg.text.phrases import Phrase
from kg.text.statements.verbs import by_verb
from kg.text.statements.work import Named, Work

COUNTED = frozenset({"count", "people", "places"})
SHARES = frozenset({"percent", "word", "points"})
_LONGEST_NAME = 28
#: What is shorter before 36万女生 is a verb (为, 让, 免费), no name.
_SHORTEST_NAME = 2
_NOUN = re.compile(r"[\u4e00-\u9fffA-Za-z“0-9]")


def reads_forward(work: Work, index: int, phrase: Phrase) -> bool:
    """Whether a value's noun stands after it, and not in `phrase` before it."""
    value = work.values[index]
    after = work.after(index)
    named = value.measure in {Measure.GROWTH, Measure.LEVEL} or not _NOUN.match(after)
    if work.about or named:
        return False
    lacks = phrase.empty and value.kind not in SHARES and not work.topic.end
    heads = value.kind == "bare" and phrase.end - phrase.start <= _SHORTEST_NAME
    if not (value.kind in COUNTED or lacks or heads):
        return False
    words = work.flat[phrase.start : phrase.end]
    return (
        heads or len(words) < 2 or words.endswith(("等", "”")) or not work.tools.ending.match(after)
    )


def forward(work: Work, index: int, phrase: Phrase) -> None:
    """State a value of the noun after it, of the title that the noun receives, or of nothing."""
    value, after = work.values[index], work.after(index)
    start, tools = value.span.end, work.tools
    ending = tools.ending.search(after, 1)
    received = _received(work, after, ending)
    if received:
        work.emit(value, Named(name=received, cues=(Span(start, start + len(after)),)))
        return
    joined = tools.joined.search(after)
    if not ending and not joined and _modifies(work, index, after):
        work.leave(value, "modifier")
        return
    name = after[: ending.start()] if ending else after[: joined.start()] if joined else after
    if tools.tasks.search(after):
        work.leave(value, "task-list")
    else:
        measure = value.measure or by_verb(work, phrase, index)
        cue = Span(start, start + len(name))
        work.emit(value, Named(name=name[:_LONGEST_NAME], measure=measure, cues=(cue,)))
    work.topic.subject = name


def _received(work: Work, after: str, ending: re.Match[str] | None) -> str:
    """What counted things receive or enter: 3家企业 入选 品牌500强."""
    receiving = work.tools.receiving.search(after)
    if not receiving or (ending and ending.start() < receiving.start()):
        return ""
    name = after[receiving.end() :] if receiving.start() else after
    return name if len(name) >= 2 else ""


def _modifies(work: Work, index: int, after: str) -> bool:
    """Whether the counted noun only begins the name of the next value: 11个断面优Ⅲ比例90.9%."""
    if index + 1 == len(work.values):
        return False
    adjoins = work.values[index].span.end + len(after) == work.next_start(index)
    return adjoins and not work.tools.content.search(after, 2)
