"""The patterns of lexicon/names.toml, compiled once."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from kg.lexicon.names import NameRules, Names
from kg.model import MentionType, Span
from kg.text.cues import Cues
from kg.text.openings import guarded, opening

ENTERPRISE, ORGANISATION = MentionType.ENTERPRISE, MentionType.ORGANISATION
PROJECT, POLICY, HONOUR = MentionType.PROJECT, MentionType.POLICY, MentionType.HONOUR
#: Order of preference where head and context leave several types.
TYPES = (PROJECT, ORGANISATION, POLICY, ENTERPRISE)

#: What a project's phases are called after its name was said.
PHASES = frozenset({"一期", "二期", "三期", "四期"})

Pattern = re.Pattern[str]
#: 等 as a word of its own, not as a part of 高等 or 一等奖.
_AND_SO_ON = "(?<![高中初同平均对优一二三甲乙丙劣相])等(?!级|候|于)"
_CLOSING = ("）", ")")
_BRACKET = re.compile(r"[（(]\x01*[）)]$")


@dataclass(frozen=True, eq=False, kw_only=True)
class Grammar:
    """Compiled look-ups; `heads` maps a type to its last words.

    `cues` tell what may stand in a masked clause, `open_cues` in one as it is written.
    """

    rules: NameRules
    companies: frozenset[str]
    heads: dict[MentionType, frozenset[str]]
    endings: dict[MentionType, frozenset[str]]
    marks: AhoCorasick
    cues: Cues
    open_cues: Cues
    weak: frozenset[str]
    built_heads: frozenset[str]
    houses: frozenset[str]
    events: frozenset[str]
    kinds: frozenset[str]
    topics: Pattern
    bare: Pattern
    first: Pattern
    raised: Pattern
    funder: Pattern
    project_column: Pattern
    company_column: Pattern
    cut: Pattern
    lead: Pattern
    count: Pattern
    trail: Pattern
    closing: Pattern
    before: dict[MentionType, Pattern]
    after: dict[MentionType, Pattern]
    honour: Pattern
    honour_weak: Pattern
    lists: dict[MentionType, Pattern]
    counted: dict[MentionType, Pattern]
    amounts: Pattern
    level: Pattern
    generic: Pattern
    inside: Pattern
    physical: Pattern
    at_work: Pattern
    and_so_on: Pattern
    firm: Pattern
    programme: Pattern
    award: Pattern
    award_end: Pattern
    award_creation: Pattern
    award_sure: Pattern
    title: Pattern
    reached: Pattern
    creation: Pattern
    ranking: Pattern
    national: dict[MentionType, Pattern]
    titled: Pattern
    paper: Pattern
    slogan: Pattern
    quoted_project: Pattern
    quoted_policy: Pattern
    quote_verb: Pattern
    quote_own: Pattern
    quote_works: Pattern
    amount: Pattern
    common: Pattern
    company_only: Pattern
    not_company: Pattern

    def head(self, name: str, kind: MentionType) -> str:
        """The longest last word of that type that the name ends with, else nothing.

        A name that is nothing but its head has none.
        """
        if name[-1:] in _CLOSING:
            name = _BRACKET.sub("", name)
        return self._head(name, kind) if name[-1:] in self.endings[kind] else ""

    @cached_property
    def _head(self) -> Callable[[str, MentionType], str]:
        """With a memory: a name is asked for its head again and again."""
        return lru_cache(maxsize=8192)(self._longest_head)

    def _longest_head(self, name: str, kind: MentionType) -> str:
        known = self.heads[kind]
        for size in range(min(len(name) - 1, 10), 0, -1):
            if name[-size:] in known:
                return name[-size:]
        return ""

    @cached_property
    def said_before(self) -> Callable[[str, MentionType], bool]:
        """Whether words before a name tell its type; the same few stand before most names."""
        return lru_cache(maxsize=8192)(lambda words, kind: bool(self.before[kind].search(words)))

    @cached_property
    def said_after(self) -> Callable[[str, MentionType], bool]:
        """Whether words behind a name tell its type."""
        return lru_cache(maxsize=8192)(lambda words, kind: bool(self.after[kind].search(words)))

    def marked(self, masked: str) -> list[tuple[int, int]]:
        """Where heads and known companies stand: what holds none of them is seldom a name."""
        found = self.marks.find_matches_as_indexes(masked, overlapping=True)
        return sorted((start, end) for _, start, end in found)

    def closes(self, masked: str, start: int, end: int, last: int) -> bool:
        """Whether a head may end a name in a part that ends at `last`, or be that of a company.

        Behind it stands only what is no part of a name, or the next one of a list.
        """
        if self.closing.match(masked, end, last):
            return True
        return masked[start:end] in self.heads[ENTERPRISE]

    def weak_company(self, name: str) -> bool:
        """Whether the name ends as many companies do (科技, 传动), which says little alone."""
        return any(name[-size:] in self.weak for size in (4, 3, 2) if size < len(name))

    def ends_as_company(self, name: str) -> bool:
        """Whether the name ends as companies do, with a legal form or a trade."""
        return bool(self.head(name, ENTERPRISE)) or self.weak_company(name)

    def proper(self, name: str) -> str:
        """What is left of a name when generic words are taken out."""
        return self.generic.sub("", name)


def compiled(names: Names) -> Grammar:
    """The grammar of a lexicon."""
    rules = names.rules
    heads, verbs, lists = rules.heads, rules.verbs, rules.lists
    one = {
        ENTERPRISE: lists.enterprise,
        PROJECT: lists.project,
        POLICY: lists.policy,
        ORGANISATION: lists.organisation,
    }
    afters = (*verbs.built_after, *verbs.policy_after, *verbs.organisation_after)
    cut = (*afters, *verbs.enterprise_after, *rules.cuts.before)
    known = {
        ENTERPRISE: frozenset(heads.enterprise),
        ORGANISATION: frozenset(heads.organisation),
        PROJECT: frozenset(heads.project),
        POLICY: frozenset(heads.policy),
        HONOUR: frozenset(heads.honour),
    }
    award = f"(?:{_any(verbs.honour)})(?!{rules.cuts.not_before})"
    paper = (
        f"{rules.policies.issued}({rules.policies.acting}[^，、。的了和与及]{{2,24}}?"
        f"{rules.policies.papers})(?=[、和与及]|$)"
    )
    told = {k: f"{lists.between}(?:{_any(words)})" for k, words in one.items()}
    national = {
        ORGANISATION: _any((*rules.organisations.public, *rules.organisations.national)),
        POLICY: _any(rules.policies.national),
    }
    return Grammar(
        rules=rules,
        companies=frozenset(names.companies),
        heads=known,
        endings={kind: frozenset(word[-1] for word in words) for kind, words in known.items()},
        marks=AhoCorasick(sorted({*names.companies, *PHASES}.union(*(known[k] for k in TYPES)))),
        cues=Cues(
            {
                "award": award,
                "first": rules.honours.first,
                "creation": rules.honours.creation,
                "listed": "|".join(told.values()),
                "paper": paper,
            }
        ),
        open_cues=Cues(
            {
                **{kind.value: words for kind, words in national.items()},
                "titled": "|".join((*heads.honour, *rules.honours.common, rules.honours.title)),
            }
        ),
        weak=frozenset(heads.enterprise_weak),
        built_heads=frozenset(rules.built.heads),
        houses=frozenset(rules.built.houses),
        events=frozenset(heads.event),
        kinds=frozenset(rules.honours.kinds),
        topics=_pattern(rules.lists.topics),
        first=_pattern(rules.honours.first),
        bare=_pattern(rules.honours.bare),
        raised=_pattern(rules.built.raised),
        funder=re.compile(rules.built.funder),
        project_column=_pattern(rules.built.column),
        company_column=_pattern(rules.built.builders),
        cut=_pattern(
            f"(?P<honour>{_any(verbs.honour)})(?!{rules.cuts.not_before})"
            f"|(?:{_any(cut)})(?!{rules.cuts.not_before})|(?:{_any(rules.cuts.verbs)})"
        ),
        lead=_pattern(f"(?:{_any(rules.lead.words)})+"),
        count=_pattern(rules.lead.count),
        closing=re.compile(
            rf"(?:{_any(rules.trail.words)}|\s|[（(]\x01*[）)])*(?:$|[、等和与及暨”]|以及)"
        ),
        trail=_pattern(f"(?:{_any(rules.trail.words)})+$"),
        before={
            PROJECT: _start(verbs.built_before),
            ORGANISATION: _start(verbs.organisation_before),
            POLICY: _start(verbs.policy_before),
            ENTERPRISE: _start(verbs.enterprise_before),
        },
        after={
            PROJECT: _start(verbs.built_after),
            ORGANISATION: _start(verbs.organisation_after),
            POLICY: _start(verbs.policy_after),
            ENTERPRISE: _start(verbs.enterprise_after),
        },
        honour=_pattern(_any(verbs.honour)),
        honour_weak=_pattern(_any(verbs.honour_weak)),
        lists={
            k: _pattern(f"{_AND_SO_ON}(?:{rules.lead.count})?{words}") for k, words in told.items()
        },
        counted={k: _pattern(f"({rules.lead.count}){words}") for k, words in told.items()},
        amounts=re.compile(opening(f"各|{rules.lead.count}|{rules.honours.title}") or ""),
        level=_pattern(_any(rules.levels.words)),
        generic=_pattern(_any(rules.generic.words)),
        inside=_pattern(_any(rules.generic.inside)),
        physical=_pattern(_any(rules.built.physical)),
        amount=_pattern(f"(?:各)?{rules.lead.count}(?:以上|左右|以内)?$"),
        common=_pattern(_any(rules.honours.common)),
        at_work=_pattern(_any(rules.built.at_work)),
        and_so_on=_pattern(_AND_SO_ON),
        firm=_pattern(heads.firm),
        programme=_start(verbs.policy_sure),
        award=_pattern(award),
        award_creation=_pattern(_any(verbs.honour_creation)),
        award_sure=_pattern(f"(?:{_any(rules.honours.sure)})$"),
        title=_pattern(rules.honours.title),
        reached=_pattern(rules.honours.reached),
        award_end=_pattern(_any(rules.honours.stop)),
        creation=_pattern(rules.honours.creation),
        ranking=_pattern(rules.honours.ranking),
        national={kind: _pattern(words) for kind, words in national.items()},
        paper=_pattern(paper),
        titled=_pattern(_any(rules.quotes.titled)),
        slogan=_pattern(_any(rules.quotes.slogan)),
        quoted_project=_start(rules.quotes.project_after),
        quoted_policy=_pattern(
            f"[^“”、，。等的和与及了\\[\\d]{{0,8}}?(?:{_any(rules.quotes.policy_after)})+"
        ),
        quote_verb=_pattern(f"(?:{_any(rules.quotes.policy_verbs)})(?:“\x01*”|、)*$"),
        quote_works=_pattern(rules.quotes.works),
        quote_own=_pattern(rules.quotes.own),
        company_only=_pattern(_any(rules.honours.company_only)),
        not_company=_pattern(f"(?:{_any(rules.honours.not_company)})$"),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(set(words), key=lambda word: (-len(word), word)))


def _start(words: Iterable[str]) -> Pattern:
    return _pattern(_any(words))


def _pattern(words: str) -> Pattern:
    return re.compile(guarded(words))


class Segment(NamedTuple):
    """A stretch between two verbs: what it may name, and the verbs around it."""

    span: Span
    before: str
    after: str
    honoured: bool  # an honour verb stands before
    receives: bool  # an honour verb stands after


def segments(grammar: Grammar, masked: str) -> tuple[Segment, ...]:
    """Cut a clause at its verbs; verbs that touch are one run."""
    found = []
    start, before, honoured = 0, "", False
    for first, end, honour in _runs(grammar, masked):
        words = masked[first:end]
        if first > start:
            found.append(Segment(Span(start, first), before, words, honoured, honour))
        start, before, honoured = end, words, honour
    if start < len(masked):
        found.append(Segment(Span(start, len(masked)), before, "", honoured, receives=False))
    return tuple(found)


def _runs(grammar: Grammar, masked: str) -> Iterator[tuple[int, int, bool]]:
    """Where verbs that touch begin and end, and whether the last of them honours."""
    start = end = -1
    honour = False
    for match in grammar.cut.finditer(masked):
        first, last = match.span()
        if first != end:
            if end > start:
                yield start, end, honour
            start = first
        end, honour = last, match.lastgroup == "honour"
    if end > start:
        yield start, end, honour
