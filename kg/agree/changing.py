"""How the list of an area's indicators changes from one year to the next."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from kg.agree.agreeing import place
from kg.agree.naming import likeness, matched
from kg.lexicon.agreement import AgreementWords
from kg.model import Changed, Figure, IndicatorChange, Period, Status

#: The figures of each indicator of a list.
_List: TypeAlias = Mapping[str, Sequence[Figure]]


def changes(figures: Iterable[Figure], words: AgreementWords) -> Iterator[IndicatorChange]:
    """All changes of the lists of one area, year after year; none where a year has no list."""
    lists = _lists(figures)
    for year in sorted(lists):
        former, now = (_aims(lists.get(one, {}), words) for one in (year - 1, year))
        if _comparable(former, now, words):
            yield from _changed(Period.year(year), former, now, words)


def _lists(figures: Iterable[Figure]) -> dict[int, _List]:
    """What stands in tables and lists of indicators, by year; breakdowns are no indicators."""
    found: dict[int, dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for one in sorted(figures, key=place):
        if one.item and not one.subject and one.period == Period.year(one.period.start.year):
            found[one.period.start.year][one.indicator].append(one)
    return {year: dict(of_year) for year, of_year in found.items()}


def _aims(found: _List, words: AgreementWords) -> _List:
    """Those with a target, where that makes a list: outcomes alone are often told beside them."""
    aims = {name: aims for name, figures in found.items() if (aims := _targets(figures))}
    return aims if len(aims) >= words.fewest else found


def _comparable(former: _List, now: _List, words: AgreementWords) -> bool:
    """Whether both are long enough, and share enough to be lists of one kind."""
    fewest = min(len(former), len(now))
    return fewest >= words.fewest and len(former.keys() & now.keys()) >= fewest * words.common


def _changed(
    year: Period, former: _List, now: _List, words: AgreementWords
) -> Iterator[IndicatorChange]:
    gone = [former[name][0] for name in former if name not in now]
    new = [now[name][0] for name in now if name not in former]
    pairs = list(_replaced(gone, new, words))
    taken = {one.node for pair in pairs for one in pair}
    for before, after in pairs:
        yield IndicatorChange(Changed.REPLACED, year, before, after)
    for one in gone:
        if one.node not in taken:
            yield IndicatorChange(Changed.DROPPED, year, one, None)
    for one in new:
        if one.node not in taken:
            yield IndicatorChange(Changed.ADDED, year, None, one)
    for name in sorted(former.keys() & now.keys()):
        if _redefined(_targets(former[name]), _targets(now[name])):
            yield IndicatorChange(Changed.REDEFINED, year, former[name][0], now[name][0])


def _targets(figures: Sequence[Figure]) -> list[Figure]:
    return [one for one in figures if one.status is Status.TARGET]


def _replaced(
    gone: Sequence[Figure], new: Sequence[Figure], words: AgreementWords
) -> Iterator[tuple[Figure, Figure]]:
    """Pairs of names that share much, each name in one, the most alike first."""
    alike = (
        (-likeness(_name(one, words), _name(other, words)), at, after)
        for at, one in enumerate(gone)
        for after, other in enumerate(new, len(gone))
    )
    for at, after in matched(pair for pair in alike if -pair[0] >= words.replaced):
        yield gone[at], new[after - len(gone)]


def _name(figure: Figure, words: AgreementWords) -> str:
    return words.short(figure.indicator_name)


def _redefined(before: Collection[Figure], after: Collection[Figure]) -> bool:
    """Whether numbers are given on another basis, or for something else, than the year before."""
    first, second = (
        {_meaning(one) for one in o if one.amount is not None} for o in (before, after)
    )
    return bool(first and second) and not first & second


def _meaning(figure: Figure) -> tuple[str, str, str]:
    return figure.basis, figure.measure.value, figure.unit
