"""Enterprises, organisations, projects and policies by their last word and what stands around."""

from collections.abc import Iterator

from kg.model import MentionType, Span
from kg.tag.candidates import Candidate, candidate
from kg.tag.clauses import Clause, items
from kg.tag.grammar import TYPES, E, Grammar, L, O, P, Segment, segments
from kg.tag.phrases import counted, nameable, particular, trimmed, unquoted

_SURE, _LISTED, _LIKELY = 70, 60, 40


def candidates(grammar: Grammar, text: str, clause: Clause) -> Iterator[Candidate]:
    """All names in one clause."""
    parts = segments(grammar, clause.masked)
    for index, part in enumerate(parts):
        following = parts[index + 1] if index + 1 < len(parts) else None
        award = following.span.of(clause.masked) if part.receives and following else ""
        for span, kind, rule, priority in _names(grammar, clause.masked, part, award):
            place = Span(clause.start + span.start, clause.start + span.end)
            yield candidate(text, place, kind, rule, priority)


Found = tuple[Span, MentionType, str, int]


def _names(grammar: Grammar, masked: str, part: Segment, award: str) -> Iterator[Found]:
    span, told, context = _list(grammar, masked, part)
    for item in items(masked, span.start, span.end):
        core = trimmed(grammar, masked, item)
        before = part.before + masked[item.start : core.start]
        if core.end <= core.start or counted(grammar, masked, core):
            continue
        for name in _split(grammar, masked, core):
            found = _classified(grammar, masked, name, (told, before, part.after + context, award))
            if found:
                yield found


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
            yield from _split(
                grammar, masked, trimmed(grammar, masked, Span(at + len(joint), core.end))
            )
            return
    yield core


def _classified(
    grammar: Grammar, masked: str, span: Span, around: tuple[MentionType | None, str, str, str]
) -> Found | None:
    told, before, after, award = around
    if span.end <= span.start:
        return None
    words = masked[span.start : span.end]
    bare = unquoted(masked, span)
    if bare != span:
        return (bare, told, "listed-quoted", _LISTED) if told and told is not E else None
    scores = {kind: _score(grammar, words, kind, (told, before, after)) for kind in TYPES}
    best = max(TYPES, key=lambda kind: scores[kind])
    if scores[best] >= 2 and nameable(grammar, words):
        return _accepted(grammar, words, span, best, told)
    if _company(grammar, words, told, award):
        return span, E, "receiver" if award else "listed-company", _LISTED
    return None


def _score(
    grammar: Grammar, words: str, kind: MentionType, around: tuple[MentionType | None, str, str]
) -> int:
    told, before, after = around
    head = grammar.head(words, kind)
    built = kind is P and not head and grammar.head(words, O) in grammar.built_heads
    if not head and not built:
        return 3 if told is kind and kind in {P, O, L} else 0
    score = 0 if built else 2
    score += 3 if told is kind else 0
    score += 2 if grammar.after[kind].search(after) else 0
    score += 1 if grammar.before[kind].search(before) else 0
    if kind in {P, L} and head in {"工程", "项目"}:
        works = bool(grammar.physical.search(words[: -len(head)]))
        score += 2 if works == (kind is P) else -1
    if built and not grammar.after[P].search(after) and told is not P:
        return 0
    return score + (2 if built else 0)


def _accepted(
    grammar: Grammar, words: str, span: Span, kind: MentionType, told: MentionType | None
) -> Found | None:
    head = grammar.head(words, kind)
    if told is kind:
        return (span, kind, "listed", _LISTED) if grammar.proper(words) else None
    if not particular(grammar, words, head):
        return None
    return span, kind, f"head-{kind.value}", _SURE if len(head) > 1 else _LIKELY


def _company(grammar: Grammar, words: str, told: MentionType | None, award: str) -> bool:
    if not 2 <= len(words) <= 12 or grammar.inside.search(words) or words[0].isdecimal():
        return False
    if words in grammar.companies:
        return True
    if grammar.not_company.search(words) or not grammar.proper(words):
        return False
    return told is E or bool(award and grammar.company_only.search(award))
