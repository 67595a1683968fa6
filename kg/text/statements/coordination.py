"""Several values for several members.

A、B分别增长x、y; A、B规模突破x、y; 在甲、乙榜单中排名第7、第3.
"""

from dataclasses import replace
from itertools import pairwise

from kg.model import Measure, Span
from kg.text.phrases import Phrase
from kg.text.statements.ranking import listing
from kg.text.statements.work import Named, Work
from kg.text.values import Value, negative

Members = list[tuple[str, Span]]


def group(work: Work, index: int) -> int:
    """State the values of a coordination; returns how many it took, 0 where there is none."""
    values = _run(work, index)
    if len(values) < 2:
        return 0
    start = work.segment(index)
    each = work.tools.each.search(work.flat, start, values[0].core.start)
    naming, phrases = work.tools.naming, work.tools.phrases
    if each:
        members = naming.members(work.flat, start, each.start(), len(values))
        if len(members) != len(values):
            before = work.clauses.before(start)
            members = naming.members(work.flat, *before, len(values)) if before else []
        lead = phrases.strip(work.flat, each.end(), values[0].words_end)
    else:
        lead = Phrase(start, start, start, "")
        members = _unmarked(work, values, start)
    if len(members) != len(values):
        return 0
    _emit(work, values, members, lead)
    return len(values)


def _run(work: Work, index: int) -> list[Value]:
    """Values that follow each other with nothing but joining marks between."""
    found = [work.values[index]]
    for value in work.values[index + 1 :]:
        if not work.tools.joining.fullmatch(work.flat, found[-1].span.end, value.span.start):
            break
        found.append(value)
    return found


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


def _emit(work: Work, values: list[Value], members: Members, lead: Phrase) -> None:
    shared = "" if lead.empty else work.flat[lead.start : lead.end]
    basis = work.basis(values[-1], lead.start)
    first = values[0]
    falls = first.measure in {Measure.GROWTH, Measure.CHANGE} and first.quantity.amount < 0
    for value, (member, span) in zip(values, members, strict=True):
        turned = falls and value is not first
        sign = (first.span,) if turned else ()
        quantity = negative(value.quantity) if turned else value.quantity
        signed = replace(value, quantity=quantity, measure=first.measure or value.measure)
        if shared:
            place = Span(lead.core, lead.end)
            named = Named(name=shared, span=place, subject=member, basis=basis, cues=(span, *sign))
        else:
            named = Named(name=member, span=span, basis=basis, cues=(first.span,))
        work.emit(signed, named)
