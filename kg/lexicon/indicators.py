"""lexicon/indicators.toml: the standard indicators, and one name for all spellings of each."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass as plain
from enum import StrEnum
from functools import cached_property, lru_cache, partial
from pathlib import Path

from pydantic.dataclasses import dataclass

from kg.lexicon.quantities import Units, units_of
from kg.lexicon.tables import STRICT, near, read, words_of, wrong


class Kind(StrEnum):
    """What sort of number an indicator has."""

    AMOUNT = "amount"
    RATIO = "ratio"
    COUNT = "count"
    INDEX = "index"
    INTENSITY = "intensity"
    RATE_OF_CHANGE = "rate-of-change"


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Indicator:
    """A measured quantity; `aliases` are further names of the very same one."""

    name: str
    label_en: str
    kind: Kind
    category: str
    aliases: tuple[str, ...] = ()
    unit: str = ""
    direction: Direction = Direction.NONE
    numerator: str | None = None
    denominator: str | None = None
    broader: str | None = None
    examples: tuple[str, ...] = ()
    not_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Variant:
    """A rule of spelling, plain texts or a pattern; with `compare` it holds for looking up only."""

    replacement: str
    texts: tuple[str, ...] = ()
    pattern: str = ""
    compare: bool = False


@dataclass(frozen=True, slots=True, config=STRICT)
class _Characters:
    source: str
    target: str


@dataclass(frozen=True, slots=True, config=STRICT)
class _Shares:
    endings: tuple[str, ...]
    not_endings: tuple[str, ...]


@dataclass(frozen=True, slots=True, config=STRICT)
class _File:
    categories: dict[str, str]
    heads: dict[Kind, tuple[str, ...]]
    shares: _Shares
    characters: _Characters
    variants: tuple[Variant, ...]
    indicator: tuple[Indicator, ...]


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


@plain(frozen=True, kw_only=True)
class IndicatorTable:
    """All of lexicon/indicators.toml, ready for looking up.

    `categories` gives the English name of each, `heads` the kind that a phrase's last noun tells,
    `index` the indicator of each name and alias; `written` makes a spelling regular, `compared`
    further takes off what only tells spellings apart.
    """

    indicators: tuple[Indicator, ...]
    categories: Mapping[str, str]
    heads: Mapping[str, Kind]
    characters: Mapping[int, int]
    written: Spelling
    compared: Spelling
    index: Mapping[str, Indicator]
    shares: tuple[str, ...] = ()
    not_shares: tuple[str, ...] = ()

    @cached_property
    def alike(self) -> Mapping[str, Indicator]:
        """The indicator of each name in regular spelling, and as compared where that is free.

        Made when a name is first not in `index`, which a run that reads no report never needs.
        """
        spellings: dict[str, Indicator] = {}
        for name, indicator in self.index.items():
            spellings.setdefault(self.written(name), indicator)
        for spelling, indicator in tuple(spellings.items()):
            spellings.setdefault(self.compared(spelling), indicator)
        return spellings

    @cached_property
    def known(self) -> Callable[[str], Indicator | None]:
        """The indicator that has a name in any of its spellings, with a memory."""
        return lru_cache(maxsize=8192)(self._known)

    def _known(self, name: str) -> Indicator | None:
        if name in self.index:
            return self.index[name]
        written = self.regular(name)
        return self.alike.get(written) or self.alike.get(self.compared(written))

    @cached_property
    def regular(self) -> Rule:
        """The regular spelling of a name, with a memory: reports name the same ones again."""
        return lru_cache(maxsize=8192)(self._regular)

    def _regular(self, name: str) -> str:
        return self.written(name.translate(self.characters))


def load(folder: Path) -> IndicatorTable:
    """Read lexicon/indicators.toml; LexiconError names file and key."""
    path = folder / "indicators.toml"
    content = read(path, _File)
    index = _index(content.indicator, path)
    _check_references(content, index, units_of(folder), path)
    return IndicatorTable(
        indicators=content.indicator,
        categories=content.categories,
        heads={head: kind for kind, heads in content.heads.items() for head in heads},
        characters=_characters(content.characters, path),
        written=_spelling(content.variants, path, compare=False),
        compared=_spelling(content.variants, path, compare=True),
        index=index,
        shares=content.shares.endings,
        not_shares=content.shares.not_endings,
    )


def canonical(name: str, table: IndicatorTable) -> str:
    """The one name of an indicator; an unknown one comes back with its spelling made regular.

    >>> from kg.settings import Settings
    >>> table = load(Settings().lexicon)
    >>> canonical("规模以上工业增加值", table), canonical("GDP", table)
    ('规上工业增加值', '地区生产总值')
    >>> canonical("桑蚕产业产值占地区生产总值的比例", table)
    '桑蚕产业产值占GDP比重'
    """
    known = find(name, table)
    return known.name if known else table.regular(name)


def find(name: str, table: IndicatorTable) -> Indicator | None:
    """The indicator that has this name, in any of its spellings.

    >>> from kg.settings import Settings
    >>> found = find("全社会R&D经费支出占GDP的比重", load(Settings().lexicon))
    >>> found.numerator, found.unit
    ('全社会研发经费支出', '%')
    """
    return table.known(name)


def head(name: str, table: IndicatorTable) -> str | None:
    """The longest noun at the end of a phrase by which it is known as an indicator.

    >>> from kg.settings import Settings
    >>> head("丝绸服装出口交货产值", load(Settings().lexicon))
    '产值'
    """
    written = table.regular(name)
    endings = (written[start:] for start in range(len(written)))
    return next((ending for ending in endings if ending in table.heads), None)


def is_ratio(name: str, table: IndicatorTable) -> bool | None:
    """Whether a bare percentage is the level (森林覆盖率), not the growth (进出口总额).

    None where neither an entry nor the phrase's last noun tells.

    >>> from kg.settings import Settings
    >>> table = load(Settings().lexicon)
    >>> [is_ratio(name, table) for name in ("林长履职率", "花椒产量", "一件事改革")]
    [True, False, None]
    """
    known = find(name, table)
    if known:
        return known.kind is Kind.RATIO
    noun = head(name, table)
    return table.heads[noun] is Kind.RATIO if noun else None


def kind_of(name: str, table: IndicatorTable) -> str:
    """The kind of an indicator; `share` for a ratio of a part to its whole, else `unknown`.

    >>> from kg.settings import Settings
    >>> table = load(Settings().lexicon)
    >>> [kind_of(name, table) for name in ("工业总产值", "森林覆盖率", "资产负债率", "一件事")]
    ['amount', 'share', 'ratio', 'unknown']
    """
    known, noun = find(name, table), head(name, table)
    kind = known.kind if known else table.heads.get(noun or "")
    written = table.regular(name)
    part = written.endswith(table.shares) and not written.endswith(table.not_shares)
    if kind is Kind.RATIO and part:
        return "share"
    return kind.value if kind else "unknown"


def _index(indicators: tuple[Indicator, ...], path: Path) -> dict[str, Indicator]:
    index: dict[str, Indicator] = {}
    for keys, name in words_of("indicator", indicators, "name", "aliases"):
        if name in index:
            raise wrong(path, keys, f"{name} also names {index[name].name}")
        index[name] = indicators[int(keys[1])]
    return index


def _characters(pair: _Characters, path: Path) -> dict[int, int]:
    if len(pair.source) != len(pair.target):
        raise wrong(path, ("characters",), "source and target differ in length")
    return str.maketrans(pair.source, pair.target)


def _spelling(variants: tuple[Variant, ...], path: Path, *, compare: bool) -> Spelling:
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


def _check_references(
    content: _File, index: Mapping[str, Indicator], units: Units, path: Path
) -> None:
    """A category, a unit and a broader indicator must be there."""
    for at, indicator in enumerate(content.indicator):
        for key, value, known in (
            ("category", indicator.category, content.categories),
            ("broader", indicator.broader, index),
        ):
            if value is not None and value not in known:
                hint = near(value, known)
                raise wrong(path, ("indicator", at, key), f"no such {key}: {value}", hint)
        if not units.knows(indicator.unit):
            hint = near(indicator.unit, units.known) or "lexicon/units.toml has them"
            raise wrong(path, ("indicator", at, "unit"), f"no such unit: {indicator.unit}", hint)
