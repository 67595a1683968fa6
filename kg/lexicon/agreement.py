"""lexicon/agreement.toml: how figures are held against each other."""

import re
from collections.abc import Iterable
from dataclasses import dataclass as plain
from decimal import Decimal
from pathlib import Path

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
class _Capped:
    endings: Words


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class _File:
    same: _Same
    said: _Said
    about: _Width
    near: _Width
    names: _Names
    capped: _Capped
    parts: dict[str, str]


@plain(frozen=True, kw_only=True)
class AgreementWords:
    """What decides whether words and numbers say the same."""

    ignored: re.Pattern[str]
    reached: re.Pattern[str]
    missed: re.Pattern[str]
    pending: re.Pattern[str]
    about: Decimal
    near: Decimal
    capped: Words
    share: Decimal
    share_of_few: Decimal
    share_of_listed: Decimal
    rates: Words
    few: int
    endings: Words
    parts: dict[str, Decimal]

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
        capped=found.capped.endings,
        parts={name: Decimal(share) for name, share in found.parts.items()},
    )


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in patterns))
