"""Enterprises, organisations, projects and policies by their last word and what stands around."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.model import MentionType, Span
from kg.tag.candidates import Candidate, candidate
from kg.tag.clauses import Clause, items
from kg.tag.grammar import (
    ENTERPRISE,
    ORGANISATION,
    PHASES,
    POLICY,
    PROJECT,
    TYPES,
    Grammar,
    Segment,
)
from kg.tag.hints import Hints
from kg.tag.listing import Listing, listing
from kg.tag.phrases import counted, nameable, particular, trimmed, unquoted

#: What stands in a clause in which there may be a name that no verb cuts off.
CUES = frozenset({"paper", ORGANISATION, POLICY})
_SURE, _LISTED, _LIKELY = 70, 60, 40
_PAPER = 72
_NATIONAL = {ORGANISATION: 55, POLICY: 66}
_WORKS = frozenset({"工程", "项目"})
#: A field of work before a quoted word and a head: 基层治理“小分格”模式; no place or owner.
_BRANDED = re.compile("[^“”]{3,}[^“”区县市镇乡]“")
_OWNED = re.compile("[省市区县](?![属级内外域场])")
_JOINT = re.compile("以及|[和与及暨]")
_SHORT_STEM, _LONG_STEM, _SHORT_MEMBER = 3, 4, 8

Found = tuple[Span, MentionType, str, int]


class _Around(NamedTuple):
    """What stands around a name: the type its list tells, verbs before and after, its award."""

    told: MentionType | None
    before: str
    after: str
    award: str
    raw: str


def candidates(
    grammar: Grammar, text: str, clause: Clause, parts: Iterable[Segment], hints: Hints
) -> Iterator[Candidate]:
    """All names in one clause, which its verbs cut into `parts`."""
    raw = text[clause.start : clause.end]
    for part in parts:
        shown = _shows(grammar, clause.masked, part, hints)
        if not shown and "listed" not in hints.cues:
            continue
        told = listing(grammar, clause.masked, part)
        if not shown and not told.told:
            continue
        for span, kind, rule, priority in _names(grammar, clause.masked, raw, part, told):
            place = Span(clause.start + span.start, clause.start + span.end)
            yield candidate(text, place, kind, rule, priority)
    for match in grammar.paper.finditer(clause.masked) if "paper" in hints.cues else ():
        place = Span(clause.start + match.start(1), clause.start + match.end(1))
        yield candidate(text, place, POLICY, "paper", _PAPER)
    for kind, pattern in grammar.national.items():
        for match in pattern.finditer(text, clause.start, clause.end) if kind in hints.cues else ():
            yield candidate(text, Span(*match.span()), kind, "national", _NATIONAL[kind])


def _shows(grammar: Grammar, masked: str, part: Segment, hints: Hints) -> bool:
    """Whether a head, a quotation or an award shows that a segment may hold a name."""
    start, end = part.span
    if part.receives or masked.find("“", start, end) >= 0:
        return True
    for first, last in hints.marks:
        if start <= first and last <= end and grammar.closes(masked, first, last, end):
            return True
    return False


def _names(
    grammar: Grammar, masked: str, raw: str, part: Segment, told: Listing
) -> Iterator[Found]:
    award = raw[part.span.end :] if part.receives else ""
    found: list[tuple[Span, Found | None]] = []
    before = part.before
    for item in items(masked, told.members.start, told.members.end):
        core = trimmed(grammar, masked, item)
        if core.end <= core.start or counted(grammar, masked, core):
            continue
        before += masked[item.start : core.start]  # a verb governs the whole list
        around = _Around(told.told, before, told.tail + part.after, award, raw)
        parts = _split(grammar, masked, core)
        found.extend((name, _classified(grammar, masked, name, around)) for name in parts)
        if not any(one for name, one in found if name.start >= core.start):
            yield from _firm(grammar, masked, item)
    joined = _joined(grammar, masked, found) if not told.told else None
    if joined:
        yield joined
    else:
        yield from _with_siblings(grammar, masked, found)


def _firm(grammar: Grammar, masked: str, item: Span) -> Iterator[Found]:
    """A company that is followed by other words than verbs: 某某集团产值增长."""
    match = grammar.firm.match(masked, item.start, item.end)
    if not match:
        return
    name = trimmed(grammar, masked, Span(*match.span(1)))
    words = name.of(masked)
    head = grammar.head(words, ENTERPRISE)
    known = particular(grammar, words, head) or _OWNED.match(words)
    if head and known and nameable(grammar, words):
        yield name, ENTERPRISE, "firm", _LIKELY


def _joined(grammar: Grammar, masked: str, found: list[tuple[Span, Found | None]]) -> Found | None:
    """One programme over several short members: 蓝天、碧水、净土保卫战, no A改革、B改革."""
    if len(found) < 2 or any(one or _long(span) for span, one in found[:-1]):
        return None
    names = [span.of(masked) for span, _ in found]
    if any(_whole(grammar, name, names[-1]) for name in names[:-1]):
        return None
    last = found[-1][1]
    whole = Span(found[0][0].start, found[-1][0].end)
    if (
        not last
        or last[1] is not POLICY
        or "“" in whole.of(masked)
        or _WORDY.search(whole.of(masked))
    ):
        return None
    return whole, POLICY, "head-joined", _SURE


def _whole(grammar: Grammar, name: str, last: str) -> bool:
    """Whether a member (A制度) has a head of its own, none that the last one goes on from."""
    head = grammar.head(name, POLICY)
    further = grammar.head(last, POLICY)
    return len(head) > 1 and (further == head or not further.startswith(head))


_WORDY = re.compile("等|和.*和|，|[会展赛节]$")


def _long(span: Span) -> bool:
    return span.end - span.start > _SHORT_MEMBER


def _with_siblings(
    grammar: Grammar, masked: str, found: list[tuple[Span, Found | None]]
) -> Iterator[Found]:
    """Companies make companies of what is listed with them, if that could be one."""
    company = any(one and one[1] is ENTERPRISE for _, one in found)
    for span, one in found:
        words = masked[span.start : span.end]
        if one:
            yield one
        elif company and grammar.weak_company(words) and _company(grammar, words):
            yield span, ENTERPRISE, "listed-with-company", _LISTED


def _split(grammar: Grammar, masked: str, core: Span) -> Iterator[Span]:
    """Two whole names that 和 or 与 joins, else the phrase as it stands."""
    for match in _JOINT.finditer(masked, core.start + 2, core.end - 2):
        left = masked[core.start : match.start()]
        if any(grammar.head(left, kind) for kind in TYPES):
            yield trimmed(grammar, masked, Span(core.start, match.start()))
            rest = trimmed(grammar, masked, Span(match.end(), core.end))
            yield from _split(grammar, masked, rest)
            return
    yield core


def _classified(grammar: Grammar, masked: str, span: Span, around: _Around) -> Found | None:
    if span.end <= span.start:
        return None
    words = masked[span.start : span.end]
    bare = unquoted(masked, span)
    if bare != span:
        return _quoted(grammar, bare, around)
    if words in PHASES and grammar.said_after(around.after, PROJECT):
        return span, PROJECT, "phase", _LISTED
    return _weighed(grammar, span, words, around)


def _weighed(grammar: Grammar, span: Span, words: str, around: _Around) -> Found | None:
    """What speaks for each type, added up."""
    if (
        around.told is PROJECT
        and not grammar.said_before(around.before, PROJECT)
        and _known_company(grammar, words)
    ):
        return span, ENTERPRISE, "listed-investor", _LISTED
    heads = {kind: grammar.head(words, kind) for kind in TYPES}
    if around.told or any(heads.values()):
        scores = {kind: _score(grammar, words, kind, heads[kind], around) for kind in TYPES}
        # of two heads the longer one says more: 孵化基地 is a body, 基地 alone is built
        best = max(TYPES, key=lambda kind: (scores[kind], len(heads[kind])))
        told_company = around.told is ENTERPRISE and best in {PROJECT, POLICY}
        if scores[best] >= 2 and nameable(grammar, words) and not told_company:
            return _accepted(grammar, span, best, words, around)
    if (
        around.told is ENTERPRISE or words in grammar.companies or _receives(grammar, words, around)
    ) and _company(grammar, words):
        return span, ENTERPRISE, "receiver" if around.award else "listed-company", _LISTED
    return None


def _quoted(grammar: Grammar, bare: Span, around: _Around) -> Found | None:
    if len(grammar.head(bare.of(around.raw), ORGANISATION)) > 1:
        return bare, ORGANISATION, "head-quoted", _LISTED
    if around.told is not None and around.told is not ENTERPRISE:
        return bare, around.told, "listed-quoted", _LISTED
    if grammar.after[PROJECT].match(around.after):
        return bare, PROJECT, "built-quoted", _LISTED
    return None


def _score(grammar: Grammar, words: str, kind: MentionType, head: str, around: _Around) -> int:
    """How much speaks for a type: its head, the list, the verbs."""
    told = around.told is kind
    if not head:
        if kind is PROJECT and _opened(grammar, words, around, told=told):
            return 5
        return 3 if told and kind is not ENTERPRISE else 0
    after = grammar.said_after(around.after, kind)
    score = 2 + 3 * told + 2 * after + grammar.said_before(around.before, kind)
    if kind in {PROJECT, POLICY} and head in _WORKS:
        score += (
            2 if bool(grammar.physical.search(words[: -len(head)])) == (kind is PROJECT) else -1
        )
    if kind is ORGANISATION and grammar.at_work.search(around.after):
        score += 2
    return score


def _opened(grammar: Grammar, words: str, around: _Around, *, told: bool) -> bool:
    """Whether a body is one that is built: its verbs or its list say so, or it is a house."""
    head = grammar.head(words, ORGANISATION)
    if head not in grammar.built_heads or grammar.at_work.search(around.after):
        return False
    acted = told or grammar.said_after(around.after, PROJECT)
    return acted or (head in grammar.houses and bool(grammar.raised.search(around.before)))


def _known_company(grammar: Grammar, words: str) -> bool:
    """Whether a project is called by the company that runs it."""
    company = words in grammar.companies or grammar.head(words, ENTERPRISE)
    return bool(company) and not grammar.head(words, PROJECT)


def _accepted(
    grammar: Grammar, span: Span, kind: MentionType, words: str, around: _Around
) -> Found | None:
    head = grammar.head(words, kind)
    stem = len(words) - len(head)
    acted = grammar.said_after(around.after, kind)
    if around.told is kind:
        named = (head and stem > 1) or (
            grammar.proper(words) and _telling(grammar, words, kind, around)
        )
        return (span, kind, "listed", _LISTED) if named else None
    if kind is POLICY:
        known = _programme(grammar, words, head, around, acted=acted)
    else:
        known = particular(grammar, words, head) or bool(acted and grammar.proper(words))
    return (
        (span, kind, f"head-{kind.value}", _SURE if len(head) > 1 else _LIKELY) if known else None
    )


def _telling(grammar: Grammar, words: str, kind: MentionType, around: _Around) -> bool:
    """Whether words without a head are more than a passing phrase in a list of programmes."""
    if kind is not POLICY:
        return True
    return len(words) > _LONG_STEM and not grammar.topics.match(around.after)


def _programme(grammar: Grammar, words: str, head: str, around: _Around, *, acted: bool) -> bool:
    stem = len(words) - len(head)
    governed = acted or grammar.said_before(around.before, POLICY)
    if not (governed or head in grammar.events or _BRANDED.match(words)):
        return False
    sure = grammar.programme.search(around.before)
    if stem >= _LONG_STEM and (len(head) > 2 or (sure and len(head) > 1)):
        return True
    return (stem >= _SHORT_STEM or len(head) > 2) and particular(grammar, words, head)


def _receives(grammar: Grammar, words: str, around: _Around) -> bool:
    """Whether what is received, or how it is called, makes a company of the receiver."""
    if not around.award:
        return False
    return bool(grammar.company_only.search(around.award)) or grammar.weak_company(words)


def _company(grammar: Grammar, words: str) -> bool:
    if not 2 <= len(words) <= 12 or words[0].isdecimal() or "“" in words:
        return False
    if words in grammar.companies:
        return True
    if grammar.national[ORGANISATION].fullmatch(words):
        return False
    if grammar.inside.search(words) or grammar.not_company.search(words):
        return False
    return bool(grammar.proper(words))
