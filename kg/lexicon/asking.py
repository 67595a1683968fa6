"""lexicon/asking.toml: the words that questions are asked with, and what each question wants."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import lru_cache
from pathlib import Path

from pydantic.dataclasses import dataclass

from kg.lexicon.tables import STRICT, near, read, wrong


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Words:
    """Patterns of both languages; those of English stand for whole words."""

    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()

    def patterns(self) -> Iterator[re.Pattern[str]]:
        """All of them, compiled."""
        for words in self.zh:
            yield re.compile(words)
        for words in self.en:
            yield re.compile(rf"(?<![a-z0-9])(?:{words})(?![a-z0-9])")


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Said:
    """Words in both languages, in braces what is put in."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        """The words in a language."""
        return self.en if language == "en" else self.zh


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Lean:
    """Columns that an answer is shown without where none of the signals is there."""

    signals: tuple[str, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Ordering:
    """How the rows of a question are put in order where the most or the least is asked for.

    `by` is the column of values, `unit` that of their units, `of` the column of what is compared;
    `within` is a column of which just one value can be compared, `rather` are values that rows
    have where nothing else is asked for and such rows are there.
    """

    by: str
    unit: str
    of: str
    within: str = ""
    rather: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Asking:
    """One named question: what it takes, what it needs, what speaks for it."""

    name: str
    ask: Said
    takes: dict[str, tuple[str, ...]]
    needs: tuple[tuple[str, ...], ...] = ()
    must: tuple[tuple[str, ...], ...] = ()
    asked: dict[str, tuple[str, ...]] = field(default_factory=dict)
    beside: tuple[str, ...] = ()
    base: float = 0.0
    weights: dict[str, float]
    whole_year: tuple[str, ...] = ()
    lean: Lean | None = None
    order: Ordering | None = None
    counts: tuple[str, ...] = ()
    none: Said | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Lexicon:
    """All of lexicon/asking.toml."""

    fatal: tuple[str, ...]
    asks: tuple[str, ...]
    changing: tuple[str, ...]
    signals: dict[str, Words]
    values: dict[str, dict[str, Words]]
    cuts: dict[str, dict[str, tuple[str, ...]]]
    endings: dict[str, tuple[str, ...]]
    turned: Words
    idle: Words
    passed: Words
    tails: dict[str, Words]
    limits: Words
    years: dict[str, Words]
    relative: Words
    labels: dict[str, Said]
    replies: dict[str, Said]
    indicators: dict[str, tuple[str, ...]] = field(default_factory=dict)
    questions: tuple[Asking, ...]

    def question(self, name: str) -> Asking:
        """The question of a name."""
        return next(one for one in self.questions if one.name == name)

    def reply(self, key: str, language: str, **given: object) -> str:
        """A sentence of an answer, with what it names put in."""
        return self.replies[key].in_language(language).format(**given)

    def label(self, key: str, language: str) -> str:
        """What a parameter or a kind of names is called."""
        return self.labels[key].in_language(language)


#: Signals that no word gives but what is named: several areas, several years, an honour.
DERIVED = ("several-areas", "span", "honour-name")


@lru_cache(maxsize=4)
def load(folder: Path) -> Lexicon:
    """Read lexicon/asking.toml; LexiconError names file, line and key."""
    path = folder / "asking.toml"
    found = read(path, Lexicon)
    known = {*found.signals, *found.values, *DERIVED, "limit"}
    for name in found.fatal:
        _check(path, ("fatal",), name, known)
    for name in found.asks:
        _check(path, ("asks",), name, known)
    for name in found.changing:
        _check(path, ("changing",), name, known)
    for at, one in enumerate(found.questions):
        for name in (*one.weights, *(name for group in one.must for name in group)):
            _check(path, ("questions", at, "weights"), name, known)
        for name in one.takes:
            _check(path, ("questions", at, "takes"), name, found.labels)
        taken: Mapping[str, object] = one.takes
        for name in (name for group in one.needs for name in group):
            _check(path, ("questions", at, "needs"), name, taken)
    return found


def _check(
    path: Path, keys: tuple[str | int, ...], name: str, known: Mapping[str, object] | set[str]
) -> None:
    if name not in known:
        raise wrong(path, keys, f"no {name}", near(name, known))
