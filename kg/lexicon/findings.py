"""lexicon/findings.toml: every kind of finding, what it means and how to mend it."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from pydantic import Field
from pydantic.dataclasses import dataclass

from kg.lexicon.tables import STRICT, read, refuse_twice, words_of
from kg.model import Finding, Severity


class Origin(StrEnum):
    """What makes a finding: a shape, the reading of a text, or the project's own files.

    Some come only of several statements together, of one report or of many.
    """

    SHAPES = "shapes"
    READING = "reading"
    DECISIONS = "decisions"
    KEPT = "kept"
    TOGETHER = "together"


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Words:
    """The same said in Chinese and in English."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Example:
    """A small report that brings the finding at one of its lines, and why it does."""

    text: str = Field(min_length=1)
    line: int
    why: Words


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class FindingCode:
    """One kind of finding; `message` is what is said where no shape says it."""

    code: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$")
    severity: Severity
    origin: Origin
    title: Words
    meaning: Words
    occurs: Words
    mend: Words
    example: Example
    message: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class _File:
    finding: tuple[FindingCode, ...]


class FindingTable(Mapping[str, FindingCode]):
    """All kinds of findings by their code, in the order of the file."""

    def __init__(self, codes: tuple[FindingCode, ...]) -> None:
        """Keep the kinds by their code."""
        self._codes = {one.code: one for one in codes}

    def __getitem__(self, code: str) -> FindingCode:
        """One kind of finding."""
        return self._codes[code]

    def __iter__(self) -> Iterator[str]:
        """The codes."""
        return iter(self._codes)

    def __len__(self) -> int:
        """How many kinds there are."""
        return len(self._codes)

    def finding(
        self, code: str, *, document: str, line: int, quote: str, exact: str = "", **words: str
    ) -> Finding:
        """A finding whose message the lexicon has; `words` fill the braces in it."""
        kind = self[code]
        said = kind.message or kind.title
        return Finding(
            code=code,
            severity=kind.severity,
            document=document,
            line=line,
            quote=quote,
            message_zh=said.zh.format(**words),
            message_en=said.en.format(**words),
            exact=exact,
        )


@lru_cache(maxsize=4)
def load(folder: Path) -> FindingTable:
    """Read lexicon/findings.toml; LexiconError names file, line and key."""
    path = folder / "findings.toml"
    found = read(path, _File, patterns=False)
    refuse_twice(path, words_of("finding", found.finding, "code"))
    return FindingTable(found.finding)
