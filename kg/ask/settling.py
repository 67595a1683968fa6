"""The parts of a question settled: names completed, areas in areas made one, halves of years."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.ask.names import Name, Names
from kg.ask.partial import completed
from kg.ask.parts import Part, parts
from kg.ask.relative import halved

_GLUE = re.compile(r"[的市,，、(（]?")


def settled(text: str, names: Names) -> tuple[Part, ...]:
    """The parts, with names that stand only in part completed and areas in areas made one."""
    found = parts(text, names)
    more = tuple(completed(text, found, names))
    return halved(text, _settled(text, parts(text, names, more) if more else found))


def _settled(text: str, found: Sequence[Part]) -> list[Part]:
    """Divisions one behind the other are the last one; an area of many places is what it can be."""
    kept: list[Part] = []
    for part in found:
        before = next((one for one in reversed(kept) if one.sort == "name"), None)
        if before and _areas(before) and _areas(part):
            inner = tuple(n for n in part.names if _inside(n, before))
            if inner and _GLUE.fullmatch(text[before.end : part.start]):
                kept.remove(before)
                part = replace(part, names=inner)  # noqa: PLW2901
        kept.append(part)
    return kept


def _areas(part: Part) -> bool:
    return part.sort == "name" and any(one.kind in {"area", "place"} for one in part.names)


def _inside(name: Name, above: Part) -> bool:
    return any(one.name in name.within and one.name != name.name for one in above.names)
