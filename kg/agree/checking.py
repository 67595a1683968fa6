"""Arithmetic that the figures of an area must stand: parts and wholes, shares, growth, plans."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import reduce

from kg.agree import reckoning
from kg.agree.levels import Key, Levels, amounts, before, key, members
from kg.agree.reckoning import Sum
from kg.agree.values import Range, exactly
from kg.lexicon.agreement import AgreementWords
from kg.model import Check, CheckKind, Figure, Measure, Period

_HUNDRED = exactly(100)
_PERCENT = "%"


class Checker:
    """The checks of one area; `above` holds the amounts of the area around, where known."""

    def __init__(self, figures: Iterable[Figure], above: Levels, words: AgreementWords) -> None:
        """Put the figures in order."""
        self._figures = [one for one in figures if one.amount is not None]
        self._words = words
        self._above = above
        self._named = {one.indicator_name: one.indicator for one in self._figures}
        self.levels = levels(self._figures, words)
        self._by_subject = defaultdict[Key, dict[str, list[Figure]]](dict)
        for at, found in self.levels.items():
            self._by_subject[at._replace(subject="")][at.subject] = list(found)
        self._rest = _by_key(
            (one for one in self._figures if one.measure in {Measure.GROWTH, Measure.CHANGE}), words
        )

    def checks(self) -> Iterator[Check]:
        """All that can be reckoned, in order of kind and key."""
        yield from self._sums()
        for at, stated in _sorted(self.levels):
            yield from self._shares(at, stated)
            yield from self._growths(at, stated)
            yield from self._parts(at, stated)
            yield from self._currencies(stated)
        for at, stated in _sorted(self._rest):
            if at.measure is Measure.CHANGE:
                yield from self._changes(at, stated)

    def _shares(self, at: Key, stated: Sequence[Figure]) -> Iterator[Check]:
        over = stated[0].over
        if at.measure is not Measure.LEVEL or not over:
            return
        part, whole = over
        if not whole:
            yield from self._plans(at, stated, part)
            return
        parts = self._level(at._replace(indicator=part))
        wholes = self._level(at._replace(indicator=whole, subject=""))
        for unit, share in _by_unit(stated).items():
            yield from self._quotients(unit, share, parts, wholes)

    def _quotients(
        self, unit: str, stated: list[Figure], parts: list[Figure], wholes: list[Figure]
    ) -> Iterator[Check]:
        """A share in percent of amounts in one unit, or so much of the part's unit for each."""
        percent = unit == _PERCENT
        for part_unit, part in _by_unit(parts).items():
            if part_unit == _PERCENT or not (percent or part_unit == unit):
                continue
            whole = [one for one in wholes if (one.unit == part_unit) is percent]
            wanted = Sum(CheckKind.SHARE, (part, whole), _share if percent else _ratio, unit)
            yield from reckoning.checks(stated, wanted, self._words)

    def _growths(self, at: Key, stated: Sequence[Figure]) -> Iterator[Check]:
        if at.measure is not Measure.LEVEL or stated[0].indicator_name.endswith(self._words.real):
            return
        known = self._rest.get(at._replace(measure=Measure.GROWTH), ())
        grown = _said_with(stated, (one for one in known if one.basis in self._words.nominal))
        for unit, level in _by_unit(stated).items():
            past = self._level(at._replace(period=before(at.period), target=False), unit)
            wanted = Sum(CheckKind.GROWTH, (past, grown), _grown, unit)
            if unit != _PERCENT:
                yield from reckoning.checks(level, wanted, self._words)

    def _parts(self, at: Key, stated: Sequence[Figure]) -> Iterator[Check]:
        for unit, part in _by_unit(stated).items():
            for wholes in self._wholes(at, part):
                whole = [one for one in wholes if one.unit == unit]
                wanted = Sum(CheckKind.PART, (whole,), _itself, unit, at_most=True)
                yield from reckoning.checks(part, wanted, self._words)

    def _wholes(self, at: Key, stated: Sequence[Figure]) -> Iterator[list[Figure]]:
        """What amounts are parts of: all subjects, the broader indicator, the area around."""
        first = stated[0]
        if not first.adds:
            return
        if at.subject:
            whole = self._level(at._replace(subject=""))
            among = _said_with([one for one in stated if one.among], whole)
            beside = _said_with(stated, whole)  # in one sentence, one thing after the other
            elsewhere = whole if first.listed else []
            yield [one for one in whole if one in (among if one in beside else elsewhere)]
        if first.listed:
            if first.whole:
                yield self._level(at._replace(indicator=first.whole))
            yield list(self._above.get(at, ()))

    def _currencies(self, stated: Sequence[Figure]) -> Iterator[Check]:
        by_unit = _by_unit(stated)
        year = str(stated[0].period.start.year)
        own = self._words.rate_unit
        for foreign, rates in self._words.rates_of.items():
            sides = by_unit.get(own, ()), by_unit.get(foreign, ())
            wanted = Sum(CheckKind.CURRENCY, sides, _ratio, own)
            rate = rates.get(year)
            if rate:
                found = reckoning.usual(wanted, rate, self._words.rate_width, self._words)
            else:
                found = reckoning.implied(wanted)
            if found:
                yield found

    def _changes(self, at: Key, stated: Sequence[Figure]) -> Iterator[Check]:
        now_at = at._replace(measure=Measure.LEVEL)
        for unit, change in _by_unit(stated).items():
            unit_of_level = self._words.points.get(unit, unit)
            now = self._level(now_at, unit_of_level)
            year = {one.basis for one in change} & set(self._words.last_year)
            past = Period.year(at.period.start.year - 1) if year else before(at.period)
            then = self._level(now_at._replace(period=past, target=False), unit_of_level)
            wanted = Sum(CheckKind.CHANGE, (now, then), _less, unit)
            yield from reckoning.checks(change, wanted, self._words)

    def _plans(self, at: Key, stated: Sequence[Figure], part: str) -> Iterator[Check]:
        """The plan that a degree of completion implies, beside the plan where it is stated."""
        for rate in stated:
            done = self._done(at, rate, part)
            wanted = Sum(CheckKind.PLAN, (done, [rate]), _share, done[0].unit if done else "")
            year = Period.year(at.period.start.year)
            named = done[0].indicator if done else ""
            planned = self._level(Key(named, at.subject, year, target=True), wanted.unit)
            if planned and rate.amount:
                yield from reckoning.checks(planned, wanted, self._words)
            elif rate.amount and (found := reckoning.implied(wanted)):
                yield found

    def _done(self, at: Key, rate: Figure, part: str) -> list[Figure]:
        """The amount that completes so much of the plan: of its name, or the one said with it."""
        if part:
            found = self._level(at._replace(indicator=part))
        else:
            found = [
                one
                for other, known in _sorted(self.levels)
                if other._replace(indicator=at.indicator) == at
                for one in known
                if one.adds or one.unit in self._words.money
            ]
        return [one for one in _said_with([rate], found) if one.unit != _PERCENT][:1]

    def _sums(self) -> Iterator[Check]:
        for at, whole in _sorted(self.levels):
            for parts in self._complete(at, whole[0]):
                if not all(parts):
                    continue
                for unit, stated in _by_unit(whole).items():
                    known = [[one for one in part if one.unit == unit] for part in parts]
                    wanted = Sum(CheckKind.SUM, known, _total, unit)
                    yield from reckoning.checks(stated, wanted, self._words)

    def _complete(self, at: Key, whole: Figure) -> Iterator[list[list[Figure]]]:
        """Sets of parts that make up a whole: by the lexicon, or listed in its own name."""
        names = self._words.sums.get(whole.indicator_name, ())
        if names and all(name in self._named for name in names):
            yield [self._level(at._replace(indicator=self._named[name])) for name in names]
        listed = members(whole.subject, self._words)
        if listed:
            yield [self._level(at._replace(subject=one)) for one in listed]
        known = {} if at.subject else self._by_subject.get(at, {})
        for subjects in self._words.complete:
            if known.keys() >= set(subjects):
                yield [known[one] for one in subjects]

    def _level(self, at: Key, unit: str = "") -> list[Figure]:
        return [one for one in self.levels.get(at, ()) if not unit or one.unit == unit]


