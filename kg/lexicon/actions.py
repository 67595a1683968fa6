"""lexicon/actions.toml and lexicon/stages.toml: what is done, and how far projects have come."""

from enum import StrEnum
from pathlib import Path

from pydantic.dataclasses import dataclass

from kg.lexicon.tables import STRICT, read, refuse_twice, words_of
from kg.model import Stage


class Construction(StrEnum):
    """How an action word is built into a clause."""

    RECEIVE = "receive"  # somebody receives or enters something
    ACT = "act"  # somebody acts on something
    BECOME = "become"  # something happens to what stands before


class Objects(StrEnum):
    """What may be the object of an action where no name is marked."""

    ANY = "any"
    TITLED = "titled"
    QUOTED = "quoted"
    NAMED = "named"
    RANK = "rank"


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class ActionClass:
    """Action words that are built alike; `ends` is what their object must end with.

    `passive` words count only behind who gives it.
    """

    kind: str
    constructions: tuple[Construction, ...]
    objects: Objects
    words: tuple[str, ...]
    ends: str = ""
    passive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Grammar:
    """Patterns over a clause in which names are one sign each."""

    adverbs: tuple[str, ...]
    kept_adverbs: tuple[str, ...]
    openings: tuple[str, ...]
    locative: str
    agent: str
    prepositions: tuple[str, ...]
    self: str
    authorities: str
    conjunction: str
    others: str
    modifiers: tuple[str, ...]
    firsts: str
    apart: str
    last: str
    counted: str
    count: str
    unnamed: str
    tails: str
    respectively: str
    partners: str
    alliance: str
    doers: str
    ranking: str
    place: str
    examined: str
    things: str
    part: str
    task: str
    called: str
    framing: str
    unquoted: str
    shared: str
    longest: int


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Heads:
    """What names of a kind end with, and phrases that name nothing."""

    event: str
    document: str
    programme: str
    honour: str
    project: str
    generic: str


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Modalities:
    """Cues against the stance of the section: planned, done, not begun."""

    planned: str
    done: str
    undone: str


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Purpose:
    """Words that tie a project to an indicator."""

    aims: str
    serves: str
    quoted: str


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Actions:
    """All of lexicon/actions.toml."""

    classes: tuple[ActionClass, ...]
    grammar: Grammar
    heads: Heads
    modality: Modalities
    purpose: Purpose


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class StageWords:
    """Words that say that a project has come so far."""

    stage: Stage
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class ProjectTables:
    """Header words of tables of projects."""

    name: tuple[str, ...]
    place: tuple[str, ...]
    stage: tuple[str, ...]
    enterprise: tuple[str, ...]
    investment: tuple[str, ...]
    rows: str


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Stages:
    """All of lexicon/stages.toml."""

    negation: str
    ahead: str
    early: str
    leading: str
    noun: str
    works: str
    listed: str
    listing: str
    levels: dict[str, str]
    anaphor: str
    undertaking: str
    own: str
    park: str
    common: str
    reach: int
    priced_before: str
    priced_link: str
    priced_unit: str
    funded: str
    endings: tuple[str, ...]
    same: dict[str, str]
    stages: tuple[StageWords, ...]
    tables: ProjectTables


def load(folder: Path) -> Actions:
    """Read lexicon/actions.toml; LexiconError names file, line and key."""
    path = folder / "actions.toml"
    found = read(path, Actions)
    refuse_twice(path, words_of("classes", found.classes))
    return found


def load_stages(folder: Path) -> Stages:
    """Read lexicon/stages.toml; LexiconError names file, line and key."""
    path = folder / "stages.toml"
    found = read(path, Stages)
    refuse_twice(path, words_of("stages", found.stages))
    return found
