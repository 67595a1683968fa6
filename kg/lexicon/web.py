"""lexicon/web.toml: what stands around a report on a web page."""

import re
from functools import lru_cache
from pathlib import Path

from pydantic.dataclasses import dataclass

from kg.lexicon.tables import STRICT, read

#: A longer line says more than what stands around a report.
_LONGEST_LABEL, _LONGEST_FOOTER = 100, 300
_MARKS = r"[|｜丨/\\\-—·•.。,，、;；:：\[\]【】〖〗()（）<>《》»›+*#&]"


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Around:
    """Lines around a report: of marks and buttons alone, with a label at their head, of a foot."""

    furniture: tuple[str, ...]
    labels: tuple[str, ...]
    footers: tuple[str, ...]

    def holds(self, line: str) -> bool:
        """Whether a line stands around a report and is no part of it.

        >>> from kg.settings import Settings
        >>> rules = load(Settings().lexicon).around
        >>> [rules.holds(line) for line in ("【打印】 【关闭】", "字体：[ 大 中 小 ]", "一、总体")]
        [True, True, False]
        """
        squeezed = "".join(line.split())
        if len(squeezed) > _LONGEST_FOOTER:
            return False
        if len(squeezed) <= _LONGEST_LABEL and self._short.match(squeezed):
            return True
        return self._foot.search(squeezed) is not None

    @property
    def _short(self) -> re.Pattern[str]:
        return _any(self.furniture, self.labels)

    @property
    def _foot(self) -> re.Pattern[str]:
        return _pattern("|".join(f"(?:{one})" for one in self.footers))


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Pager:
    """What the link to the next page of an article says."""

    follows: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class WebRules:
    """All of lexicon/web.toml."""

    around: Around
    pager: Pager


@lru_cache(maxsize=4)
def _any(furniture: tuple[str, ...], labels: tuple[str, ...]) -> re.Pattern[str]:
    things = "|".join(f"(?:{one})" for one in furniture)
    heads = "|".join(f"(?:{one})" for one in labels)
    return re.compile(f"(?:(?:{things}|{_MARKS})+$|(?:{heads}))", re.IGNORECASE)


@lru_cache(maxsize=4)
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)


@lru_cache(maxsize=4)
def load(folder: Path) -> WebRules:
    """Read lexicon/web.toml; LexiconError names file, line and key."""
    return read(folder / "web.toml", WebRules)
