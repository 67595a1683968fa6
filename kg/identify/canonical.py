"""One form for every name, by its type: what the same thing is called in any report."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from kg.identify.companies import CompanyNames
from kg.identify.own import Place
from kg.lexicon.identity import IdentityRules
from kg.lexicon.indicators import IndicatorTable, canonical, find
from kg.lexicon.names import Names
from kg.model import MentionType

#: A title, and what is built, are said by at least so many characters.
_SHORTEST, _SAYING = 3, 4
_ZONE = "区"
ORGANISATION, PROJECT = MentionType.ORGANISATION, MentionType.PROJECT
_OWN = frozenset({ORGANISATION, PROJECT, MentionType.HONOUR, MentionType.POLICY})


class Named(NamedTuple):
    """A name in its one form; `bare` is it without the own place that no word of it says."""

    name: str
    bare: str


class Canonical:
    """The rules of one lexicon, compiled."""

    def __init__(
        self, rules: IdentityRules, names: Names, common: Iterable[str], table: IndicatorTable
    ) -> None:
        """Common words are those that tell no project or body from another."""
        heads = names.rules.heads
        self._rules = rules
        self._table = table
        self.plain = rules.plain
        self.works = rules.projects.works
        self._bare = re.compile(rules.projects.bare)
        self.shared = re.compile(rules.projects.shared)
        self._companies = CompanyNames(rules.companies, heads.enterprise_weak, names.companies)
        self._lead = re.compile(rules.projects.lead)
        self._ends = tuple(sorted(rules.projects.ends, key=len, reverse=True))
        self._built = tuple({*heads.project, *rules.projects.built} - {*self._ends})
        self._whole = [re.compile(pattern) for pattern in rules.projects.whole]
        self._parks = re.compile(rules.projects.parks)
        self._stretch = re.compile(rules.projects.stretch)
        self._apart = re.compile("|".join(rules.projects.apart.split()))
        generic = (word for word in names.rules.generic.words if len(word) > 1)
        self._words = {*common, *generic, *rules.own.common.split()}
        self._common = re.compile(_any(self._words) + "|第[一二三四五六七八九十]+")
        self._titles = tuple(sorted(rules.honours.ends, key=len, reverse=True))
        self._quoted = re.compile(rules.policies.quoted)
        self._level = re.compile(rules.honours.level)

    def __call__(self, kind: MentionType, written: str, place: Place) -> Named:
        """A name of one type, as a report of that place means it."""
        branded = self._quoted.match(written) if kind is MentionType.POLICY else None
        name = self.plain(branded.group(1) if branded else written)
        if not name:
            return Named(written, written)
        if kind is MentionType.INDICATOR:
            known = canonical("".join(written.split()), self._table)
            return Named(known, known)
        if kind in _OWN or kind is MentionType.ENTERPRISE:
            name = place.placed(name)
        for word, meant in self._rules.words.same.items():
            name = name.replace(word, meant)
        if kind is MentionType.ENTERPRISE:
            known = self._companies.name(name, place)
            return Named(known, known)
        name = self._of_its_kind(kind, name, place)
        if kind not in {ORGANISATION, PROJECT}:
            return Named(name, name)
        return self._local(name, place)

    def _of_its_kind(self, kind: MentionType, name: str, place: Place) -> str:
        """A name without what stands around names of its kind."""
        if kind is MentionType.HONOUR:
            return self._honour(name)
        if kind is PROJECT:
            return self._project(name, place)
        if kind is ORGANISATION:
            return self._in_full(name, place)
        for rewrite in self._rules.policies.same if kind is MentionType.POLICY else ():
            name = rewrite(name)
        return name

    def standard(self, name: str) -> bool:
        """Whether a name is one of the indicators that the lexicon lists."""
        return find("".join(name.split()), self._table) is not None

    def company_of(self, project: str, place: Place) -> str:
        """The company that a project's name begins with, empty where it begins with none."""
        name = self.plain(project)
        known = self.undertaken(name) and name[:2] not in self._words
        return self._companies.at_the_head(name, place) if known else ""

    def whole(self, project: str, place: Place) -> str:
        """The project that the name says it is a part of, empty where it says none.

        苏台高速七都至桃源段 is a stretch of 苏台高速, 东湖大厦二期 goes on with 东湖大厦.
        """
        found = next(filter(None, (one.match(project) for one in self._whole)), None)
        name = self(PROJECT, found.group(1), place).name if found else ""
        return name if name != project else ""

    def headless(self, project: str) -> bool:
        """Whether the name of a project does not say what is built."""
        short = self._bare.fullmatch(project)
        return bool(short) and not project.endswith((*self._built, *self._ends))

    def undertaken(self, name: str) -> bool:
        """Whether a name says that it is a project: 某某项目."""
        return name.endswith(self._ends)

    def _telling(self, name: str, place: Place) -> bool:
        """Whether a name tells its thing from all others of the kind, by its place or otherwise."""
        located = place.begins(name) and name[:2] not in self._words
        return located or len(self._common.sub("", name)) >= 2

    def _local(self, name: str, place: Place) -> Named:
        """What every place has is the own place's; short names of bodies are written in full."""
        general = place.of_all_kinds(name) or not self._telling(name, place)
        own = bool(place.name) and general and not place.rules.national.search(name)
        full = place.name + name if own else name
        bare = self._rules.bodies.in_full(name)
        return Named(self._rules.bodies.in_full(full) if own else bare, bare)

    def _honour(self, name: str) -> str:
        for end in self._titles:
            if name.endswith(end) and len(name) - len(end) >= _SHORTEST:
                name = name.removesuffix(end)
        name = self._level.sub(r"\1", name)
        for rewrite in self._rules.honours.same:
            name = rewrite(name)
        return name

    def _without_region(self, name: str, place: Place) -> str:
        """移动长三角（苏州）汾湖中心 is 移动汾湖中心: what follows tells enough by itself."""
        before, opened, behind = name.partition("（")
        inside, closed, rest = behind.partition("）")
        if not opened:
            return name
        region = next((r for r in place.areas.regions if before.endswith(r)), "")
        shown = before.removesuffix(region)
        known = region and closed and len(shown) >= 2 and place.areas.codes(inside)
        return shown + rest if known and self._telling(rest, place) else name

    def _short_of_road(self, name: str, place: Place) -> str:
        """The stretch of a road without the district that holds the town where it begins."""
        found = self._stretch.match(name)
        if not found or len(place.areas.codes(found.group(2), place.home_code)) != 1:
            return name
        return found.group(1) + found.group(3)

    def _in_full(self, name: str, place: Place) -> str:
        """吴江科创园 is 吴江区科创园: what nothing but its place tells from others."""
        found = place.division_ahead(name)
        if not found:
            return name
        full, rest = found
        zoned = _ZONE in rest  # 吴江高新区人民医院 is called by a zone, which bears the name
        known = len(rest) >= _SHORTEST and not zoned and not self._telling(rest, place)
        return full + rest if known else name

    def _project(self, name: str, place: Place) -> str:
        name = self._without_region(name, place)
        name = place.numbered_line(self._lead.sub("", name))
        for rewrite in self._rules.phases.same:
            name = rewrite(name)
        if not self._apart.match(name):
            name = self._rules.projects.railway(name)
        name = self._short_of_road(name, place)
        for rewrite in self._rules.projects.same:
            name = rewrite(name)
        name = self._ended(name)
        return self._in_full(name, place) if self._parks.search(name) else name

    def _ended(self, name: str) -> str:
        """A name without the word for what is built, where it says that by itself."""
        for end in self._ends:
            rest = name.removesuffix(end)
            if rest != name and rest.endswith(self._built) and len(rest) >= _SAYING:
                return rest
        return name


def _any(words: Iterable[str]) -> str:
    """Patterns of words, the longest first."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))
