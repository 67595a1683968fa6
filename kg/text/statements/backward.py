"""Values named by the phrase before them: amounts, shares, breakdowns, or what was said before."""

from kg.model import Measure, Span
from kg.text.phrases import Phrase
from kg.text.statements.forward import SHARES
from kg.text.statements.verbs import by_verb
from kg.text.statements.work import Named, Work, base_unit

_COVERS = "覆盖"
_SHARE = "占"
_SHORT_PART = 3
_LONGEST_PART = 8


def backward(work: Work, index: int, phrase: Phrase, start: int) -> None:
    """State a value of the phrase before it."""
    value, topic, tools = work.values[index], work.topic, work.tools
    named = Named(
        name="",
        measure=value.measure or by_verb(work, phrase, index),
        basis=work.basis(value, start),
    )
    subject, phrase = tools.phrases.split(work.flat, phrase)
    phrase = _behind_words(work, phrase)
    if not work.listed:
        phrase = _whole(work.flat, tools.phrases.last_act(work.flat, phrase))
        phrase = _behind_owner(work, index, phrase)
    grows = value.measure is Measure.GROWTH
    shares = value.kind in SHARES and not grows
    if grows or (shares and _SHARE in work.flat[phrase.start : phrase.end]):
        phrase = tools.phrases.with_added(work.flat, phrase, start)
    words = work.flat[phrase.start : phrase.end]
    named = named._replace(name=words, span=Span(phrase.core, phrase.end))
    if subject:
        topic.subject = work.flat[slice(*subject)].strip("、， ") or None
    if shares and (_share(work, index, phrase, named) or _plan_share(work, index, phrase)):
        return
    if words in tools.placing and topic.name and value.measure is Measure.CHANGE:
        work.emit(value, named._replace(name=topic.name, subject=topic.subject, cues=topic.cues))
        return
    if topic.name and value.kind == "points" and tools.turns.ahead.fullmatch(words):
        _against(work, index, named)
        return
    among = tools.among.search(work.flat, max(work.span.start, start - 2), phrase.start)
    parallel = topic.among and words not in tools.generic and len(words) <= _LONGEST_PART
    if among or parallel:
        _part(work, index, named, first=bool(among))
    elif words in tools.levels and topic.name:
        work.emit(value, named._replace(name=topic.name, subject=words))
    else:
        _own(work, index, named, carried=bool(subject) or words in tools.generic)


def _against(work: Work, index: int, named: Named) -> None:
    """How far what was said before is ahead of that of others: 增长8%，高于全省2个百分点."""
    topic, value = work.topic, work.values[index]
    kept = topic.name, topic.span, topic.measure
    cues = (*topic.cues, named.span) if named.span else topic.cues
    told = Named(
        name=topic.name,
        measure=Measure.CHANGE,
        subject=topic.subject,
        basis=named.name,
        cues=cues,
    )
    work.emit(value, told)
    topic.name, topic.span, topic.measure = kept


def _own(work: Work, index: int, named: Named, *, carried: bool) -> None:
    """A name of its own; a generic one (总投资) is of the subject, or of what was counted."""
    value, topic = work.values[index], work.topic
    topic.among = topic.among and carried
    words = named.name
    name = work.tools.naming.completed(words, topic.name) if topic.end else words
    leans = topic.end and name == words and words in work.tools.leaning
    if leans:
        name = work.tools.naming.bare(topic.name) + words
    kept = carried or (leans and topic.subject != topic.name)
    topic.subject = topic.subject if kept else None
    if work.tools.naming.lacks(name) and not (work.listed or work.about):
        work.leave(value, "unnamed")
        return
    if value.kind == "percent" and named.measure is None:
        name += work.befallen(index)
    owner = work.tools.nouns.owner.match(work.flat, value.span.end) if not topic.subject else None
    cues = (Span(*owner.span(1)),) if owner else ()
    subject = owner.group(1) if owner else topic.subject
    work.emit(value, named._replace(name=name, subject=subject, cues=cues))
    if value.kind == "count" and not carried:
        topic.subject = name


def continued(work: Work, index: int, phrase: Phrase, start: int) -> None:
    """State a value without a name: of the clause before, of its verb, or of the topic."""
    value, topic = work.values[index], work.topic
    named = Named(name=topic.name, basis=work.basis(value, start))
    verb = phrase.verbs
    after = work.after(index)
    if verb.endswith(_COVERS) and value.kind == "percent" and (after or topic.name):
        name = (after or topic.name) + verb[-len(_COVERS) :] + "率"
        work.emit(value, named._replace(name=name, cues=(Span(start, value.span.end),)))
        return
    if _clause_before(work, index, start, named) or _of_share(work, index, named):
        return
    if verb and not work.tools.plain.fullmatch(verb) and value.kind not in SHARES:
        joined = work.flat[work.last_end(index) : start + 1].startswith("、")
        alike = topic.said and topic.said[-1][1] == base_unit(value.quantity.unit)
        owner = work.tools.naming.bare(topic.name) if joined or alike else ""
        cues = (Span(start, value.span.start),)
        work.emit(value, named._replace(name=owner + verb, cues=cues))
        topic.name = owner or topic.name
    elif topic.name and not (verb and work.adjoins(index)):
        work.emit(value, named._replace(subject=topic.subject, cues=topic.cues))
    else:
        work.leave(value, "unnamed")


