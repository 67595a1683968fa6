"""lexicon/names.toml and lexicon/companies.tsv: how names are built and used."""

from pathlib import Path

from pydantic.dataclasses import dataclass

from kg.errors import LexiconError
from kg.lexicon.tables import STRICT, read, rows

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Heads:
    """Last words of names, by type; one word may stand in several lists.

    `legal`: what a company's short name leaves out; `event`: policies that need no verb.
    """

    event: Words
    enterprise: Words
    enterprise_weak: Words
    firm: str
    legal: Words
    organisation: Words
    project: Words
    policy: Words
    honour: Words


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Built:
    """Heads of organisations that are buildings where something is built.

    `physical`: words that show that a scheme of works, no programme, is meant. `houses` are built
    by the verbs `raised`; `column` is the heading of a table's column that names projects;
    `builders` that of one that names companies; `funder` is who pays for what is built.
    """

    heads: Words
    physical: Words
    at_work: Words
    houses: Words
    raised: str
    column: str
    builders: str
    funder: str


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Organisations:
    """Bodies known without their own name: public ones by level and office, national ones."""

    public: Words
    national: Words


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Policies:
    """Programmes of the state, named alike everywhere, and what papers are called.

    `issued`, `acting`, `papers`: what stands before, opens and ends a name that opens with a verb.
    """

    national: Words
    issued: str
    acting: str
    papers: str


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Verbs:
    """Words around names that say what type they have."""

    honour: Words
    honour_weak: Words
    honour_creation: Words
    built_before: Words
    built_after: Words
    policy_before: Words
    policy_after: Words
    policy_sure: Words
    organisation_before: Words
    organisation_after: Words
    enterprise_before: Words
    enterprise_after: Words


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Cuts:
    """Words between names: `verbs` end one, `not_before` says where they do not."""

    verbs: Words
    before: Words
    not_before: str


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Lead:
    """What comes off in front of a name."""

    words: Words
    count: str


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Trail:
    """What comes off behind a name."""

    words: Words


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Lists:
    """What a list of names says of itself."""

    enterprise: Words
    project: Words
    policy: Words
    organisation: Words
    honour: Words
    topics: str
    between: str


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Levels:
    """What opens a title."""

    words: Words


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Honours:
    """Titles, rankings and who receives them."""

    common: Words
    stop: Words
    sure: Words
    kinds: Words
    bare: str
    first: str
    title: str
    reached: str
    creation: str
    ranking: str
    company_only: Words
    not_company: Words


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Generic:
    """Words that name nothing in particular."""

    words: Words
    inside: Words


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Quotes:
    """How phrases in quotation marks are read."""

    policy_after: Words
    project_after: Words
    policy_verbs: Words
    own: str
    works: str
    slogan: Words
    titled: Words


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class NameRules:
    """All of lexicon/names.toml."""

    heads: Heads
    built: Built
    organisations: Organisations
    policies: Policies
    verbs: Verbs
    cuts: Cuts
    lead: Lead
    trail: Trail
    lists: Lists
    levels: Levels
    honours: Honours
    generic: Generic
    quotes: Quotes


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Names:
    """The rules, and the short names of listed companies."""

    rules: NameRules
    companies: Words


def load(folder: Path) -> Names:
    """Read both files; LexiconError names file, line and key."""
    rules = read(folder / "names.toml", NameRules)
    return Names(rules=rules, companies=_companies(folder / "companies.tsv"))


def _companies(path: Path) -> Words:
    found: dict[str, int] = {}
    for line, (_, name) in rows(path, 2):
        if name in found:
            where = f"{path}:{line}: {name}"
            raise LexiconError(f"company stands twice, also on line {found[name]}", where=where)
        found[name] = line
    return tuple(found)[1:]  # the first row is the heading
