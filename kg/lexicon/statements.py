"""lexicon/statements.toml: how a sentence states a quantity of something."""

from pathlib import Path

from pydantic.dataclasses import dataclass

from kg.lexicon.tables import STRICT, read

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Change:
    """Words before a value that make it growth, change, increment or total."""

    up: Words
    down: Words
    wrought: Words
    reaching: Words
    rates: Words
    comparing: Words
    against: str
    named: Words
    net: Words
    net_down: Words
    increment: Words
    cumulative: Words
    late: Words


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Lead:
    """Words before an indicator's name that are no part of it."""

    words: Words
    adverbs: Words
    light: Words
    content: Words
    complete: Words
    lacking: Words
    not_before: Words
    still_before: str
    modifiers: Words
    times: Words
    payers: Words
    trail: Words


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Verbs:
    """Verbs inside a clause that part or end a noun phrase."""

    splitting: Words
    receiving: Words
    verb_in: Words
    befalling: Words
    ending: Words


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Patterns:
    """Shares, plan completion, task lists, breakdowns, coordination."""

    share: Words
    plan_share: Words
    tasks: Words
    levels: Words
    among: Words
    each: Words
    joining: Words
    collective: Words
    collective_noun: Words
    threshold: Words
    passing: Words
    works: Words
    yielding: Words
    owned: str
    owners: Words
    passed: Words
    alike: Words
    going_on: Words
    placing: Words
    ahead: str
    batches: Words
    kinds: str
    holders: Words
    dangling: Words
    attributes: str
    steps: Words
    generic: Words
    leaning: Words
    plain: Words


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Ranks:
    """Words around a place in a ranking."""

    verbs: Words
    scopes: Words
    not_before: Words
    not_after_top: Words
    heads: Words
    no_verbs: Words
    after_lists: str
    lists: Words


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Basis:
    """Words that name the basis of a comparison or value."""

    words: Words


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Qualitative:
    """Patterns of values without a number, and words between name and value."""

    level: Words
    growth: Words
    prose: Words
    trends: Words
    aiming: str
    aside: Words
    linking: Words
    each: Words
    inner: Words
    leading: str


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class StatusWords:
    """Words that make a value an estimate or a fact, and verbs that may stand before an area."""

    estimate: Words
    done: Words
    lead: Words
    reached: Words
    surpassed: Words
    flowing: Words
    multiples: Words
    starting: Words
    turning: str
    yearly: Words
    aiming: Words


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Heads:
    """Endings that name a share, or any quantity."""

    ratio: Words
    quantity: Words


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Structures:
    """Ratios of several parts: words before them, and what the parts of a name are."""

    turning: Words
    parts: dict[str, Words]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class StatementRules:
    """All of lexicon/statements.toml."""

    change: Change
    lead: Lead
    verbs: Verbs
    patterns: Patterns
    ranks: Ranks
    basis: Basis
    qualitative: Qualitative
    status: StatusWords
    heads: Heads
    pairs: dict[str, Words]
    structures: Structures


def load(folder: Path) -> StatementRules:
    """Read lexicon/statements.toml; LexiconError names file and key."""
    return read(folder / "statements.toml", StatementRules)
