"""Honours: what stands behind an honour verb, counted titles, rankings."""

import re
from collections.abc import Iterator

from kg.model import Span
from kg.tag.candidates import Candidate, candidate
from kg.tag.clauses import Clause, items
from kg.tag.grammar import Grammar, H, Segment, segments
from kg.tag.phrases import counted, nameable, trimmed, unquoted

_AWARDED, _COUNTED, _COMMON = 90, 80, 50


def candidates(grammar: Grammar, text: str, clause: Clause) -> Iterator[Candidate]:
    """All honours in one clause."""
    for span, rule, priority in _honours(grammar, clause.masked):
        place = Span(clause.start + span.start, clause.start + span.end)
        yield candidate(text, place, H, rule, priority)


Found = tuple[Span, str, int]


def _honours(grammar: Grammar, masked: str) -> Iterator[Found]:
    for part in segments(grammar, masked):
        for item in items(masked, part.span.start, part.span.end):
            yield from _item(grammar, masked, part, item)


def _item(grammar: Grammar, masked: str, part: Segment, item: Span) -> Iterator[Found]:
    amount = grammar.amount.search(masked, item.start + 2, item.end)
    end = amount.start() if amount else item.end
    core = trimmed(grammar, masked, Span(item.start, end))
    number = counted(grammar, masked, core)
    if number:
        core = trimmed(grammar, masked, number)
    for name in _split(grammar, masked, core):
        words = masked[name.start : name.end]
        if not nameable(grammar, words) or words.endswith("数"):
            continue
        rule = _rule(grammar, part, words, bool(amount or number))
        if rule:
            yield unquoted(masked, name), rule, _AWARDED if rule == "awarded" else _COUNTED


def _rule(grammar: Grammar, part: Segment, words: str, has_number: bool) -> str:
    titled = bool(grammar.level.match(words)) or "“" in words
    head = bool(grammar.head(words, H))
    if part.honoured:
        weak = bool(grammar.honour_weak.search(part.before))
        return "awarded" if not weak or (titled and head) or grammar.common.fullmatch(words) else ""
    if has_number and ((titled and head) or grammar.common.fullmatch(words)):
        return "counted"
    return ""


def _split(grammar: Grammar, masked: str, core: Span) -> Iterator[Span]:
    for match in re.finditer("以及|[和与及]", masked[core.start : core.end]):
        at = core.start + match.start()
        if grammar.head(masked[core.start : at], H) or masked[at - 1 : at] == "”":
            yield Span(core.start, at)
            yield from _split(grammar, masked, Span(core.start + match.end(), core.end))
            return
    yield core
