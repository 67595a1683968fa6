"""Policies, plans and brands that stand in quotation marks or book title marks."""

import re
from collections.abc import Iterator

from kg.model import Span
from kg.tag.candidates import Candidate, candidate
from kg.tag.clauses import Clause
from kg.tag.grammar import HONOUR, POLICY, PROJECT, Grammar

_TITLE, _WORKS, _SUFFIXED, _ALONE = 85, 71, 65, 45
_QUOTED = re.compile(r"“\x01+”")
_TITLED = re.compile(r"《\x01+》")
_SHORTEST, _SHORTEST_ACT = 4, 3


def candidates(grammar: Grammar, text: str, clause: Clause) -> Iterator[Candidate]:
    """All quoted names in one clause."""
    for match in _TITLED.finditer(clause.masked) if "《" in clause.masked else ():
        span = Span(clause.start + match.start() + 1, clause.start + match.end() - 1)
        if span.end - span.start >= _SHORTEST and grammar.titled.search(span.of(text)):
            yield candidate(text, span, POLICY, "titled", _TITLE)
    for match in _QUOTED.finditer(clause.masked) if "“" in clause.masked else ():
        yield from _quoted(grammar, text, clause, match)


def _quoted(
    grammar: Grammar, text: str, clause: Clause, match: re.Match[str]
) -> Iterator[Candidate]:
    start, end = clause.start + match.start(), clause.start + match.end()
    inner = text[start + 1 : end - 1]
    if grammar.slogan.search(inner):
        return
    for kind, pattern in ((PROJECT, grammar.quoted_project), (POLICY, grammar.quoted_policy)):
        after = pattern.match(clause.masked, match.end())
        if after:
            span = Span(start, clause.start + after.end())
            yield candidate(text, span, kind, "quoted-head", _SUFFIXED)
            return
    if len(inner) >= _SHORTEST and grammar.quote_works.match(clause.masked, match.end()):
        yield candidate(text, Span(start + 1, end - 1), POLICY, "quoted-works", _WORKS)
        return
    if grammar.ranking.fullmatch(inner):
        yield candidate(text, Span(start + 1, end - 1), HONOUR, "quoted-rank", _SUFFIXED)
    verb = grammar.quote_verb.search(clause.masked, 0, match.start())
    own = len(inner) >= _SHORTEST and grammar.quote_own.search(inner)
    if len(inner) >= _SHORTEST_ACT and (verb or own):
        yield candidate(text, Span(start + 1, end - 1), POLICY, "quoted-act", _ALONE)
