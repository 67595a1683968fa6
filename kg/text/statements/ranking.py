"""What a place in a ranking ranks: a list, an indicator, or what was said before."""

from kg.model import Span
from kg.text.phrases import Phrase
from kg.text.statements.work import Named, Work
from kg.text.values import Value

#: Characters of a list that a verb names, and of one within 在…中 (百强县).
_SHORTEST_LIST, _SHORTEST_IN = 4, 3
#: Characters of what a rank without a verb is of: 专利数量全市第一.
_SHORTEST_OWN = 4
_EACH = "均都"


def rank(work: Work, value: Value, phrase: Phrase, start: int) -> None:
    """State a rank."""
    flat, topic = work.flat, work.topic
    listed = listing(work, value, start)
    if listed:
        work.emit(value, Named(name=flat[slice(*listed)], span=Span(*listed)))
        return
    phrase = _last(work, phrase)
    if _after_verb(work, value, phrase):
        return
    words = _ranked(work, value, phrase)
    measured = work.tools.phrases.names_quantity(words) or len(words) >= _SHORTEST_LIST
    if len(words) >= 2 and (measured or not topic.name):
        owner = topic.name if topic.end and len(words) <= 2 else ""
        span = Span(phrase.start, phrase.start + len(words))
        work.emit(value, Named(name=owner + words, span=span))
    elif topic.name:
        work.emit(value, Named(name=topic.name, subject=topic.subject, cues=topic.cues))
    else:
        work.leave(value, "unnamed")


def _last(work: Work, phrase: Phrase) -> Phrase:
    """The last of several phrases: 产量稳定、考核 全省第二 is the rank of 考核."""
    at = work.clauses.masked.rfind("、", phrase.start, phrase.end) + 1
    return work.tools.phrases.strip(work.flat, at, phrase.end) if at else phrase


def _ranked(work: Work, value: Value, phrase: Phrase) -> str:
    """What stands before the rank and its verb, if anything: 森林覆盖率居, 充电桩数量."""
    if phrase.empty:
        return ""
    words = work.flat[phrase.start : value.span.start].rstrip()
    own = work.tools.of_rank.search(words)
    if own:
        return own.group(1).rstrip(_EACH).rstrip()
    bare = words[: phrase.end - phrase.start]
    if work.tools.ranking.search(words):
        return ""
    listed = len(bare) >= _SHORTEST_IN and work.tools.after_list.search(bare)
    long = len(bare) >= _SHORTEST_OWN or work.tools.phrases.names_quantity(bare)
    return bare if listed or (value.scope and long) else ""


def listing(work: Work, value: Value, start: int) -> tuple[int, int] | None:
    """The list that a rank is in: of the clause before, or before the verb of its own clause."""
    before = work.clauses.before(start)
    own = work.tools.within_list.search(work.flat, start, value.span.start)
    if own:
        return own.span(1)
    return listed_in(work, before) if before and before[0] >= work.topic.end else None


def listed_in(work: Work, clause: tuple[int, int]) -> tuple[int, int] | None:
    """The names within 在…榜单中, None where a clause has none."""
    match = work.tools.in_list.search(work.flat[slice(*clause)].strip())
    if not match or len(match.group(1)) < _SHORTEST_IN:
        return None
    at = work.flat.index(match.group(1), clause[0])
    return at, at + len(match.group(1))


def _after_verb(work: Work, value: Value, phrase: Phrase) -> bool:
    """State a rank in a list that its verb names: 跻身全国百强首位."""
    words = work.flat[phrase.start : value.span.start]
    verbs = list(work.tools.ranking.finditer(words))
    if phrase.empty or not verbs or len(words.rstrip()) - verbs[-1].end() < _SHORTEST_LIST:
        return False
    span = Span(phrase.start + verbs[-1].end(), value.span.start)
    ranked = words[: verbs[0].start()].rstrip(_EACH).strip()
    subject = ranked if len(ranked) >= _SHORTEST_IN else None
    work.emit(value, Named(name=span.of(work.flat), span=span, subject=subject))
    return True
