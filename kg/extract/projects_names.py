"""When two names are one project, and where a project lies."""

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.lexicon.actions import Stages
from kg.model import Area, Mention, MentionType

_MARKS = re.compile(r"[“”\"‘’《》\s]")
#: Levels from coarse to fine; a place finer than the report's own is worth saying.
_LEVELS = ("country", "region", "province", "prefecture", "county", "zone", "township", "village")
#: An ending of at least so many characters is the same thing in short.
_SHORT = 6
_SUFFIX = re.compile("(?:街道|社区|[省市区县旗镇乡村])$")


class Namer:
    """The ways of writing a project's name, from lexicon/stages.toml."""

    def __init__(self, rules: Stages) -> None:
        """Longest endings first."""
        self._same = rules.same
        self._endings = tuple(sorted(rules.endings, key=len, reverse=True))
        words = sorted(rules.common.split(), key=lambda word: (-len(word), word))
        self._common = re.compile("|".join(words))
        self._undertaking = re.compile(rules.undertaking)
        self._own = re.compile(rules.own)
        self._park = re.compile(rules.park)

    def key(self, name: str) -> str:
        """A name without what two names of one project may differ in."""
        bare = _MARKS.sub("", name)
        for written, standard in self._same.items():
            bare = bare.replace(written, standard)
        for ending in self._endings:
            if bare.endswith(ending) and len(bare) - len(ending) >= 4:
                return bare.removesuffix(ending)
        return bare

    def specific(self, name: str) -> bool:
        """Whether a name tells one thing from others of its kind.

        >>> from kg.lexicon.actions import load_stages
        >>> from kg.settings import Settings
        >>> namer = Namer(load_stages(Settings().lexicon))
        >>> namer.specific("低碳产业园"), namer.specific("汾湖低碳产业园")
        (False, True)
        >>> namer.specific("未来产业科技园")
        True
        """
        bare = _MARKS.sub("", name)
        quoted = bare != "".join(name.split())
        told = self._own.match(bare) or self._park.match(bare)
        return quoted or bool(told) or len(self._common.sub("", bare)) >= 2

    def undertaking(self, name: str) -> bool:
        """Whether a name says by itself that something is undertaken: 项目, 工程."""
        return bool(self._undertaking.search(name))

    def same(self, one: str, other: str) -> bool:
        """Whether two names are one project: equal, or one the ending of the other.

        >>> from kg.lexicon.actions import load_stages
        >>> from kg.settings import Settings
        >>> namer = Namer(load_stages(Settings().lexicon))
        >>> namer.same("沪苏湖高铁", "沪苏湖铁路"), namer.same("沪苏湖高铁", "通苏嘉甬高铁")
        (True, False)
        """
        return alike(self.key(one), self.key(other))


def alike(one: str, other: str) -> bool:
    """Whether the keys of two names are those of one project."""
    if len(one) == len(other):
        return one == other
    long, short = (one, other) if len(one) > len(other) else (other, one)
    return len(short) >= _SHORT and long.endswith(short)


class Keys:
    """Keys of names in the order in which they came, each of a project of its own."""

    def __init__(self) -> None:
        """Know none yet."""
        self._order: dict[str, int] = {}
        self._ending: dict[str, str] = {}  # which key was the first to end so

    def first(self, key: str) -> str:
        """The first key that is `alike`, else the key itself, which is known from then on.

        >>> keys = Keys()
        >>> keys.first("汾湖低碳产业园"), keys.first("吴江汾湖低碳产业园"), keys.first("低碳产业园")
        ('汾湖低碳产业园', '汾湖低碳产业园', '低碳产业园')
        """
        shorter = (end for end in _endings(key) if end in self._order)
        found = [*shorter, self._ending[key]] if key in self._ending else [*shorter]
        if found:
            return min(found, key=self._order.__getitem__)
        self._order[key] = len(self._order)
        for end in _endings(key):
            self._ending.setdefault(end, key)
        return key


def _endings(key: str) -> Iterator[str]:
    """The key and its ends that are the same thing in short."""
    return (key[start:] for start in range(len(key) - _SHORT + 1))


def areas_named(mentions: tuple[Mention, ...], home: Area) -> tuple[Area, ...]:
    """The areas that a document names and that are finer than its own, each once."""
    found = [m.area for m in mentions if m.type is MentionType.AREA and m.area]
    return tuple(dict.fromkeys(area for area in found if _finer(area, home)))


def _finer(area: Area, home: Area) -> bool:
    if area.level not in _LEVELS or home.level not in _LEVELS:
        return False
    return _LEVELS.index(area.level) > _LEVELS.index(home.level)


def finest(name: str, beside: list[Mention], areas: tuple[Area, ...], home: Area) -> Area:
    """The one finer area that a project's name holds or follows; of several or none the own."""
    near = [m.area for m in beside if m.type is MentionType.AREA and m.area]
    inside = [area for area in areas if area.name in name]
    inside = inside or [area for area in areas if _short(area.name) in name]
    found = [area for area in dict.fromkeys([*inside, *near]) if _finer(area, home)]
    if not found:
        return home
    level = max(_LEVELS.index(area.level) for area in found)
    finest_ones = [area for area in found if _LEVELS.index(area.level) == level]
    return finest_ones[0] if len(finest_ones) == 1 else home


@lru_cache(maxsize=4096)  # each project asks for the same areas
def _short(name: str) -> str:
    bare = _SUFFIX.sub("", name)
    return bare if len(bare) >= 2 else name
