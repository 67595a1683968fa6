"""Rules that make the spelling of a name regular, as lexicon/indicators.toml has them."""

import re
from collections.abc import Callable
from dataclasses import dataclass as plain
from functools import partial
from pathlib import Path

from pydantic.dataclasses import dataclass

from kg.lexicon.tables import STRICT, wrong


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Variant:
    """A rule of spelling, plain texts or a pattern; with `compare` it holds for looking up only."""

    replacement: str
    texts: tuple[str, ...] = ()
    pattern: str = ""
    compare: bool = False


@dataclass(frozen=True, slots=True, config=STRICT)
class Characters:
    """Single characters, each with the one that it is written as."""

    source: str
    target: str


Rule = Callable[[str], str]


@plain(frozen=True, slots=True)
class Spelling:
    """Rules that are applied until nothing changes."""

    rules: tuple[Rule, ...]

    def __call__(self, text: str) -> str:
        """The regular spelling; a second call changes nothing."""
        # rules that shrink the text need at most a pass a character; the limit stops any others
        for _ in range(len(text) + 1):
            before = text
            for rule in self.rules:
                text = rule(text)
            if text == before:
                break
        return text


def characters(pair: Characters, path: Path) -> dict[int, int]:
    """The table to translate single characters by."""
    if len(pair.source) != len(pair.target):
        raise wrong(path, ("characters",), "source and target differ in length")
    return str.maketrans(pair.source, pair.target)


def spelling(variants: tuple[Variant, ...], path: Path, *, compare: bool) -> Spelling:
    """The rules for writing, or those for looking up only."""
    rules = (_rule(each, at, path) for at, each in enumerate(variants) if each.compare == compare)
    return Spelling(tuple(rules))


def _rule(variant: Variant, at: int, path: Path) -> Rule:
    if bool(variant.texts) == bool(variant.pattern):
        raise wrong(path, ("variants", at), "either texts or a pattern")
    if variant.texts:
        return _replacing(variant.texts, variant.replacement)
    pattern = re.compile(variant.pattern)
    try:
        pattern.sub(variant.replacement, "")
    except re.error as error:
        raise wrong(path, ("variants", at, "replacement"), f"{error}") from error
    return partial(pattern.sub, variant.replacement)


def _replacing(texts: tuple[str, ...], replacement: str) -> Rule:
    def rule(name: str) -> str:
        for text in texts:
            if text in name:
                name = name.replace(text, replacement)
        return name

    return rule
