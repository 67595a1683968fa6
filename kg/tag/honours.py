"""Honours: what stands behind an honour verb, counted titles, titles under examination."""

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import NamedTuple

from kg.model import BlockKind, Span
from kg.tag.candidates import Candidate, candidate
from kg.tag.clauses import Clause, items
from kg.tag.grammar import HONOUR, Grammar, Segment
from kg.tag.phrases import counted, nameable, particular, trimmed, unquoted

#: What stands in a clause in which there may be an honour, besides a ranking.
CUES = frozenset({"award", "first", "titled"})
_AWARDED, _COUNTED, _RANKED, _NAMED = 90, 80, 75, 46
_SHORTEST = 6
_JOINT = re.compile("以及|[和与及暨]")
_BATCH = re.compile("首批|第[一二三四五六七八九十]+批|首个|唯一")
_WIDE = re.compile("全[省市国]$")

Found = tuple[Span, str, int]


class _Text(NamedTuple):
    """One clause, with and without the insides of quotation marks."""

    raw: str
    masked: str


def candidates(
    grammar: Grammar, text: str, clause: Clause, parts: Iterable[Segment], cues: frozenset[str]
) -> Iterator[Candidate]:
    """All honours in one clause that has such cues; titles in an indicator list are counted."""
    if clause.block.kind is BlockKind.ITEM:
        return
    words = _Text(text[clause.start : clause.end], clause.masked)
    for span, rule, priority in _honours(grammar, words, parts, cues):
        place = Span(clause.start + span.start, clause.start + span.end)
        yield candidate(text, place, HONOUR, rule, priority)


def _honours(
    grammar: Grammar, words: _Text, parts: Iterable[Segment], cues: frozenset[str]
) -> Iterator[Found]:
    titled = "titled" in cues
    if "award" in cues:
        yield from _awarded(grammar, words)
    for part in parts if titled or "first" in cues else ():
        reached = titled and bool(grammar.reached.match(words.masked, part.span.end))
        if reached or (titled and grammar.amounts.search(words.masked, *part.span)):
            yield from _counted(grammar, words, part.span, reached=reached)
        if "first" in cues and grammar.first.match(words.masked, part.span.end):
            yield from _first(grammar, words.masked, part.span)
    if titled and "creation" in cues:
        yield from _examined(grammar, words)
    yield from _ranked(grammar, words)


def _awarded(grammar: Grammar, words: _Text) -> Iterator[Found]:
    """All that stands between an honour verb and the next one, a stop or the clause's end."""
    masked = words.masked
    verbs = list(grammar.award.finditer(masked))
    for verb, following in zip_longest(verbs, verbs[1:]):
        end = following.start() if following else len(masked)
        stop = grammar.award_end.search(masked, verb.end() + 2, end)
        end = stop.start() if stop else end
        shown = not grammar.honour_weak.fullmatch(verb.group())
        creation = bool(grammar.award_creation.fullmatch(verb.group()))
        for item in items(masked, verb.end(), end):
            shown = shown or bool(_BATCH.search(masked, item.start, item.end))
            core, number = _core(grammar, masked, item)
            for name in _split(grammar, masked, core):
                # what is listed with a title is a title
                shown = shown or _shown(grammar, words, name, creation=creation, number=number)
                title = name.of(masked)
                if shown and nameable(grammar, title) and not grammar.bare.fullmatch(title):
                    yield unquoted(masked, _widened(masked, name)), "awarded", _AWARDED


def _shown(grammar: Grammar, words: _Text, name: Span, *, creation: bool, number: bool) -> bool:
    """Whether a title behind a verb that takes much else shows itself as one."""
    raw = name.of(words.raw).strip("“”")
    if grammar.award_sure.search(raw) or _titled(grammar, words, name):
        return True
    head = grammar.head(raw, HONOUR)
    if not creation or name.end - name.start < 5:
        return False
    return bool(grammar.level.match(raw)) or bool(
        number and head and particular(grammar, raw, head)
    )


def _counted(grammar: Grammar, words: _Text, span: Span, *, reached: bool) -> Iterator[Found]:
    masked = words.masked
    found = [(item, *_core(grammar, masked, item)) for item in items(masked, span.start, span.end)]
    each = bool(found) and "各" in masked[found[-1][0].start : span.end]
    for item, core, number in found:
        alone = reached and item == found[-1][0]
        for name in _split(grammar, masked, core):
            if (number or each or alone) and _titled(grammar, words, name):
                yield unquoted(masked, name), "counted", _COUNTED
            elif grammar.title.fullmatch(name.of(masked)):
                yield name, "titled", _NAMED


def _first(grammar: Grammar, masked: str, span: Span) -> Iterator[Found]:
    """Titles that are received for the first time."""
    for item in items(masked, span.start, span.end):
        core, _ = _core(grammar, masked, item)
        if core.end > core.start and nameable(grammar, core.of(masked)):
            yield unquoted(masked, core), "first", _COUNTED


def _core(grammar: Grammar, masked: str, item: Span) -> tuple[Span, bool]:
    amount = grammar.amount.search(masked, item.start + 2, item.end)
    core = trimmed(grammar, masked, Span(item.start, amount.start() if amount else item.end))
    number = counted(grammar, masked, core)
    if number:
        core = trimmed(grammar, masked, number)
    return core, bool(amount or number)


def _widened(masked: str, name: Span) -> Span:
    """全省, 全市 belong to a title, though not to other names."""
    wide = _WIDE.search(masked, 0, name.start)
    return Span(wide.start(), name.end) if wide else name


def _titled(grammar: Grammar, words: _Text, name: Span) -> bool:
    plain, raw = name.of(words.masked), name.of(words.raw)
    if not nameable(grammar, plain):
        return False
    if grammar.common.fullmatch(raw):
        return True
    shown = bool(grammar.level.match(raw.strip("“"))) or (
        "“" in plain and plain[0] + plain[-1] != "“”"
    )
    head = grammar.head(raw.rstrip("”"), HONOUR)
    return shown and bool(head) and not (plain[0] == "“" and head in grammar.kinds)


def _examined(grammar: Grammar, words: _Text) -> Iterator[Found]:
    """A title before 创建, 复审 and the like."""
    for match in grammar.creation.finditer(words.masked):
        start = words.masked.rfind("通过", 0, match.start())
        for item in items(words.masked, start + 2 if start >= 0 else 0, match.start()):
            core = trimmed(grammar, words.masked, item)
            if core.end > core.start and _titled(grammar, words, core):
                yield unquoted(words.masked, core), "examined", _COUNTED


def _ranked(grammar: Grammar, words: _Text) -> Iterator[Found]:
    """A ranking in which a place is taken."""
    masked = words.masked
    for match in grammar.ranking.finditer(masked) if "强" in masked else ():
        core = trimmed(grammar, masked, Span(match.start(), match.end()))
        if core.end > core.start and nameable(grammar, masked[core.start : core.end]):
            yield core, "ranked", _RANKED


def _split(grammar: Grammar, masked: str, core: Span) -> Iterator[Span]:
    for match in _JOINT.finditer(masked, core.start, core.end):
        if (
            grammar.head(masked[core.start : match.start()], HONOUR)
            or masked[match.start() - 1] == "”"
        ):
            yield Span(core.start, match.start())
            rest = trimmed(grammar, masked, Span(match.end(), core.end))
            yield from _split(grammar, masked, rest)
            return
    yield core
