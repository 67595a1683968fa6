"""Enterprises, organisations, projects and policies by their last word and what stands around."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import MentionType, Span
from kg.tag.candidates import Candidate, candidate
from kg.tag.clauses import Clause, items
from kg.tag.grammar import TYPES, E, Grammar, L, O, P, Segment, segments
from kg.tag.phrases import counted, nameable, particular, trimmed, unquoted

_SURE, _LISTED, _LIKELY = 70, 60, 40
_WORKS = frozenset({"工程", "项目"})

Found = tuple[Span, MentionType, str, int]


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a name: the type its list tells, verbs before and after, its award."""

    told: MentionType | None
    before: str
    after: str
    award: str
    members: int


def candidates(grammar: Grammar, text: str, clause: Clause) -> Iterator[Candidate]:
    """All names in one clause."""
    for part in segments(grammar, clause.masked):
        award = text[clause.start + part.span.end : clause.end] if part.receives else ""
        for span, kind, rule, priority in _names(grammar, clause.masked, part, award):
            place = Span(clause.start + span.start, clause.start + span.end)
            yield candidate(text, place, kind, rule, priority)
    for kind, pattern in grammar.national.items():
        for match in pattern.finditer(text, clause.start, clause.end):
            yield candidate(text, Span(match.start(), match.end()), kind, "national", _LISTED)


def _names(grammar: Grammar, masked: str, part: Segment, award: str) -> Iterator[Found]:
    span, told, tail = _list(grammar, masked, part)
    members = items(masked, span.start, span.end)
    found = []
    for item in members:
        core = trimmed(grammar, masked, item)
        if core.end <= core.start or counted(grammar, masked, core):
            continue
        before = part.before + masked[item.start : core.start]
        around = _Around(told, before, tail + part.after, award, len(members))
        for name in _split(grammar, masked, core):
            found.append((name, _classified(grammar, masked, name, around)))
    yield from _with_siblings(grammar, masked, found)


def _with_siblings(
    grammar: Grammar, masked: str, found: list[tuple[Span, Found | None]]
) -> Iterator[Found]:
    """Companies make companies of what is listed with them, if that looks like one."""
    company = any(one and one[1] is E for _, one in found)
    for span, one in found:
        words = masked[span.start : span.end]
        if one:
            yield one
        elif company and _company(grammar, words) and grammar.weak_company(words):
            yield span, E, "listed-with-company", _LISTED


def _list(grammar: Grammar, masked: str, part: Segment) -> tuple[Span, MentionType | None, str]:
    """The members of a list, the type that its tail tells, and the tail."""
    best: tuple[int, int, MentionType] | None = None
    for kind, pattern in grammar.lists.items():
        match = pattern.search(masked, part.span.start, part.span.end)
        if match and match.start() > part.span.start:
            key = (match.start(), match.end(), kind)
            best = min(best, key, key=lambda k: (k[0], k[1])) if best else key
    if best is None:
        return _numbered(grammar, masked, part)
    tail = masked[best[0] : part.span.end]
    return Span(part.span.start, best[0]), best[2], tail


def _numbered(grammar: Grammar, masked: str, part: Segment) -> tuple[Span, MentionType | None, str]:
    for kind, pattern in grammar.counted.items():
        match = pattern.search(masked, part.span.start + 2, part.span.end)
        if match and "、" in masked[part.span.start : match.start()]:
            tail = masked[match.start() : part.span.end]
            return Span(part.span.start, match.start()), kind, tail
    return part.span, None, ""


def _split(grammar: Grammar, masked: str, core: Span) -> Iterator[Span]:
    """Two whole names that 和 or 与 joins, else the phrase as it stands."""
    for joint in ("以及", "和", "与", "及", "暨"):
        at = masked.find(joint, core.start + 2, core.end - 2)
        if at > 0 and any(grammar.head(masked[core.start : at], kind) for kind in TYPES):
            yield trimmed(grammar, masked, Span(core.start, at))
            rest = trimmed(grammar, masked, Span(at + len(joint), core.end))
            yield from _split(grammar, masked, rest)
            return
    yield core


def _classified(grammar: Grammar, masked: str, span: Span, around: _Around) -> Found | None:
    if span.end <= span.start:
        return None
    words = masked[span.start : span.end]
    bare = unquoted(masked, span)
    if bare != span:
        quoted = around.told is not None and around.told is not E
        return (bare, around.told, "listed-quoted", _LISTED) if quoted and around.told else None
    scores = {kind: _score(grammar, words, kind, around) for kind in TYPES}
    best = max(TYPES, key=lambda kind: scores[kind])
    told_company = around.told is E and best in {P, L}
    if scores[best] >= 2 and nameable(grammar, words) and not told_company:
        return _accepted(grammar, words, span, best, around)
    if _company(grammar, words) and (
        around.told is E or words in grammar.companies or _receives(grammar, words, around)
    ):
        return span, E, "receiver" if around.award else "listed-company", _LISTED
    return None


def _score(grammar: Grammar, words: str, kind: MentionType, around: _Around) -> int:
    """How much speaks for a type: its head, the list, the verbs."""
    head = grammar.head(words, kind)
    after = bool(grammar.after[kind].search(around.after))
    told = around.told is kind
    if not head:
        opened = kind is P and (after or told) and _opened(grammar, words, around)
        return 5 if opened else 3 if told and kind is not E else 0
    score = 2 + 3 * told + 2 * after + bool(grammar.before[kind].search(around.before))
    if kind in {P, L} and head in _WORKS:
        score += 2 if bool(grammar.physical.search(words[: -len(head)])) == (kind is P) else -1
    if kind is O and grammar.at_work.search(around.after):
        score += 2
    return score


def _opened(grammar: Grammar, words: str, around: _Around) -> bool:
    building = grammar.head(words, O) in grammar.built_heads
    return building and not grammar.at_work.search(around.after)


def _accepted(
    grammar: Grammar, words: str, span: Span, kind: MentionType, around: _Around
) -> Found | None:
    head = grammar.head(words, kind)
    if around.told is kind:
        return (span, kind, "listed", _LISTED) if grammar.proper(words) else None
    acted = bool(grammar.after[kind].search(around.after))
    if kind is L and not acted and not grammar.before[L].search(around.before):
        return None
    if not particular(grammar, words, head) and not (acted and grammar.proper(words)):
        return None
    return span, kind, f"head-{kind.value}", _SURE if len(head) > 1 else _LIKELY


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
    if grammar.inside.search(words) or grammar.not_company.search(words):
        return False
    return bool(grammar.proper(words))