def _clause_before(work: Work, index: int, start: int, named: Named) -> bool:
    """State a value of the clause before, where that only names: 地区生产总值（预计），增长4%."""
    value, before = work.values[index], work.clauses.before(start)
    fresh = before and before[0] >= work.topic.end
    if not before or not fresh or work.clauses.bracketed(value.span.start):
        return False
    phrase = work.tools.phrases.strip(work.flat, *before, listed=work.listed)
    words = work.clauses.words(phrase.start, phrase.end).rstrip()
    if phrase.empty or not work.tools.phrases.names_quantity(words):
        return False
    span = Span(phrase.core, phrase.start + len(words))
    work.emit(value, named._replace(name=words, span=span))
    return True


def _of_share(work: Work, index: int, named: Named) -> bool:
    """State what the share just stated moved to or by: 占比重52%，提高2个百分点."""
    last = work.stated[-1] if work.stated else None
    value = work.values[index]
    risen = value.kind == "percent" and value.span.start == work.last_end(index)
    if not (value.kind == "points" or risen) or last is None or _SHARE not in last.name:
        return False
    if last.value != work.values[index - 1].span:
        return False
    cues = (last.indicator,) if last.indicator else last.cues
    name, place = work.topic.name, work.topic.span
    work.emit(value, named._replace(name=last.name, subject=last.subject, cues=cues))
    if risen:
        work.topic.name, work.topic.span = name, place
    return True


def _share(work: Work, index: int, phrase: Phrase, named: Named) -> bool:
    """占X比重 names a share of X: of what stands before it, or of the topic."""
    words = named.name
    share = work.tools.share(words)
    if not share:
        return False
    value, topic = work.values[index], work.topic
    head, whole = share
    if work.tools.each.fullmatch(head):
        work.leave(value, "unnamed")
        return True
    named = named._replace(span=Span(phrase.core, phrase.end), measure=value.measure)
    if len(head) >= 2 and not (head in work.tools.generic and topic.name):
        work.emit(value, named._replace(name=head + whole))
        return True
    name, place = topic.name, topic.span
    owner = name.split(_SHARE)[0]
    work.emit(value, named._replace(name=owner + whole, subject=topic.subject, cues=topic.cues))
    topic.name, topic.span = name, place
    return True


def _plan_share(work: Work, index: int, phrase: Phrase) -> bool:
    """完成年度计划122% is the rate at which the plan was fulfilled."""
    value = work.values[index]
    words = work.flat[phrase.start : phrase.end]
    plan = next((m for p in work.tools.plan_shares if (m := p.fullmatch(words))), None)
    if not plan or value.kind != "percent":
        return False
    cue = Span(phrase.start, phrase.end)
    work.emit(value, Named(name=plan.group(1) + "完成率", subject=work.topic.subject, cues=(cue,)))
    return True


def _part(work: Work, index: int, named: Named, *, first: bool) -> None:
    """A breakdown: 其中X is the subject of its parent's indicator, or an indicator itself."""
    value, topic, words = work.values[index], work.topic, named.name
    unit = base_unit(value.quantity.unit)
    if first:
        same = [name for name, said in topic.said if said == unit]
        topic.parent = same[-1] if same else topic.name
        topic.unit = unit if same else ""
        topic.among = True
    counted = topic.unit == unit and value.measure is not Measure.GROWTH
    measured = work.tools.phrases.names_quantity(words)
    own = measured and not (counted and len(words) <= _SHORT_PART)
    if own or not topic.parent or not (counted or value.measure):
        topic.subject = None
        work.emit(value, named)
        topic.subject = named.name if value.kind == "count" else None
        return
    parent, kept = topic.parent, topic.unit
    work.emit(value, named._replace(name=parent, subject=words))
    topic.parent, topic.unit, topic.subject = parent, kept, words


def _behind_words(work: Work, phrase: Phrase) -> Phrase:
    """The phrase behind a member whose value is words: A保持稳定、|B增长5%."""
    at = work.flat.rfind("、", phrase.start, phrase.end)
    worded = at > 0 and work.tools.nouns.worded.search(work.flat, phrase.start + 2, at)
    if not worded:
        return phrase
    topic = work.topic
    topic.span, topic.end, topic.subject = Span(phrase.start, worded.start()), at, None
    topic.name = topic.span.of(work.flat)
    return work.tools.phrases.strip(work.flat, at + 1, phrase.end, listed=work.listed)


def _behind_owner(work: Work, index: int, phrase: Phrase) -> Phrase:
    """The phrase behind what the value before is of: 总投资3亿元的A、|总投资5亿元的B."""
    at = work.flat.rfind("、", phrase.start, phrase.end) + 1
    told = index and work.tools.nouns.owned.match(work.flat, work.last_end(index))
    if not at or not told or work.flat[at : phrase.end] not in work.tools.generic:
        return phrase
    return work.tools.phrases.strip(work.flat, at, phrase.end)


def _whole(flat: str, phrase: Phrase) -> Phrase:
    """What A、B等N names as a whole: 甲中心、乙基地等农业园区项目 is about projects."""
    words = flat[phrase.start : phrase.end]
    at = words.rfind("等")
    if "、" in words[: max(at, 0)] and len(words) - at > 2:
        start = phrase.start + at + 1
        return Phrase(start, start, phrase.end, phrase.verbs)
    return phrase
