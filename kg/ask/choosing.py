"""Which named question the parts of a text ask, and which parameter each name is for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, product

from kg.ask.names import Name
from kg.ask.parts import Part
from kg.lexicon.asking import Asking, Lexicon

#: What a cue costs that a question knows nothing of.
_STRANGE = -3.0
#: What a question costs that lacks what it needs: it may still be offered.
_LACKING = 20.0
_MOST_MEANINGS = 24
#: Kinds that two areas in a question may be of.
_AREAS = frozenset({"area", "place"})
#: Kinds of which a question takes one thing only.
_ONE_AT_A_TIME = ("indicator", "enterprise", "organisation", "project", "honour", "policy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A reading: a question with its parameters and how much speaks for it.

    `beside` are names that only choose among the rows, `lacks` what is missing.
    """

    asking: Asking
    given: Mapping[str, str]
    beside: tuple[Name, ...] = ()
    lacks: tuple[str, ...] = ()
    score: float = 0.0
    taken: tuple[tuple[Part, Name], ...] = field(default_factory=tuple)


def choices(parts: Sequence[Part], lexicon: Lexicon) -> tuple[Choice, ...]:
    """The best reading of each question, those that more speaks for first."""
    named = [part for part in parts if part.sort in {"name", "time"}]
    cues = [part for part in parts if part.tags]
    fatal = frozenset(lexicon.fatal)
    found = [_best(one, named, cues, fatal) for one in lexicon.questions]
    return tuple(sorted(found, key=lambda choice: -choice.score))


def parted(parts: Sequence[Part], lexicon: Lexicon) -> tuple[Choice, ...]:
    """A reading for each of several things of one kind that no question takes together."""
    for kind in _ONE_AT_A_TIME:
        named = [part for part in parts if part.sort == "name" and part.names[0].kind == kind]
        if len({part.names[0].name for part in named}) > 1:
            rests = ([one for one in parts if one not in named or one is part] for part in named)
            found = (choices(rest, lexicon)[0] for rest in rests)
            return tuple(one for one in found if not one.lacks and one.score > 0)
    return ()


def _best(
    asking: Asking, named: Sequence[Part], cues: Sequence[Part], fatal: frozenset[str]
) -> Choice:
    meanings = islice(product(*(part.names for part in named)), _MOST_MEANINGS)
    read = (_read(asking, tuple(zip(named, chosen, strict=True)), cues) for chosen in meanings)
    best = max(read, key=lambda choice: choice.score)
    ends = sum(1 for part in cues if part.tags & fatal and not part.tags & asking.weights.keys())
    return replace(best, score=best.score - _LACKING * ends)


def _read(asking: Asking, taken: tuple[tuple[Part, Name], ...], cues: Sequence[Part]) -> Choice:
    given: dict[str, str] = {}
    beside: list[Name] = []
    strange = 0
    there = frozenset().union(*(part.tags for part in cues))
    asked = {name for name, signals in asking.asked.items() if there & set(signals)}
    for _, name in taken:
        if not _place(asking, name, given, asked):
            if _may_choose(asking, name):
                beside.append(name)
            else:
                strange += 1
    values = _values(asking, cues, given)
    if there & set(asking.whole_year) and "period" in given:
        given["period"] = _year(given["period"])
    tags = [*_derived(taken), *(part.tags for part in cues)]
    lacks = tuple(_lacks(asking, {**given, **values}, tags))
    score = asking.base + _weighed(asking, tags) - _LACKING * (len(lacks) + strange)
    return Choice(
        asking=asking,
        given={**given, **values},
        beside=tuple(beside),
        lacks=lacks,
        score=score + sum(0.1 for _, name in taken if name.sure),
        taken=taken,
    )


def _place(asking: Asking, name: Name, given: dict[str, str], asked: set[str]) -> bool:
    """Give a name to the first parameter that takes its kind and is free."""
    for parameter, kinds in asking.takes.items():
        free = parameter not in asked
        if free and name.kind in kinds and given.get(parameter, name.name) == name.name:
            given[parameter] = name.name
            return True
    return False


def _year(period: str) -> str:
    """The year of a part of it: 2025 of 2025-H1."""
    return period if "/" in period else period.partition("-")[0]


def _may_choose(asking: Asking, name: Name) -> bool:
    return name.kind in asking.beside or (name.kind == "place" and "area" in asking.beside)


def _values(asking: Asking, cues: Sequence[Part], given: Mapping[str, str]) -> dict[str, str]:
    """Values that words give: ongoing, missed. The longest word of each parameter counts."""
    found: dict[str, str] = {}
    for part in sorted(cues, key=lambda one: one.start - one.end):
        for name in part.names:
            if part.sort == "cue" and name.kind in asking.takes and name.kind not in given:
                found.setdefault(name.kind, name.name)
    return found


def _derived(taken: Sequence[tuple[Part, Name]]) -> Iterator[frozenset[str]]:
    """Signals that no word gives but what is named."""
    areas = {name.name for _, name in taken if name.kind in _AREAS}
    if len(areas) > 1:
        yield frozenset({"several-areas"})
    periods = {name.name for part, name in taken if name.kind == "period" and not part.tags}
    if len(periods) > 1:
        yield frozenset({"span"})
    if any(name.kind == "honour" for _, name in taken):
        yield frozenset({"honour-name"})


def _weighed(asking: Asking, tags: Sequence[frozenset[str]]) -> float:
    """What speaks for a question: each signal once, the strongest that a part gives."""
    found: dict[str, float] = {}
    for several in tags:
        known = [(asking.weights[tag], tag) for tag in sorted(several) if tag in asking.weights]
        weight, tag = max(known) if known else (_STRANGE, min(several))
        if tag == "honour-name" and not known:
            weight = 0.0  # a name that was taken for something is no word that nobody knows
        found[tag] = max(weight, found.get(tag, weight))
    return sum(found.values())


def _lacks(
    asking: Asking, given: Mapping[str, str], tags: Sequence[frozenset[str]]
) -> Iterator[str]:
    for group in asking.needs:
        if not given.keys() & set(group):
            yield group[0]
    there = frozenset().union(*tags)
    for group in asking.must:
        if not there & set(group):
            yield f"signal {group[0]}"
