"""What one report says once in full is meant where it is said in short."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

from kg.model import MentionType

#: A name that is the end of a longer one has at least so many characters, by its type.
_SHORTEST = {MentionType.ORGANISATION: 4, MentionType.PROJECT: 4, MentionType.POLICY: 8}
_FIRST, _PHASE = "一期", re.compile("[一二三四五六]期$")


def in_full(
    names: Iterable[str],
    kind: MentionType,
    sure: Callable[[str], bool],
    works: Collection[str] = (),
) -> Mapping[str, str]:
    """The full name of each short one that the report makes sure of.

    A body or project is called by the end of its name (汾湖智算中心), a project by its name without
    its only phase or the works that are done to it, a company without the place in front. Where
    two full names fit, none is meant. `sure` says whether a name as short as can be is one.
    """
    known = sorted(set(names))
    found: dict[str, str] = {}
    if kind in _SHORTEST:
        found.update(_endings(known, _SHORTEST[kind], sure))
    if kind is MentionType.PROJECT:
        found.update(_phases({name for name in known if name not in found}))
        found.update(_worked_on({name for name in known if name not in found}, works))
    return found


def own_place(bare: str, known: Collection[str], short: str) -> str:
    """A name that tells nothing, with the short place that the report gives it elsewhere.

    >>> own_place("设计产业园二期", {"龙华设计产业园一期"}, "龙华")
    '龙华设计产业园二期'
    """
    full = short + bare
    base = _PHASE.sub("", full)
    return full if short and any(_PHASE.sub("", name) == base for name in known) else ""


def _endings(
    known: list[str], least: int, sure: Callable[[str], bool]
) -> Iterable[tuple[str, str]]:
    longer_ones: defaultdict[str, list[str]] = defaultdict(list)
    for name in known:
        for start in range(1, len(name) - least + 1):
            longer_ones[name[start:]].append(name)
    for short in known:
        longer = longer_ones.get(short, [])
        if not longer or (len(short) == least and not sure(short)):
            continue
        longest = max(longer, key=len, default="")
        if longest and all(longest.endswith(name) for name in longer):
            yield short, longest


def _phases(known: Collection[str]) -> Iterable[tuple[str, str]]:
    """A project that is named with its first phase and no other one, and without: it is that."""
    for name in sorted(known):
        base = name.removesuffix(_FIRST)
        if base == name or base not in known:
            continue
        phases = [one for one in known if one.startswith(base) and _PHASE.sub("", one) == base]
        if len(phases) == 2:
            yield base, name


def _worked_on(known: Collection[str], works: Collection[str]) -> Iterable[tuple[str, str]]:
    """A place that is named as a project, and with the one kind of works done to it."""
    for name in sorted(known):
        longer = [name + work for work in works if name + work in known]
        if len(longer) == 1:
            yield name, longer[0]
