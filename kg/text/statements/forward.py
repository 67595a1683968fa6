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
#: Before those who are helped.
_HELPING = ("为", "让", "使", "给", "帮助", "协助", "向")
#: The longest noun with its verb that is a name: 企业挂牌上市.
_LONGEST_ACT = 14
#: What a verb with 了 begins: 群众 远离了.
_PAST = re.compile(r"[\u4e00-\u9fff]{2}了")
_NOUN = re.compile(r"[\u4e00-\u9fffA-Za-z“0-9]")


def only_names(work: Work, index: int, phrase: Phrase) -> bool:
    """Whether a value only says which things are meant: 20万千瓦风电项目, 2批18项改革."""
    value, tools = work.values[index], work.tools
    if value.quantity.unit in tools.nouns.batches and work.adjoins(index):
        return True
    if work.about or value.measure:
        return False
    if value.kind == "duration":
        return bool(_NOUN.match(work.after(index)))
    if value.kind not in _CAPACITIES:
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
    more = work.tools.and_more.match(after)
    if work.about or named or more or work.tools.nouns.steps.match(after):
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
    value, after, nouns = work.values[index], work.after(index), work.tools.nouns
    start = value.span.end
    if work.flat.startswith("、", start + len(after)):
        work.consumed = start + len(after)
    ending = nouns.ending.search(after, 1)
    received = _received(work, after, ending)
    if received:
        work.emit(value, Named(name=received, cues=(Span(start, start + len(after)),)))
        return
    helped = work.flat.endswith(_HELPING, 0, value.core.start)
    name = _noun(work, after, ending, helped=helped)
    holder = nouns.holders.match(after) if name == after and index + 1 < len(work.values) else None
    if name == after and not holder and _modifies(work, index, after):
        work.leave(value, "modifier")
        return
    if name != after and nouns.joined.match(after, len(name)):
        work.consumed = start + len(name)
    if holder and work.adjoins(index, len(after)):
        name, work.consumed = holder.group(), start + holder.end()
    _count(work, index, phrase, name)
    work.topic.subject = name


def _count(work: Work, index: int, phrase: Phrase, name: str) -> None:
    """State how many there are of what a noun after a value names; of a list of tasks nothing."""
    value, nouns = work.values[index], work.tools.nouns
    words, after = work.flat[phrase.start : phrase.end], work.after(index)
    if nouns.tasks.search(after) or nouns.kinds.search(words):
        work.leave(value, "task-list")
        return
    acts = words if value.kind not in COUNTED and work.tools.naming.acts(words) else ""
    measure = value.measure or by_verb(work, phrase, index)
    cue = Span(value.span.end, value.span.end + len(name))
    work.emit(value, Named(name=acts + name[:_LONGEST_NAME], measure=measure, cues=(cue,)))


def _noun(work: Work, after: str, ending: re.Match[str] | None, *, helped: bool) -> str:
    """The counted noun; what befalls it stays where 企业 alone would say too little.

    `helped` are those for whom something is done: 为90名居民安装扶手.
    """
    nouns = work.tools.nouns
    joined = None if ending else nouns.joined.search(after)
    act = work.tools.content.search(after, 2) if helped else None
    past = _PAST.search(after, 2)
    stops = [found.start() for found in (ending, joined, act, past) if found]
    name = after[: min(stops)] if stops else after
    befalls = ending and ending.start() == len(name) and not past
    bare = befalls and nouns.holders.fullmatch(name) and len(after) <= _LONGEST_ACT
    return after if bare else name


def _received(work: Work, after: str, ending: re.Match[str] | None) -> str:
    """What counted things receive or enter: 3家企业 入选 品牌500强."""
    receiving = work.tools.nouns.receiving.search(after)
    if not receiving or (ending and ending.start() < receiving.start()):
        return ""
    nouns = work.tools.nouns
    name = nouns.joined.sub("", after[receiving.end() :] if receiving.start() else after)
    if nouns.holders.fullmatch(name):
        return ""
    if nouns.passed.search(name):
        return after[: receiving.start()]
    return name if len(name) >= 2 else ""


def _modifies(work: Work, index: int, after: str) -> bool:
    """Whether the counted noun only begins the name of the next value: 11个断面优Ⅲ比例90.9%."""
    if index + 1 == len(work.values):
        return False
    return work.adjoins(index, len(after)) and not work.tools.content.search(after, 2)
