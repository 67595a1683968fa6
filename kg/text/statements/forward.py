"""Counted things that stand after their number: 21个重大项目, 24家企业入选瞪羚企业."""

import re
from typing import NamedTuple

from kg.model import Measure, Span
from kg.text.phrases import Phrase
from kg.text.statements.verbs import by_verb
from kg.text.statements.work import LONGEST_ACT, Named, Work
from kg.text.values import Value

#: What works are named by: 20万千瓦风电项目.
_CAPACITIES = frozenset({"energy", "weight", "volume", "computing"})
COUNTED = frozenset({"count", "people", "places"})
SHARES = frozenset({"percent", "word", "growth", "points"})
_LONGEST_NAME = 28
#: The longest name of what those counted have.
_LONGEST_HAD = 5
#: What is shorter before 36万女生 is a verb (为, 让, 免费), no name.
_SHORTEST_NAME = 2
#: Before those who are helped.
_HELPING = ("为", "让", "使", "给", "帮助", "协助", "向")
#: What a verb with 了 begins: 群众 远离了.
_PAST = re.compile(r"(?:有|[\u4e00-\u9fff]{2})了")
_NOUN = re.compile(r"[\u4e00-\u9fffA-Za-z“0-9]")


class Told(NamedTuple):
    """A counted noun with what befalls it; `fate` is where that stands after other things."""

    name: str
    fate: Span | None


def only_names(work: Work, index: int, phrase: Phrase) -> bool:
    """Whether a value only says which things are meant: 20万千瓦风电项目, 2批18项改革."""
    value, nouns = work.values[index], work.tools.nouns
    words = work.flat[phrase.start : phrase.end]
    parts = value.quantity.unit in nouns.batches or nouns.kinds.search(words)
    if parts and work.adjoins(index):
        return True
    if work.about or value.measure:
        return False
    if value.kind == "duration":
        return bool(_NOUN.match(work.after(index)))
    if _sizes(work, index):
        return True
    if value.kind not in _CAPACITIES:
        return False
    after = work.after(index)
    capacity = nouns.works.search(after) and not work.tools.phrases.names_quantity(words)
    return bool(capacity) or (words.endswith(nouns.yielding) and bool(_NOUN.match(after)))


def crosses(work: Work, index: int, phrase: Phrase) -> bool:
    """Whether a number of thresholds is crossed; what crosses them is what follows is of."""
    value, topic = work.values[index], work.topic
    after = work.after(index)
    if value.kind not in COUNTED or not work.tools.nouns.level.fullmatch(after):
        return False
    if not phrase.empty:
        topic.span = Span(phrase.core, phrase.end)
        topic.name, topic.end = topic.span.of(work.flat), value.span.start
    work.consumed = value.span.end + len(after)
    work.leave(value, "modifier")
    return True


def _sizes(work: Work, index: int) -> bool:
    """Whether a value says how large things are: 7万平方米以上的厂房, 投资6亿元7公里的道路."""
    value, nouns = work.values[index], work.tools.nouns
    if index and value.span.start == work.last_end(index) and work.after(index).startswith("的"):
        return True
    bounded = value.kind not in SHARES and value.span.of(work.flat).endswith(nouns.threshold)
    return bounded and nouns.attributed.match(work.flat, value.span.end) is not None


def reads_forward(work: Work, index: int, phrase: Phrase) -> bool:
    """Whether a value's noun stands after it, and not in `phrase` before it."""
    value = work.values[index]
    after = work.after(index)
    if _serves(work, value, after):
        return True
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


def _serves(work: Work, value: Value, after: str) -> bool:
    """Whether a number says for how many something is done: 为30万群众提供服务."""
    holder = work.tools.nouns.holders.match(after)
    return bool(_helped(work, value) and holder and len(after) > holder.end())


def _helped(work: Work, value: Value) -> bool:
    """Whether those counted are helped: 为 before their number."""
    return work.flat.endswith(_HELPING, 0, value.core.start)


def forward(work: Work, index: int, phrase: Phrase) -> None:
    """State a value of the noun after it and what befalls that, or of nothing."""
    value, after, nouns = work.values[index], work.after(index), work.tools.nouns
    start = value.span.end
    if work.flat.startswith("、", start + len(after)):
        work.consumed = start + len(after)
    helped = _helped(work, value)
    attributes = nouns.attributes.match(work.flat, start, work.next_start(index))
    if attributes:
        work.consumed = attributes.end()
        cues = (Span(*attributes.span()),)
        work.emit(value, Named(name=attributes.group(), measure=value.measure, cues=cues))
        return
    ending = nouns.ending.search(after, 1)
    received = _received(work, after, ending)
    if received:
        work.emit(value, Named(name=received, cues=(Span(start, start + len(after)),)))
        return
    name = _noun(work, after, ending, helped=helped)
    holder = _holder(work, after) if name == after and index + 1 < len(work.values) else ""
    if name == after and not holder and _modifies(work, index, after):
        work.leave(value, "modifier")
        return
    if name != after and nouns.joined.match(after, len(name)):
        work.consumed = start + len(name)
    if holder and work.adjoins(index, len(after)):
        name, work.consumed = holder, start + len(holder)
    told = _told(work, index, name, ending, helped=helped)
    fate = None if ending else _shared_fate(work, index, phrase)
    _count(work, index, phrase, Told(told, fate))
    work.topic.subject = name
    if told != name and work.topic.name == told:
        work.topic.name = name