def levels(figures: Iterable[Figure], words: AgreementWords) -> Levels:
    """Amounts by what they measure, subjects in short."""
    return _by_key(amounts(figures), words)


def _by_key(figures: Iterable[Figure], words: AgreementWords) -> dict[Key, list[Figure]]:
    found: dict[Key, list[Figure]] = defaultdict(list)
    for one in figures:
        if one.amount is not None:
            found[key(one, words.short(one.subject))].append(one)
    return dict(found)


def _sorted(figures: Mapping[Key, Sequence[Figure]]) -> Iterator[tuple[Key, Sequence[Figure]]]:
    return ((one, figures[one]) for one in sorted(figures))


def _by_unit(figures: Iterable[Figure]) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = defaultdict(list)
    for one in figures:
        found[one.unit].append(one)
    return dict(sorted(found.items()))


def _said_with(stated: Sequence[Figure], others: Iterable[Figure]) -> list[Figure]:
    """Those of the same sentence as one of the stated."""
    places = {(one.report, one.sentence) for one in stated}
    return [one for one in others if (one.report, one.sentence) in places]


def _share(given: Sequence[Range]) -> Range:
    return given[0].times(_HUNDRED).over(given[1])


def _ratio(given: Sequence[Range]) -> Range:
    return given[0].over(given[1])


def _grown(given: Sequence[Range]) -> Range:
    return given[0].times(_HUNDRED.plus(given[1])).times(exactly(Decimal("0.01")))


def _less(given: Sequence[Range]) -> Range:
    return given[0].less(given[1])


def _total(given: Sequence[Range]) -> Range:
    return reduce(Range.plus, given)


def _itself(given: Sequence[Range]) -> Range:
    return given[0]
