"""Honours: what stands behind an honour verb, counted titles, titles under examination."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from kg.model import BlockKind, Span
from kg.tag.candidates import Candidate, candidate
from kg.tag.clauses import Clause, items
from kg.tag.grammar import Grammar, H, segments
from kg.tag.phrases import counted, nameable, trimmed, unquoted

_AWARDED, _COUNTED, _RANKED = 90, 80, 75
_JOINT = re.compile("以及|[和与及暨]")
_BATCH = re.compile("首批|第[一二三四五六七八九十]+批|首个|唯一")

Found = tuple[Span, str, int]


def candidates(grammar: Grammar, text: str, clause: Clause) -> Iterator[Candidate]:
    """All honours in one clause; in an indicator list the titles are what is counted."""
    if clause.block.kind is BlockKind.ITEM:
        return
    for span, rule, priority in _honours(grammar, clause.masked):
        place = Span(clause.start + span.start, clause.start + span.end)
        yield candidate(text, place, H, rule, priority)


def _honours(grammar: Grammar, masked: str) -> Iterator[Found]:
    awards = list(grammar.award.finditer(masked))
    for verb, following in zip_longest(awards, awards[1:]):
        end = following.start() if following else len(masked)
        stop = grammar.award_end.search(masked, verb.end() + 2, end)
        span = Span(verb.end(), stop.start() if stop else end)
        for item in items(masked, span.start, span.end):
            yield from _awarded(grammar, masked, item, verb.group())
    for part in segments(grammar, masked):
        for item in items(masked, part.span.start, part.span.end):
            yield from _counted(grammar, masked, item)
    yield from _examined(grammar, masked)
    yield from _ranked(grammar, masked)


def _awarded(grammar: Grammar, masked: str, item: Span, verb: str) -> Iterator[Found]:
    weak = bool(grammar.honour_weak.search(verb))
    batch = bool(_BATCH.search(masked[item.start : item.end]))
    core, _ = _core(grammar, masked, item)
    for name in _split(grammar, masked, core):
        words = masked[name.start : name.end]
        if nameable(grammar, words) and (not weak or batch or _titled(grammar, words)):
            yield unquoted(masked, name), "awarded", _AWARDED


def _counted(grammar: Grammar, masked: str, item: Span) -> Iterator[Found]:
    core, number = _core(grammar, masked, item)
    for name in _split(grammar, masked, core):
        words = masked[name.start : name.end]
        if number and nameable(grammar, words) and _titled(grammar, words):
            yield unquoted(masked, name), "counted", _COUNTED


def _core(grammar: Grammar, masked: str, item: Span) -> tuple[Span, bool]:
    amount = grammar.amount.search(masked, item.start + 2, item.end)
    core = trimmed(grammar, masked, Span(item.start, amount.start() if amount else item.end))
    number = counted(grammar, masked, core)
    if number:
        core = trimmed(grammar, masked, number)
    return core, bool(amount or number)


def _titled(grammar: Grammar, words: str) -> bool:
    if grammar.common.fullmatch(words):
        return True
    shown = bool(grammar.level.match(words)) or "“" in words
    return shown and bool(grammar.head(words, H))


def _examined(grammar: Grammar, masked: str) -> Iterator[Found]:
    """A title before 创建, 复审 and the like."""
    for match in grammar.creation.finditer(masked):
        for item in items(masked, 0, match.start()):
            core = trimmed(grammar, masked, item)
            words = masked[core.start : core.end]
            if nameable(grammar, words) and _titled(grammar, words):
                yield unquoted(masked, core), "examined", _COUNTED


def _ranked(grammar: Grammar, masked: str) -> Iterator[Found]:
    """A ranking in which a place is taken."""
    for match in grammar.ranking.finditer(masked):
        core = trimmed(grammar, masked, Span(match.start(), match.end()))
        words = masked[core.start : core.end]
        if nameable(grammar, words) and masked[match.end() : match.end() + 2] not in {
            "项目",
            "企业",
        }:
            yield core, "ranked", _RANKED


def _split(grammar: Grammar, masked: str, core: Span) -> Iterator[Span]:
    for match in _JOINT.finditer(masked, core.start, core.end):
        if grammar.head(masked[core.start : match.start()], H) or masked[match.start() - 1] == "”":
            yield Span(core.start, match.start())
            yield from _split(grammar, masked, Span(match.end(), core.end))
            return
    yield core
