"""What a place in a ranking ranks: a list, an indicator, or what was said before."""

from kg.model import Span
from kg.text.phrases import Phrase
from kg.text.statements.work import Named, Work
from kg.text.values import Value

#: Characters of a list that a verb names, and of one within 在…中 (百强县).
_SHORTEST_LIST, _SHORTEST_IN = 4, 3
_EACH = "均都"


def rank(work: Work, value: Value, phrase: Phrase, start: int) -> None:
    """State a rank."""
    flat, topic = work.flat, work.topic
    listed = listing(work, value, start)
    if listed:
        work.emit(value, Named(name=flat[slice(*listed)], span=Span(*listed)))
        return
    own = work.tools.of_rank.search(flat[phrase.start : value.span.start])
    words = own.group(1).rstrip(_EACH) if own and not phrase.empty else ""
    measured = work.tools.phrases.names_quantity(words) or len(words) >= _SHORTEST_LIST
    if len(words) >= 2 and (measured or not topic.name):
        owner = topic.name if topic.end and len(words) <= 2 else ""
        span = Span(phrase.start, phrase.start + len(words))
        work.emit(value, Named(name=owner + words, span=span))
    elif _after_verb(work, value, phrase):
        return
    elif topic.name:
        work.emit(value, Named(name=topic.name, subject=topic.subject, cues=topic.cues))
    else:
        work.leave(value, "unnamed")


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
    verb = work.tools.ranking.search(words)
    if phrase.empty or not verb or len(words) - verb.end() < _SHORTEST_LIST:
        return False
    span = Span(phrase.start + verb.end(), value.span.start)
    work.emit(value, Named(name=span.of(work.flat), span=span))
    return True
