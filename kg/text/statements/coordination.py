"""Several members: with a value each, or one value for all.

A、B分别增长x、y; A、B规模突破x、y; 在甲、乙榜单中排名第7、第3; A、B各1家; A、B均居全省首位.
"""

from itertools import pairwise

from kg.model import Measure, Span
from kg.text.phrases import Phrase
from kg.text.statements.ranking import listing
from kg.text.statements.verbs import by_verb
from kg.text.statements.work import Named, Work, base_unit
from kg.text.values import Value, negative

Members = list[tuple[str, Span]]

_SHORTEST = 2
#: What several of cannot add up to one percentage.
_RATES = ("率", "满意度")
#: Values that members cannot share as a sum: each grew so, each has this place.
_OF_EACH = {"growth", "rank"}


def group(work: Work, index: int) -> int:
    """State the values of a coordination; returns how many it took, 0 where there is none."""
    return _turned(work, index) or _several(work, index) or _alike(work, index)


def _turned(work: Work, index: int) -> int:
    """State what things were and became, whatever the verb is: 国企由51家整合为33家."""
    turns, value, start = work.tools.turns, work.values[index], work.segment(index)
    following = work.values[index + 1 : index + 2]
    begun = turns.starting.search(work.flat, start, value.core.start)
    if not following or not begun:
        return 0
    then = following[0]
    verb = work.flat[value.span.end : then.core.start]
    alike = base_unit(value.quantity.unit) == base_unit(then.quantity.unit)
    # where a word says what is reached, only 由…的 must be kept out of the name
    open_ended = then.measure is None or (then.measure is Measure.LEVEL and len(begun.group()) > 1)
    if not open_ended or not alike or not turns.turning.fullmatch(verb):
        return 0
    phrase = work.tools.phrases.strip(work.flat, start, begun.start(), listed=work.listed)
    if phrase.empty or work.tools.share(work.flat[phrase.start : phrase.end]):
        return 0
    # 建成|区: what is left when a verb goes is no name
    short = phrase.end - phrase.start < _SHORTEST
    span = Span(start if short else phrase.start, phrase.end)
    told = Named(name=span.of(work.flat), span=span, measure=Measure.LEVEL)
    for one in (value, then):
        work.emit(one, told)
    return 2


def _several(work: Work, index: int) -> int:
    values = _run(work, index)
    if len(values) < 2:
        return 0
    start = work.segment(index)
    each = work.tools.each.search(work.flat, start, values[0].core.start)
    if each:
        lead = work.tools.phrases.strip(work.flat, each.end(), values[0].words_end)
        if _said_again(work, values, start, each.start(), lead):
            return len(values)
        members = _marked(work, len(values), start, each.start())
    else:
        lead = Phrase(start, start, start, "")
        first = values[0]
        levels = first.measure is Measure.LEVEL and first.kind != "rank"
        if levels and _said_again(work, values, start, first.words_end, lead):
            return len(values)
        members = _unmarked(work, values, start)
    if len(members) != len(values):
        return 0
    _emit(work, values, members, lead, work.basis(values[-1], start))
    return len(values)


def _run(work: Work, index: int) -> list[Value]:
    """Values that follow each other with nothing but joining marks between."""
    found = [work.values[index]]
    for value in work.values[index + 1 :]:
        end, start = found[-1].span.end, value.span.start
        if end == start or not work.tools.joining.fullmatch(work.flat, end, start):
            break
        found.append(value)
    return found


def _marked(work: Work, count: int, start: int, end: int) -> Members:
    """Members before 分别: of its clause, or of the clause before it."""
    naming = work.tools.naming
    members = naming.members(work.flat, start, end, count)
    if len(members) != count:
        members = naming.paired(members)
    if len(members) != count:
        before = work.clauses.before(start)
        members = naming.members(work.flat, *before, count) if before else []
    return members


def _said_again(work: Work, values: list[Value], start: int, end: int, lead: Phrase) -> bool:
    """State values of what the values just before were of: A 3亿元、B 5亿元，分别增长x、y."""
    said = work.stated[-len(values) :]
    own = work.tools.phrases.strip(work.flat, start, end)
    told = len(said) == len(values) and len({(one.name, one.subject) for one in said}) == len(said)
    share = ("", "") if lead.empty else work.tools.share(work.flat[lead.start : lead.end])
    if not told or not own.empty or share is None or share[0]:
        return False
    first, basis = values[0], work.basis(values[-1], start)
    for value, one in zip(values, said, strict=True):
        cues = tuple(place for place in (one.indicator, *one.cues) if place)
        named = Named(
            name=one.name + share[1],
            subject=one.subject,
            basis=basis,
            cues=(*cues, *_sign(value, first)),
        )
        work.emit(_as_first(value, first), named)
    return True


def _unmarked(work: Work, values: list[Value], start: int) -> Members:
    """Members without 分别: of a list of rankings, or before values parted by 、 alone."""
    if values[0].kind == "rank":
        listed = listing(work, values[0], start)
        return work.tools.naming.members(work.flat, *listed, len(values)) if listed else []
    gaps = {work.flat[a.span.end : b.span.start] for a, b in pairwise(values)}
    same = {value.kind for value in values}
    if gaps != {"、"} or len(same) > 1 or work.listed:
        return []
    return work.tools.naming.members(work.flat, start, values[0].words_end, len(values))


def _emit(
    work: Work, values: list[Value], members: Members, lead: Phrase, basis: str | None
) -> None:
    shared = "" if lead.empty else work.flat[lead.start : lead.end]
    first = values[0]
    for value, (member, span) in zip(values, members, strict=True):
        if shared:
            place, cues = Span(lead.core, lead.end), (span, *_sign(value, first))
            named = Named(name=shared, span=place, subject=member, basis=basis, cues=cues)
        else:
            named = Named(name=member, span=span, basis=basis, cues=(first.span,))
        work.emit(_as_first(value, first), named)


def _falls(first: Value) -> bool:
    return first.measure in {Measure.GROWTH, Measure.CHANGE} and first.quantity.amount < 0


def _sign(value: Value, first: Value) -> tuple[Span, ...]:
    """The place of the word that makes later values of a coordination falls."""
    return (first.span,) if _falls(first) and value is not first else ()


def _as_first(value: Value, first: Value) -> Value:
    """A later value as the word before the first one measures it."""
    turned = _falls(first) and value is not first
    quantity = negative(value.quantity) if turned else value.quantity
    return value._replace(quantity=quantity, measure=first.measure or value.measure)


def _alike(work: Work, index: int) -> int:
    """State one value of each of several members: A、B各1家, A、B均居全省首位."""
    value, start, tools = work.values[index], work.segment(index), work.tools
    marks = list(tools.alike.finditer(work.flat, start, value.core.start))
    end = marks[-1].start() if marks else value.words_end
    if work.listed or not (marks or value.kind in {*_OF_EACH, "percent"}):
        return 0
    members = tools.naming.members(work.flat, start, end, 0)
    if len(members) < 2:
        return 0
    each = bool(marks) and marks[-1].group() == "各" and marks[-1].end() == value.words_end
    rates = value.kind != "percent" or all(words.endswith(_RATES) for words, _ in members)
    measured = all(tools.phrases.names_quantity(words) for words, _ in members)
    measured = measured and bool(marks or rates)
    if not (each or measured):
        return 0
    phrase = tools.phrases.strip(work.flat, start, end)
    measure = value.measure or by_verb(work, phrase, index)
    basis = work.basis(value, start)
    for member, span in tools.naming.levelled(members):
        work.emit(value, Named(name=member, span=span, measure=measure, basis=basis))
    return 1
