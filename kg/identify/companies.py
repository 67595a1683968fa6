"""One name for a company: 亨通集团有限公司, 亨通集团 and 亨通 are one, 亨通光电 is another."""

import re
from collections.abc import Collection, Iterable

from kg.identify.own import Place
from kg.lexicon.identity import Companies

_BRACKETS = re.compile(r"（[^（）]*）")
_SHORTEST, _LONGEST = 2, 6


class CompanyNames:
    """The legal forms and common words of one lexicon."""

    def __init__(
        self, rules: Companies, industries: Collection[str], listed: Iterable[str]
    ) -> None:
        """Longest words first; `industries` end many names of companies, and tell none alone."""
        self._forms = tuple(sorted(rules.forms, key=len, reverse=True))
        self._industries = frozenset(word for word in industries if len(word) > 1)
        words = sorted({*rules.common.split(), *industries}, key=lambda w: (-len(w), w))
        self._common = re.compile("|".join(words))
        self._placed = tuple(rules.placed)
        self._listed = frozenset(listed)

    def name(self, written: str, place: Place) -> str:
        """What tells the company from all others."""
        bare = _BRACKETS.sub("", written) or written
        core = self._core(bare)
        if not self._telling(core):
            return self._local(bare, core, place)
        if core in place.areas.short or core in place.areas.full:
            return bare  # a company that bears the name of a place is known by its legal form
        return self._placeless(core, place)

    def at_the_head(self, project: str, place: Place) -> str:
        """The company that a project's name begins with: 微康生物 of 微康生物益生菌项目.

        It is a listed one, or two characters of its own before the word of an industry.
        """
        for size in range(_LONGEST, _SHORTEST - 1, -1):
            head, rest = project[:size], project[size:]
            if len(rest) < _SHORTEST or head in place.areas.short:
                continue
            if head in self._listed or self._industrial(head, place):
                return head
        return ""

    def _industrial(self, head: str, place: Place) -> bool:
        own, industry = head[:_SHORTEST], head[_SHORTEST:]
        known = industry in self._industries and own not in place.areas.short
        return known and self._common.sub("", own) == own

    def _core(self, name: str) -> str:
        for form in self._forms:
            rest = name.removesuffix(form)
            if rest != name and len(rest) >= _SHORTEST:
                return self._core(rest)
        return name

    def _telling(self, core: str) -> bool:
        return bool(self._common.sub("", core))

    def _local(self, name: str, core: str, place: Place) -> str:
        """国控集团 is the own place's."""
        return place.name + core if place.name and name not in self._listed else name

    def _placeless(self, core: str, place: Place) -> str:
        """苏州英诺赛科 is 英诺赛科; 苏州银行 stays, 吴江城投 is 吴江区城投."""
        if core in self._listed or core.endswith(self._placed):
            return core
        for size in range(_LONGEST, _SHORTEST - 1, -1):
            head, rest = core[:size], core[size:]
            if len(rest) < _SHORTEST or not place.bears(head, rest):
                continue
            left = self._common.sub("", rest)
            if len(rest) > _SHORTEST and len(left) >= _SHORTEST:
                return rest
            if not left and head == place.short:
                return place.name + rest
        return core
