"""A question cut into parts: names, times, cues, idle words, and what nobody knows."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from kg.ask.names import Met, Name, Names
from kg.ask.times import Time, times_of
from kg.text.numerals import chinese

_SIGN = re.compile(r"[\s,，.。?？!！;；:：、()（）\-—~～·…/]")

#: How much a character of each sort of part is worth, and what a part costs.
_WORTH = {
    "name": 1.2,
    "time": 1.4,
    "relative": 1.25,
    "cue": 1.0,
    "idle": 0.6,
    "passed": 0.6,
    "sign": 0.1,
}
_SEVERAL, _DOUBTED, _COST, _UNKNOWN = 0.8, 0.85, 0.4, -0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of a compared question and what it is taken for.

    `names` are all that it may mean, `tags` the signals that it gives; `partial` where a name is
    not given as anybody has it.
    """

    start: int
    end: int
    sort: str
    names: tuple[Name, ...] = ()
    tags: frozenset[str] = field(default_factory=frozenset)
    partial: bool = False

    @property
    def worth(self) -> float:
        """How well it explains its characters."""
        if self.sort == "unknown":
            return _UNKNOWN
        size = self.end - self.start
        if self.sort in {"idle", "passed"} and size > 1:
            return size * _SEVERAL - _COST
        sure = self.sort != "name" or any(one.sure for one in self.names)
        return size * (_WORTH[self.sort] if sure else _DOUBTED) - (self.sort != "sign") * _COST


def parts(text: str, names: Names, more: Iterable[Part] = ()) -> tuple[Part, ...]:
    """The parts that explain a compared text best; `more` are parts known from elsewhere."""
    if not text:
        return ()
    by_end: list[list[Part]] = [[] for _ in range(len(text) + 1)]
    for part in (*_possible(text, names), *more):
        by_end[part.end].append(part)
    best: list[tuple[float, Part | None]] = [(0.0, None)]
    for end in range(1, len(text) + 1):
        unknown = Part(start=end - 1, end=end, sort="unknown")
        choices = [(best[one.start][0] + one.worth, one) for one in (unknown, *by_end[end])]
        best.append(max(choices, key=lambda choice: choice[0]))
    return tuple(_way(best))


def _way(best: list[tuple[float, Part | None]]) -> list[Part]:
    found: list[Part] = []
    end = len(best) - 1
    while end:
        part = best[end][1]
        if part is None:  # the end of an empty text
            break
        found.append(part)
        end = part.start
    return found[::-1]


def _possible(text: str, names: Names) -> Iterator[Part]:
    for met in names.find(text):
        yield Part(start=met.start, end=met.end, sort="name", names=met.names)
        yield from _tailed(text, met, names)
    yield from map(_time, times_of(text))
    yield from _cues(text, names)
    yield from _plain(text, names)
    yield from _limits(text, names)
    for match in _SIGN.finditer(text):
        yield Part(start=match.start(), end=match.end(), sort="sign")


def _tailed(text: str, met: Met, names: Names) -> Iterator[Part]:
    """A name with the word behind it that says of what sort it is: 恒力集团."""
    for kind, patterns in names.tails.items():
        such = tuple(one for one in met.names if one.kind == kind)
        for pattern in patterns if such else ():
            tail = pattern.match(text, met.end)
            if tail:
                yield Part(start=met.start, end=tail.end(), sort="name", names=such)


def _cues(text: str, names: Names) -> Iterator[Part]:
    """Cues, one part for all that the same characters tell."""
    told: dict[tuple[int, int], tuple[dict[Name, None], set[str]]] = {}
    for pattern, tag, value in names.cues:
        for match in pattern.finditer(text):
            if match.start() == match.end():
                continue
            values, tags = told.setdefault(match.span(), ({}, set()))
            tags.add(tag)
            if value:
                values.setdefault(Name(tag, value))
    for (start, end), (values, tags) in told.items():
        yield Part(start=start, end=end, sort="cue", names=tuple(values), tags=frozenset(tags))


def _plain(text: str, names: Names) -> Iterator[Part]:
    """Idle words, words that nothing is chosen by, and words for times that are relative."""
    for sort, patterns in names.plain.items():
        for pattern in patterns:
            for match in pattern.finditer(text):
                yield Part(start=match.start(), end=match.end(), sort=sort)
    for pattern, offset in names.years:
        for match in pattern.finditer(text):
            named = (Name("offset", offset),)
            yield Part(start=match.start(), end=match.end(), sort="relative", names=named)


def _limits(text: str, names: Names) -> Iterator[Part]:
    """How many are asked for: 前三, 五个."""
    for pattern in names.limits:
        for match in pattern.finditer(text):
            words = match["count"]
            count = Decimal(words) if words.isdecimal() else chinese(words)
            if count:
                named = [Name("limit", str(int(count)))]
                if match.groupdict().get("most"):  # the first three are those with the most
                    named.append(Name("order", "most"))
                tags = frozenset(one.kind for one in named)
                start, end = match.span()
                yield Part(start=start, end=end, sort="cue", names=tuple(named), tags=tags)


def _time(time: Time) -> Part:
    tags = frozenset({"span"}) if time.span else frozenset[str]()
    names = (Name("period", time.key),)
    return Part(start=time.start, end=time.end, sort="time", names=names, tags=tags)