def _holder(work: Work, after: str) -> str:
    """Those counted, before what they have: 510家企业|融资, 37家帮扶单位|援助资金."""
    found = next(work.tools.nouns.holders.finditer(after), None)
    if not found:
        return ""
    rest = after[found.end() :]
    has = len(rest) <= _LONGEST_HAD and work.tools.phrases.names_quantity(rest)
    return after[: found.end()] if found.start() == 0 or has else ""


def _count(work: Work, index: int, phrase: Phrase, told: Told) -> None:
    """State how many there are of what a noun after a value names; of a list of tasks nothing."""
    value, nouns, (name, fate) = work.values[index], work.tools.nouns, told
    words, after = work.flat[phrase.start : phrase.end], work.after(index)
    if nouns.tasks.search(after) or nouns.kinds.search(words):
        work.leave(value, "task-list")
        return
    acts = words if value.kind not in COUNTED and work.tools.naming.acts(words) else ""
    measure = value.measure or by_verb(work, phrase, index)
    cue = Span(value.span.end, value.span.end + len(name))
    if fate:
        work.emit(value, Named(name=name + fate.of(work.flat), measure=measure, cues=(cue, fate)))
        return
    work.emit(value, Named(name=acts + name[:_LONGEST_NAME], measure=measure, cues=(cue,)))


def _noun(work: Work, after: str, ending: re.Match[str] | None, *, helped: bool) -> str:
    """The counted noun.

    `helped` are those for whom something is done: 为90名居民安装扶手.
    """
    nouns = work.tools.nouns
    joined = None if ending else nouns.joined.search(after)
    act = work.tools.content.search(after, 2) if helped else None
    past = _PAST.search(after, 2)
    stops = [found.start() for found in (ending, joined, act, past) if found]
    return nouns.dangling.sub("", after[: min(stops)]) if stops else after


def _told(work: Work, index: int, noun: str, ending: re.Match[str] | None, *, helped: bool) -> str:
    """The counted noun with what befalls it: 改革经验在全国推广; alone where that says nothing."""
    after, nouns = work.after(index), work.tools.nouns
    if noun == after or len(after) > LONGEST_ACT or _PAST.search(after, 2):
        return noun
    alone = nouns.holders.fullmatch(noun)
    if work.adjoins(index, len(after)):
        # what the next value is of is no part of it: 9家企业|享受优惠金额
        measured = not helped and work.tools.phrases.names_quantity(after)
        return after if alone and not ending and not measured else noun
    befalls = ending and ending.start() == len(noun)
    told = befalls and nouns.befalling.match(after, len(noun))
    return after if told or (alone and befalls) or (helped and not befalls) else noun


def _shared_fate(work: Work, index: int, phrase: Phrase) -> Span | None:
    """What befalls several counted things alike: 2个项目、3项成果 入选名单."""
    if phrase.verbs or not phrase.empty:
        return None
    last, after = index, work.after(index)
    while _leads_on(work, last, after):
        last += 1
        after = work.after(last)
    nouns, start = work.tools.nouns, work.values[last].span.end
    ending = nouns.ending.search(after, 1) or nouns.receiving.search(after, 1)
    told = ending and nouns.befalling.match(after, ending.start())
    if last == index or not ending or len(after) > LONGEST_ACT or work.adjoins(last, len(after)):
        return None
    receives = nouns.receiving.match(after, ending.start())
    fate = Span(start + ending.start(), start + len(after))
    return fate if told or receives else None


def _leads_on(work: Work, index: int, after: str) -> bool:
    """Whether only a joining mark or word parts a counted noun from the next value."""
    listed = work.flat.startswith("、", work.values[index].span.end + len(after))
    joined = listed or work.tools.nouns.joined.search(after)
    return bool(joined) and work.adjoins(index, len(after) + listed)


def _received(work: Work, after: str, ending: re.Match[str] | None) -> str:
    """What counted things receive or enter, with their noun: 3家企业 入选 品牌500强."""
    receiving = work.tools.nouns.receiving.search(after)
    if not receiving or (ending and ending.start() < receiving.start()):
        return ""
    nouns = work.tools.nouns
    title = nouns.joined.sub("", after[receiving.end() :] if receiving.start() else after)
    if nouns.holders.fullmatch(title):
        return ""
    if nouns.passed.search(title):
        return after if len(after) <= LONGEST_ACT else after[: receiving.start()]
    noun = work.tools.each.sub("", after[: receiving.start()])
    if len(title) <= _SHORTEST_NAME:
        return after if len(title) == _SHORTEST_NAME else ""
    return title if title.endswith(noun[-2:]) else title + noun


def _modifies(work: Work, index: int, after: str) -> bool:
    """Whether the counted noun only begins the name of the next value: 11个断面优Ⅲ比例90.9%."""
    if index + 1 == len(work.values):
        return False
    return work.adjoins(index, len(after)) and not work.tools.content.search(after, 2)
