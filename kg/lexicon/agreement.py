"""lexicon/agreement.toml: how figures are held against each other."""

import re
from collections.abc import Iterable
from dataclasses import dataclass as plain
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic.dataclasses import dataclass

from kg.lexicon.tables import STRICT, read

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class _Same:
    ignored: Words


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class _Said:
    reached: Words
    missed: Words
    pending: Words


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class _Width:
    width: str


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class _Names:
    share: str
    share_of_few: str
    share_of_listed: str
    rates: Words
    few: int
    endings: Words


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class _Counts:
    kinds: Words
    averages: Words


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class _Capped:
    endings: Words


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class _Checks:
    shares: str
    plans: str
    listed: str
    among: Words
    ended: str
    around: dict[str, Words]
    between: str
    real: Words
    nominal: Words
    last_year: Words
    money: Words
    complete: tuple[Words, ...]
    points: dict[str, str]
    sums: dict[str, Words]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class _Lists:
    fewest: int
    common: str
    replaced: str


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class _Rates:
    unit: str
    width: str
    yearly: dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class _File:
    same: _Same
    said: _Said
    about: _Width
    near: _Width
    names: _Names
    counts: _Counts
    capped: _Capped
    parts: dict[str, str]
    checks: _Checks
    lists: _Lists
    rates: _Rates


@plain(frozen=True, kw_only=True)
class AgreementWords:
    """What decides whether words and numbers say the same."""

    ignored: re.Pattern[str]
    reached: re.Pattern[str]
    missed: re.Pattern[str]
    pending: re.Pattern[str]
    about: Decimal
    near: Decimal
    counted: Words
    averages: Words
    capped: Words
    share: Decimal
    share_of_few: Decimal
    share_of_listed: Decimal
    rates: Words
    few: int
    endings: Words
    parts: dict[str, Decimal]
    shares: re.Pattern[str]
    plans: re.Pattern[str]
    listed: re.Pattern[str]
    among: re.Pattern[str]
    ended: re.Pattern[str]
    around: dict[str, Words]
    between: re.Pattern[str]
    real: Words
    nominal: Words
    last_year: Words
    money: Words
    complete: tuple[Words, ...]
    points: dict[str, str]
    sums: dict[str, Words]
    fewest: int
    common: Decimal
    replaced: Decimal
    rate_unit: str
    rate_width: Decimal
    rates_of: dict[str, dict[str, Decimal]]

    def short(self, name: str) -> str:
        """A name without an ending that adds nothing.

        >>> from kg.settings import Settings
        >>> words = load(Settings().lexicon)
        >>> words.short("新材料产业"), words.short("丝绸纺织业"), words.short("产业")
        ('新材料', '丝绸纺织', '产业')
        """
        for ending in self.endings:
            if len(name) > len(ending) + 1:
                name = name.removesuffix(ending)
        return name

    def plain(self, words: str) -> str:
        """Words without those that change nothing.

        >>> from kg.settings import Settings
        >>> load(Settings().lexicon).plain("与经济增长 基本同步")
        '与经济增长同步'
        """
        return self.ignored.sub("", "".join(words.split()))


def load(folder: Path) -> AgreementWords:
    """Read lexicon/agreement.toml; LexiconError names file, line and key."""
    found = read(folder / "agreement.toml", _File)
    return AgreementWords(
        ignored=_any(map(re.escape, found.same.ignored)),
        reached=_any(found.said.reached),
        missed=_any(found.said.missed),
        pending=_any(found.said.pending),
        about=Decimal(found.about.width),
        near=Decimal(found.near.width),
        share=Decimal(found.names.share),
        share_of_few=Decimal(found.names.share_of_few),
        share_of_listed=Decimal(found.names.share_of_listed),
        rates=found.names.rates,
        few=found.names.few,
        endings=found.names.endings,
        counted=found.counts.kinds,
        averages=found.counts.averages,
        capped=found.capped.endings,
        parts={name: Decimal(share) for name, share in found.parts.items()},
        **_checks(found.checks),
        fewest=found.lists.fewest,
        common=Decimal(found.lists.common),
        replaced=Decimal(found.lists.replaced),
        rate_unit=found.rates.unit,
        rate_width=Decimal(found.rates.width),
        rates_of={
            unit: {year: Decimal(rate) for year, rate in rates.items()}
            for unit, rates in found.rates.yearly.items()
        },
    )


def _checks(found: _Checks) -> dict[str, Any]:
    patterns = ("shares", "plans", "listed", "between", "ended")
    values = {name: getattr(found, name) for name in _Checks.__dataclass_fields__}
    among = {"among": _any(map(re.escape, found.among))}
    return values | among | {name: re.compile(values[name]) for name in patterns}


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in patterns))
