"""Counted things that stand after their number: 21个重大项目, 24家企业入选瞪羚企业."""

import re

from kg.model import Measure, Span
from kg.text.phrases import Phrase
from kg.text.statements.verbs import by_verb
from kg.text.statements.work import Named, Work

#: What works are named by: 20万千瓦风电项目.
_CAPACITIES = frozenset({"energy", "weight", "volume", "computing"})
COUNTED = frozenset({"count", "people", "places"})
SHARES = frozenset({"percent", "word", "growth", "points"})
_LONGEST_NAME = 28
#: What is shorter before 36万女生 is a verb (为, 让, 免费), no name.
_SHORTEST_NAME = 2
_NOUN = re.compile(r"[\u4e00-\u9fffA-Za-z“0-9]")


def only_names(work: Work, index: int, phrase: Phrase) -> bool:
    """Whether a value only says which things are meant: 20万千瓦风电项目, 2批18项改革."""
    value, tools = work.values[index], work.tools
    if value.quantity.unit in tools.nouns.batches and work.adjoins(index):
        return True
    if value.kind not in _CAPACITIES or work.about or value.measure:
        return False
    words = work.flat[phrase.start : phrase.end]
    return bool(tools.nouns.works.search(work.after(index))) and not tools.phrases.names_quantity(
        words
    )


def reads_forward(work: Work, index: int, phrase: Phrase) -> bool:
    """Whether a value's noun stands after it, and not in `phrase` before it."""
    value = work.values[index]
    after = work.after(index)
    named = value.measure in {Measure.GROWTH, Measure.LEVEL} or not _NOUN.match(after)
    if work.about or named or work.tools.nouns.steps.match(after):
        return False
    words = work.flat[phrase.start : phrase.end]
    goes_on = work.consumed > work.last_end(index)
    lacks = phrase.empty and value.kind not in SHARES and (goes_on or not work.topic.end)
    lacks = lacks or (value.kind not in SHARES and work.tools.naming.acts(words))
    heads = value.kind == "bare" and phrase.end - phrase.start <= _SHORTEST_NAME
    if not (value.kind in COUNTED or lacks or heads):
        return False
    return (
        heads
        or lacks
        or len(words) < 2
        or words.endswith(("等", "”"))
        or not work.tools.nouns.ending.match(after)
    )


def forward(work: Work, index: int, phrase: Phrase) -> None:
    """State a value of the noun after it, of the title that the noun receives, or of nothing."""
    value, after = work.values[index], work.after(index)
    start, tools = value.span.end, work.tools
    listed = work.flat.startswith("、", start + len(after))
    work.consumed = start + len(after) if listed else work.consumed
    ending = tools.nouns.ending.search(after, 1)
    received = _received(work, after, ending)
    if received:
        work.emit(value, Named(name=received, cues=(Span(start, start + len(after)),)))
        return
    joined = tools.nouns.joined.search(after)
    holder = tools.nouns.holders.match(after) if index + 1 < len(work.values) else None
    if not ending and not joined and not holder and _modifies(work, index, after):
        work.leave(value, "modifier")
        return
    name = after[: ending.start()] if ending else after[: joined.start()] if joined else after
    if holder and not ending:
        name, work.consumed = holder.group(), start + holder.end()
    if tools.nouns.tasks.search(after) or tools.nouns.kinds.search(
        work.flat[phrase.start : phrase.end]
    ):
        work.leave(value, "task-list")
    else:
        measure = value.measure or by_verb(work, phrase, index)
        cue = Span(start, start + len(name))
        acts = "" if value.kind in COUNTED else work.flat[phrase.start : phrase.end]
        named = (acts if tools.naming.acts(acts) else "") + name[:_LONGEST_NAME]
        work.emit(value, Named(name=named, measure=measure, cues=(cue,)))
    work.topic.subject = name


def _received(work: Work, after: str, ending: re.Match[str] | None) -> str:
    """What counted things receive or enter: 3家企业 入选 品牌500强."""
    receiving = work.tools.nouns.receiving.search(after)
    if not receiving or (ending and ending.start() < receiving.start()):
        return ""
    name = after[receiving.end() :] if receiving.start() else after
    if work.tools.nouns.passed.search(name):
        return after[: receiving.start()]
    return name if len(name) >= 2 else ""


def _modifies(work: Work, index: int, after: str) -> bool:
    """Whether the counted noun only begins the name of the next value: 11个断面优Ⅲ比例90.9%."""
    if index + 1 == len(work.values):
        return False
    adjoins = work.values[index].span.end + len(after) == work.next_start(index)
    return adjoins and not work.tools.content.search(after, 2)
