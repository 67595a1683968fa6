"""Decisions taken together: what each name is called, and where they contradict one another."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from kg.errors import CuratedError
from kg.model import Decision, Judgement, MentionType

#: A name as it is compared, without quotation marks, line breaks and the like.
Plain = Callable[[str], str]
_Key = tuple[MentionType, str]


@dataclass(frozen=True, eq=False, slots=True)
class Decided:
    """What each name that people decided about is called."""

    names: Mapping[_Key, str]
    plain: Plain

    def name(self, kind: MentionType, forms: Iterable[str]) -> tuple[str, str] | None:
        """The first of several forms of a name that is decided, and what it is called."""
        for form in forms if self.names else ():
            key = (kind, self.plain(form))
            if key in self.names:
                return key[1], self.names[key]
        return None


def decided(decisions: Iterable[Decision], plain: Plain, file: str = "") -> Decided:
    """All decisions together; CuratedError where they contradict one another."""
    groups = _Groups(plain, file)
    ordered = sorted(decisions, key=lambda one: (one.line, one.names))
    for one in ordered:
        if one.judgement is Judgement.SAME:
            groups.join(one)
    for one in ordered:
        if one.judgement is Judgement.NOT_SAME:
            groups.part(one)
    return Decided(groups.called(ordered), plain)


class _Groups:
    """Names of one thing, joined by decisions."""

    def __init__(self, plain: Plain, file: str) -> None:
        self._plain = plain
        self._file = file
        self._beside: defaultdict[_Key, list[tuple[_Key, Decision]]] = defaultdict(list)

    def join(self, one: Decision) -> None:
        """Take all names of a decision for one thing."""
        first, *others = self._keys(one)
        for other in others:
            self._beside[first].append((other, one))
            self._beside[other].append((first, one))

    def part(self, one: Decision) -> None:
        """CuratedError where names that shall be two things were taken for one."""
        for first, second in combinations(self._keys(one), 2):
            way = self._way(first, second)
            if way is not None:
                said = "; ".join(f"line {by.line}: {by.words}" for by in dict.fromkeys(way))
                raise self._error(
                    one,
                    f"{first[1]} and {second[1]} are not the same here, but the same by {said}",
                    "take back one of these decisions",
                )

    def called(self, decisions: Iterable[Decision]) -> dict[_Key, str]:
        """The name of each group: the one wanted, else the longest, of these the first."""
        wanted: dict[frozenset[_Key], Decision] = {}
        names: dict[_Key, str] = {}
        for one in decisions:
            for key in self._keys(one):
                names.setdefault(key, key[1])
            if one.name:
                group = frozenset(self._group(self._keys(one)[0]))
                other = wanted.setdefault(group, one)
                if self._plain(other.name) != self._plain(one.name):
                    raise self._error(
                        one,
                        f"to be called {one.name} here, but {other.name} by line {other.line}",
                        "keep one `name` for one thing",
                    )
        called = {key: _longest(self._group(key)) for key in names}
        called |= {key: self._plain(one.name) for group, one in wanted.items() for key in group}
        return called

    def _keys(self, one: Decision) -> list[_Key]:
        names = (*one.names, one.name) if one.name else one.names
        return list(dict.fromkeys((one.type, self._plain(name)) for name in names))

    def _group(self, start: _Key) -> set[_Key]:
        found, open_ones = {start}, [start]
        while open_ones:
            for other, _ in self._beside[open_ones.pop()]:
                if other not in found:
                    found.add(other)
                    open_ones.append(other)
        return found

    def _way(self, start: _Key, end: _Key) -> list[Decision] | None:
        """The decisions by which two names are one thing, the fewest that do."""
        ways: dict[_Key, list[Decision]] = {start: []}
        open_ones = deque([start])
        while open_ones:
            at = open_ones.popleft()
            if at == end:
                return ways[at]
            for other, by in self._beside[at]:
                if other not in ways:
                    ways[other] = [*ways[at], by]
                    open_ones.append(other)
        return None

    def _error(self, one: Decision, said: str, hint: str) -> CuratedError:
        return CuratedError(said, where=f"{self._file}:{one.line}: {one.judgement}", hint=hint)


def _longest(group: Iterable[_Key]) -> str:
    return min((name for _, name in group), key=lambda name: (-len(name), name))
