"""Times that depend on when they are said: 去年, 上半年; said of an area by its latest report."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from kg.ask.names import Name, Names
from kg.ask.parts import Part
from kg.ask.present import Now
from kg.ask.times import half_of

_AREAS = frozenset({"area", "place"})


class Resolved(NamedTuple):
    """A stretch of a compared question with the period and the area that it was resolved by."""

    start: int
    end: int
    period: str
    home: str


def resolved(
    text: str, found: Sequence[Part], names: Names
) -> tuple[tuple[Part, ...], tuple[Resolved, ...]]:
    """The parts with relative times made times, as far as reports tell when they are said."""
    now = _present(found, names)
    timed = any(part.sort == "time" for part in found)
    if now is None or timed:
        return tuple(found), ()
    read = [_year(part, now) for part in found]
    if any(part.sort == "time" for part in read):
        read = list(halved(text, read))
    elif now.parts:
        read = [_part(text, part, now) for part in read]
    return tuple(read), tuple(_told(found, read, now))


def _told(found: Sequence[Part], read: Sequence[Part], now: Now) -> Iterator[Resolved]:
    open_still = {(one.start, one.end) for one in read if one.sort == "relative"}
    times = [one for one in read if one.sort == "time"]
    for part in found:
        if part.sort == "relative" and (part.start, part.end) not in open_still and times:
            same = (one for one in times if one.start == part.start)
            period = next(same, times[0]).names[0].name
            yield Resolved(part.start, part.end, period, now.home)


def _present(found: Sequence[Part], names: Names) -> Now | None:
    """The latest present of the areas that are named, of all where none is."""
    areas = [name for part in found for name in part.names if name.kind in _AREAS]
    if not areas:
        return names.now.get("")
    known = (_of(one, names.now) for one in areas)
    return max((one for one in known if one), default=None)


def _of(area: Name, now: Mapping[str, Now]) -> Now | None:
    """The present of an area, else that of the nearest area around it that a report is about."""
    around = (one for one in reversed(area.within) if one in now and now[one].home == one)
    return now.get(area.name) or next((now[one] for one in around), None)


def _year(part: Part, now: Now) -> Part:
    offset = next((one.name for one in part.names if one.kind == "offset"), None)
    if part.sort != "relative" or offset is None:
        return part
    return replace(part, sort="time", names=(Name("period", str(now.year + int(offset))),))


def _part(text: str, part: Part, now: Now) -> Part:
    key = half_of(str(now.year), text[part.start : part.end])
    if part.sort != "relative" or key is None:
        return part
    return replace(part, sort="time", names=(Name("period", key),))


def halved(text: str, found: Sequence[Part]) -> tuple[Part, ...]:
    """A half whose year stands elsewhere in the question is one of that year."""
    years = [part for part in found if part.sort == "time"]
    if len(years) != 1 or not years[0].names[0].name.isdigit():
        return tuple(found)
    for part in found:
        key = half_of(years[0].names[0].name, text[part.start : part.end])
        if part.sort == "relative" and key:
            whole = replace(years[0], names=(Name("period", key),))
            swapped = (whole if one is years[0] else one for one in found if one is not part)
            return tuple(swapped)
    return tuple(found)
