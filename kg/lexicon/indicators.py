"""lexicon/indicators.toml: the standard indicators, and one name for all spellings of each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass as plain
from dataclasses import field
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path

from pydantic import Field
from pydantic.dataclasses import dataclass

from kg.lexicon import spelling, wordings
from kg.lexicon.quantities import Units, units_of
from kg.lexicon.tables import STRICT, near, read, words_of, wrong
from kg.lexicon.wordings import Wording


class Kind(StrEnum):
    """What sort of number an indicator has."""

    AMOUNT = "amount"
    RATIO = "ratio"
    SHARE = "share"
    COUNT = "count"
    INDEX = "index"
    INTENSITY = "intensity"
    RATE_OF_CHANGE = "rate-of-change"


#: Kinds of which a bare percentage is the level.
_LEVEL_IN_PERCENT = frozenset({Kind.RATIO, Kind.SHARE})


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Indicator:
    """A measured quantity; `aliases` are further names of the very same one.

    `close_match` is the local name of a resource of DBpedia that means nearly the same.
    """

    name: str
    label_en: str = Field(min_length=1)
    close_match: str = Field(default="", pattern=r"^[A-Za-z0-9_'()-]*$")
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
class Category:
    """A group of indicators: its notation in the code list, its English name."""

    code: str = Field(pattern=r"^[a-z-]+$")
    label_en: str


@dataclass(frozen=True, slots=True, config=STRICT)
class _Shares:
    endings: tuple[str, ...]
    not_endings: tuple[str, ...]


@dataclass(frozen=True, slots=True, config=STRICT)
class _File:
    categories: dict[str, Category]
    definitions: dict[str, Wording]
    heads: dict[Kind, tuple[str, ...]]
    shares: _Shares
    characters: spelling.Characters
    variants: tuple[spelling.Variant, ...]
    indicator: tuple[Indicator, ...]
    unlisted: tuple[spelling.Variant, ...] = ()


@plain(frozen=True, kw_only=True)
class IndicatorTable:
    """All of lexicon/indicators.toml, ready for looking up.

    `categories` gives code and English name of each, `definitions` sentences to describe
    indicators with, `heads` the kind that a phrase's last noun tells,
    `index` the indicator of each name and alias; `written` makes a spelling regular, `compared`
    further takes off what only tells spellings apart, `unlisted` what names without an entry
    go without.
    """

    indicators: tuple[Indicator, ...]
    categories: Mapping[str, Category]
    definitions: Mapping[str, Wording]
    heads: Mapping[str, Kind]
    characters: Mapping[int, int]
    written: spelling.Spelling
    compared: spelling.Spelling
    index: Mapping[str, Indicator]
    unlisted: spelling.Spelling = field(default_factory=lambda: spelling.Spelling(()))
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
        for written, indicator in tuple(spellings.items()):
            spellings.setdefault(self.compared(written), indicator)
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
    def regular(self) -> spelling.Rule:
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
    _check_definitions(content.definitions, path)
    return IndicatorTable(
        indicators=content.indicator,
        categories=content.categories,
        definitions=content.definitions,
        heads={head: kind for kind, heads in content.heads.items() for head in heads},
        characters=spelling.characters(content.characters, path),
        written=spelling.spelling(content.variants, path, compare=False),
        compared=spelling.spelling(content.variants, path, compare=True),
        unlisted=spelling.spelling(content.unlisted, path, compare=False),
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
    >>> canonical("桑蚕加工企业数量", table)
    '桑蚕加工企业'
    """
    known = find(name, table)
    return known.name if known else table.unlisted(table.regular(name))


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
    kind = kind_of(name, table)
    return kind in _LEVEL_IN_PERCENT if kind else None


def kind_of(name: str, table: IndicatorTable) -> Kind | None:
    """The kind of an indicator, by its entry or by the phrase's last noun; None where none tells.

    A ratio whose name ends like that of a part of a whole is a share.

    >>> from kg.settings import Settings
    >>> table = load(Settings().lexicon)
    >>> [kind_of(name, table) for name in ("森林覆盖率", "路灯覆盖率", "资产负债率", "一件事改革")]
    [<Kind.SHARE: 'share'>, <Kind.SHARE: 'share'>, <Kind.RATIO: 'ratio'>, None]
    >>> kind_of("投资占年度计划比重", table)  # a plan can be more than fulfilled
    <Kind.RATIO: 'ratio'>
    """
    known = find(name, table)
    if known:
        return known.kind
    noun = head(name, table)
    kind = table.heads[noun] if noun else None
    if kind not in {Kind.RATIO, Kind.SHARE}:
        return kind
    written = table.regular(name)
    if written.endswith(table.not_shares):
        return Kind.RATIO
    return Kind.SHARE if written.endswith(table.shares) else kind


def _index(indicators: tuple[Indicator, ...], path: Path) -> dict[str, Indicator]:
    index: dict[str, Indicator] = {}
    for keys, name in words_of("indicator", indicators, "name", "aliases"):
        if name in index:
            raise wrong(path, keys, f"{name} also names {index[name].name}")
        index[name] = indicators[int(keys[1])]
    return index


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


#: Sentences that definitions of indicators are made of, beside one for each kind.
_SENTENCES = ("unknown", "unit", "parts", "broader")
_PLACES = ("unit", "numerator", "denominator", "broader")


def _check_definitions(texts: Mapping[str, Wording], path: Path) -> None:
    """There is a sentence for each kind and each further thing, and it can be filled in."""
    for key in (*Kind, *_SENTENCES):
        if key not in texts:
            raise wrong(path, ("definitions",), f"no sentence for {key}")
    for key, text in texts.items():
        wordings.check(path, ("definitions", key), text, _PLACES)
